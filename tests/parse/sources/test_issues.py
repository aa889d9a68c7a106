"""The journal and the issue that a whole mail is about, and mails that are about none."""

from __future__ import annotations

import pytest

from bot.parse.html import Block
from bot.parse.sources.citation import Details
from bot.parse.sources.issues import Issue, in_issue, is_short_for, issue_in, next_issue
from bot.parse.sources.items import Item


def _issue(subject: str, *head: str, sender: str = "Garden Press", of_house: bool = False) -> Issue:
    return issue_in([Block(text, "p") for text in head], subject, sender, of_house=of_house)


@pytest.mark.parametrize(
    ("subject", "head", "issue"),
    [
        (
            "Hedge Research - New Issue Online: Vol. 148, No. 4, 2026",
            ("Hedge Research", "Vol. 148, No. 4, 2026"),
            Issue("Hedge Research", "2026"),
        ),
        (
            "Press Journals Online: Hedge Analysis and Prediction October 2026 issue",
            ("Hedge Analysis and Prediction – Volume 39, Issue 10 (October 2026)",),
            Issue("Hedge Analysis and Prediction", "2026-10"),
        ),
        (
            "Now Online: Annual Review of Hedges, Volume 55",
            ("Annual Review of Hedges", "Volume 55, 2026"),
            Issue("Annual Review of Hedges", "2026"),
        ),
        (
            "Neue Ausgabe: Hecken heute, Band 143 Heft 1",
            ("eine neue Ausgabe ist erschienen:", "Hecken heute", "Band 143, Heft 1, Mai 2026"),
            Issue("Hecken heute", "2026-05"),
        ),
        ("[J-SHELF] 新着通知", ("電気園芸会誌", "Vol. 87 No. 6 (2026)"), Issue("電気園芸会誌", "2026")),
        (
            "Hedge Lore: New Issue Alert Vol. 30, No. 17",
            ("Volume 30, Issue 17", "September 2, 2026"),
            Issue("Hedge Lore", "2026-09-02"),
        ),
        (
            "AHC October 2026; 64(10) eTOC",
            ("Alpine Hedges and Cuttings", "Table of Contents Alert", "October 2026; Volume 64, Issue 10"),
            Issue("Alpine Hedges and Cuttings", "2026-10"),
        ),
        (
            "[PD] Nuevo número publicado",
            ("Setos en Diálogo acaba de publicar su último número.", "Vol. 12, Núm. 2 (2026): Territorio"),
            Issue("Setos en Diálogo", "2026"),
        ),
        (
            "saved search alert",
            ("New content matching your search was published in the Archives of Hedges (9 articles).",),
            Issue("Archives of Hedges", None),
        ),
        ("Hedge Medicine AOP: 19 March 2026", ("Hedge Medicine", "19 March 2026"), Issue("Hedge Medicine", None)),
    ],
)
def test_the_journal_and_the_date_of_an_issue(subject: str, head: tuple[str, ...], issue: Issue) -> None:
    assert _issue(subject, *head) == issue


@pytest.mark.parametrize(
    ("subject", "head"),
    [
        ("New search results for imagined hedges", ("Showing new articles", "imagined hedges")),
        ("The Hedge Batch: latest research", ("The Hedge Batch", "Good morning. Three papers today.")),
        ("Your weekly picks: Emergency Gardening", ("Emergency Gardening", "New articles")),
        ("Garden Press: New Issue", ("Garden Press", "Volume 3, Issue 4")),
        ("American Hedge Association: table of contents", ("American Hedge Association", "Volume 3")),
        ("Re: reading group", ("Candidates for next week", "please vote")),
        ("", ()),
    ],
)
def test_searches_newsletters_and_publishers_are_no_journals(subject: str, head: tuple[str, ...]) -> None:
    assert _issue(subject, *head).journal is None


def test_a_publisher_is_taken_at_its_word() -> None:
    head = ("New articles published online in Neurohedge",)
    assert _issue("Online Now E-mail Alert", *head, of_house=True).journal == "Neurohedge"
    assert _issue("Online Now E-mail Alert", *head).journal is None


def test_what_the_issue_says_fills_what_a_paper_leaves_out() -> None:
    issue = Issue("Journal of Garden Science", "2026-05-03")
    assert issue.fill(Details()) == Details(venue="Journal of Garden Science", published="2026-05-03")
    assert issue.fill(Details(venue="J Gard Sci", published="2026")).venue == "Journal of Garden Science"
    assert issue.fill(Details(published="2026")).published == "2026-05-03"
    assert issue.fill(Details(venue="Hedges", published="2025-12-01")) == Details(None, "Hedges", "2025-12-01")


def test_papers_of_several_houses_are_in_no_one_journal() -> None:
    papers = [Item("On hedges", {"doi": doi}, [(3, "")]) for doi in ("10.1000/a", "10.2000/b")]
    shown = [Details(), Details()]
    assert in_issue(papers, shown, lambda: (Issue("Hedges"), 9)) == shown
    assert in_issue(papers[:1], shown[:1], lambda: (Issue("Hedges"), 9)) == [Details(venue="Hedges")]
    assert in_issue(papers[:1], shown[:1], lambda: (Issue("Hedges"), 2)) == shown[:1]


def test_another_issue_begins_at_its_heading() -> None:
    lines = [Block("On hedges", "p"), Block("Lawns, Volume 3, Issue 4", "h2", bold=True), Block("On lawns", "p")]
    assert next_issue(lines, 0) == 1
    assert next_issue(lines[:1], 0) == 1


@pytest.mark.parametrize(
    ("short", "full", "is_short"),
    [
        ("J. Gard. Sci.", "Journal of Garden Science", True),
        ("Ann Gard", "The Annals of Gardens", True),
        ("Gard. J.", "Journal of Gardens", False),
        ("Journal of Gardens", "Journal of Gardens", False),
    ],
)
def test_abbreviations_are_told_from_other_names(short: str, full: str, is_short: bool) -> None:
    assert is_short_for(short, full) is is_short
