"""How commands speak: sentences and progress to people on stderr, JSON to programs on stdout."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
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


# Control characters (a terminal obeys them: colours, its title, what is on the screen) and those that reverse text.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(*sentences: str) -> None:
    """Tell a person something."""
    for sentence in sentences:
        print("\n".join(map(harmless, redact(sentence).split("\n"))), file=sys.stderr, flush=True)


def show_lines(lines: Iterable[str]) -> None:
    """Lines for a person on stdout, such as titles out of mail."""
    print("\n".join(map(harmless, lines)), flush=True)


def harmless(line: str) -> str:
    """The same without what a terminal would obey: a mail may not paint on the screen of whoever reads it."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", line)


def print_json(record: object) -> None:
    """One JSON value on one line; characters that the encoding of the output lacks are escaped.

    No encoding has half characters (lone surrogates).
    """
    line = json.dumps(record, ensure_ascii=False, default=_plain)
    try:
        line.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
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
