"""Subjects of publishers' mails, as they write them, name a journal or a search."""

from __future__ import annotations

import pytest

from bot.parse.sources.subjects import as_first_sent, journal_in, search_in

JOURNALS = [
    ("Table of Contents Alert: TESOL Quarterly, Vol. 60, No. 3, September 2026", "TESOL Quarterly"),
    ("Early View Alert: British Journal of Educational Technology", "British Journal of Educational Technology"),
    (
        "New Articles Alert: Journal of Computer Assisted Learning, Vol. 42, No. 6",
        "Journal of Computer Assisted Learning",
    ),
    ("Applied Catalysis A: General: Alert 03 April", "Applied Catalysis A: General"),
    ("Educational Research Review : Volume 52", "Educational Research Review"),
    ("APA PsycAlert - Journal of Personality", "Journal of Personality"),
    ("New articles for Feedback Journal are now available online", "Feedback Journal"),
    ("New OnlineFirst articles available for Language Teaching Research", "Language Teaching Research"),
    ("AW: Antw: Early View Alert: TESOL Quarterly", "TESOL Quarterly"),
    ("Fwd: WG: Early View Alert: TESOL Quarterly", "TESOL Quarterly"),
]


@pytest.mark.parametrize(("subject", "journal"), JOURNALS)
def test_the_journal_is_read_off_the_subject(subject: str, journal: str) -> None:
    assert journal_in(subject) == journal


@pytest.mark.parametrize("subject", ["Saved Search Alert", "Nature alert for 17th September 2026", "Hello", ""])
def test_other_subjects_name_no_journal(subject: str) -> None:
    assert journal_in(subject) is None


def test_the_search_is_read_off_the_subject() -> None:
    assert search_in("New search results for imagined workflows") == "imagined workflows"
    assert search_in("Applied Catalysis A: General: Alert 03 April") is None


@pytest.mark.parametrize(
    "mark", ["Fwd: ", "FW:", "WG: AW: ", "SV: ", "VS: ", "Antw: ", "转发：", "回复: ", "Re: Fwd: Enc: "]
)
def test_what_passing_on_puts_before_a_subject_is_left_off_in_any_language(mark: str) -> None:
    assert as_first_sent(f"{mark}Nature alert: physics") == "Nature alert: physics"


@pytest.mark.parametrize("subject", ["I, Robot: a survey", "Response: how nets forget", "Forward: models", ""])
def test_a_subject_that_only_begins_so_stays(subject: str) -> None:
    assert as_first_sent(subject) == subject
