"""Stored mail read again: what changes, what stays, and that nothing is reported twice by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.mails import arxiv
from bot.models import Batch, Issue, Mention, RawMail, Reading
from bot.pipeline import ReadMails, collect, read_here
from bot.rereading import BYTES_AT_ONCE, Reread, reread, try_again
from bot.store import Store, open_store
from bot.store.connections import Connections
from tests.crashing import Crash, Fuse, FusedConnections, quick_engine

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
MAIL = arxiv(NOW, "cs.LG", ["grpo", "kv"], [], []).content
GRPO = read_here([MAIL])[0].mentions[0].title
MOE = read_here([arxiv(NOW, "cs.CL", ["moe"], [], []).content])[0].mentions[0]

Change = Callable[[Reading], Reading]


def clock() -> datetime:
    return NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/papers.db") as store:
        yield store


def read_before(store: Store, change: Change, *contents: bytes) -> list[int]:
    """Store mails as an earlier version read them; their numbers."""
    mails = tuple(RawMail("inbox", "INBOX", 1, uid, content, NOW) for uid, content in enumerate(contents, start=1))
    for _ in collect([Batch(mails)], store, clock, lambda contents: [*map(change, read_here(contents))]):
        pass
    return list(store.kept_sizes(NOW))


def read_again(store: Store, ids: Sequence[int], *, dry_run: bool = False) -> list[Reread]:
    return list(reread(dict.fromkeys(ids, 1), store, clock, read_here, dry_run=dry_run))


def each_mention(change: Callable[[Mention], Mention]) -> Change:
    return lambda reading: replace(reading, mentions=tuple(map(change, reading.mentions)))


def unreadable(_: Reading) -> Reading:
    return Reading("unreadable", error="Too deep.")


def first_only(reading: Reading) -> Reading:
    return replace(reading, mentions=reading.mentions[:1])


def titles(store: Store) -> set[str]:
    return {paper.title for paper in store.papers_since(NOW - timedelta(days=1))}


def report(store: Store, title: str) -> None:
    """Have a digest report the paper of this title."""
    store.open_profile("reasoning", NOW)
    (paper,) = (paper for paper in store.papers_since(NOW - timedelta(days=1)) if paper.title == title)
    candidates = store.candidates("reasoning", "rules", NOW)
    number = paper.id or 0
    issue = Issue("reasoning", "slot", 1, "<1@x>", "1 paper", b"", "", "", NOW, paper_ids=(number,))
    assert store.freeze(candidates, [issue], [], [], NOW)


def candidates(store: Store) -> set[str]:
    return {paper.title for paper in store.candidates("reasoning", "rules", NOW).papers}


def test_mail_that_reads_as_before_is_left_alone(store: Store) -> None:
    ids = read_before(store, lambda reading: reading, MAIL)
    before = store.candidates("reasoning", "rules", NOW).until
    (one,) = read_again(store, ids)
    assert not one.is_changed
    assert store.candidates("reasoning", "rules", NOW).until == before


def test_a_paper_that_was_overlooked_is_gained(store: Store) -> None:
    (one,) = read_again(store, read_before(store, first_only, MAIL))
    assert (len(one.gained), one.lost, one.differing) == (1, (), ())
    assert len(titles(store)) == 2


def test_a_paper_that_was_none_is_lost(store: Store) -> None:
    advert = Mention(title="Subscribe to our magazine", source="arxiv")
    ids = read_before(store, lambda reading: replace(reading, mentions=(*reading.mentions, advert)), MAIL)
    (one,) = read_again(store, ids)
    assert (one.gained, one.lost, one.differing) == ((), (advert,), ())
    assert "Subscribe to our magazine" not in titles(store)


def test_fields_that_are_read_better_are_named(store: Store) -> None:
    ids = read_before(store, each_mention(lambda mention: replace(mention, authors=None, venue="arXiv")), MAIL)
    (one,) = read_again(store, ids)
    assert (one.gained, one.lost) == ((), ())
    assert [differing.fields for differing in one.differing] == [("authors", "venue")] * 2
    assert all(mention.authors for mail in store.kept_readings(ids) for _, mention in mail.mentions)


def test_a_dry_run_says_the_same_and_changes_nothing(store: Store) -> None:
    ids = read_before(store, first_only, MAIL)
    (one,) = read_again(store, ids, dry_run=True)
    assert len(one.gained) == 1
    assert len(titles(store)) == 1


def test_a_reported_paper_is_not_reported_again_because_it_is_read_better(store: Store) -> None:
    ids = read_before(store, each_mention(lambda mention: replace(mention, abstract=None)), MAIL)
    report(store, GRPO)
    read_again(store, ids)
    assert GRPO in titles(store)
    assert GRPO not in candidates(store)


def test_not_even_if_it_was_taken_for_another_paper(store: Store) -> None:
    misread = each_mention(
        lambda mention: replace(mention, title=mention.title[:-4], identifiers={}, url=None, links={})
    )
    ids = read_before(store, misread, MAIL)
    report(store, GRPO[:-4])
    (one,) = read_again(store, ids)
    assert len(one.differing) == 2
    assert titles(store) >= {GRPO}
    assert len(candidates(store)) == 1
    assert GRPO not in candidates(store)


def test_what_only_the_old_reading_said_of_a_paper_is_known_no_more(store: Store) -> None:
    ids = read_before(store, each_mention(misread), MAIL)
    assert GRPO not in titles(store)
    read_again(store, ids)
    assert GRPO in titles(store)
    assert store.find_papers("", {("doi", "10.1000/advert")}) == []
    assert all("doi" not in paper.identifiers for paper in store.papers_since(NOW))


def misread(mention: Mention) -> Mention:
    return replace(
        mention, title=f"{mention.title} Read more", identifiers={**mention.identifiers, "doi": "10.1000/advert"}
    )


def test_a_paper_is_not_reported_again_though_another_mail_that_misnames_it_was_not_read_again(store: Store) -> None:
    anonymous = each_mention(
        lambda mention: replace(
            mention, title=mention.title[:-4], authors=("No Body",), identifiers={}, url=None, links={}
        )
    )
    other = arxiv(NOW, "stat.ML", ["grpo"], [], []).content
    ids = read_before(store, anonymous, MAIL, other)
    report(store, GRPO[:-4])
    read_again(store, ids[:1])
    assert titles(store) >= {GRPO, GRPO[:-4]}
    assert not candidates(store) & {GRPO, GRPO[:-4]}


def test_a_paper_that_was_taken_for_quite_another_one_has_yet_to_be_reported(store: Store) -> None:
    taken = each_mention(lambda mention: replace(mention, identifiers=MOE.identifiers, title=MOE.title, url=MOE.url))
    ids = read_before(
        store, lambda reading: taken(first_only(reading)), MAIL, arxiv(NOW, "cs.CL", ["moe"], [], []).content
    )
    report(store, MOE.title)
    read_again(store, ids[:1])
    assert GRPO in candidates(store)
    assert MOE.title not in candidates(store)


def test_a_report_stays_with_a_paper_that_other_mails_mention(store: Store) -> None:
    other = arxiv(NOW, "stat.ML", ["grpo"], [], []).content
    ids = read_before(store, lambda reading: reading, MAIL, other)
    report(store, GRPO)
    for one in read_again(store, ids):
        assert not one.is_changed
    assert GRPO not in candidates(store)


def test_a_mail_in_quarantine_that_can_be_read_now_leaves_it(store: Store) -> None:
    ids = read_before(store, unreadable, MAIL)
    assert len(store.quarantined()) == 1
    (one,) = read_again(store, ids)
    assert (one.is_readable_now, len(one.gained)) == (True, 2)
    assert store.quarantined() == []
    assert len(titles(store)) == 2


def test_a_private_mail_that_leaves_the_quarantine_is_not_kept(store: Store) -> None:
    letter = b"From: rosa@family.example\r\nSubject: Lunch\r\n\r\nLentils?\r\n"
    read_again(store, read_before(store, unreadable, letter))
    assert (store.quarantined(), store.kept_sizes(NOW)) == ([], {})


def test_a_mail_that_cannot_be_read_any_more_keeps_what_was_read_before(store: Store) -> None:
    read_before(store, lambda reading: reading, MAIL)
    (one,) = reread(store.kept_sizes(NOW), store, clock, lambda contents: [*map(unreadable, read_here(contents))])
    assert one.is_unreadable_now
    assert len(titles(store)) == 2
    assert store.quarantined() == []


def test_the_bytes_of_a_mail_that_had_papers_stay_if_it_has_none_now(store: Store) -> None:
    ids = read_before(store, lambda reading: reading, MAIL)
    list(reread(store.kept_sizes(NOW), store, clock, lambda contents: [Reading("no_papers") for _ in contents]))
    assert titles(store) == set()
    assert list(store.kept_sizes(NOW)) == ids


def test_mail_whose_bytes_are_gone_is_left_out(store: Store) -> None:
    ids = read_before(store, first_only, MAIL)
    store.forget_raw_mail(NOW + timedelta(days=1))
    assert read_again(store, ids) == []


def test_many_mails_are_read_again_a_few_at_a_time(store: Store) -> None:
    mails = [arxiv(NOW + timedelta(minutes=number), "cs.LG", ["grpo", "kv"], [], []).content for number in range(45)]
    ids = read_before(store, first_only, *mails)
    sizes: list[int] = []

    def read(contents: Sequence[bytes]) -> list[Reading]:
        sizes.append(len(contents))
        return read_here(contents)

    assert sum(len(one.gained) for one in reread(store.kept_sizes(NOW), store, clock, read)) == len(ids)
    assert max(sizes) == 20


def try_all(store: Store, version: str, read: ReadMails = read_here) -> list[Reread]:
    return list(try_again(store.to_retry(version), version, store, clock, read))


class Clumsy(Store):
    """A real store with a bug that shows once."""

    bugs = 1

    def rewrite(self, *arguments: Any) -> None:
        if self.bugs:
            self.bugs -= 1
            raise ZeroDivisionError
        super().rewrite(*arguments)


def test_after_an_upgrade_the_quarantine_is_tried_once(store: Store) -> None:
    ids = read_before(store, unreadable, MAIL)

    def still_not(contents: Sequence[bytes]) -> list[Reading]:
        return [*map(unreadable, read_here(contents))]

    assert [one.mail.id for one in try_all(store, "9.0", still_not)] == ids
    assert try_all(store, "9.0", still_not) == []
    assert [one.is_readable_now for one in try_all(store, "9.1")] == [True]
    assert store.quarantined() == []
    assert len(titles(store)) == 2


def test_a_mail_that_cannot_be_stored_stays_in_quarantine_and_the_others_leave_it(store: Store, tmp_path: Path) -> None:
    other = arxiv(NOW, "stat.ML", ["moe"], [], []).content
    ids = read_before(store, unreadable, MAIL, other)
    with Clumsy(Connections(quick_engine(tmp_path / "papers.db"))) as clumsy:
        assert [one.is_readable_now for one in try_all(clumsy, "9.0")] == [False, True]
    assert [mail.id for mail in store.quarantined()] == ids[:1]
    assert "ZeroDivisionError" in (store.quarantined()[0].error or "")


# ── crashes ───────────────────────────────────────────────────────────────────────────────────────────


def reading_of(store: Store) -> list[tuple[str, ...]]:
    """What is stored of each mail: its state, and what it mentions."""
    return [
        (mail.stored.state, *(mention.title for _, mention in mail.mentions))
        for mail in store.kept_readings(store.kept_sizes(NOW))
    ]


MAILS = (MAIL, arxiv(NOW, "stat.ML", ["moe"], [], []).content, arxiv(NOW, "cs.CL", ["flow", "lora"], [], []).content)
READ_NOW = [("parsed", *(mention.title for mention in reading.mentions)) for reading in read_here(MAILS)]


# Commits and savepoints of a run that nothing disturbs.
READING, TRYING = 18, 27


def test_the_sweeps_go_through_every_point(store: Store, tmp_path: Path) -> None:
    reading, trying = Fuse(), Fuse()
    read_before(store, overlooking, *MAILS)
    with fused(tmp_path, reading) as undisturbed:
        read_each_again(undisturbed)
    (tmp_path / "other").mkdir()
    with open_store(f"sqlite:///{tmp_path}/other/papers.db") as other:
        read_before(other, unreadable, *MAILS)
    with fused(tmp_path / "other", trying) as undisturbed:
        try_all(undisturbed, "9.0")
    assert (reading.passed, trying.passed) == (READING, TRYING)


@pytest.mark.parametrize("point", range(1, READING + 1))
def test_a_crash_leaves_each_mail_as_it_was_or_as_it_is_read_now(store: Store, tmp_path: Path, point: int) -> None:
    read_before(store, overlooking, *MAILS)
    before = reading_of(store)
    with fused(tmp_path, Fuse(point)) as dying, suppress(Crash):
        read_each_again(dying)
    assert all(found in both for found, *both in zip(reading_of(store), before, READ_NOW, strict=True))
    read_each_again(store)
    assert reading_of(store) == READ_NOW
    assert len(titles(store)) == 5


@pytest.mark.parametrize("point", range(1, TRYING + 1))
def test_a_crash_while_the_quarantine_is_tried_loses_no_mail_and_no_turn(
    store: Store, tmp_path: Path, point: int
) -> None:
    read_before(store, unreadable, *MAILS)
    with fused(tmp_path, Fuse(point)) as dying, suppress(Crash):
        try_all(dying, "9.0")
    assert len(store.kept_sizes(NOW)) == len(MAILS)
    try_all(store, "9.0")
    assert reading_of(store) == READ_NOW
    assert len(titles(store)) == 5


def overlooking(reading: Reading) -> Reading:
    return replace(reading, mentions=())


def read_each_again(store: Store) -> None:
    """One mail at a time."""
    list(reread(dict.fromkeys(store.kept_sizes(NOW), BYTES_AT_ONCE), store, clock, read_here))


def fused(folder: Path, fuse: Fuse) -> Store:
    return Store(FusedConnections(quick_engine(folder / "papers.db"), fuse))
