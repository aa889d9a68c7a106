"""Gates, then points; sections; reasons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.models import Layout, Reason, Section
from tests.judge.papers import judge_of, judged, paper, rule

PIN, SOFT, HARD = {"pin": True}, {"exclude": True}, {"exclude": "hard"}


@pytest.mark.parametrize(
    ("effects", "selected", "excluded", "stopped_by"),
    [
        ([], False, None, None),
        ([PIN], True, None, None),
        ([SOFT], False, "soft", "r0"),
        ([HARD], False, "hard", "r0"),
        ([PIN, SOFT], True, None, None),
        ([SOFT, PIN], True, None, None),
        ([PIN, HARD], False, "hard", "r1"),
        ([SOFT, HARD, HARD], False, "hard", "r1"),
        ([SOFT, PIN, HARD], False, "hard", "r2"),
        ([SOFT, SOFT], False, "soft", "r0"),
    ],
)
def test_a_hard_exclude_beats_a_pin_and_a_pin_a_soft_exclude(
    effects: list[dict[str, object]], selected: bool, excluded: str | None, stopped_by: str | None
) -> None:
    rules = [rule(f"r{position}", title="flow", then=then) for position, then in enumerate(effects)]
    verdict = judged(paper("Flow"), *rules)
    assert (verdict.selected, verdict.excluded, verdict.stopped_by) == (selected, excluded, stopped_by)


def test_a_number_is_added_once_however_many_hits_there_are() -> None:
    given = paper("Flow, flow and matching", abstract="Flow flow matching")
    assert judged(given, rule(text=["flow", "matching"], then={"score": 7})).score == 7


def test_points_of_a_field_are_added_once_for_each_field_that_is_hit() -> None:
    scoring = rule(text=["flow", "matching"], then={"score": {"title": 10, "abstract": 4}})
    assert judged(paper("Flow, flow and matching", abstract="Flow flow"), scoring).score == 14
    assert judged(paper("Flow"), scoring).score == 10
    assert judged(paper("A", abstract="matching flow"), scoring).score == 4


def test_a_branch_that_does_not_hold_earns_no_points() -> None:
    given = paper("Flow", abstract="matching", categories=("cs.CV",))
    branches = [{"title": "flow", "category": "cs.LG"}, {"abstract": "matching"}]
    assert judged(given, rule(any=branches, then={"score": {"title": 10, "abstract": 4}})).score == 4


def test_points_of_all_rules_add_up_and_may_be_negative_or_fractions() -> None:
    rules = [rule(str(points), title="flow", then={"score": points}) for points in (0.1, 0.2, -3, 10)]
    assert judged(paper("Flow"), *rules).score == 7.3


def test_an_excluded_paper_keeps_the_score_it_would_have_had() -> None:
    verdict = judged(paper("Flow"), rule("a", title="flow", then={"score": 12}), rule("b", title="flow", then=SOFT))
    assert (verdict.selected, verdict.score, verdict.section) == (False, 12, None)


@pytest.mark.parametrize(("min_score", "selected"), [(4, True), (5, True), (5.5, False)])
def test_a_paper_is_selected_from_the_minimum_on(min_score: float, selected: bool) -> None:
    scoring = rule(title="flow", then={"score": 5})
    assert judged(paper("Flow"), scoring, layout=Layout(min_score=min_score)).selected is selected


def test_nothing_fires_for_a_paper_that_nothing_hits() -> None:
    verdict = judged(paper("Other"), rule(title="flow"))
    assert (verdict.selected, verdict.score, verdict.reasons) == (False, 0, ())


def test_tags_are_kept_each_once() -> None:
    rules = [
        rule("a", title="flow", then={"tag": ["x", "y"]}),
        rule("b", title="flow", then={"tag": "x"}),
        rule("c", title="other", then={"tag": "z"}),
    ]
    assert judged(paper("Flow"), *rules).tags == ("x", "y")


def test_a_rule_that_is_off_or_expired_does_nothing() -> None:
    off = rule("off", title="flow") | {"enabled": False}
    expired = rule("expired", title="flow") | {"expires": "2026-11-22"}
    tomorrow = rule("tomorrow", title="flow") | {"expires": "2026-11-23"}
    assert [reason.rule for reason in judged(paper("Flow"), off, expired, tomorrow).reasons] == ["tomorrow"]


def test_the_day_a_rule_expires_is_that_of_the_moment_it_is_judged_at() -> None:
    judge = judge_of(rule(title="flow") | {"expires": "2026-11-23"})
    assert judge.judge(paper("Flow"), datetime(2026, 11, 22, 23, 59, tzinfo=UTC)).reasons
    assert not judge.judge(paper("Flow"), datetime(2026, 11, 23, 0, 0, tzinfo=UTC)).reasons


# ── reasons ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_reason_names_rule_field_matched_text_span_and_points() -> None:
    core = rule("core", text="@diffusion", then={"score": {"title": 10, "abstract": 4}})
    given = paper("Guided flow matching", abstract="We use Flow-Matching.")
    assert judged(given, core, diffusion=["flow matching"]).reasons == (
        Reason("core", "title", "flow matching", (7, 20), 10),
        Reason("core", "abstract", "Flow-Matching", (7, 20), 4),
    )


def test_further_hits_of_a_field_are_reasons_without_points() -> None:
    given = paper("Matching flows", categories=("cs.LG",))
    reasons = judged(given, rule(text=["flow", "matching"], category="cs.*", then={"score": 7})).reasons
    assert [(reason.field, reason.term, reason.points) for reason in reasons] == [
        ("title", "Matching", 7),
        ("title", "flows", 0),
        ("category", "cs.LG", 0),
    ]


def test_the_points_of_all_reasons_make_the_score() -> None:
    scoring = rule("a", text=["flow", "matching"], category="cs.*", then={"score": {"title": 3, "category": 2}})
    other = rule("b", none=[{"title": "survey"}], then={"score": 5})
    verdict = judged(paper("Flow matching", categories=("cs.LG",)), scoring, other)
    assert sum(reason.points for reason in verdict.reasons) == verdict.score == 10


def test_a_hit_found_by_two_conditions_of_a_rule_is_one_reason() -> None:
    verdict = judged(paper("Flow"), rule(any=[{"title": "flow"}, {"text": "flow*"}]))
    assert verdict.reasons == (Reason("r", "title", "Flow", (0, 4), 1),)


def test_a_rule_that_fires_for_what_is_not_there_still_has_a_reason() -> None:
    assert judged(paper("Flow"), rule(none=[{"title": "survey"}])).reasons == (Reason("r", "none", "", None, 1),)


@pytest.mark.parametrize(
    ("then", "effect"), [({"score": 1}, "score"), (PIN, "pin"), (SOFT, "exclude"), (HARD, "exclude-hard")]
)
def test_a_reason_says_what_its_rule_does(then: dict[str, object], effect: str) -> None:
    assert [reason.effect for reason in judged(paper("Flow"), rule(title="flow", then=then)).reasons] == [effect]


# ── sections ──────────────────────────────────────────────────────────────────────────────────────────

LISTED = (Section("Cites you"), Section("Must read", min_score=15), Section("Diffusion"), Section("Worth a look"))
CITES = rule("cites", title="cites", then={"pin": True, "section": "Cites you"})
CORE = rule("core", title="flow", then={"score": 10, "section": "Diffusion"})
MORE = rule("more", title="matching", then={"score": 9})


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Cites, flow matching", "Cites you"),
        ("Flow matching", "Must read"),
        ("Flow", "Diffusion"),
        ("Matching", "Worth a look"),
        ("Other", None),
    ],
)
def test_the_first_section_that_takes_a_paper_has_it(title: str, section: str | None) -> None:
    assert judged(paper(title), CITES, CORE, MORE, layout=Layout(LISTED)).section == section


def test_without_sections_all_papers_are_papers() -> None:
    assert judged(paper("Matching"), MORE).section == "Papers"


def test_a_paper_that_no_listed_section_takes_is_among_the_papers() -> None:
    assert judged(paper("Matching"), CITES, CORE, MORE, layout=Layout(LISTED[:3])).section == "Papers"


def test_where_no_section_is_listed_those_that_rules_name_are() -> None:
    assert judged(paper("Flow"), CITES, CORE, MORE).section == "Diffusion"
    assert judged(paper("Matching"), CITES, CORE, MORE).section == "Papers"


def test_a_section_whose_rules_are_off_does_not_take_all() -> None:
    off = CITES | {"enabled": False}
    assert judged(paper("Matching"), off, CORE, MORE, layout=Layout(LISTED)).section == "Worth a look"


def test_a_section_with_a_minimum_takes_what_a_rule_sends_there_too() -> None:
    sent = rule(title="flow", then={"score": 1, "section": "Must read"})
    assert judged(paper("Flow"), sent, layout=Layout(LISTED[1:2])).section == "Must read"
