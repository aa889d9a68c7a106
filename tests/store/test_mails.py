"""Mails are dealt with once each, with what they mention and the cursor, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.models import Paper, Work
from bot.store import MailState, Saved, Store
from tests.store.sample import DAY, NOW, cursor, keys_of, mail, mention, new_work, raw_mail, save


def test_a_folder_never_read_has_no_cursor(store: Store) -> None:
    assert store.cursor("gmail", "INBOX") is None


def test_the_cursor_is_saved_with_the_mails_as_it_was_given(store: Store) -> None:
    there = cursor(12, uidnext=4294967295, uidvalidity=4294967295)

    store.save([mail(12)], [], [], there, NOW)

    assert store.cursor("gmail", "INBOX") == there


def test_a_cursor_moves_without_any_mail(store: Store) -> None:
    store.save([], [], [], cursor(12), NOW)
    store.save([], [], [], cursor(0, epoch=2, uidvalidity=None), NOW)

    assert store.cursor("gmail", "INBOX") == cursor(0, epoch=2, uidvalidity=None)


def test_each_folder_has_its_own_cursor(store: Store) -> None:
    store.save([], [], [], cursor(12), NOW)

    assert store.cursor("gmail", "Papers") is None
    assert store.cursor("work", "INBOX") is None


def test_a_folder_that_failed_before_it_was_ever_read_has_no_cursor(store: Store) -> None:
    store.folder_failed("gmail", "INBOX", "The password is wrong.", NOW)

    assert store.cursor("gmail", "INBOX") is None


def test_what_is_saved_is_counted(store: Store) -> None:
    assert save(store, mail(1, mention("A"), mention("B")), mail(2, mention("C"))) == Saved(
        mails=2, mentions=3, new_papers=3
    )


# ── trying ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_try_to_read_a_mail_is_counted(store: Store) -> None:
    assert store.begin_reading([raw_mail(1), raw_mail(2)], NOW) == {1: 1, 2: 1}
    assert store.begin_reading([raw_mail(2)], NOW) == {2: 2}


def test_no_mail_to_read_is_no_try(store: Store) -> None:
    assert store.begin_reading([], NOW) == {}


def test_a_mail_that_was_tried_is_not_dealt_with(store: Store) -> None:
    store.begin_reading([raw_mail(1)], NOW)

    assert store.known_uids("gmail", "INBOX", 1, [1]) == set()


def test_a_mail_dealt_with_is_not_tried_again(store: Store) -> None:
    store.begin_reading([raw_mail(1)], NOW)
    save(store, mail(1))

    assert store.begin_reading([raw_mail(1)], NOW) == {1: 1}


def test_only_tries_that_never_ended_are_told(store: Store) -> None:
    store.begin_reading([raw_mail(1), raw_mail(2)], NOW)
    store.begin_reading([raw_mail(2)], NOW)
    save(store, mail(1))

    assert store.attempts([raw_mail(1), raw_mail(2), raw_mail(3)]) == {2: 2}
    assert store.attempts([raw_mail(2, mailbox="work"), raw_mail(2, epoch=2)]) == {}


def test_a_try_can_be_taken_back(store: Store) -> None:
    store.begin_reading([raw_mail(1), raw_mail(2)], NOW)
    save(store, mail(1))

    store.forgive_reading([raw_mail(1), raw_mail(2), raw_mail(3)])
    store.forgive_reading([raw_mail(2)])

    assert store.begin_reading([raw_mail(1), raw_mail(2)], NOW) == {1: 1, 2: 1}


def test_tries_of_an_earlier_epoch_do_not_count(store: Store) -> None:
    store.begin_reading([raw_mail(1)], NOW)

    assert store.begin_reading([raw_mail(1, epoch=2)], NOW) == {1: 1}


# ── knowing ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "state", ["parsed", "parsed_empty", "skipped", "unreadable", "quarantined", "oversize", "vanished"]
)
def test_mails_in_every_final_state_are_known(store: Store, state: MailState) -> None:
    save(store, mail(3, state=state))

    assert store.known_uids("gmail", "INBOX", 1, [2, 3, 4]) == {3}


def test_a_uid_is_known_in_its_folder_and_epoch_only(store: Store) -> None:
    save(store, mail(3))

    assert store.known_uids("gmail", "INBOX", 2, [3]) == set()
    assert store.known_uids("gmail", "Papers", 1, [3]) == set()
    assert store.known_uids("work", "INBOX", 1, [3]) == set()


def test_uids_may_be_as_large_as_hashes_and_many(store: Store) -> None:
    save(store, mail(2**63 - 1))

    assert store.known_uids("gmail", "INBOX", 1, [*range(1200), 2**63 - 1]) == {2**63 - 1}


# ── repeating ─────────────────────────────────────────────────────────────────────────────────────────


def test_saving_a_mail_again_changes_nothing(store: Store) -> None:
    save(store, mail(1, mention("A")))

    assert save(store, mail(1, mention("A"))) == Saved()
    assert store.figures(None, NOW).mentions == 1


def test_a_mail_given_twice_in_one_chunk_is_saved_once(store: Store) -> None:
    assert save(store, mail(1, mention("A")), mail(1, mention("A"))) == Saved(mails=1, mentions=1, new_papers=1)


def test_the_same_content_under_another_uid_is_a_duplicate_without_mentions(store: Store) -> None:
    save(store, mail(1, mention("A"), raw=raw_mail(1, b"same")))

    again = save(store, mail(2, mention("A"), raw=raw_mail(2, b"same")))

    assert again == Saved(mails=1, duplicates=1)
    assert store.known_uids("gmail", "INBOX", 1, [2]) == {2}


def test_the_same_content_twice_in_one_chunk_is_a_duplicate(store: Store) -> None:
    saved = save(
        store, mail(1, mention("A"), raw=raw_mail(1, b"same")), mail(2, mention("A"), raw=raw_mail(2, b"same"))
    )

    assert saved == Saved(mails=2, duplicates=1, mentions=1, new_papers=1)


def test_a_mail_moved_to_another_folder_is_a_duplicate(store: Store) -> None:
    save(store, mail(1, mention("A"), raw=raw_mail(1, b"same")))

    moved = save(store, mail(7, mention("A"), raw=raw_mail(7, b"same", folder="Papers")))

    assert moved == Saved(mails=1, duplicates=1)


def test_the_same_content_in_another_mailbox_is_no_duplicate(store: Store) -> None:
    save(store, mail(1, mention("A"), raw=raw_mail(1, b"same")))

    elsewhere = save(store, mail(1, mention("B"), raw=raw_mail(1, b"same", mailbox="work")))

    assert elsewhere == Saved(mails=1, mentions=1, new_papers=1)


def test_after_the_server_numbered_afresh_known_mail_is_recognised(store: Store) -> None:
    save(store, mail(1, mention("A")), mail(2, mention("B")))

    afresh = [raw_mail(uid + 10, raw_mail(uid).content, epoch=2) for uid in (1, 2)]
    again = save(store, *(mail(0, mention("A"), raw=raw) for raw in afresh))

    assert again == Saved(mails=2, duplicates=2)


def test_mails_that_were_never_fetched_are_no_duplicates_of_each_other(store: Store) -> None:
    never_fetched = [mail(0, state="oversize", raw=raw_mail(uid, b""), status="skipped") for uid in (1, 2)]

    assert save(store, *never_fetched) == Saved(mails=2)


def test_a_work_all_of_whose_mails_are_duplicates_makes_no_paper(store: Store) -> None:
    save(store, mail(1, mention("A"), raw=raw_mail(1, b"same")))

    save(store, mail(2, mention("Z"), raw=raw_mail(2, b"same")))

    assert store.papers_sharing(keys_of("Z")) == []


# ── mentions and works ────────────────────────────────────────────────────────────────────────────────


def test_mentions_of_several_mails_belong_to_the_works_that_name_them(store: Store) -> None:
    mails = [mail(1, mention("A"), mention("B")), mail(2, mention("a", source="pubmed"))]

    store.save(mails, [new_work("A", 0, 2), new_work("B", 1)], [keys_of("A"), keys_of("B")], None, NOW)

    a, b = store.papers_since(NOW)
    assert [each.source for each in a.mentions] == ["arxiv", "pubmed"]
    assert [each.title for each in b.mentions] == ["B"]


def test_works_that_leave_a_mention_out_are_refused_and_nothing_is_stored(store: Store) -> None:
    store.begin_reading([raw_mail(1)], NOW)

    with pytest.raises(ValueError, match="do not share out"):
        store.save([mail(1, mention("A"), mention("B"))], [new_work("A", 0)], [keys_of("A")], cursor(1), NOW)

    assert store.known_uids("gmail", "INBOX", 1, [1]) == set()
    assert store.cursor("gmail", "INBOX") is None
    assert store.papers_since(NOW - DAY) == []


def test_everything_a_mention_and_a_paper_say_comes_back(store: Store) -> None:
    fields: dict[str, Any] = {
        "authors": ("Béla Bartók", "李四"),
        "abstract": "We …",
        "identifiers": {"arxiv": "2303.08867", "doi": "10.1000/x"},
        "url": "https://arxiv.org/abs/2303.08867",
        "links": {"pdf": "https://arxiv.org/pdf/2303.08867"},
        "venue": "NeurIPS",
        "published": "2026-11",
        "categories": ("cs.LG", "cs.CV"),
        "upvotes": 57,
        "truncated": frozenset({"abstract", "authors"}),
    }
    shown = mention("Title 𝒻", kind="cross-list", alert="cs.LG daily", sender="a@arxiv.org", **fields)
    paper = Paper("Title 𝒻", **fields)

    store.save([mail(1, shown)], [Work(paper, (0,))], [keys_of("Title")], None, NOW)

    assert store.papers_since(NOW) == [Paper("Title 𝒻", id=1, first_seen=NOW, mentions=(shown,), **fields)]


def test_nothing_said_is_not_the_same_as_nothing_there(store: Store) -> None:
    save(store, mail(1, mention("A", authors=()), mention("B", authors=None)))

    a, b = store.papers_since(NOW)
    assert (a.mentions[0].authors, b.mentions[0].authors) == ((), None)


def test_text_no_database_can_hold_is_stored_with_a_mark_in_its_place(store: Store) -> None:
    hostile = mention("NUL \x00 and half \ud835", alert="\x00", abstract="\udce9", identifiers={"doi": "10.1/\x00"})
    mails = [mail(1, hostile, subject="\x00\udcff", sender="\x00", error="\ud800", message_id="\x00")]

    store.save(mails, [new_work("half \ud835\x00", 0)], [{("title", "half \ud835\x00")}], None, NOW)

    (found,) = store.papers_sharing([("title", "half \ud835\x00")])
    assert found.title == "half ��"
    assert store.papers_since(NOW)[0].mentions[0].abstract == "�"


def test_a_mail_may_claim_any_date_and_any_number(store: Store) -> None:
    before_all_dates = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    after_all_dates = datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12)))
    raw = raw_mail(1, received_at=before_all_dates)

    save(store, mail(1, mention("A", upvotes=10**30), raw=raw, sent_at=after_all_dates, detected=10**12))

    assert store.papers_since(NOW)[0].mentions[0].upvotes == 10**30


def test_moments_come_back_in_utc(store: Store) -> None:
    in_berlin = datetime(2026, 11, 22, 8, tzinfo=timezone(timedelta(hours=1)))

    save(store, mail(1, mention("A")), now=in_berlin)

    first_seen = store.papers_since(in_berlin)[0].first_seen
    assert first_seen == NOW
    assert first_seen.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        save(store, mail(1, mention("A")), now=datetime(2026, 11, 22))  # noqa: DTZ001
