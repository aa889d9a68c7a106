"""The bytes of a mail are kept while they may be needed, and no longer; never those of other people's mail."""

from __future__ import annotations

from bot.store import Saved, Store
from tests.store.sample import DAY, HOUR, NOW, mail, mention, raw_mail, save


def test_bytes_are_kept_only_if_asked_for(store: Store) -> None:
    save(store, mail(1, mention("A"), keep_raw=True), mail(2, state="parsed_empty", keep_raw=False))

    assert list(store.kept_sizes(NOW)) == [1]


def test_a_duplicate_is_kept_once(store: Store) -> None:
    save(store, mail(1, raw=raw_mail(1, b"same")), mail(2, raw=raw_mail(2, b"same")))

    assert list(store.kept_sizes(NOW)) == [1]


def test_old_bytes_are_forgotten_and_their_mails_stay_known(store: Store) -> None:
    save(store, mail(1), now=NOW - DAY)
    save(store, mail(2), now=NOW)

    assert store.forget_raw_mail(NOW) == 1

    assert list(store.kept_sizes(NOW - 2 * DAY)) == [2]
    assert store.known_uids("gmail", "INBOX", 1, [1, 2]) == {1, 2}


def test_kept_mails_are_listed_since_a_moment(store: Store) -> None:
    save(store, mail(1), now=NOW - HOUR)
    save(store, mail(2), now=NOW)

    assert list(store.kept_sizes(NOW)) == [2]


def test_quarantined_mails_are_listed_with_why(store: Store) -> None:
    store.begin_reading([raw_mail(3)], NOW)
    poison = mail(3, state="quarantined", status="unreadable", error="Too deep.", subject="cs.LG", sender="a@arxiv.org")
    save(store, mail(1), poison)

    (listed,) = store.quarantined()

    assert (listed.uid, listed.state, listed.attempts, listed.kept) == (3, "quarantined", 1, True)
    assert (listed.subject, listed.sender, listed.error) == ("cs.LG", "a@arxiv.org", "Too deep.")
    assert store.overview(NOW).quarantined == 1


def test_a_quarantined_mail_is_given_up_with_its_bytes(store: Store) -> None:
    save(store, mail(1), mail(2, state="quarantined"))

    assert store.drop_quarantined([1, 2, 99]) == 1

    assert store.quarantined() == []
    assert list(store.kept_sizes(NOW)) == [1]
    assert store.known_uids("gmail", "INBOX", 1, [2]) == {2}


def test_a_reopened_mail_comes_back_byte_for_byte_and_can_be_saved_again(store: Store) -> None:
    raw = raw_mail(1, b"\x00\xff\r\n", received_at=NOW - HOUR)
    save(store, mail(1, mention("Misread"), raw=raw))

    with store.together():
        (again,) = store.reopen(store.kept_sizes(NOW))
        saved = save(store, mail(1, mention("Read"), raw=again))

    assert again == raw
    assert saved == Saved(mails=1, mentions=1, new_papers=1)
    assert store.figures(None, NOW).mentions == 1
    assert list(store.kept_sizes(NOW)) == [1]


def test_bytes_not_asked_for_at_the_second_reading_are_dropped(store: Store) -> None:
    save(store, mail(1, mention("Misread")))
    store.reopen([1])

    save(store, mail(1, state="skipped", keep_raw=False))

    assert store.kept_sizes(NOW) == {}


def test_mails_without_bytes_cannot_be_reopened(store: Store) -> None:
    save(store, mail(1, mention("A"), keep_raw=False))

    assert store.reopen([1]) == []
    assert store.figures(None, NOW).mentions == 1
