"""Subjects of publishers' mails, as they write them, name a journal or a search."""

from __future__ import annotations

import pytest

from bot.parse.sources.subjects import as_first_sent, journal_in, search_in

JOURNALS = [
    ("Table of Contents Alert: TESOL Quarterly, Vol. 60, No. 3, September 2026", "TESOL Quarterly"),
    ("Table of Contents: Applied Garden Letters, Volume 124, Issue 12", "Applied Garden Letters"),
    ("This week in The BMJ: Ultra-ripe compost and gout", "The BMJ"),
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
    ("ScienceDirect: New Articles in Press for Applied Catalysis A: General", "Applied Catalysis A: General"),
    ("ACS Nano ASAP Alert", "ACS Nano"),
    ("Recent article highlights from ACS Nano", "ACS Nano"),
    ("Cell: January 22, 2026 (Volume 189, Issue 2)", "Cell"),
    ("Nature Communications: 21 January 2026", "Nature Communications"),
    ("Nature Medicine Contents: Volume 32 Number 1", "Nature Medicine"),
    ("Nature alert for 17th September 2026", "Nature"),
    ("Science Advances Table of Contents for April 3, 2026", "Science Advances"),
    ("[Molecules] Table of Contents Alert: Volume 31, Issue 2", "Molecules"),
    ("Sensors, Volume 18, Issue 2 (January-2 2026) Table of Contents", "Sensors"),
    ("Journal of Mathematical Biology, Vol. 92, Issue 2 - New Issue Alert", "Journal of Mathematical Biology"),
    ("Latest articles in New Journal of Physics", "New Journal of Physics"),
    ("Chemical Science - new articles", "Chemical Science"),
    ("New Issue of Language Teaching available on Cambridge Core", "Language Teaching"),
    ("New Articles in Language Teaching available on Cambridge Core", "Language Teaching"),
    ("New volume: Annual Review of Physiology", "Annual Review of Physiology"),
    ("AW: Antw: Early View Alert: TESOL Quarterly", "TESOL Quarterly"),
    ("Fwd: WG: Early View Alert: TESOL Quarterly", "TESOL Quarterly"),
]


@pytest.mark.parametrize(("subject", "journal"), JOURNALS)
def test_the_journal_is_read_off_the_subject(subject: str, journal: str) -> None:
    assert journal_in(subject) == journal


@pytest.mark.parametrize(
    "subject",
    [
        "Saved Search Alert",
        "ScienceDirect: new articles this week",
        "Your table of contents",
        "Search alert for 3 terms",
        "IEEE Xplore Author Alert: Bo Sample",
        "Nature Briefing: a comet",
        "New issue: table of contents",
        "Table of Contents: Volume 135, Issue 2",
        "Hello",
        "",
    ],
)
def test_other_subjects_name_no_journal(subject: str) -> None:
    assert journal_in(subject) is None


def test_the_search_is_read_off_the_subject() -> None:
    assert search_in("New search results for imagined workflows") == "imagined workflows"
    assert search_in("New search results for: imagined workflows") == "imagined workflows"
    assert search_in("Applied Catalysis A: General: Alert 03 April") is None


@pytest.mark.parametrize(
    "mark", ["Fwd: ", "FW:", "WG: AW: ", "SV: ", "VS: ", "Antw: ", "转发：", "回复: ", "Re: Fwd: Enc: "]
)
def test_what_passing_on_puts_before_a_subject_is_left_off_in_any_language(mark: str) -> None:
    assert as_first_sent(f"{mark}Nature alert: physics") == "Nature alert: physics"


@pytest.mark.parametrize("subject", ["I, Robot: a survey", "Response: how nets forget", "Forward: models", ""])
def test_a_subject_that_only_begins_so_stays(subject: str) -> None:
    assert as_first_sent(subject) == subject
