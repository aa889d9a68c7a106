"""What changes for a paper under other rules, and which rules make it so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.models import Paper
from bot.trying.comparing import Cause, Change, Kind, comparison
from bot.trying.in_force import judged_at
from tests.judge.papers import NOW, paper, rule
from tests.trying.rules import counting

FLOWS = paper("Flow matching", abstract="We match flows in vivo.")
FLOW = rule("core", title="flow")


def change(before: list[dict[str, Any]], after: list[dict[str, Any]], **keys: Any) -> Change | None:
    (found, *_) = [*comparison(counting(*before, **keys), counting(*after, **keys)).changes([FLOWS], NOW), None]
    return found


def changed(before: list[dict[str, Any]], after: list[dict[str, Any]], **keys: Any) -> Change:
    found = change(before, after, **keys)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ([], [FLOW], "gained"),
        ([FLOW], [], "lost"),
        ([FLOW], [FLOW, rule("no", text="vivo", then={"exclude": True})], "lost"),
        ([FLOW], [rule("core", title="flow", then={"score": 2})], "rescored"),
        ([FLOW], [rule("core", title="flow", then={"score": 2, "section": "B"})], "moved"),
        ([FLOW], [rule("core", title="flow", then={"score": 1, "tag": "t"})], "otherwise"),
        ([FLOW], [FLOW, rule("pin", text="vivo", then={"pin": True})], "otherwise"),
        ([FLOW], [rule("renamed", title="flow")], None),
        ([FLOW], [rule("core", title=["flow", "matching"])], None),
        ([FLOW], [FLOW, rule("other", text="graph")], None),
    ],
)
def test_a_change_is_of_the_first_kind_that_fits(
    before: list[dict[str, Any]], after: list[dict[str, Any]], kind: Kind | None
) -> None:
    sections = {"sections": [{"title": "B", "min_score": 100}, {"title": "A"}]}
    found = change(before, after, digest=sections)
    assert (found.kind if found else None) == kind


def test_the_rule_responsible_is_named_with_what_it_says() -> None:
    assert changed([], [FLOW]).because == (Cause("core", None, 'core: title "Flow" +1'),)


def test_a_rule_that_stops_a_paper_is_named_with_what_the_paper_would_have_scored() -> None:
    stopping = rule("no", text="vivo", then={"exclude": True})
    assert changed([FLOW], [FLOW, stopping]).because == (
        Cause("no", None, 'excluded by no (abstract "vivo"); would have scored 1'),
    )


def test_of_a_rule_with_other_points_both_are_said() -> None:
    (cause,) = changed([FLOW], [rule("core", title="flow", then={"score": -2})]).because
    assert (cause.before, cause.after) == ('core: title "Flow" +1', 'core: title "Flow" −2')


def test_rules_that_say_the_same_are_no_cause() -> None:
    other = rule("other", title="matching")
    assert [cause.what for cause in changed([FLOW, other], [FLOW]).because] == ["other"]


def test_another_minimum_is_a_cause() -> None:
    before, after = (counting(FLOW, digest={"select": {"min_score": score}}) for score in (1, 2.5))
    (found,) = comparison(before, after).changes([FLOWS], NOW)
    assert (found.kind, found.because) == ("lost", (Cause("select.min_score", "1", "2.5"),))


def test_other_sections_are_a_cause() -> None:
    before = counting(FLOW, digest={"sections": [{"title": "A"}]})
    after = counting(FLOW, digest={"sections": [{"title": "Top", "min_score": 1}, {"title": "A"}]})
    (found,) = comparison(before, after).changes([FLOWS], NOW)
    assert (found.kind, found.because) == ("moved", (Cause("sections", "A", "Top from 1, A"),))


def test_a_rule_that_sends_elsewhere_is_a_cause() -> None:
    before, after = (
        counting(rule("core", title="flow", then={"score": 1, "section": title}),
                 digest={"sections": [{"title": "A", "min_score": 9}, {"title": "B", "min_score": 9}]})
        for title in ("A", "B")
    )  # fmt: skip
    (found,) = comparison(before, after).changes([FLOWS], NOW)
    assert (found.kind, [cause.what for cause in found.because]) == ("moved", ["core"])


def test_papers_are_judged_as_on_the_day_they_were_first_seen() -> None:
    young = rule("young", age="< 7 days")
    seen = Paper("A", published="2026-10-01", first_seen=NOW.replace(month=10, day=3))
    assert [each.kind for each in comparison(counting(), counting(young)).changes([seen], NOW)] == ["gained"]


def test_the_day_a_paper_was_first_seen_is_the_readers() -> None:
    seen = Paper("A", published="2026-10-03", first_seen=datetime(2026, 10, 3, 22, tzinfo=UTC))
    at = judged_at(seen, NOW.astimezone(ZoneInfo("Asia/Tokyo")))
    assert (at, at.day) == (seen.first_seen, 4)


def test_a_rule_that_has_expired_by_now_does_not_count_for_papers_that_came_before() -> None:
    gone = rule("gone", title="A") | {"expires": "2026-11-01"}
    seen = Paper("A", first_seen=NOW.replace(month=10))
    assert counting(gone).verdict(seen, NOW).reasons == ()
