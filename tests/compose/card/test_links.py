"""Where a card leads, and where it refuses to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose.card.links import links_of, page_url, safe_url
from bot.models import Mention, Paper


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs/2505.00001", "https://arxiv.org/abs/2505.00001"),
        (" HTTPS://Example.ORG/A?b=c#d ", "https://example.org/A?b=c#d"),
        ("http://example.org/a b\"c'<d>", "http://example.org/a%20b%22c'%3Cd%3E"),
        ("https://example.org/ü?q=日", "https://example.org/%C3%BC?q=%E6%97%A5"),
        ("https://аrxiv.org/abs/1", "https://xn--rxiv-43d.org/abs/1"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.example", None),
        ("https://arxiv.org@evil.example/", None),
        ("https://evil.example\\@arxiv.org/", None),
        ("//example.org/x", None),
        ("https:///x", None),
        ("https://[broken/", None),
        ("https://exa mple.org/", None),
        ("https://example.org/" + "x" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_linked(url: str | None, expected: str | None) -> None:
    assert safe_url(url) == expected


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_an_address_never_breaks_out_of_its_attribute(rest: str) -> None:
    url = safe_url("https://example.org/" + rest) or ""

    assert url.isascii()
    assert not set(url) & set(' "<>\\`\n\r\t\x00')


def test_the_links_of_a_card_follow_from_its_identifiers_and_pages() -> None:
    paper = Paper(
        "t",
        identifiers={"arxiv": "2505.00001", "doi": "10.1000/A<b>"},
        url="https://arxiv.org/abs/2505.00001",
        links={"code": "https://github.com/a/b", "data_set": "https://example.org/d", "bad": "javascript:0"},
        mentions=(Mention("t", "huggingface"),),
    )

    assert {link.label: link.url for link in links_of(paper)} == {
        "PDF": "https://arxiv.org/pdf/2505.00001",
        "DOI": "https://doi.org/10.1000/A%3Cb%3E",
        "Code": "https://github.com/a/b",
        "Hugging Face": "https://huggingface.co/papers/2505.00001",
        "Data set": "https://example.org/d",
    }


def test_no_page_is_linked_twice() -> None:
    paper = Paper(
        "t",
        identifiers={"doi": "10.1000/a"},
        url="https://doi.org/10.1000/a",
        links={"pdf": "https://x.example/p", "html": "https://x.example/p"},
    )

    assert [link.label for link in links_of(paper)] == ["PDF"]


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper("t", url="https://example.org/"), "https://example.org/"),
        (Paper("t", url="javascript:1", identifiers={"doi": "10.1000/a"}), "https://doi.org/10.1000/a"),
        (Paper("t", identifiers={"arxiv": "math/0309136"}), "https://arxiv.org/abs/math/0309136"),
        (Paper("t"), None),
    ],
)
def test_the_title_leads_to_the_best_page(paper: Paper, expected: str | None) -> None:
    assert page_url(paper) == expected
