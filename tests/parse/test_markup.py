"""Markup that would take a parser minutes is recognised by counting and read in time."""

from __future__ import annotations

import time

import pytest

from bot.parse.html import blocks_of
from bot.parse.markup import flatten, harmless, is_too_deep

HOSTILE = {
    "nested": "<div>" * 40_000,
    "nested, stray end tags between": "<div></x>" * 40_000,
    "nested after as many end tags": "</div>" * 40_000 + "<div>" * 40_000,
    "tables": "<table><tr><td>" * 20_000,
    "fonts left open": "".join(f"<font size={size}>" for size in range(3000)) + "<p>x" * 20_000,
    "fonts left open, a few": "".join(f"<b a={size}>" for size in range(59)) + "<p>" * 50_000,
    "links never closed": "<a href=x><p>" * 20_000,
    "attributes": "<div " + " ".join(f"a{number}=1" for number in range(100_000)) + ">",
    "attributes with brackets": "<div " + " ".join(f"<a{number}" for number in range(100_000)) + ">",
    "attributes behind a quoted bracket": '<div x=">" ' + " ".join(f"a{number}" for number in range(100_000)) + ">",
    "attributes without spaces": "<div " + "".join(f'a{number}="1"' for number in range(100_000)) + ">",
    "brackets": "<" * 300_000,
    "comments": "<!--" * 50_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_read_in_time(html: str) -> None:
    start = time.process_time()
    blocks_of(html + '<p><a href="https://a.example">still here</a></p>')
    assert time.process_time() - start < 3


def test_what_can_be_read_of_too_deep_markup_is_read() -> None:
    html = "<div>" * 5000 + '<h3><a href="https://a.example">Title</a></h3><span>Authors</span>' + "</div>" * 5000
    assert is_too_deep(html)
    blocks = blocks_of(html)
    assert [(block.text, len(block.links)) for block in blocks] == [("Title", 1), ("Authors", 0)]


@pytest.mark.parametrize(
    "tag", ["<h3><a href='u'>", "<p n{}='v'>", "<n{}></n{}>"], ids=["headings", "names", "elements"]
)
def test_of_markup_that_costs_even_flat_the_text_is_read(tag: str) -> None:
    html = "".join(tag.replace("{}", str(number)) for number in range(60_000)) + "text"
    assert harmless(html) == "<br>" * html.count("<") + "text"


def test_a_long_page_of_closed_elements_is_not_deep() -> None:
    html = '<table><tr><td><div><b>x</b><br><p>y<img src="a"></div></td></tr></table>' * 3000
    assert not is_too_deep(html)
    assert harmless(html) is html


def test_a_large_image_within_the_markup_is_no_overload() -> None:
    html = '<img src="data:image/png;base64,' + "abc/+= " * 20_000 + '"><p>text</p>'
    assert harmless(html) == html


def test_flat_markup_keeps_links_headings_and_breaks() -> None:
    html = '<style>b{}</style><div><table><tr><td><h2>T</h2><a href="u">x</a></td></tr></table></div>'
    assert flatten(html) == '<br><br><br><br><h2>T</h2><a href="u">x</a><br><br><br><br>'
