"""How commands speak: sentences and progress to people on stderr, JSON to programs on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.network.secret import redact

if TYPE_CHECKING:
    from bot.models import Batch
    from bot.pipeline import Tally
    from bot.rounds import Progress as ProgressCallback

Json = Annotated[bool, typer.Option("--json", help="Print JSON to stdout, for programs.")]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would happen; change nothing.")]


def say(*sentences: str) -> None:
    """Tell a person something."""
    for sentence in sentences:
        print(redact(sentence), file=sys.stderr, flush=True)


def print_json(record: object) -> None:
    """One JSON value on one line; half characters (lone surrogates), which no encoding has, are escaped."""
    line = json.dumps(record, ensure_ascii=False, default=_plain)
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(record, default=_plain)
    print(line, flush=True)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def console() -> Console:
    """For tables and bars on stderr; without colour where NO_COLOR is set or nobody looks."""
    return Console(stderr=True, highlight=False)


@contextmanager
def reading_progress() -> Iterator[ProgressCallback]:
    """A bar per folder, on a terminal only."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("mails"),
        TextColumn("{task.fields[found]}"), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console(), disable=not sys.stderr.isatty()) as bars:
        tasks: dict[str, object] = {}

        def show(place: str, tally: Tally, batch: Batch) -> None:
            if place not in tasks:
                tasks[place] = bars.add_task(place, found="")
            done = tally.mails + tally.private
            found = f"{tally.new} new papers" if tally.new else ""
            bars.update(tasks[place], completed=done, total=done + batch.remaining, found=found)  # type: ignore[arg-type]

        yield show


@contextmanager
def counting_progress(what: str, total: int, noun: str) -> Iterator[Callable[[], None]]:
    """A bar of so many things to do, on a terminal only; to be called after each of them."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(noun),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(), disable=not sys.stderr.isatty(), transient=True) as bars:
        task = bars.add_task(what, total=total)
        yield lambda: bars.advance(task)


def counted(number: int, noun: str) -> str:
    """ "1 mail", "2 mails"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def moment(when: datetime | None, zone: ZoneInfo) -> str:
    """A moment in the reader's timezone, to the minute."""
    return when.astimezone(zone).strftime("%a %d %b %Y %H:%M") if when else "never"


def ago(when: datetime | None, now: datetime) -> str:
    """ "3 minutes ago"; "never" for None."""
    if when is None:
        return "never"
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if (whole := (now - when) // length) >= 1:
            return f"{counted(whole, unit)} ago"
    return "just now"
