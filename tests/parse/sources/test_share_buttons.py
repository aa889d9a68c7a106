"""Share buttons give papers the identifiers that nothing else in the mail says, and no others."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from bot.parse.html import Block
from bot.parse.sources.items import Item
from bot.parse.sources.lines import lines_of_html
from bot.parse.sources.share_buttons import take_shared


def tweet(page: str, of: str = "https://twitter.com/intent/tweet") -> str:
    return f"<p><a href='{of}?text=Hedges%20at%20night&amp;url={quote(page, safe='')}'>Tweet this</a></p>"


def identifiers_of(*papers: str, known: dict[str, str] | None = None) -> list[dict[str, str]]:
    items = [Item(f"Hedges {number}", {}, [(number, "")]) for number, _ in enumerate(papers)]
    items[0].identifiers |= known or {}

    def around(item: Item) -> list[Block]:
        return lines_of_html(papers[item.lines[0]])

    take_shared(items, around)
    return [item.identifiers for item in items]


@pytest.mark.parametrize(
    "button",
    [
        tweet("https://doi.org/10.5555/hedge.1"),
        tweet("https://doi.org/10.5555/hedge.1", of="https://www.linkedin.com/shareArticle"),
        tweet("https://doi.org/10.5555/hedge.1") + tweet("https://doi.org/10.5555/hedge.1", of="https://x.com/share"),
        f"<a href='https://gbr01.safelinks.protection.outlook.com/?url={quote('https://twitter.com/intent/tweet?url=')}"
        f"{quote(quote('https://doi.org/10.5555/hedge.1', safe=''), safe='')}&amp;data=1'>Tweet</a>",
    ],
)
def test_a_button_of_one_paper_says_which_it_is(button: str) -> None:
    assert identifiers_of(button) == [{"doi": "10.5555/hedge.1"}]


def test_what_a_button_does_not_share_is_not_taken() -> None:
    assert identifiers_of("<a href='https://x.example/r?url=https%3A%2F%2Fdoi.org%2F10.5555%2Fhedge.1'>Read</a>") == [
        {}
    ]
    assert identifiers_of(tweet("https://house.example/news")) == [{}]


def test_of_several_papers_shared_beside_one_none_is_taken() -> None:
    assert identifiers_of(tweet("https://doi.org/10.5555/hedge.1") + tweet("https://doi.org/10.5555/mole.1")) == [{}]


def test_what_two_papers_share_is_of_neither() -> None:
    assert identifiers_of(*[tweet("https://doi.org/10.5555/issue.7")] * 2) == [{}, {}]


def test_a_paper_keeps_what_it_has_and_lends_it_to_none() -> None:
    button = tweet("https://doi.org/10.5555/hedge.1")
    assert identifiers_of("<p>x</p>", button, known={"doi": "10.5555/hedge.1"}) == [{"doi": "10.5555/hedge.1"}, {}]
    assert identifiers_of(button, known={"pmid": "31234567"}) == [{"pmid": "31234567"}]
