"""Which papers go where: sections, limits, order, near misses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.compose import Judged, Selection, select
from bot.models import Layout, Paper, Section, Verdict
from tests.compose.papers import NOW, below, kept_out, paper

HEADINGS = (Section("Must read", limit=2), Section("Worth a look"))


def judged(title: str, score: float = 5, section: str | None = "Worth a look", pinned: bool = False) -> Judged:
    return Judged(Paper(title), Verdict(selected=True, score=score, section=section, pinned=pinned))


def titles(entries: tuple[Judged, ...]) -> list[str]:
    return [one.paper.title for one in entries]


def shape(selection: Selection) -> dict[str, list[str]]:
    return {section.title: titles(section.entries) for section in selection.sections}


def test_papers_stand_under_their_heading_best_first() -> None:
    papers = [judged("b", 6), judged("a", 9), judged("c", 20, "Must read")]

    assert shape(select(papers, Layout(HEADINGS))) == {"Must read": ["c"], "Worth a look": ["a", "b"]}


def test_what_a_limit_cuts_becomes_the_rest_and_is_counted() -> None:
    papers = [judged(name, score, "Must read") for name, score in (("a", 9), ("b", 8), ("c", 7), ("d", 6))]

    selection = select(papers, Layout(HEADINGS))

    assert titles(selection.sections[0].entries) == ["a", "b"]
    assert selection.sections[0].overflow == 2
    assert titles(selection.rest) == ["c", "d"]


def test_a_pinned_paper_comes_before_better_scores() -> None:
    papers = [judged("good", 90), judged("mine", 0, pinned=True)]

    assert shape(select(papers, Layout(HEADINGS)))["Worth a look"] == ["mine", "good"]


def test_without_headings_all_papers_stand_under_one() -> None:
    assert shape(select([judged("a", section=None)], Layout())) == {"Papers": ["a"]}


def test_a_paper_that_no_section_takes_is_rest() -> None:
    assert titles(select([judged("a", section=None)], Layout(HEADINGS)).rest) == ["a"]


def test_a_section_that_only_a_rule_names_is_added_at_the_end() -> None:
    assert list(shape(select([judged("a", section="Mine")], Layout(HEADINGS)))) == ["Must read", "Worth a look", "Mine"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (("score",), ["b", "a", "c"]),
        (("upvotes",), ["c", "a", "b"]),
        (("published",), ["a", "c", "b"]),
        (("title",), ["a", "b", "c"]),
        (("first_seen",), ["c", "b", "a"]),
        (("upvotes", "score"), ["c", "b", "a"]),
    ],
)
def test_papers_are_sorted_by_the_keys_of_the_layout(order: tuple[str, ...], expected: list[str]) -> None:
    upvotes = {"a": 1, "b": None, "c": 7} if order == ("upvotes",) else {"a": 1, "b": 1, "c": 7}
    facts = {"a": (5, "2025-05-06", 3), "b": (9, None, 2), "c": (1, "2025-05", 1)}
    papers = [
        Judged(
            Paper(name, upvotes=upvotes[name], published=published, first_seen=NOW - timedelta(days=days)),
            Verdict(selected=True, score=score),
        )
        for name, (score, published, days) in facts.items()
    ]

    assert titles(select(papers, Layout(order=order)).listed) == expected


def test_the_order_does_not_depend_on_the_order_papers_came_in() -> None:
    papers = [judged("b"), judged("a"), judged("c")]

    assert select(papers, Layout()) == select(papers[::-1], Layout())


def test_near_misses_are_the_five_closest_below_the_threshold() -> None:
    stopped = [below(paper(n), n) for n in range(8)]

    near = select(stopped, Layout(min_score=8)).near_misses

    assert [one.verdict.score for one in near] == [7, 6, 5, 4, 3]


def test_a_paper_that_scored_nothing_is_no_near_miss() -> None:
    assert select([below(paper(1), 0), below(paper(2), -3)], Layout()).near_misses == ()


def test_at_most_two_near_misses_are_papers_a_soft_exclude_kept_out() -> None:
    stopped = [kept_out(paper(n), "no-wet-lab", 20 + n) for n in range(4)] + [below(paper(9), 4)]

    near = select(stopped, Layout(min_score=5)).near_misses

    assert [one.verdict.score for one in near] == [23, 22, 4]


def test_a_hard_exclude_leaves_no_near_miss() -> None:
    assert select([kept_out(paper(1), "never", how="hard")], Layout()).near_misses == ()


def test_excluded_papers_are_counted_by_rule_most_first() -> None:
    stopped = [kept_out(paper(n), rule) for n, rule in enumerate(("surveys", "wet", "wet"))] + [below(paper(7), 1)]

    selection = select(stopped, Layout(min_score=5))

    assert selection.excluded == (("wet", 2), ("surveys", 1))
    assert selection.below == 1


@pytest.mark.parametrize(("rest", "listed", "unlisted"), [("list", 3, 0), ("count", 2, 1), ("drop", 2, 1)])
def test_every_selected_paper_is_listed_or_counted(rest: str, listed: int, unlisted: int) -> None:
    papers = [judged(name, section="Must read") for name in "abc"]

    selection = select(papers, Layout(HEADINGS, rest=rest))  # type: ignore[arg-type]  # one of the literals

    assert (len(selection.listed), len(selection.unlisted)) == (listed, unlisted)
