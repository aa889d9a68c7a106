"""The sentence of how many got how far, the strip of sources, and why there is nothing."""

from __future__ import annotations

import pytest

from bot.compose import Selection, select
from bot.compose.funnel import counted, funnel_sentence, is_silent, read_in_part, strip, why_nothing
from bot.models import Funnel, Layout, Section, SourceActivity
from tests.compose.papers import LAYOUT, below, chosen, kept_out, ordinary, paper


def sentence(funnel: Funnel, selection: Selection) -> str:
    return funnel_sentence(counted(funnel, selection), selection)


def test_the_funnel_is_one_sentence() -> None:
    sources = (*(SourceActivity(name, mails=1) for name in "abcdef"), SourceActivity("silent"))
    funnel = Funnel(mails=41, mentions=312, papers=207, new=20, sources=sources)

    assert sentence(funnel, select(ordinary(14), LAYOUT)) == (
        "41 mails from 6 sources → 312 mentions → 207 papers → 20 new → 14 shown (2 excluded, 4 below 5)"
    )


def test_one_of_each_is_singular() -> None:
    funnel = Funnel(mails=1, mentions=1, papers=1, new=1, sources=(SourceActivity("arxiv", mails=1),))

    assert sentence(funnel, select(ordinary(1)[:1], LAYOUT)) == (
        "1 mail from 1 source → 1 mention → 1 paper → 1 new → 1 shown"
    )


def test_papers_that_are_only_counted_are_told_from_those_shown() -> None:
    layout = Layout((Section("Must read", limit=1),), rest="count")
    papers = [chosen(paper(n), "Must read", 9) for n in range(3)]

    assert sentence(Funnel(mails=1, new=3), select(papers, layout)).endswith("3 new → 1 shown (2 over the limits)")


def test_the_strip_says_who_brought_what_and_who_is_silent() -> None:
    sources = (
        SourceActivity("pubmed", silent_days=6, usual_gap_days=1),
        SourceActivity("google_scholar", mails=9, papers=44, alerts=3, silent_days=0, usual_gap_days=1),
        SourceActivity("arxiv", mails=1, papers=180, incomplete=1),
        SourceActivity("nature", silent_days=9, usual_gap_days=7),
        SourceActivity("science", silent_days=30),
    )

    assert [(source.text, source.alarm) for source in strip(Funnel(sources=sources))] == [
        ("arXiv 180, 1 mail read incompletely", True),
        ("Google Scholar 44 (3 alerts)", False),
        ("PubMed 0, silent for 6 days (usual gap 1)", True),
    ]


def test_sources_that_were_not_read_completely_are_named_with_how_many_mails() -> None:
    change = "2 of the last 3 mails read in part, none before"
    sources = (
        SourceActivity("arxiv", mails=3, papers=9, incomplete=2, change=change),
        SourceActivity("pubmed", mails=20, papers=80, incomplete=1),
        SourceActivity("nature", mails=2, change="no paper in the last 2 mails, 16 in the 8 before"),
        SourceActivity("science", mails=0, change=change),
        SourceActivity("huggingface", mails=1, papers=30),
    )

    assert read_in_part(Funnel(sources=sources)) == (
        "arXiv: 2 of the last 3 mails read in part, none before. The layout of its mails seems to have changed.",
        "PubMed: 1 of 20 mails listed more papers than could be read.",
        "Nature: no paper in the last 2 mails, 16 in the 8 before. The layout of its mails seems to have changed.",
    )


@pytest.mark.parametrize(
    ("days", "usual", "expected"), [(3, 1, False), (4, 1, True), (9, 2, True), (15, 7, False), (16, 7, True)]
)
def test_a_source_is_silent_when_it_misses_two_turns_and_a_day(days: int, usual: int, expected: bool) -> None:
    assert is_silent(SourceActivity("x", silent_days=days, usual_gap_days=usual)) is expected


@pytest.mark.parametrize(
    ("funnel", "short", "sentences"),
    [
        (Funnel(), "no mail arrived", ("No mail with papers has arrived since the last issue.",)),
        (
            Funnel(mails=3, unknown_mails=3),
            "3 mails, none from a known source",
            ("3 mails arrived, but no source knew how to find papers in them.",),
        ),
        (
            Funnel(mails=3, unknown_mails=1),
            "3 mails without papers",
            ("3 mails arrived, but no paper could be read in them.", "In 1 mail no source knew how to find papers."),
        ),
        (
            Funnel(mails=2, mentions=20, papers=14),
            "14 papers, all seen before",
            ("14 papers came in 2 mails, and you have seen all of them before.",),
        ),
        (
            Funnel(mails=2, papers=14, sources=(SourceActivity("arxiv", mails=2, incomplete=2),)),
            "14 papers, all seen before",
            (
                "14 papers came in 2 mails, and you have seen all of them before.",
                "arXiv: 2 mails listed more papers than could be read.",
            ),
        ),
    ],
)
def test_when_nothing_is_shown_the_first_reason_that_holds_is_given(
    funnel: Funnel, short: str, sentences: tuple[str, ...]
) -> None:
    nothing = why_nothing(funnel, Selection())

    assert nothing is not None
    assert (nothing.short, nothing.sentences) == (short, sentences)


def test_papers_that_the_rules_stopped_are_counted() -> None:
    selection = select([below(paper(1), 2), below(paper(2), 1), kept_out(paper(3), "wet")], LAYOUT)

    nothing = why_nothing(counted(Funnel(mails=1, papers=3, new=3), selection), selection)

    assert nothing is not None
    assert nothing.short == "3 new papers, none for you"
    assert nothing.sentences == ("3 new papers came, but your rules let none through: 1 excluded, 2 below 5.",)


def test_a_reason_from_outside_takes_the_place_of_the_sentence() -> None:
    nothing = why_nothing(Funnel(), Selection(), "The mailbox could not be read since Monday.")

    assert nothing is not None
    assert nothing.sentences == ("The mailbox could not be read since Monday.",)


def test_with_a_paper_there_is_no_reason() -> None:
    assert why_nothing(Funnel(), select(ordinary(1), LAYOUT)) is None
