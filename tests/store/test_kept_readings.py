"""What was read of kept mail, reports that move to another paper, and the quarantine after an upgrade."""

from __future__ import annotations

from bot import __version__
from bot.models import Paper
from bot.store import Store
from tests.store.sample import DAY, HOUR, NOW, candidates, issue, keys_of, mail, mention, raw_mail, save, save_papers


def test_kept_mail_comes_with_its_bytes_and_what_it_mentions(store: Store) -> None:
    save(store, mail(1, mention("A"), mention("B", authors=("Ada",)), raw=raw_mail(1, b"\x00bytes")))
    save(store, mail(2, mention("C"), keep_raw=False))

    (kept,) = store.kept_readings([1, 2, 99])

    assert (kept.stored.id, kept.stored.uid, kept.raw.content) == (1, 1, b"\x00bytes")
    assert kept.mentions == ((1, mention("A")), (2, mention("B", authors=("Ada",))))


def test_the_quarantine_of_this_version_is_not_tried_again(store: Store) -> None:
    save(store, mail(1, state="quarantined"))

    assert store.to_retry(__version__) == {}


def test_the_quarantine_of_another_version_is_tried_to_its_end_once(store: Store) -> None:
    save(store, mail(1, mention("A")), mail(2, state="quarantined"))

    assert store.to_retry("99") == {2: len(b"mail 2")}
    store.begin_retry(2, "99")
    store.end_retry(2, "Deeper than ever.")

    assert (store.to_retry("99"), list(store.to_retry("100"))) == ({}, [2])
    assert [(listed.error, listed.read_by) for listed in store.quarantined()] == [("Deeper than ever.", "99")]


def test_a_try_that_did_not_come_to_its_end_is_made_thrice_and_after_the_others(store: Store) -> None:
    save(store, *(mail(uid, state="quarantined") for uid in (1, 2)))
    orders = []
    for _ in range(3):
        store.begin_retry(1, "99")
        orders.append(list(store.to_retry("99")))

    assert orders == [[2, 1], [2, 1], [2]]


def test_mail_without_bytes_cannot_be_tried_again(store: Store) -> None:
    save(store, mail(1, state="quarantined", keep_raw=False))

    assert store.to_retry("99") == {}


def test_the_bytes_of_mail_in_quarantine_are_kept_until_it_is_given_up(store: Store) -> None:
    save(store, mail(1, state="quarantined"), mail(2, mention("A")))

    assert store.forget_raw_mail(NOW + DAY) == 1
    assert list(store.kept_sizes(NOW)) == [1]
    store.drop_quarantined([1])
    assert store.kept_sizes(NOW) == {}


def test_mail_read_again_counts_for_the_day_it_came(store: Store) -> None:
    save(store, mail(1, mention("A")), now=NOW - DAY)
    with store.together():
        store.reopen([1])
        save(store, mail(1, mention("B")), now=NOW)

    assert store.figures(NOW - HOUR, NOW).mails == 0
    assert store.figures(NOW - 2 * DAY, NOW).mails == 1


def test_a_paper_is_rewritten_with_what_it_is_found_by(store: Store) -> None:
    (number,) = save_papers(store, "Misread")

    store.rewrite([Paper("Read", id=number)], [keys_of("Read")])

    assert [paper.title for paper in store.papers([number])] == ["Read"]
    assert store.papers_sharing(keys_of("Misread")) == []
    assert [paper.id for paper in store.papers_sharing(keys_of("Read"))] == [number]


def test_a_report_moves_to_the_paper_it_really_was(store: Store) -> None:
    wrong, right = save_papers(store, "Wrong", "Right")
    store.open_profile("reasoning", NOW - DAY)
    store.freeze(candidates(), [issue([wrong])], [], [], NOW)
    store.reopen([1])

    assert store.hand_over_reports(wrong, right)

    assert store.reported_in("reasoning", wrong) is None
    assert store.reported_in("reasoning", right) is not None


def test_a_report_stays_with_a_paper_that_is_mentioned(store: Store) -> None:
    known, other = save_papers(store, "Known", "Other")
    store.freeze(candidates(), [issue([known])], [], [], NOW)

    assert not store.hand_over_reports(known, other)

    assert store.reported_in("reasoning", known) is not None
    assert store.reported_in("reasoning", other) is None


def test_a_report_is_shared_by_a_paper_that_was_shown_in_the_guise_of_another(store: Store) -> None:
    first, shown, other = save_papers(store, "First", "Shown", "Other")
    store.freeze(candidates(), [issue([first, shown])], [], [], NOW)

    for _ in range(2):
        store.share_reports(shown, other)

    assert store.reported_in("reasoning", other) == store.reported_in("reasoning", shown) is not None
    assert [paper.title for _, paper in store.reported_papers("reasoning")] == ["First", "Shown", "Other"]
