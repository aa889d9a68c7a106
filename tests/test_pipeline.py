"""The order of the stages, on a real store: what is stored when, and what failure leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.assembly import manual_slot
from bot.compose import Templates
from bot.deliver.outbox import LEASE
from bot.demo.mails import arxiv, google_scholar, hugging_face, plain
from bot.errors import BotError, ConfigError, DeliveryError, StoreError
from bot.judge import compile_rules
from bot.models import Batch, Cursor, Delivery, RawMail, Reading, Receipt
from bot.pipeline import MOST_ATTEMPTS, DigestPlan, collect, compose, deliver, digest, read_here, take_in
from bot.rules import load_rules
from bot.store import Saved, Store, open_store
from bot.store.connections import Connections
from tests.crashing import quick_engine

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
OWNER = "tester"
GRPO = "include: [policy]"


def clock() -> datetime:
    return NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/papers.db") as store:
        yield store


def batch(*contents: bytes, first: int = 1, **more: object) -> Batch:
    mails = tuple(RawMail("inbox", "INBOX", 1, uid, content, NOW) for uid, content in enumerate(contents, start=first))
    return Batch(mails, cursor=Cursor("inbox", "INBOX", 1, 77, first + len(contents) - 1), **more)  # type: ignore[arg-type]


def plan(tmp_path: Path, rules: str = GRPO, **more: object) -> DigestPlan:
    path = tmp_path / "rules.yaml"
    path.write_text(rules, encoding="utf-8")
    loaded = load_rules(path)
    made = DigestPlan(
        name="reasoning",
        judge=compile_rules(loaded.ruleset, loaded.layout),
        layout=loaded.layout,
        rules_hash=loaded.hash,
        rules_path=str(path),
        templates=Templates(),
        sender="papersieve <sieve@example.org>",
        timezone=UTC,
        timezone_name="UTC",
        destinations=(("test", "reader@example.org"),),
        explain_empty=True,
        silence_alarm=True,
        next_issue_at=lambda moment: moment + timedelta(days=1),
    )
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass
class Tray:
    """A channel that keeps what it gets, or fails as it is told."""

    failure: Exception | None = None
    taken: list[Delivery] = field(default_factory=list)

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        on_point_of_no_return()
        if self.failure:
            raise self.failure
        self.taken.append(delivery)
        return Receipt(250, "taken")


class Troubled(Store):
    """A real store that says now and then that it cannot write, or ends the program over it."""

    failing_saves = 0
    deadly_saves = 0
    failing_settlements = 0

    def save(self, *arguments: Any) -> Saved:
        if self.failing_saves:
            self.failing_saves -= 1
            raise StoreError("The database has no space left on its disk.")
        if self.deadly_saves:
            self.deadly_saves -= 1
            raise Killed
        return super().save(*arguments)

    def settle_accepted(self, *arguments: Any) -> bool:
        if self.failing_settlements:
            self.failing_settlements -= 1
            raise StoreError("The database is locked.")
        return super().settle_accepted(*arguments)


@pytest.fixture
def troubled(store: Store, tmp_path: Path) -> Iterator[Troubled]:
    with Troubled(Connections(quick_engine(tmp_path / "papers.db"))) as troubled:
        yield troubled


# ── collect ───────────────────────────────────────────────────────────────────────────────────────────


def test_one_paper_by_three_sources_is_one_card_that_names_all_three(store: Store, tmp_path: Path) -> None:
    mails = [
        hugging_face(NOW, ["grpo"]).content,
        arxiv(NOW, "cs.LG", ["grpo"], [], []).content,
        google_scholar(NOW, "Wei-Lin Zhang - new articles", ["grpo"]).content,
    ]
    tally = take_in(batch(*mails), store, clock)
    assert (tally.mails, tally.mentions, tally.new) == (3, 3, 1)
    (issue,) = digest(plan(tmp_path), "slot", store, NOW, "run").issues
    assert len(issue.paper_ids) == 1
    for name in ("Hugging Face", "arXiv", "Google Scholar"):
        assert name in issue.text


def test_the_next_digest_does_not_show_it_again(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    digest(plan(tmp_path), "first", store, NOW, "run")
    take_in(batch(hugging_face(NOW, ["grpo"]).content, first=2), store, clock)
    (issue,) = digest(plan(tmp_path), "second", store, NOW, "run").issues
    assert issue.paper_ids == ()
    assert issue.subject.startswith("[nothing new]")


def test_the_same_batch_twice_changes_nothing(store: Store) -> None:
    mails = [arxiv(NOW, "cs.LG", ["grpo", "flow"], [], []).content, hugging_face(NOW, ["grpo"]).content]
    take_in(batch(*mails), store, clock)
    again = take_in(batch(*mails), store, clock)
    assert (again.mails, again.mentions, again.new) == (0, 0, 0)


def test_the_cursor_moves_with_the_mails(store: Store) -> None:
    take_in(batch(plain(NOW, "a@example.org", "hello", "hi").content, first=41), store, clock)
    cursor = store.cursor("inbox", "INBOX")
    assert cursor is not None
    assert cursor.last_uid == 41


def test_a_mail_the_program_died_over_three_times_is_set_aside_and_the_others_are_read(store: Store) -> None:
    deadly, good = arxiv(NOW, "cs.LG", ["flow"], [], []).content, arxiv(NOW, "cs.LG", ["grpo"], [], []).content
    whole = batch(deadly, good)
    store.begin_reading(whole.mails, NOW)
    for _ in range(MOST_ATTEMPTS - 1):
        store.begin_reading(whole.mails[:1], NOW)
    tally = take_in(whole, store, clock)
    assert (tally.quarantined, tally.new) == (1, 1)
    assert [mail.uid for mail in store.quarantined()] == [1]


def test_a_mail_the_program_died_over_once_is_read_again(store: Store) -> None:
    whole = batch(arxiv(NOW, "cs.LG", ["flow"], [], []).content)
    store.begin_reading(whole.mails, NOW)
    assert take_in(whole, store, clock).new == 1


FIVE = tuple(arxiv(NOW, "cs.LG", [key], [], []).content for key in ("grpo", "flow", "moe", "kv", "lora"))


def test_kills_while_others_read_are_no_mails_fault(store: Store) -> None:
    whole = batch(*FIVE)
    for _ in range(5):
        with pytest.raises(Killed):
            list(collect([whole], store, clock, kill))
    assert not any(store.attempts(whole.mails).values())
    ((tally, _),) = collect([whole], store, clock, read_here)
    assert (tally.quarantined, tally.new) == (0, 5)


def test_kills_at_random_are_no_mails_fault(troubled: Troubled) -> None:
    whole = batch(*FIVE)
    troubled.deadly_saves = 5
    for _ in range(5):
        with pytest.raises(Killed):
            take_in(whole, troubled, clock)
    tally = take_in(whole, troubled, clock)
    assert (tally.quarantined, tally.new) == (0, 5)


def test_a_mail_whose_saving_ends_the_program_three_times_is_set_aside_though_others_read_it(
    troubled: Troubled,
) -> None:
    whole = batch(FIVE[0])
    troubled.deadly_saves = MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            list(collect([whole], troubled, clock, read_here))
    ((tally, _),) = collect([whole], troubled, clock, read_here)
    assert (tally.quarantined, tally.new) == (1, 0)


def test_mail_waits_while_no_child_can_be_started(store: Store) -> None:
    with pytest.raises(BotError):
        list(collect([batch(*FIVE)], store, clock, refuse))
    assert store.known_uids("inbox", "INBOX", 1, range(1, 6)) == set()
    assert store.cursor("inbox", "INBOX") is None


def refuse(contents: Sequence[bytes]) -> list[Reading]:
    raise BotError("No mail can be read now.")


class Killed(BaseException):
    """The process is gone."""


def kill(contents: Sequence[bytes]) -> list[Reading]:
    raise Killed


def test_a_database_in_trouble_is_no_mails_fault(troubled: Troubled) -> None:
    whole = batch(arxiv(NOW, "cs.LG", ["flow"], [], []).content, arxiv(NOW, "cs.LG", ["grpo"], [], []).content)
    troubled.failing_saves = 5
    for _ in range(5):
        with pytest.raises(StoreError):
            take_in(whole, troubled, clock)
    tally = take_in(whole, troubled, clock)
    assert (tally.quarantined, tally.new) == (0, 2)


def test_a_mail_nobody_was_prepared_for_is_set_aside_and_the_others_are_read(store: Store) -> None:
    good, bad = arxiv(NOW, "cs.LG", ["grpo"], [], []).content, plain(NOW, "a@example.org", "hello", "hi").content

    def read(contents: Sequence[bytes]) -> list[Reading]:
        if bad in contents:
            raise ZeroDivisionError
        return read_here(contents)

    ((tally, _),) = collect([batch(good, bad, good)], store, clock, read)
    assert (tally.mails, tally.quarantined, tally.new) == (3, 1, 1)
    assert [mail.uid for mail in store.quarantined()] == [2]
    assert store.cursor("inbox", "INBOX") == batch(good, bad, good).cursor


def test_mail_the_server_never_hands_over_is_given_up_after_three_times(store: Store) -> None:
    refused = batch(failed={9: "internal error"})
    tallies = [take_in(refused, store, clock) for _ in range(MOST_ATTEMPTS)]
    assert [tally.quarantined for tally in tallies] == [0, 0, 1]
    assert store.known_uids("inbox", "INBOX", 1, [9]) == {9}


def test_vanished_and_oversize_mails_are_dealt_with(store: Store) -> None:
    take_in(batch(vanished=(5,), oversize=(6,)), store, clock)
    assert store.known_uids("inbox", "INBOX", 1, [5, 6, 7]) == {5, 6}


# ── digest ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_slot_is_composed_once(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    assert digest(plan(tmp_path), "slot", store, NOW, "run").fresh
    assert not digest(plan(tmp_path), "slot", store, NOW, "run").fresh


def test_changed_rules_apply_to_stored_papers_at_once(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    nothing = digest(plan(tmp_path, "include: [astronomy]"), "first", store, NOW, "run")
    something = digest(plan(tmp_path), "second", store, NOW, "run")
    assert [len(issue.paper_ids) for issue in (*nothing.issues, *something.issues)] == [0, 1]


NARROW = """\
rules:
  - {id: policies, when: {title: policy}, then: {score: 2}}
  - {id: flows, when: {title: flow}, then: {score: 9}}
  - {id: no-flows, when: {title: flow}, then: {exclude: true}}
digest: {select: {min_score: 5}}
"""


def test_near_misses_say_what_stopped_them(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo", "flow", "moe"], [], []).content), store, clock)
    (issue,) = digest(plan(tmp_path, NARROW), "slot", store, NOW, "run").issues
    text = " ".join(issue.text.split())
    assert "Near misses (2)" in text
    assert 'excluded by no-flows (title "Flow"); would have scored 9; flows: title "Flow" +9' in text
    assert 'below the minimum: scored 2 of 5; policies: title "Policy" +2' in text


def test_a_rule_expires_on_the_readers_day(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    rules = "rules: [{id: policies, when: {title: policy}, then: {score: 2}, expires: 2026-11-23}]"
    in_utc, in_tokyo = plan(tmp_path, rules), plan(tmp_path, rules, timezone=ZoneInfo("Asia/Tokyo"))
    papers, evening = store.papers_since(NOW - timedelta(days=1)), NOW.replace(hour=22)
    shown = [compose(one, papers, "slot", store, evening, "run")[0].selection.listed for one in (in_utc, in_tokyo)]
    assert [len(papers) for papers in shown] == [1, 0]


def test_an_empty_issue_is_explained_or_skipped_as_the_reader_wants(store: Store, tmp_path: Path) -> None:
    explained = digest(plan(tmp_path), "first", store, NOW, "run")
    skipped = digest(plan(tmp_path, explain_empty=False), "second", store, NOW, "run")
    assert (len(explained.issues), len(skipped.issues)) == (1, 0)
    assert store.is_composed("reasoning", "second")


def test_composing_alone_changes_nothing(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    store.open_profile("reasoning", NOW)
    papers = store.candidates("reasoning", "hash", NOW).papers
    compose(plan(tmp_path), papers, manual_slot(NOW), store, NOW, "preview")
    assert store.candidates("reasoning", "hash", NOW).papers == papers
    assert store.due_deliveries(NOW) == 0


def test_two_digests_report_the_same_paper_each_to_its_reader(store: Store, tmp_path: Path) -> None:
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    issues = [
        issue
        for name in ("reasoning", "policy")
        for issue in digest(plan(tmp_path, name=name), "slot", store, NOW, "run").issues
    ]
    assert [len(issue.paper_ids) for issue in issues] == [1, 1]
    assert issues[0].message_id != issues[1].message_id


# ── deliver ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def waiting(store: Store, tmp_path: Path) -> Store:
    """A store with one delivery to make."""
    take_in(batch(arxiv(NOW, "cs.LG", ["grpo"], [], []).content), store, clock)
    digest(plan(tmp_path), "slot", store, NOW, "run")
    return store


def outcomes(store: Store, channel: Tray, when: datetime = NOW) -> Sequence[str]:
    return [sent.outcome for _, sent in deliver(store, {"test": channel}, lambda: when, OWNER)]


def test_an_issue_is_delivered_once(waiting: Store) -> None:
    tray = Tray()
    assert outcomes(waiting, tray) == ["accepted"]
    assert outcomes(waiting, tray) == []
    assert [delivery.recipient for delivery in tray.taken] == ["reader@example.org"]


def test_a_digest_is_retried_after_a_passing_failure_with_the_same_bytes(waiting: Store) -> None:
    tray = Tray(DeliveryError("busy", permanent=False))
    assert outcomes(waiting, tray) == ["deferred"]
    assert outcomes(waiting, tray) == []
    tray.failure = None
    assert outcomes(waiting, tray, NOW + timedelta(minutes=6)) == ["accepted"]
    assert tray.taken[0].attempts == 1


def test_a_refusal_for_good_is_not_tried_again(waiting: Store) -> None:
    assert outcomes(waiting, Tray(DeliveryError("no such user", permanent=True, code=550))) == ["refused"]
    assert outcomes(waiting, Tray(), NOW + timedelta(days=1)) == []
    assert waiting.overview(NOW).deliveries["refused"] == 1


def test_a_bug_in_a_channel_is_a_failure_of_that_delivery_only(waiting: Store) -> None:
    assert outcomes(waiting, Tray(ZeroDivisionError("channel"))) == ["deferred"]


def test_a_delivery_whose_channel_is_gone_from_the_settings_waits(waiting: Store) -> None:
    (sent,) = [sent for _, sent in deliver(waiting, {}, clock, OWNER)]
    assert sent.outcome == "deferred"
    assert sent.error == "The settings have no channel 'test' any more; the delivery waits for it."


def test_who_has_lost_the_claim_does_not_send(waiting: Store) -> None:
    claimed = waiting.claim_due(NOW, "a dead process", timedelta(minutes=1))
    assert claimed is not None
    tray = Tray()
    assert outcomes(waiting, tray) == []
    assert outcomes(waiting, tray, NOW + timedelta(minutes=2)) == ["accepted"]
    assert not waiting.mark_in_doubt(claimed, "a dead process", NOW + timedelta(minutes=2))


def test_what_was_accepted_is_noted_as_soon_as_the_database_can_be_written_again(
    waiting: Store, troubled: Troubled
) -> None:
    tray = Tray()
    troubled.failing_settlements = 2
    assert outcomes(troubled, tray) == ["accepted"]
    assert waiting.overview(NOW).deliveries == {"accepted": 1}
    assert len(tray.taken) == 1


def test_a_secret_that_cannot_be_had_is_no_bug_and_no_refusal(waiting: Store) -> None:
    with capture_logs() as events:
        assert outcomes(waiting, Tray(ConfigError("The environment variable X is not set."))) == ["deferred"]
    assert events == []
    assert outcomes(waiting, Tray(), NOW + timedelta(minutes=6)) == ["accepted"]


def test_a_delivery_that_cannot_be_noted_as_in_doubt_is_not_sent(waiting: Store) -> None:
    tray = Tray(StoreError("The disk is full."))
    with pytest.raises(StoreError):
        outcomes(waiting, tray)
    assert tray.taken == []
    assert outcomes(waiting, Tray(), NOW + LEASE) == ["accepted"]
