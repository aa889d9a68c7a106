"""Every digest considers each paper when it is new to it, and reports it once."""

from __future__ import annotations

from datetime import date, datetime

from bot.store import Store
from tests.store.sample import (
    DAY,
    HOUR,
    NOW,
    SMTP,
    candidates,
    decided,
    issue,
    mail,
    mention,
    mention_again,
    save,
    save_papers,
)


def to_consider(store: Store, *, rules: str = "rules-1", profile: str = "reasoning", now: datetime = NOW) -> list[str]:
    return [paper.title for paper in store.candidates(profile, rules, now).papers]


def pass_over_all(store: Store, slot: str = "slot-1", rules: str = "rules-1") -> None:
    found = store.candidates("reasoning", rules, NOW)
    assert store.pass_over(found, slot, decided(*(paper.id or 0 for paper in found.papers)), NOW)


# ── memory ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_profile_remembers_when_it_was_first_opened(store: Store) -> None:
    assert store.open_profile("reasoning", NOW) == NOW
    assert store.open_profile("reasoning", NOW + DAY) == NOW


def test_an_installation_keeps_its_own_random_name(store: Store) -> None:
    name = store.instance_id()

    assert store.instance_id() == name
    assert len(name) == 32


def test_a_digest_is_held_until_it_is_released(store: Store) -> None:
    assert store.held_until("reasoning") is None

    store.hold("reasoning", date(2026, 12, 24), NOW)
    store.hold("reasoning", date.max, NOW)
    assert store.held_until("reasoning") == date.max

    store.release("reasoning", NOW)
    assert store.held_until("reasoning") is None


# ── candidates ────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_profile_considers_what_was_seen_in_the_thirty_days_before_it(store: Store) -> None:
    save_papers(store, "Old", now=NOW - 31 * DAY)
    save_papers(store, "Recent", uid=2, now=NOW - 29 * DAY)
    store.open_profile("reasoning", NOW)

    assert to_consider(store) == ["Recent"]


def test_a_preview_of_a_profile_not_yet_opened_shows_the_same(store: Store) -> None:
    save_papers(store, "Old", now=NOW - 31 * DAY)
    save_papers(store, "Recent", uid=2, now=NOW - 29 * DAY)

    assert to_consider(store) == ["Recent"]


def test_candidates_come_with_all_their_mentions(store: Store) -> None:
    (number,) = save_papers(store, "Paper")
    mention_again(store, number, uid=2)

    (paper,) = store.candidates("reasoning", "rules-1", NOW).papers

    assert [each.title for each in paper.mentions] == ["Paper", "Again"]
    assert paper.first_seen == NOW


def test_asking_for_candidates_changes_nothing(store: Store) -> None:
    save_papers(store, "Paper")

    assert to_consider(store) == to_consider(store) == ["Paper"]


def test_what_was_considered_is_not_considered_again(store: Store) -> None:
    save_papers(store, "Paper")
    pass_over_all(store)

    assert to_consider(store) == []


def test_a_paper_waits_however_long_no_digest_is_composed(store: Store) -> None:
    store.open_profile("reasoning", NOW)
    save_papers(store, "Paper")

    assert to_consider(store, now=NOW + 300 * DAY) == ["Paper"]


def test_a_filtered_paper_that_is_mentioned_again_is_considered_again(store: Store) -> None:
    (number,) = save_papers(store, "Paper")
    pass_over_all(store)
    mention_again(store, number, uid=2)

    assert to_consider(store) == ["Again"]


def test_a_reported_paper_that_is_mentioned_again_is_not(store: Store) -> None:
    (number,) = save_papers(store, "Paper")
    store.freeze(store.candidates("reasoning", "rules-1", NOW), [issue([number])], [], SMTP, NOW)
    mention_again(store, number, uid=2)

    assert to_consider(store) == []
    assert to_consider(store, rules="rules-2") == []


def test_a_mention_stored_while_the_issue_is_composed_is_for_the_next(store: Store) -> None:
    (number,) = save_papers(store, "Paper")
    found = store.candidates("reasoning", "rules-1", NOW + HOUR)
    mention_again(store, number, uid=2, now=NOW)
    save_papers(store, "New", uid=3, now=NOW)

    store.pass_over(found, "slot-1", decided(number), NOW + HOUR)

    assert to_consider(store, now=NOW + HOUR) == ["Again", "New"]


def test_changed_rules_reach_papers_of_the_last_thirty_days(store: Store) -> None:
    store.open_profile("reasoning", NOW - 60 * DAY)
    save_papers(store, "Old", now=NOW - 31 * DAY)
    save_papers(store, "Recent", uid=2, now=NOW - 29 * DAY)
    pass_over_all(store)

    assert to_consider(store, rules="rules-1") == []
    assert to_consider(store, rules="rules-2") == ["Recent"]


def test_rules_changed_back_reach_only_what_was_decided_by_others(store: Store) -> None:
    save_papers(store, "First")
    pass_over_all(store, "slot-1", "rules-1")
    save_papers(store, "Second", uid=2)
    pass_over_all(store, "slot-2", "rules-2")

    assert to_consider(store, rules="rules-2") == []
    assert to_consider(store, rules="rules-1") == ["First", "Second"]


def test_profiles_do_not_share_what_they_considered(store: Store) -> None:
    save_papers(store, "Paper")
    pass_over_all(store)

    assert to_consider(store, profile="vision") == ["Paper"]


def test_an_earlier_reading_of_candidates_does_not_take_back_a_later_one(store: Store) -> None:
    early = store.candidates("reasoning", "rules-1", NOW)
    save_papers(store, "Paper")
    pass_over_all(store, "slot-1")

    store.pass_over(early, "slot-2", [], NOW)

    assert to_consider(store) == []


# ── issues ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_slot_is_composed_once(store: Store) -> None:
    assert not store.is_composed("reasoning", "slot")

    assert store.freeze(candidates(), [issue(slot="slot")], [], SMTP, NOW)
    assert not store.freeze(candidates(), [issue(slot="slot")], [], SMTP, NOW)
    assert not store.pass_over(candidates(), "slot", [], NOW)

    assert store.is_composed("reasoning", "slot")
    assert store.due_deliveries(NOW) == 1


def test_a_slot_passed_over_is_composed(store: Store) -> None:
    assert store.pass_over(candidates(), "slot", [], NOW)

    assert store.is_composed("reasoning", "slot")
    assert not store.freeze(candidates(), [issue(slot="slot")], [], SMTP, NOW)
    assert store.last_issue_at("reasoning") is None


def test_slots_belong_to_their_profile(store: Store) -> None:
    store.pass_over(candidates(), "slot", [], NOW)

    assert not store.is_composed("vision", "slot")
    assert store.pass_over(candidates(profile="vision"), "slot", [], NOW)


def test_a_paper_reported_meanwhile_keeps_the_whole_issue_from_being_frozen(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    found = store.candidates("reasoning", "rules-1", NOW)
    store.freeze(found, [issue([a], slot="manual")], decided(a), SMTP, NOW)

    assert not store.freeze(found, [issue([a, b], slot="scheduled")], decided(a, b), SMTP, NOW)

    assert not store.is_composed("reasoning", "scheduled")
    assert store.reported_in("reasoning", b) is None
    assert store.decision_for("reasoning", b) is None


def test_another_profile_may_report_the_same_paper(store: Store) -> None:
    (number,) = save_papers(store, "A")
    store.freeze(candidates(), [issue([number])], [], SMTP, NOW)

    assert store.freeze(candidates(profile="vision"), [issue([number], digest="vision")], [], SMTP, NOW)


def test_an_issue_may_report_papers_that_were_found_to_be_one_meanwhile(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    mention_again(store, a, uid=2, absorbed=[b])

    assert store.freeze(candidates(), [issue([a, b])], decided(a, b), SMTP, NOW)

    assert store.reported_in("reasoning", b) == store.reported_in("reasoning", a)


def test_every_part_of_an_issue_goes_to_every_recipient_once(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    to = [("smtp", "me@example.org"), ("smtp", "you@example.org"), ("folder:out", ""), ("smtp", "me@example.org")]

    store.freeze(candidates(), [issue([a]), issue([b], part=2)], [], to, NOW)

    assert store.due_deliveries(NOW) == 6
    reported = store.reported_in("reasoning", b)
    assert reported is not None
    assert (reported.slot, reported.part, reported.composed_at) == ("2026-11-22T07:00/UTC", 2, NOW)


def test_the_last_issue_of_a_profile_is_the_newest(store: Store) -> None:
    assert store.last_issue_at("reasoning") is None

    store.freeze(candidates(), [issue(slot="1", composed_at=NOW)], [], SMTP, NOW)
    store.freeze(candidates(), [issue(slot="2", composed_at=NOW + DAY)], [], SMTP, NOW + DAY)
    store.pass_over(candidates(), "3", [], NOW + 2 * DAY)

    assert store.last_issue_at("reasoning") == NOW + DAY
    assert store.last_issue_at("vision") is None


def test_the_last_decision_of_a_paper_is_remembered_with_its_rules(store: Store) -> None:
    (number,) = save_papers(store, "A")
    store.pass_over(candidates(rules_hash="rules-1"), "1", decided(number), NOW)
    store.pass_over(candidates(rules_hash="rules-2"), "2", decided(number), NOW + DAY)

    decision = store.decision_for("reasoning", number)

    assert decision is not None
    assert (decision.verdict, decision.rule) == ("filtered", "no-wet-lab")
    assert (decision.rules_hash, decision.decided_at) == ("rules-2", NOW + DAY)
    assert store.decision_for("vision", number) is None


def test_a_paper_no_issue_reported_is_in_none(store: Store) -> None:
    (number,) = save_papers(store, "A")

    assert store.reported_in("reasoning", number) is None
    assert store.reported_in("reasoning", 99) is None


def test_reported_papers_are_listed_newest_issue_first_in_reading_order(store: Store) -> None:
    a, b, c = save_papers(store, "A", "B", "C")
    store.freeze(candidates(), [issue([b, a], slot="1")], [], SMTP, NOW)
    store.freeze(candidates(), [issue([c], slot="2", composed_at=NOW + DAY)], [], SMTP, NOW + DAY)
    store.freeze(candidates(profile="vision"), [issue([a], slot="1")], [], SMTP, NOW)

    assert [paper.title for _, paper in store.reported_papers("reasoning")] == ["C", "B", "A"]
    assert [paper.title for _, paper in store.reported_papers("reasoning", NOW + HOUR)] == ["C"]
    assert [reported.profile for reported, _ in store.reported_papers(None)].count("vision") == 1


def test_mail_read_again_makes_its_papers_candidates_but_not_those_reported(store: Store) -> None:
    save(store, mail(1, mention("Filtered"), mention("Reported")))
    filtered, reported = (paper.id or 0 for paper in store.papers_since(NOW))
    found = store.candidates("reasoning", "rules-1", NOW)
    store.freeze(found, [issue([reported])], decided(filtered), SMTP, NOW)

    with store.together():
        store.reopen([1])
        mention_again(store, filtered, uid=1)
    mention_again(store, reported, uid=2)

    assert to_consider(store) == ["Again"]
