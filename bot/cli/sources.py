"""`sources`: each kind of subscription with its senders, what it brought, and whether its template seems changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import typer
from rich.table import Table

from bot.cli.app import app, settings_of
from bot.cli.output import Json, console, counted, print_json, say
from bot.cli.rounds import now
from bot.compose.card.origins import source_name
from bot.parse.sources import SOURCES, generic
from bot.pipeline import SourceReport, source_reports
from bot.store import REMEMBERED, open_store

SHOWN = 3  # addresses of one source, for people
TOLD = 20  # and for programs


@app.command(epilog="Example: papersieve sources --json | jq '.sources[] | select(.changed)'")
def sources(context: typer.Context, as_json: Json = False) -> int:
    """Show each kind of subscription: its senders, what came of it, whether it is silent or its template changed."""
    settings, when = settings_of(context), now()
    patterns = sender_patterns()
    with open_store(settings.database) as store:
        reports = list(source_reports(store, when, patterns))
    if as_json:
        records = [_record(report, patterns.get(report.activity.source, ())) for report in reports]
        print_json({"days": REMEMBERED.days, "sources": records})
    else:
        _show(reports, when)
    return 0


def sender_patterns() -> Mapping[str, Sequence[str]]:
    """Every source that is known → shell patterns of the addresses it writes from."""
    return {**{name: source.SENDERS for name, source in SOURCES.items()}, generic.NAME: generic.SENDERS}


def _record(report: SourceReport, patterns: Sequence[str]) -> dict[str, object]:
    activity = report.activity
    return {
        "source": activity.source,
        "name": source_name(activity.source),
        "senders": list(patterns),
        "seen": [{"sender": sender, "mails": mails} for sender, mails in report.senders.items()][:TOLD],
        "last_mail": report.last_mail,
        "mails": activity.mails,
        "papers": activity.papers,
        "alerts": activity.alerts,
        "incomplete": activity.incomplete,
        "silent_days": activity.silent_days,
        "usual_gap_days": activity.usual_gap_days,
        "silent": report.is_silent,
        "changed": report.change,
    }


# ── telling people ────────────────────────────────────────────────────────────────────────────────────


def _show(reports: Sequence[SourceReport], when: datetime) -> None:
    writing = [report for report in reports if report.last_mail]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Source", "mails", "papers", "read in part", "last mail", "usual gap", ""):
        table.add_column(heading, overflow="fold")
    for report in writing:
        table.add_row(*_row(report, when))
    console().print(table)
    say(f"Figures of the last {REMEMBERED.days} days.", *_warnings(writing), *_senders(writing))
    say(*_never_wrote([report.activity.source for report in reports if not report.last_mail]))


def _row(report: SourceReport, when: datetime) -> tuple[str, ...]:
    activity = report.activity
    return (
        source_name(activity.source),
        str(activity.mails or ""),
        str(activity.papers or ""),
        str(activity.incomplete or ""),
        _last_mail(report.last_mail, when),
        _days(activity.usual_gap_days),
        "changed?" if report.change else "silent" if report.is_silent else "",
    )


def _last_mail(last: datetime | None, when: datetime) -> str:
    if last is None:
        return ""
    days = max(when - last, timedelta()).days
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
    yield from ["", "Mail came from:"] if any(report.senders for report in reports) else []
    for report in reports:
        most, more = [*report.senders][:SHOWN], len(report.senders) - SHOWN
        if most:
            names = ", ".join(most) + (f" and {more} more" if more > 0 else "")
            yield f"  {source_name(report.activity.source)}: {names}"


def _never_wrote(names: Sequence[str]) -> Iterator[str]:
    """By name alone: there are dozens; `--json` has their addresses."""
    if names:
        yield f"\nNothing has come yet from: {', '.join(map(source_name, names))}."
