"""arXiv listings: whatever the layout, every paper with the right fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Address, Mail, Mention, Reading
from bot.parse import read_mail
from bot.parse.sources import arxiv
from bot.scholarly.tex import decode_accents
from tests.parse.sources import arxiv_listings as listings
from tests.parse.sources.arxiv_listings import Layout, ListedPaper
from tests.parse.sources.mime import Packing, mail, packings

SENDER = "no-reply@arXiv.org (send mail ONLY to cs)"
SUBJECT = "cs daily Subj-class mailing 80028 1"

TEXT_FORMS = (
    listings.as_text,
    listings.as_quoted,
    listings.as_rewrapped,
    listings.as_flowed,
    listings.as_double_spaced,
    listings.as_trimmed,
)
HTML_FORMS = (listings.as_preformatted, listings.as_web_mail, listings.as_one_block_a_line)


def expected(paper: ListedPaper) -> dict[str, object]:
    return {
        "title": decode_accents(paper.title),
        "authors": paper.authors,
        "abstract": decode_accents(" ".join(paper.abstract)) or None,
        "identifiers": {"arxiv": paper.arxiv_id} | ({"doi": paper.doi} if paper.doi else {}),
        "url": f"https://arxiv.org/abs/{paper.arxiv_id}",
        "venue": paper.journal,
        "categories": paper.categories,
        "kind": paper.kind,
        "published": None if paper.kind == "replaced" else "2026-05-18",
        "alert": "cs daily",
    }


def fields(mention: Mention) -> dict[str, object]:
    names = ("title", "authors", "abstract", "url", "venue", "categories", "kind", "published", "alert")
    return {name: getattr(mention, name) for name in names} | {"identifiers": dict(mention.identifiers)}


def assert_read(reading: Reading, papers: list[ListedPaper]) -> None:
    assert (reading.source, reading.status, reading.error) == ("arxiv", "parsed", None)
    assert [fields(mention) for mention in reading.mentions] == [expected(paper) for paper in papers]
    assert reading.detected == len(papers)


@settings(max_examples=40, deadline=None)
@given(listings.paper_lists, listings.layouts, st.sampled_from(TEXT_FORMS), packings)
def test_a_listing_in_plain_text_is_read_whole(
    papers: list[ListedPaper], layout: Layout, form: Callable[[list[str]], str], packing: Packing
) -> None:
    content = mail(sender=SENDER, subject=SUBJECT, text=form(listings.listing(papers, layout)), packing=packing)
    assert_read(read_mail(content), papers)


@settings(max_examples=40, deadline=None)
@given(listings.paper_lists, listings.layouts, st.sampled_from(HTML_FORMS), packings)
def test_a_listing_that_became_html_is_read_whole(
    papers: list[ListedPaper], layout: Layout, form: Callable[[list[str]], str], packing: Packing
) -> None:
    content = mail(sender=SENDER, subject=SUBJECT, html=form(listings.listing(papers, layout)), packing=packing)
    assert_read(read_mail(content), papers)


@settings(max_examples=25, deadline=None)
@given(listings.paper_lists, listings.layouts)
def test_a_listing_under_any_other_sender_is_recognised(papers: list[ListedPaper], layout: Layout) -> None:
    text = listings.as_text(listings.listing(papers, layout))
    content = mail(sender="Ben <ben@example.org>", subject=f"Fwd: {SUBJECT}", text=text)
    assert_read(read_mail(content), papers)


def item(*lines: str, head: str = "arXiv:2605.00001", title: str = "Title: A Title") -> Mention:
    """The one mention of a mail with one item, of which some lines are given."""
    text = "\n".join(
        ("\\\\", head, *lines, title, "Authors: A. Quince", "\\\\", "  Text.", "\\\\ ( https://x.org/ , 1kb)")
    )
    return arxiv.extract(Mail(Address("", "no-reply@arxiv.org"), "cs daily", text=text)).mentions[0]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Date: Wed, 15 Mar 2023 18:34:08 GMT   (243kb,D)", "2023-03-15"),
        ("Date: Mon, 20 Jul 1992 16:50 CST   (7kb)", "1992-07-20"),
        ("Date: Tue, 4 Jan 00 10:00:00 GMT", "2000-01-04"),
        ("Date: Thu, 7 Nov 96 10:00:00 GMT", "1996-11-07"),
        ("Date: Mon Jan  3 09:12:01 2000", "2000-01-03"),
        ("Date: 2026-05-18", "2026-05-18"),
        ("Date: someday", None),
        ("Date: Mon, 31 Feb 2023 10:00:00 GMT", None),
        ("replaced with revised version Wed, 1 Mar 2023 14:13:00 GMT   (793kb)", None),
    ],
)
def test_dates_of_three_decades_are_read(line: str, published: str | None) -> None:
    assert item(line).published == published


@pytest.mark.parametrize(
    ("head", "arxiv_id"),
    [
        ("arXiv:2605.00001", "2605.00001"),
        ("arXiv:2605.00001v3", "2605.00001"),
        ("arXiv: 0704.0001", "0704.0001"),
        ("arXiv:2605.00001<https://arxiv.org/abs/2605.00001>", "2605.00001"),
        ("Paper: hep-th/9901001", "hep-th/9901001"),
        ("Paper (*cross-listing*): quant-ph/9901070", "quant-ph/9901070"),
        ("arXiv:quant-ph/9901070 (*cross-listing*)", "quant-ph/9901070"),
        ("Paper: math.DG/9912190", "math/9912190"),
    ],
)
def test_heads_of_all_times_are_read(head: str, arxiv_id: str) -> None:
    mention = item("Date: Wed, 15 Mar 2023 18:34:08 GMT", head=head)
    assert mention.identifiers == {"arxiv": arxiv_id}
    assert (mention.kind == "cross-list") == ("cross" in head)


def test_the_from_line_of_old_items_is_not_taken_for_the_head_of_a_forwarded_mail() -> None:
    head = "\\\\\nPaper: hep-th/000100{0}\nFrom: a@x.org (A. B)\nDate: Sat, 1 Jan 2000 11:02:33 GMT   (24kb)\n\n"
    item = head + "Title: No. {0}\nAuthors: A. B\n\\\\\n  Text.\n" + "-" * 78
    text = "\n".join(item.format(number) for number in (1, 2, 3))
    reading = read_mail(mail(sender="no-reply@xxx.lanl.gov", subject="hep-th daily 3 new", text=text))
    assert [mention.title for mention in reading.mentions] == ["No. 1", "No. 2", "No. 3"]


@pytest.mark.parametrize(
    ("subject", "alert"),
    [
        ("q-fin.TR daily Subj-class mailing", "q-fin.TR daily"),
        ("cs daily Subj-class mailing 80028 1", "cs daily"),
        ("astro-ph daily 53 new + 4 crosses received", "astro-ph daily"),
        ("q-fin daily 13 new +  crosses received", "q-fin daily"),
        ("Fwd: [group] cond-mat.mes-hall daily Subj-class mailing", "cond-mat.mes-hall daily"),
        ("some papers for your daily coffee", None),
    ],
)
def test_the_alert_is_named_by_archive_or_class(subject: str, alert: str | None) -> None:
    text = "\\\\\narXiv:2605.00001\nDate: x\n\nTitle: A\nAuthors: B C\n\\\\\n  Text.\n"
    assert arxiv.extract(Mail(Address("", "a@b.org"), subject, text=text)).mentions[0].alert == alert


def test_lines_that_only_a_style_sheet_makes_are_found() -> None:
    text = "\\\\\narXiv:2605.00001\nDate: Mon, 18 May 2026\n\nTitle: A\nAuthors: B C\n\\\\\n  1 &lt; 2.\n"
    html = f"<html><style>.mail {{white-space: pre}}</style><body><div class=mail><b>x</b>\n{text}</div></body></html>"
    (mention,) = arxiv.extract(Mail(Address("", "a@b.org"), "x", html=html)).mentions
    assert (mention.title, mention.abstract) == ("A", "1 < 2.")


def test_an_item_without_a_title_counts_as_seen_but_not_read() -> None:
    text = "\\\\\narXiv:2605.00001\nDate: x\n\nAuthors: B C\n\\\\\n  Text.\n"
    extraction = arxiv.extract(Mail(Address("", "no-reply@arxiv.org"), "cs daily", text=text))
    assert (extraction.mentions, extraction.detected) == ((), 1)


@pytest.mark.parametrize(
    "text",
    [
        "Have you seen arXiv:2605.00001? It is great.",
        "arXiv:2605.00001\nis what I meant.",
        "Title: Minutes\nDate: today\nPaper: recycled, 4/2026",
        "C:\\\\users\\\\arXiv:2605.00001",
    ],
)
def test_mail_that_mentions_arxiv_is_no_listing(text: str) -> None:
    assert not arxiv.matches(Mail(Address("", "ben@example.org"), "cs daily", text=text))
