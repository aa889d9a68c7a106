"""How each source is doing: when it wrote, and whether its mail is read worse lately than before, as when the
layout of its mails has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.compose.funnel import is_silent
from bot.models import SourceActivity
from bot.store import REMEMBERED, Store

_RECENT_GAPS = 3  # usual gaps that make up "lately"; what came before is what it is compared with
_SHORTEST_RECENT_DAYS = 3
_UNKNOWN_GAP_DAYS = 7
_MUCH = 1 / 3  # share of mails read in part above which a template may have changed
_FEW = 2  # mails; one without papers may be a greeting


@dataclass(frozen=True)
class SourceReport:
    """One source.

    activity: what came in the remembered days; earlier and lately: before and in the last `recent_days`.
    last_mail: ever. senders: address → how many of the mails of the remembered days, most first.
    """

    activity: SourceActivity
    earlier: SourceActivity
    lately: SourceActivity
    recent_days: int
    last_mail: datetime | None = None
    senders: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        """Whether it has written nothing for longer than it usually does."""
        return is_silent(replace(self.activity, mails=0))

    @property
    def change(self) -> str | None:
        return change_of(self.earlier, self.lately)


def change_of(earlier: SourceActivity, lately: SourceActivity) -> str | None:
    """In what a source is read worse lately than earlier, in words; None if it is not: its template is the same."""
    if lately.incomplete > _MUCH * lately.mails and not _is_usual(earlier, lately):
        before = f"{earlier.incomplete} of {earlier.mails}" if earlier.mails else "none"
        last = f"{lately.incomplete} of the last {lately.mails} mails" if lately.mails > 1 else "the last mail"
        return f"{last} read in part, {before} before"
    if lately.mails >= _FEW and not lately.papers and earlier.papers >= earlier.mails > 0:
        return f"no paper in the last {lately.mails} mails, {earlier.papers} in the {earlier.mails} before"
    return None


def _is_usual(earlier: SourceActivity, lately: SourceActivity) -> bool:
    """Whether at least half as much was read in part before: then it is badly read, but nothing changed."""
    return earlier.mails > 0 and 2 * earlier.incomplete * lately.mails >= lately.incomplete * earlier.mails


def source_reports(store: Store, when: datetime, known: Iterable[str] = ()) -> Iterator[SourceReport]:
    """Every source that ever wrote, and those `known` that did not, which come first."""
    last_mails, senders = store.last_mails(), store.senders(when)
    names = dict.fromkeys((*known, *sorted(last_mails)))
    for report in _compared(store, when, names):
        source = report.activity.source
        yield replace(report, last_mail=last_mails.get(source), senders=senders.get(source, {}))


def changes(store: Store, when: datetime) -> dict[str, str]:
    """The sources whose mail is read worse lately than before, and in what."""
    names = sorted(_activities(store, when, REMEMBERED.days))
    return {report.activity.source: report.change for report in _compared(store, when, names) if report.change}


def _compared(store: Store, when: datetime, names: Iterable[str]) -> Iterator[SourceReport]:
    activities = _activities(store, when, REMEMBERED.days)
    by_days: dict[int, Mapping[str, SourceActivity]] = {}
    for name in names:
        activity = activities.get(name, SourceActivity(name))
        days = _recent_days(activity)
        if days not in by_days:
            by_days[days] = _activities(store, when, days)
        lately = by_days[days].get(name, SourceActivity(name))
        yield SourceReport(activity, _difference(activity, lately), lately, days)


def _activities(store: Store, when: datetime, days: int) -> dict[str, SourceActivity]:
    return {one.source: one for one in store.source_activity(when - timedelta(days=days), when)}


def _recent_days(activity: SourceActivity) -> int:
    return max(_SHORTEST_RECENT_DAYS, _RECENT_GAPS * (activity.usual_gap_days or _UNKNOWN_GAP_DAYS))


def _difference(whole: SourceActivity, part: SourceActivity) -> SourceActivity:
    return SourceActivity(
        whole.source,
        mails=whole.mails - part.mails,
        papers=whole.papers - part.papers,
        incomplete=whole.incomplete - part.incomplete,
    )
