"""The subject carries the answer."""

from __future__ import annotations

import pytest

from bot.compose import select
from bot.compose.funnel import Nothing
from bot.compose.selection import Selection
from bot.compose.subject import subject
from bot.models import Layout, Section
from tests.compose.papers import NOW, chosen, paper

HEADINGS = Layout((Section("Cites you"), Section("Must read"), Section("LLM agents")))


def of(*sections: str, layout: Layout = HEADINGS) -> Selection:
    return select([chosen(paper(n), section, 9) for n, section in enumerate(sections)], layout)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (of("Must read", "Must read", "LLM agents"), "2 must-read + 1 more · papers of Tue 6 May"),
        (of("Cites you", "Must read"), "1 cites-you + 1 more · papers of Tue 6 May"),
        (of("LLM agents"), "1 LLM-agents · papers of Tue 6 May"),
        (of("Papers", "Papers", layout=Layout()), "2 papers · Tue 6 May"),
        (of("Papers", layout=Layout()), "1 paper · Tue 6 May"),
        (of("Only", "Only", layout=Layout((Section("Only", limit=1),))), "2 papers · Tue 6 May"),
    ],
)
def test_the_subject_says_how_many_papers_and_how_good(selection: Selection, expected: str) -> None:
    assert subject(selection, NOW, None) == expected


def test_a_part_says_which_it_is() -> None:
    assert subject(of("Must read"), NOW, None, 2, 3) == "part 2/3 · 1 must-read · papers of Tue 6 May"


def test_an_empty_issue_says_why() -> None:
    nothing = Nothing("14 papers, all seen before", ())

    assert subject(Selection(), NOW, nothing) == "[nothing new] 14 papers, all seen before"
