"""`sources`: each kind of subscription with its senders, what it brought, and whether its template seems changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import typer
from rich.table import Table

from bot.cli.app import app, settings_of
from bot.cli.output import Json, console, counted, print_json, say
from bot.cli.rounds import now
from bot.compose.card.origins import source_name
from bot.compose.funnel import is_silent
from bot.models import SourceActivity
from bot.parse.sources import SOURCES, generic
from bot.store import Store, open_store
from bot.store.activity import REMEMBERED

_SHOWN_SENDERS = 3
_RECENT_GAPS = 3  # usual gaps that make up "lately": what came before is compared with that
_SHORTEST_RECENT_DAYS = 3
_UNKNOWN_GAP_DAYS = 7
_MUCH = 1 / 3  # share of mails read in part from which a template may have changed
_FEW = 2  # mails without papers may be chance


@dataclass(frozen=True)
class SourceReport:
    """One source. activity: what came in the remembered days; lately: of these, what came in the last `recent_days`.

    senders: shell patterns of the addresses it writes from.
    """

    activity: SourceActivity
    lately: SourceActivity
    recent_days: int
    senders: Sequence[str] = field(default=())

    @property
    def is_silent(self) -> bool:
        """Whether it has written nothing for longer than it usually does."""
        return is_silent(SourceActivity("", 0, 0, silent_days=self.activity.silent_days, usual_gap_days=self._gap))

    @property
    def _gap(self) -> int | None:
        return self.activity.usual_gap_days

    @property
    def change(self) -> str | None:
        """In what its mails are read worse lately than before, in words; None where they are not."""
        recent, earlier = self.lately, _difference(self.activity, self.lately)
        if recent.incomplete > _MUCH * recent.mails and not _is_usual(recent, earlier):
            return f"{recent.incomplete} of the last {counted(recent.mails, 'mail')} read in part, {_share(earlier)} before"
        if recent.mails >= _FEW and not recent.papers and earlier.papers >= earlier.mails > 0:
            return f"no paper in the last {recent.mails} mails, {earlier.papers} in {counted(earlier.mails, 'mail')} before"
        return None


def _is_usual(recent: SourceActivity, earlier: SourceActivity) -> bool:
    """Whether half as much was read in part before: then the source is badly read, but nothing changed."""
    return earlier.mails > 0 and 2 * earlier.incomplete * recent.mails >= recent.incomplete * earlier.mails


def _share(earlier: SourceActivity) -> str:
    return f"{earlier.incomplete} of {earlier.mails}" if earlier.mails else "none"


def _difference(whole: SourceActivity, part: SourceActivity) -> SourceActivity:
    return SourceActivity(
        whole.source,
        mails=whole.mails - part.mails,
        papers=whole.papers - part.papers,
        incomplete=whole.incomplete - part.incomplete,
    )


@app.command(epilog="Example: papersieve sources --json | jq '.sources[] | select(.changed)'")
def sources(context: typer.Context, as_json: Json = False) -> int:
    """Show each kind of subscription: its senders, what came of it, and whether it is silent or its template changed."""
    settings = settings_of(context)
    with open_store(settings.database) as store:
        reports = list(source_reports(store, now()))
    if as_json:
        print_json({"days": REMEMBERED.days, "sources": [_record(report) for report in reports]})
    else:
        _show(reports)
    return 0


def source_reports(store: Store, when: datetime) -> Iterator[SourceReport]:
    """Every source that is known, those that never wrote too, and those that an earlier version knew."""
    activities = _activities(store, when, REMEMBERED.days)
    senders: Mapping[str, Sequence[str]] = {
        **{name: source.SENDERS for name, source in SOURCES.items()},
        generic.NAME: generic.SENDERS,
    }
    by_days: dict[int, Mapping[str, SourceActivity]] = {}
    for name in [*senders, *sorted(activities.keys() - senders.keys())]:
        activity = activities.get(name, SourceActivity(name))
        days = _recent_days(activity)
        if days not in by_days:
            by_days[days] = _activities(store, when, days)
        yield SourceReport(activity, by_days[days].get(name, SourceActivity(name)), days, senders.get(name, ()))


def _activities(store: Store, when: datetime, days: int) -> dict[str, SourceActivity]:
    return {one.source: one for one in store.source_activity(when - timedelta(days=days), when)}


def _recent_days(activity: SourceActivity) -> int:
    return max(_SHORTEST_RECENT_DAYS, _RECENT_GAPS * (activity.usual_gap_days or _UNKNOWN_GAP_DAYS))


# ── telling ───────────────────────────────────────────────────────────────────────────────────────────


def _record(report: SourceReport) -> dict[str, object]:
    activity = report.activity
    return {
        "source": activity.source,
        "name": source_name(activity.source),
        "senders": list(report.senders),
        "mails": activity.mails,
        "papers": activity.papers,
        "alerts": activity.alerts,
        "incomplete": activity.incomplete,
        "silent_days": activity.silent_days,
        "usual_gap_days": activity.usual_gap_days,
        "silent": report.is_silent,
        "changed": report.change,
    }


def _show(reports: Sequence[SourceReport]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Source", "writes from", "mails", "papers", "read in part", "last mail", "usual gap", ""):
        table.add_column(heading, overflow="fold")
    for report in reports:
        table.add_row(*_row(report))
    console().print(table)
    say(f"Figures of the last {REMEMBERED.days} days.", *_warnings(reports))


def _row(report: SourceReport) -> tuple[str, ...]:
    activity = report.activity
    return (
        source_name(activity.source),
        _senders(report.senders),
        str(activity.mails or ""),
        str(activity.papers or ""),
        str(activity.incomplete or ""),
        _last_mail(activity.silent_days),
        _days(activity.usual_gap_days),
        "changed?" if report.change else "silent" if report.is_silent else "",
    )


def _senders(senders: Sequence[str]) -> str:
    """The first few; a console would take square brackets in a pattern for markup, but addresses have none."""
    more = len(senders) - _SHOWN_SENDERS
    return "\n".join(senders[:_SHOWN_SENDERS]) + (f"\nand {more} more" if more > 0 else "")


def _last_mail(days: int | None) -> str:
    if days is None:
        return ""
    return "today" if days == 0 else f"{counted(days, 'day')} ago"


def _days(days: int | None) -> str:
    return "" if days is None else counted(days, "day")


def _warnings(reports: Sequence[SourceReport]) -> Iterator[str]:
    for report in reports:
        name = source_name(report.activity.source)
        if report.change:
            yield f"{name}: its template seems changed: {report.change}. `papersieve fixture` makes a copy to report it."
        if report.is_silent:
            gap = counted(report.activity.usual_gap_days or 0, "day")
            yield f"{name}: silent for {counted(report.activity.silent_days or 0, 'day')}; it usually writes every {gap}."
