"""Papers behind opaque links are told by their place: a linked title, people below it, and what the house adds."""

from __future__ import annotations

import re

import pytest

from bot.parse.sources.contents import Contents
from bot.parse.sources.lines import lines_of_html, lines_of_text

TRACKER = "https://click.house.example/?qs="
TITLE = f"<p><a href='{TRACKER}1'>Nets That Mend Themselves</a></p>"
PEOPLE = "<p>By Ada Okafor, Bo Chen, <i>et al.</i></p>"
ANY = Contents(link=re.compile("click[.]house"))
LABELLED = Contents(link=re.compile("click[.]house"), kind=re.compile("research article|review", re.I))
UNSIGNED = Contents(link=re.compile("click[.]house"), date=re.compile("Article · Jan 2026"), unsigned=True)
WITHIN = Contents(
    link=re.compile("click[.]house"),
    within=re.compile("Research"),
    mixed=re.compile("New Online|News & Views|Research Highlights"),
)

ALONE = Contents(link=re.compile("click[.]house"), papers_alone=re.compile("Research"))
BOLD = f"<p><a href='{TRACKER}1'><b>Nets That Mend Themselves</b></a></p>"


def found(html: str, contents: Contents = ANY) -> tuple[list[str], int]:
    titles, dismissed = contents.titles(lines_of_html(html), ())
    return list(titles.values()), dismissed


FOUND = {
    "people below": (TITLE + PEOPLE, ANY),
    "a badge between": (f"{TITLE}<p>Open Access</p>{PEOPLE}", ANY),
    "a summary before the people": (f"{TITLE}<p>Nets are mended by the fish.</p><p><b>Ada Okafor</b></p>", ANY),
    "the first of many": (f"{TITLE}<p><i>Okafor et al.</i></p>", ANY),
    "a label of papers above": (f"<p>Research Article | Oceans</p>{TITLE}{PEOPLE}", LABELLED),
    "its date, where nobody is named": (f"{TITLE}<p>Article · Jan 2026</p>", UNSIGNED),
    "under the heading of papers": (f"<h2>Research</h2><h3>Articles</h3>{TITLE}<p>Ada Okafor</p>", WITHIN),
    "signed by many among news": (f"<h2>Research</h2><b>New Online</b>{TITLE}<p>A Bell, B Cole, C Dee</p>", WITHIN),
    "labelled as of a paper below no heading": (
        f"<h2>Your weekly update</h2><p>Article | Open Access | 21 May 2026</p>{TITLE}<p>Ada Okafor</p>",
        WITHIN,
    ),
    "labelled as of a paper at its end": (
        f"<h2>Physical sciences</h2>{TITLE}<p>Ada Okafor &amp; Bo Chen</p><p>Article | Open Access | 21 May 2026</p>",
        WITHIN,
    ),
    "signed by many below highlights": (f"<h3>Research Highlights</h3>{TITLE}<p>A Bell, B Cole, C Dee</p>", WITHIN),
    "a teaser below, among papers": (f"<h3>Research</h3>{BOLD}<p>Mended by the fish.</p>", ALONE),
}
NOT_FOUND = {
    "a teaser among news": (f"<h3>News</h3>{BOLD}<p>Mended by the fish.</p>", ALONE),
    "no teaser among papers": (f"<h3>Research</h3>{BOLD}<p><a href='{TRACKER}2'>Nets for Sale Today</a></p>", ALONE),
    "a link at the end": (f"<h3>Research</h3>{TITLE}<p>Unsubscribe here.</p>", ALONE),
    "nobody below": (TITLE + "<p>Order yours today.</p>", ANY),
    "people of another item": (f"{TITLE}<p><a href='{TRACKER}2'>Read the other story</a></p>{PEOPLE}", ANY),
    "another host": ("<p><a href='https://shop.example/1'>Nets That Mend Themselves</a></p>" + PEOPLE, ANY),
    "a button": (f"<p><a href='{TRACKER}1'>Read article</a></p>{PEOPLE}", ANY),
    "a link of the subscription": (f"<p><a href='{TRACKER}1'>Unsubscribe from this list</a></p>{PEOPLE}", ANY),
    "a journal": (f"<p><a href='{TRACKER}1'>Journal of Invented Nets</a></p>{PEOPLE}", ANY),
    "an issue": (f"<p><a href='{TRACKER}1'>Invented Nets, Volume 59 / Issue 4</a></p>{PEOPLE}", ANY),
    "an erratum": (f"<p><a href='{TRACKER}1'>Correction to “Nets at sea”</a></p>{PEOPLE}", ANY),
    "an editorial": (f"<h3>Editorial</h3>{TITLE}{PEOPLE}", ANY),
    "a label of news above": (f"<p>Feature | Oceans</p>{TITLE}{PEOPLE}", LABELLED),
    "no label above": (TITLE + PEOPLE, LABELLED),
    "nobody and no date": (f"{TITLE}<p>Read by 12 people</p>", UNSIGNED),
    "another heading": (f"<h2>News in Focus</h2>{TITLE}{PEOPLE}", WITHIN),
    "signed by one among news": (f"<h2>Research</h2><b>New Online</b>{TITLE}<p>Ada Okafor</p>", WITHIN),
}


@pytest.mark.parametrize(("html", "contents"), FOUND.values(), ids=FOUND.keys())
def test_a_paper_is_told_by(html: str, contents: Contents) -> None:
    assert found(html, contents)[0] == ["Nets That Mend Themselves"]


@pytest.mark.parametrize(("html", "contents"), NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_no_paper_is_made_of(html: str, contents: Contents) -> None:
    assert found(html, contents)[0] == []


@pytest.mark.parametrize(
    ("below", "titles"),
    [("Okafor, Ada - 8/28/2025 - Volume 129, Issue 5", ["Awe"]), ("Ada Okafor", []), ("in 2026", [])],
)
def test_one_word_is_a_title_above_people_and_a_date(below: str, titles: list[str]) -> None:
    assert found(f"<p><a href='{TRACKER}1'>Awe.</a></p><p>{below}</p>")[0] == titles


TEXT = {
    "kind, title, people and date": f"Article\nNets That\nMend Themselves\nAda Okafor\nSep 01, 2026\n{TRACKER}1\n",
    "title and people": f"Nets That Mend Themselves\nAda Okafor, Bo Chen\n{TRACKER}1\n",
}
NOT_IN_TEXT = {
    "nobody": f"Article\nNets That Mend Themselves\n{TRACKER}1\n",
    "people alone": f"Ada Okafor\n{TRACKER}1\n",
    "another paragraph": f"Nets That Mend Themselves\nAda Okafor\n\nRead it here\n{TRACKER}1\n",
}


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT.keys())
def test_in_plain_text_a_paper_is_the_paragraph_an_address_ends(text: str) -> None:
    assert list(ANY.titles(lines_of_text(text), ())[0].values()) == ["Nets That Mend Themselves"]


@pytest.mark.parametrize("text", NOT_IN_TEXT.values(), ids=NOT_IN_TEXT.keys())
def test_in_plain_text_no_paper_is_made_of(text: str) -> None:
    assert ANY.titles(lines_of_text(text), ())[0] == {}


def test_items_that_are_no_papers_are_counted() -> None:
    erratum = f"<p><a href='{TRACKER}2'>Correction to “Nets at sea”</a></p>"
    assert found(TITLE + PEOPLE + erratum + PEOPLE) == (["Nets That Mend Themselves"], 1)
