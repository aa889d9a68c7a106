"""Plain text and HTML brought to lines with their links."""

from __future__ import annotations

import pytest

from bot.parse.html import Block, Link
from bot.parse.sources.lines import lines_of_html, lines_of_text


def shown(lines: list[Block]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(line.text, [(line.text[link.start : link.end], link.url) for link in line.links]) for line in lines]


def test_bullets_quote_marks_and_rules_are_left_out() -> None:
    lines = lines_of_text("> * One\n> --------\n> - Two\n\n# Three\n")
    assert [(line.text, line.opens) for line in lines] == [("One", True), ("Two", True), ("Three", True)]


def test_paragraphs_are_known_by_the_blank_line_before() -> None:
    assert [line.opens for line in lines_of_text("a b\nc d\n\ne f")] == [True, False, True]


def test_an_address_in_brackets_is_on_the_words_before_it() -> None:
    assert shown(lines_of_text("A title<https://a.example/x> and more")) == [
        ("A title and more", [("A title", "https://a.example/x")])
    ]
    assert shown(lines_of_text("A title (https://a.example/x)")) == [("A title", [("A title", "https://a.example/x")])]


def test_substack_sets_the_brackets_apart() -> None:
    assert shown(lines_of_text("Read: A title [ https://a.example/x ]. More")) == [
        ("Read: A title . More", [("Read: A title", "https://a.example/x")])
    ]


def test_a_bare_address_is_on_itself() -> None:
    expected = [("See https://a.example/x.", [("https://a.example/x", "https://a.example/x")])]
    assert [
        (line.text.replace(" .", "."), links)
        for line, (_, links) in zip(lines_of_text("See https://a.example/x."), expected, strict=True)
    ] == expected


def test_markdown_links_and_footnotes_are_links() -> None:
    assert shown(lines_of_text("* [A title](https://a.example/x) by Ada")) == [
        ("A title by Ada", [("A title", "https://a.example/x")])
    ]
    assert shown(lines_of_text("A TITLE [5]\n\nLinks:\n[5] https://a.example/x")) == [
        ("A TITLE", [("A TITLE", "https://a.example/x")]),
        ("Links:", []),
    ]


def test_a_labelled_field_takes_its_wrapped_lines() -> None:
    lines = lines_of_text("Title: Priming of old carbon\nby roots\nAuthors:\nGalia, W; Iwu, C\nDOI: 10.1000/x")
    assert [line.text for line in lines] == [
        "Title: Priming of old carbon by roots",
        "Authors: Galia, W; Iwu, C",
        "DOI: 10.1000/x",
    ]


def test_a_label_alone_on_its_line_belongs_to_the_line_below() -> None:
    lines = lines_of_text(
        "Authors\n  Okafor A.\n  Chen B.\nAuthors Full Name\n  Okafor, Ada; Chen, Bo\nAbstract\n  Nets."
    )
    assert [line.text for line in lines] == [
        "Authors: Okafor A. Chen B.",
        "Authors Full Name: Okafor, Ada; Chen, Bo",
        "Abstract: Nets.",
    ]


def test_preformatted_html_is_read_like_plain_text() -> None:
    lines = lines_of_html('<pre>A title\n<a href="https://a.example/x">link</a>\n\nnext</pre><p>last</p>')
    assert lines[1] == Block("link", links=(Link("https://a.example/x", 0, 4),))
    assert [(line.text, line.tag) for line in lines] == [("A title", ""), ("link", ""), ("next", ""), ("last", "p")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tidal light\n<https://a.example/1>", "Tidal light"),
        ("*Tidal light*\n<https://a.example/1>", "Tidal light"),
        ("Tidal light <https://a.example/1>", "Tidal light"),
        ("It is fast. (paper <https://a.example/1> | code <https://a.example/2>)", "paper"),
        ("Tidal light (2nd ed.) <https://a.example/1>", "Tidal light (2nd ed.)"),
        ("<https://a.example/1>", "https://a.example/1"),
    ],
)
def test_what_one_clicks_on_stands_before_an_address_on_its_line_or_above_it(text: str, words: str) -> None:
    line = lines_of_text(text)[-1]
    link = line.links[0]
    assert line.text[link.start : link.end] == words
