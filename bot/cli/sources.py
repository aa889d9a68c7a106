"""`sources`: each kind of subscription with its senders, what it brought, and whether its template seems changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

_RECENT_GAPS = 3  # usual gaps that make up "lately"; what came before is what it is compared with
_SHORTEST_RECENT_DAYS = 3
_UNKNOWN_GAP_DAYS = 7
_MUCH = 1 / 3  # share of mails read in part above which a template may have changed
_FEW = 2  # mails; one without papers may be a greeting


@dataclass(frozen=True)
class SourceReport:
    """One source.

    activity: what came in the remembered days; earlier and lately: before and in the last `recent_days`.
    senders: shell patterns of the addresses it writes from.
    """

    activity: SourceActivity
    earlier: SourceActivity
    lately: SourceActivity
    recent_days: int
    senders: Sequence[str] = ()

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
        return f"{lately.incomplete} of the last {counted(lately.mails, 'mail')} read in part, {before} before"
    if lately.mails >= _FEW and not lately.papers and earlier.papers >= earlier.mails > 0:
        before = f"{counted(earlier.papers, 'paper')} in {counted(earlier.mails, 'mail')}"
        return f"no paper in the last {lately.mails} mails, {before} before"
    return None


def _is_usual(earlier: SourceActivity, lately: SourceActivity) -> bool:
    """Whether at least half as much was read in part before: then it is badly read, but nothing changed."""
    return earlier.mails > 0 and 2 * earlier.incomplete * lately.mails >= lately.incomplete * earlier.mails


@app.command(epilog="Example: papersieve sources --json | jq '.sources[] | select(.changed)'")
def sources(context: typer.Context, as_json: Json = False) -> int:
    """Show each kind of subscription: its senders, what came of it, whether it is silent or its template changed."""
    settings = settings_of(context)
    with open_store(settings.database) as store:
        reports = list(source_reports(store, now()))
    if as_json:
        print_json({"days": REMEMBERED.days, "sources": [_record(report) for report in reports]})
    else:
        _show(reports)
    return 0


def source_reports(store: Store, when: datetime) -> Iterator[SourceReport]:
    """Every source that is known, those that never wrote too, and those that only an earlier version knew."""
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
        lately = by_days[days].get(name, SourceActivity(name))
        yield SourceReport(activity, _difference(activity, lately), lately, days, senders.get(name, ()))


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
    for heading in ("Source", "mails", "papers", "read in part", "last mail", "usual gap", ""):
        table.add_column(heading, overflow="fold")
    for report in reports:
        table.add_row(*_row(report))
    console().print(table)
    say(f"Figures of the last {REMEMBERED.days} days.", *_warnings(reports), "", *_senders(reports))


def _row(report: SourceReport) -> tuple[str, ...]:
    activity = report.activity
    return (
        source_name(activity.source),
        str(activity.mails or ""),
        str(activity.papers or ""),
        str(activity.incomplete or ""),
        _last_mail(activity.silent_days),
        _days(activity.usual_gap_days),
        "changed?" if report.change else "silent" if report.is_silent else "",
    )


def _last_mail(days: int | None) -> str:
    if days is None:
        return ""
    return "today" if days == 0 else f"{_days(days)} ago"


def _days(days: int | None) -> str:
    return "" if days is None else counted(days, "day")


def _warnings(reports: Sequence[SourceReport]) -> Iterator[str]:
    for report in reports:
        activity = report.activity
        name = source_name(activity.source)
        if report.change:
            yield f"{name}: its template seems changed: {report.change}. `papersieve fixture` helps to report it."
        if report.is_silent:
            gap = _days(activity.usual_gap_days)
            yield f"{name}: silent for {_days(activity.silent_days)}; it usually writes every {gap}."


def _senders(reports: Sequence[SourceReport]) -> Iterator[str]:
    yield "Taken for subscriptions is mail from:"
    yield from (f"  {source_name(one.activity.source)}: {', '.join(one.senders)}" for one in reports if one.senders)
