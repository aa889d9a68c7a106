"""Searching a large folder piece by piece: sequence numbers bound each answer, however sparse the UIDs are."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date

from imapclient.datetime_util import format_criteria_date

# A SEARCH answers on one line and imaplib ends lines at 1 MB: 50,000 UIDs of ten digits stay well below.
SEARCHED_AT_ONCE = 50_000


def windows(exists: int | None) -> list[tuple[str, ...]]:
    """Sequence sets of at most SEARCHED_AT_ONCE mails, the last first; one that says nothing when all fit into one."""
    if exists is None or exists <= SEARCHED_AT_ONCE:
        return [()] if exists != 0 else []
    starts = range(1, exists + 1, SEARCHED_AT_ONCE)
    bounded = [(f"{start}:{start + SEARCHED_AT_ONCE - 1}",) for start in starts[:-1]]
    return [(f"{starts[-1]}:*",), *reversed(bounded)]


def ascending(answers: Sequence[Sequence[int]]) -> array[int]:
    """Join answers given in the order of `windows`; a mail that changed windows between two searches is in both."""
    joined = array("Q")
    for answer in reversed(answers):
        last = joined[-1] if joined else 0
        joined.extend(uid for uid in sorted(answer) if uid > last)
    return joined


def received(since: date | None) -> tuple[str, ...]:
    """Search criteria for mails received on this day or later."""
    return () if since is None else ("SINCE", format_criteria_date(since).decode())
