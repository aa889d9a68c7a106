"""`status`: how mailboxes, sources, digests and deliveries are doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import typer
from rich.table import Table

from bot.cli.app import app, settings_of
from bot.cli.output import Json, ago, console, moment, print_json
from bot.cli.rounds import now
from bot.rounds import is_held
from bot.rules import load_rules
from bot.settings import Settings
from bot.store import Overview, Store, open_store


@app.command(epilog="Example: papersieve status --json | jq .quarantined")
def status(context: typer.Context, as_json: Json = False) -> int:
    """Show mailboxes, sources, next digests, pending deliveries and the quarantine.

    The exit status is 1 if a mailbox cannot be read or a delivery was refused.
    """
    settings = settings_of(context)
    with open_store(settings.database) as store:
        when = now()
        overview = store.overview(when)
        digests = [_digest_record(settings, name, overview, store, when) for name in range(len(settings.digests))]
    if as_json:
        print_json(_record(overview, digests))
    else:
        _show(settings, overview, digests, when)
    return int(any(folder.last_error for folder in overview.folders) or bool(overview.deliveries.get("refused")))


def _digest_record(
    settings: Settings, position: int, overview: Overview, store: Store, when: datetime
) -> dict[str, object]:
    digest = settings.digests[position]
    return {
        "digest": digest.name,
        "last": overview.last_issues.get(digest.name),
        "next": digest.schedule.next_after(when, settings.zone),
        "schedule": digest.schedule.describe(),
        "held": is_held(digest, load_rules(digest.rules), store, when.astimezone(settings.zone)),
    }


def _record(overview: Overview, digests: list[dict[str, object]]) -> dict[str, object]:
    return {
        "mailboxes": [
            {
                "mailbox": folder.mailbox,
                "folder": folder.folder,
                "last_ok": folder.last_ok_at,
                "last_error": folder.last_error,
                "mails": folder.mails,
                "last_uid": folder.cursor.last_uid if folder.cursor else None,
            }
            for folder in overview.folders
        ],
        "sources": [asdict(source) for source in overview.sources],
        "digests": digests,
        "deliveries": {"states": dict(overview.deliveries), "pending": [asdict(one) for one in overview.pending]},
        "quarantined": overview.quarantined,
        "papers": overview.papers,
    }


def _show(settings: Settings, overview: Overview, digests: list[dict[str, object]], when: datetime) -> None:
    out = console()
    out.print(_table("Mailbox", "folder", "read", "mails", "trouble", rows=_mailbox_rows(overview, when)))
    out.print(
        _table("Source", "mails", "papers", "last mail", "usual gap", "read in part", rows=_source_rows(overview))
    )
    rows = [
        (
            str(one["digest"]),
            "held" if one["held"] else _when(one["next"], settings) or str(one["schedule"]),
            _when(one["last"], settings) or "never",
        )
        for one in digests
    ]
    out.print(_table("Digest", "next", "last", rows=rows))
    if overview.pending:
        out.print(_table("Delivery", "to", "state", "tries", "trouble", rows=_delivery_rows(overview)))
    out.print(f"{overview.papers} papers known; {overview.quarantined} mails in quarantine.")


def _when(value: object, settings: Settings) -> str:
    return moment(value, settings.zone) if isinstance(value, datetime) else ""


def _mailbox_rows(overview: Overview, when: datetime) -> list[tuple[str, ...]]:
    return [
        (folder.mailbox, folder.folder, ago(folder.last_ok_at, when), str(folder.mails), folder.last_error or "")
        for folder in overview.folders
    ]


def _source_rows(overview: Overview) -> list[tuple[str, ...]]:
    return [
        (
            source.source,
            str(source.mails),
            str(source.papers),
            _days(source.silent_days),
            _days(source.usual_gap_days),
            str(source.incomplete or ""),
        )
        for source in overview.sources
    ]


def _days(number: int | None) -> str:
    return "" if number is None else "today" if number == 0 else f"{number} d"


def _delivery_rows(overview: Overview) -> list[tuple[str, ...]]:
    return [
        (
            f"{one.digest} {one.slot}",
            one.recipient or one.channel,
            one.state,
            str(one.attempts),
            one.last_error or "",
        )
        for one in overview.pending
    ]


def _table(*headings: str, rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows or [tuple("–" for _ in headings)]:
        table.add_row(*row)
    return table
