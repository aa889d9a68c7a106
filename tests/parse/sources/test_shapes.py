"""Papers of any house are told by a title, people and what only papers have; each alone tells nothing."""

from __future__ import annotations

import pytest

from bot.models import Address, Mail
from bot.parse.sources import generic
from bot.parse.sources.lines import lines_of_html, lines_of_text
from bot.parse.sources.shapes import is_contents, may_be_shaped, shaped_titles

NEWS = "Letter from the garden"
LINK = "<a href='https://click.house.example/?qs=1'>Hedges That Mend Themselves</a>"
TITLE, PEOPLE, BUTTONS = f"<p>{LINK}</p>", "<p>Ada Okafor, Bo Chen</p>", "<p>Abstract | Full Text | PDF</p>"
KIND = "<p>Research Article</p>"

SHAPED = {
    "buttons": TITLE + PEOPLE + BUTTONS,
    "buttons in brackets": TITLE + PEOPLE + "<p>[Abstract] [Full Text] [PDF]</p>",
    "volume, issue and pages": TITLE + PEOPLE + "<p>Garden Medicine. 44(5):873-874, May 2016.</p>",
    "year, volume and pages": TITLE + PEOPLE + "<p>J. Gard. Econ. 2014 27: 925-962</p>",
    "year, volume and number": TITLE + PEOPLE + "<p>Ann Garden Med. 2017;166:451.</p>",
    "pages of a house": TITLE + PEOPLE + "<p>Pages: 30-31</p>",
    "pages in French": TITLE + PEOPLE + "<p>Page 9 à 31</p>",
    "pages in German": TITLE + PEOPLE + "<p>Seiten 9-31</p>",
    "people in a journal": TITLE + "<p>Okafor A., Chen B. in <i>Ecology of Gardens</i> (2026)</p>",
    "pages behind the people": TITLE + "<p>Ada Okafor and Bo Chen | 1448-1460</p>",
    "pages before the people": TITLE + "<p>Pages 12-20</p>" + PEOPLE,
    "a title in bold": f"<p><b>Hedges That Mend Themselves</b></p>{PEOPLE}{BUTTONS}",
    "a title set like any text": "<div>Hedges That Mend Themselves<br>Ada Okafor<br>Hedges 12(3): 45-67</div>",
    "a kind of papers above": KIND + TITLE + PEOPLE,
    "a server behind it": "<p>Read more: <a href='https://x.example/r'>Hedges That Mend Themselves (arXiv)</a>.</p>",
    "a badge between": TITLE + "<p>Open Access</p>" + PEOPLE + BUTTONS,
}
SHAPELESS = {
    "news signed by people": TITLE + PEOPLE + "<p>Hedges are back in fashion, and gardeners are glad.</p>",
    "news with a date": TITLE + "<p>By Ada Okafor | 5 min read</p><p>Published 3 May 2026</p>",
    "a button with a server behind it": "<p><a href='https://x.example/r'>Check out the new paper here (arXiv)</a></p>",
    "a sentence with a server behind it": "<p>See <a href='https://x.example/r'>new results on hedges (arXiv)</a></p>",
    "a site behind it": "<p>Read more: <a href='https://x.example/r'>Hedges That Mend Themselves (Our blog)</a>.</p>",
    "a kind that news has too": "<p>Article</p>" + TITLE + PEOPLE,
    "buttons without people": TITLE + BUTTONS,
    "people and buttons without a title": PEOPLE + BUTTONS,
    "a greeting is nobody": TITLE + "<p>Dear Ada Okafor,</p>" + BUTTONS,
    "pages of a book for sale": TITLE + "<p>Hardcover, 320 pages, 25 euros</p>",
    "prose with a number": TITLE
    + PEOPLE
    + "<p>"
    + "They counted what lived below the hedge in 12(3): 45 of them. " * 6
    + "</p>",
    "a button for something else": KIND + "<p><a href='https://x.example/u'>Unsubscribe</a></p>" + PEOPLE,
}


def titles_in(html: str, subject: str = NEWS) -> list[str]:
    return list(shaped_titles(lines_of_html(html), subject, ()).values())


@pytest.mark.parametrize("name", SHAPED)
def test_a_paper_is_told_by_its_shape(name: str) -> None:
    assert titles_in(SHAPED[name]) == ["Hedges That Mend Themselves"]


@pytest.mark.parametrize("name", SHAPELESS)
def test_anything_less_is_none(name: str) -> None:
    assert titles_in(SHAPELESS[name]) == []


def test_the_contents_of_an_issue_need_no_more_than_linked_titles_and_people() -> None:
    assert titles_in(TITLE + PEOPLE, "Journal of Hedges, Vol. 12, Issue 3 - New Issue Alert") == [
        "Hedges That Mend Themselves"
    ]
    assert titles_in(f"<h1>Journal of Hedges</h1><p>Volume 12, Issue 3</p>{TITLE}{PEOPLE}") != []
    assert titles_in(TITLE + "<p>Order yours today.</p>", "Table of Contents") == []


def test_people_may_stand_above_a_title_in_bold() -> None:
    html = f"{PEOPLE}<p><b>Do hedges learn from weeds?</b></p><p>Published Online: 4 Feb 2026</p>{BUTTONS}"

    assert titles_in(html) == ["Do hedges learn from weeds?"]


def cited(title: str, citation: str) -> str:
    return f"<p><a href='https://x.example/{title[:3]}'>{title}</a></p><p>{citation}</p><p>3 May 2026 at 04:11AM</p>"


def test_a_feed_that_names_nobody_shows_papers_by_volume_issue_and_pages() -> None:
    feed = (
        cited("Hedges That Mend Themselves", "Volume 45, Issue 2, March 2026, Page 1-19")
        + cited("Moles by moonlight", "Vol. 45, No. 2 (2026), pp. e20-e41.")
        + cited("Book review: The Shed", "Volume 45, Issue 2, March 2026, Page 42-43")
    )
    assert may_be_shaped(NEWS, feed)
    assert titles_in(feed) == ["Hedges That Mend Themselves", "Moles by moonlight"]


@pytest.mark.parametrize(
    "citation", ["Volume 45, Issue 2, March 2026", "Issue 2, March 2026, Page 1-19", "March 2026, 19 pages"]
)
def test_a_feed_that_names_nobody_and_lacks_one_of_these_shows_none(citation: str) -> None:
    assert titles_in(cited("Hedges That Mend Themselves", citation) + cited("Moles by moonlight", citation)) == []


def test_a_single_item_that_names_nobody_is_none() -> None:
    assert titles_in(cited("Hedges That Mend Themselves", "Volume 45, Issue 2, March 2026, Page 1-19")) == []


def test_plain_text_gives_the_last_line_of_a_title() -> None:
    text = (
        "Reports:\n\nWhere snails hide when the long summer of the valley comes to\nits end\n"
        "Ada Okafor,\nBo Chen\nHedges 2026;12 233-246\n"
    )

    assert shaped_titles(lines_of_text(text), NEWS, ()) == {
        2: "Where snails hide when the long summer of the valley comes to its end"
    }


def test_a_line_already_known_is_not_told_again() -> None:
    lines = lines_of_html(TITLE + PEOPLE + BUTTONS)

    assert shaped_titles(lines, NEWS, {0}) == {}


def test_titles_alone_that_read_like_names_are_titles() -> None:
    html = "<p><a href='https://click.house.example/?qs=2'>Plantar Blight</a></p><p>C. Berg | 1484-1491</p>" + BUTTONS

    assert titles_in(html) == ["Plantar Blight"]


@pytest.mark.parametrize(
    "subject",
    [
        "Hedges: Table of Contents Alert",
        "Garden Medicine May 2016, Vol. 44, Iss. 5 eTOC",
        "New Issue of Hedges",
        "TOC Alert",
    ],
)
def test_a_mail_says_that_it_is_the_contents_of_an_issue(subject: str) -> None:
    assert is_contents(subject)


@pytest.mark.parametrize("subject", ["Issue #42: hedges", "Weekly digest, volume up!", "Your contents insurance", ""])
def test_a_newsletter_is_not_the_contents_of_an_issue(subject: str) -> None:
    assert not is_contents(subject)


@pytest.mark.parametrize("body", [*SHAPED.values()])
def test_a_body_that_can_show_papers_is_looked_at(body: str) -> None:
    assert may_be_shaped(NEWS, body)


def test_a_mail_whose_papers_carry_identifiers_is_not_asked_for_shapes() -> None:
    papers = "".join(
        f"<p><a href='https://doi.org/10.5555/{n}'>Hedges That Grow by the {n} Feet</a></p><p>Ada Okafor</p>"
        for n in (1, 2)
    )
    mail = Mail(sender=Address("", "alerts@house.example"), subject=NEWS, html=papers + TITLE + PEOPLE + BUTTONS)

    assert [mention.title for mention in generic.extract(mail).mentions] == [
        "Hedges That Grow by the 1 Feet",
        "Hedges That Grow by the 2 Feet",
    ]


def test_a_single_title_among_many_set_alike_shows_its_pages_by_chance() -> None:
    def item(title: str, below: str) -> str:
        return f"<p><a href='https://x.example/r'>{title}</a></p><p>By Ada Okafor</p><p>{below}</p>"

    pages = item("Hedges That Mend Themselves", "pp. 14-18")
    stories = [item(f"Hedges in the News of {month}", "5 minutes") for month in ("March", "April", "May")]
    assert titles_in(pages) == ["Hedges That Mend Themselves"]
    assert titles_in("".join([*stories, pages])) == []
