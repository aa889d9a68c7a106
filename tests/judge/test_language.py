"""What the rules promise beyond terms and single conditions; each test is a sentence of the language."""

from __future__ import annotations

from typing import Any

import pytest

from bot.judge.evidence import Evidence
from bot.models import Layout, Mention, Paper, Section
from tests.judge.papers import NOW, excludes, fires, judge_of, judged, mentioned, paper, rule

WHOLE_VALUES = [
    ("alert", "papers citing *smith*", "citing *smith*", mentioned(alert="Papers citing “On Smith’s law”")),
    ("sender", "*@ALERTS.example", "alerts.example", mentioned(sender="no-reply@alerts.example")),
    ("source", "Google_*", "google", mentioned(source="google_scholar")),
    ("category", "CS.[lc]?", "cs", paper(categories=("cs.LG",))),
    ("venue", "nature *", "nature", paper(venue="Nature Methods")),
    ("url", "https://ARXIV.org/abs/*", "arxiv.org/*", paper(url="https://arxiv.org/abs/2303.08867")),
]


@pytest.mark.parametrize(("word", "whole", "part", "given"), WHOLE_VALUES)
def test_a_shell_pattern_is_held_against_the_whole_value_case_folded(
    word: str, whole: str, part: str, given: Paper
) -> None:
    assert fires(given, **{word: whole})
    assert not fires(given, **{word: part})


def test_a_list_in_a_condition_means_any_of_them() -> None:
    given = paper("Flow matching", categories=("cs.CV",), authors=("Ada Byron",), links={"pdf": "https://a.example/1"})
    assert fires(given, category=["math.*", "cs.CV"])
    assert fires(given, author=["Y. LeCun", "A. Byron"])
    assert fires(given, has=["code", "pdf"])
    assert fires(given, title=["GAN", "flow"])


def test_text_is_title_or_abstract_and_each_is_a_field_of_its_own_for_points() -> None:
    scoring = rule(text="flow", then={"score": {"title": 10, "abstract": 4}})
    assert [judged(paper("Flow", abstract=abstract), scoring).score for abstract in ("flows", "none", None)] == [
        14,
        10,
        10,
    ]


def test_a_set_may_name_other_sets_and_holds_whatever_a_term_may_be() -> None:
    every = ["@some", "/in vivo/i", "a near/2 b"]
    judge = judge_of(rule(title="@every"), every=every, some=["flow matching", "=RAG"])
    titles = ["Flow-matching", "On RAG", "Tested In Vivo", "b or a", "A rag"]
    assert [bool(judge.judge(paper(title), NOW).reasons) for title in titles] == [True, True, True, True, False]


def test_a_note_changes_nothing() -> None:
    noted = rule(title="flow") | {"note": "Because I say so."}
    assert judged(paper("Flow"), noted) == judged(paper("Flow"), rule(title="flow"))


def test_limits_of_sections_do_not_change_what_is_selected() -> None:
    judge = judge_of(rule(title="flow"), layout=Layout((Section("All", limit=1),)))
    assert [judge.judge(paper("Flow"), NOW).section for _ in range(3)] == ["All"] * 3


def test_a_pinned_paper_needs_no_points_and_keeps_those_it_has() -> None:
    pin = rule("pin", author="LeCun", then={"pin": True})
    less = rule("less", title="flow", then={"score": -5})
    verdict = judged(paper("Flow", authors=("Y. LeCun",)), pin, less, layout=Layout(min_score=3))
    assert (verdict.selected, verdict.pinned, verdict.score) == (True, True, -5)


def test_tags_and_sections_of_rules_without_points_count() -> None:
    sent = rule("sent", title="flow", then={"section": "Flows", "tag": ["x"]})
    verdict = judged(paper("Flow"), sent, rule("more", title="flow"))
    assert (verdict.section, verdict.tags, verdict.score) == ("Flows", ("x",), 1)


# ── unknown is a third value all the way ──────────────────────────────────────────────────────────────

SURVEY = {"abstract": "survey"}
WAYS: list[tuple[dict[str, Any], bool, bool]] = [
    # what a rule asks of a paper without an abstract, whether it then scores, whether it excludes
    (SURVEY, False, False),
    ({"none": [SURVEY]}, True, False),
    ({"none": [{"none": [SURVEY]}]}, False, False),
    ({"any": [SURVEY, {"title": "flow"}]}, True, True),
    ({"all": [SURVEY, {"title": "flow"}]}, False, False),
    ({"all": [SURVEY, {"title": "chess"}]}, False, False),
    ({"none": [{"all": [SURVEY, {"title": "chess"}]}]}, True, True),
    ({"none": [{"any": [SURVEY, {"title": "flow"}]}]}, False, False),
    ({"none": [{"any": [SURVEY, {"title": "chess"}]}]}, True, False),
    ({"at_least": {2: [SURVEY, {"title": "flow"}, {"title": "graph"}]}}, True, True),
    ({"at_least": {2: [SURVEY, {"title": "flow"}, {"title": "chess"}]}}, False, False),
    ({"none": [{"at_least": {2: [SURVEY, {"title": "flow"}, {"title": "chess"}]}}]}, True, False),
    ({"title": "flow", "none": [{"none": [{"any": [SURVEY, {"title": "graph"}]}]}]}, True, True),
]


@pytest.mark.parametrize(("when", "scores", "does_exclude"), WAYS)
def test_unknown_stays_unknown_through_all_groups(when: dict[str, Any], scores: bool, does_exclude: bool) -> None:
    given = paper("Flow on graphs")
    assert (fires(given, **when), excludes(given, **when)) == (scores, does_exclude)


# ── at scale ──────────────────────────────────────────────────────────────────────────────────────────


def test_only_rules_that_a_hit_or_a_field_can_fire_are_looked_at() -> None:
    terms = [rule(f"t{number}", text=f"word{number}") for number in range(500)]
    regexes = [rule(f"r{number}", text=rf"/sign-?{number}\b/") for number in range(500)]
    alerts = [rule(f"a{number}", alert=f"alert {number}") for number in range(500)]
    judge = judge_of(*terms, *regexes, *alerts)
    given = Paper("Of word7", abstract="The sign11.", mentions=(Mention("Of word7", "arxiv", alert="Alert 3"),))
    assert given.abstract is not None
    title, abstract = (judge.scanner.scan(text, judge.sets) for text in (given.title, given.abstract))
    found = judge.index.candidates(Evidence(given, NOW, title, abstract))
    assert [judge.rules[position].id for position in found] == ["t7", "r11", "a3"]
