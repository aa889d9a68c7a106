"""What came in since the last issue, how regularly each source writes, and what `status` shows of it."""

from __future__ import annotations

from bot.models import Funnel, SourceActivity
from bot.store import FolderState, Store
from tests.store.sample import DAY, HOUR, NOW, cursor, mail, mention, new_work, raw_mail, save


def test_an_empty_store_has_no_figures(store: Store) -> None:
    assert store.figures(None, NOW) == Funnel()
    assert store.source_activity(None, NOW) == ()


def test_mails_mentions_and_papers_are_counted_since_a_moment(store: Store) -> None:
    save(store, mail(1, mention("Before")), now=NOW - DAY)
    mails = [mail(2, mention("A"), mention("A")), mail(3, mention("B")), mail(4, state="parsed_empty", source=None)]
    store.save(mails, [new_work("A", 0, 1), new_work("B", 2)], [set(), set()], None, NOW)

    figures = store.figures(NOW - DAY, NOW)

    assert (figures.mails, figures.unknown_mails, figures.mentions, figures.papers) == (3, 1, 3, 2)
    assert store.figures(None, NOW).mails == 4


def test_mails_that_could_not_bring_papers_are_not_counted(store: Store) -> None:
    save(
        store,
        mail(1, mention("A"), raw=raw_mail(1, b"same")),
        mail(2, mention("A"), raw=raw_mail(2, b"same")),
        mail(3, state="skipped"),
        mail(4, state="vanished", raw=raw_mail(4, b"")),
    )
    store.begin_reading([raw_mail(5)], NOW)

    assert store.figures(None, NOW).mails == 1


def test_each_source_is_shown_with_what_it_brought(store: Store) -> None:
    save(
        store,
        mail(1, mention("A", alert="cs.LG"), mention("B", alert="cs.CV")),
        mail(2, mention("C", alert="cs.LG"), status="incomplete", detected=3),
        mail(3, mention("D", source="pubmed"), source="pubmed"),
        mail(4, state="parsed_empty", source=None),
    )

    assert store.source_activity(None, NOW) == (
        SourceActivity("arxiv", mails=2, papers=3, alerts=2, incomplete=1, silent_days=0),
        SourceActivity("pubmed", mails=1, papers=1, silent_days=0),
    )


def test_a_silent_source_is_shown_with_its_usual_gap(store: Store) -> None:
    arrivals = [NOW - days * DAY for days in (6, 7, 8, 11)]
    save(store, *(mail(uid, raw=raw_mail(uid, received_at=at)) for uid, at in enumerate(arrivals, 1)), now=NOW)

    (arxiv,) = store.source_activity(NOW, NOW)

    assert (arxiv.mails, arxiv.silent_days, arxiv.usual_gap_days) == (0, 6, 1)


def test_several_mails_of_one_day_do_not_shorten_the_gap(store: Store) -> None:
    arrivals = [NOW - days * DAY + minutes * HOUR / 60 for days in (21, 14, 7) for minutes in (0, 1, 2)]
    save(store, *(mail(uid, raw=raw_mail(uid, received_at=at)) for uid, at in enumerate(arrivals, 1)))

    (arxiv,) = store.source_activity(NOW, NOW)

    assert (arxiv.silent_days, arxiv.usual_gap_days) == (6, 7)


def test_the_date_a_mail_was_sent_stands_in_for_the_one_it_was_received(store: Store) -> None:
    save(store, mail(1, sent_at=NOW - 3 * DAY))

    assert store.source_activity(None, NOW)[0].silent_days == 3


def test_a_mail_from_the_future_came_when_it_was_stored(store: Store) -> None:
    save(store, mail(1, raw=raw_mail(1, received_at=NOW + 400 * DAY)))

    assert store.source_activity(None, NOW + 2 * DAY)[0].silent_days == 2


def test_a_source_silent_for_two_months_is_not_missed_any_more(store: Store) -> None:
    save(store, mail(1), now=NOW - 61 * DAY)

    assert store.source_activity(NOW, NOW) == ()


def test_the_last_mail_of_every_source_is_remembered_for_ever(store: Store) -> None:
    save(store, mail(1, source="pubmed"), mail(2), now=NOW - 400 * DAY)
    save(store, mail(3), mail(4, state="parsed_empty", source=None), now=NOW - DAY)
    save(store, mail(5, state="skipped"), now=NOW)

    assert store.last_mails() == {"arxiv": NOW - DAY, "pubmed": NOW - 400 * DAY}


def test_senders_are_counted_for_two_months(store: Store) -> None:
    save(store, mail(1, sender="old@arxiv.org"), now=NOW - 61 * DAY)
    save(store, mail(2, sender="b@arxiv.org"), mail(3, sender="a@arxiv.org"), mail(4, source=None, sender="me@a.org"))

    assert store.senders(NOW) == {"arxiv": {"a@arxiv.org": 1, "b@arxiv.org": 1}}


# ── status ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_shown_with_how_far_it_is_read(store: Store) -> None:
    store.save([mail(1), mail(2)], [], [], cursor(2), NOW)
    store.begin_reading([raw_mail(3)], NOW)
    store.folder_was_read("gmail", "INBOX", NOW)

    assert store.overview(NOW).folders == (FolderState("gmail", "INBOX", cursor(2), 2, NOW, None, None),)


def test_a_failure_is_shown_until_the_folder_is_read_again(store: Store) -> None:
    store.folder_was_read("gmail", "INBOX", NOW)
    store.folder_failed("gmail", "INBOX", "The password is wrong.", NOW + HOUR)

    (failing,) = store.overview(NOW).folders
    assert (failing.last_ok_at, failing.last_error, failing.last_failed_at) == (
        NOW,
        "The password is wrong.",
        NOW + HOUR,
    )

    store.folder_was_read("gmail", "INBOX", NOW + 2 * HOUR)
    assert store.last_read("gmail", "INBOX") == NOW + 2 * HOUR
    assert store.last_read("gmail", "Papers") is None
    (fine,) = store.overview(NOW).folders
    assert (fine.last_ok_at, fine.last_error, fine.last_failed_at) == (NOW + 2 * HOUR, None, None)


def test_profiles_are_shown_with_their_last_issue(store: Store) -> None:
    store.open_profile("vision", NOW)

    assert store.overview(NOW).last_issues == {"vision": None}


def test_an_empty_store_has_an_overview(store: Store) -> None:
    overview = store.overview(NOW)

    assert (overview.folders, overview.sources, overview.pending, overview.quarantined) == ((), (), (), 0)
