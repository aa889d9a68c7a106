"""`parse`: what the sources read out of mail files. No settings are needed.

Mail of any origin is given to it, so children do the reading; this process does not even load the stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, BinaryIO, cast

import typer

from bot.cli.app import app
from bot.cli.given import STANDARD, standard_input
from bot.cli.output import Json, counting_progress, print_json, show_lines
from bot.errors import reason
from bot.models import Mention, Reading, ReadingStatus
from bot.parsing import Parsers
from bot.record import record_of

MOST_AT_ONCE = 500
BYTES_AT_ONCE = 8_000_000
_MODEST = 5_000_000  # bytes, which one mail may well have


@app.command(epilog="Example: papersieve parse --json alert.eml | jq '.papers[].title'")
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Mail or mbox files; - is standard input.")],
    as_json: Json = False,
) -> int:
    """Show what the sources read out of mail files."""
    unreadable = False
    with Parsers() as parsers, counting_progress("reading", len(files), "files") as done:
        for name, reading in read_files(files, parsers):
            unreadable |= reading.status == "unreadable"
            if as_json:
                print_json({"file": name, **record_of(reading)})
            else:
                show_lines(_in_words(name, reading))
            done()
    return int(unreadable)


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Found:
    """A mail in a file, or what is to be said of it without having it read. number: of the file."""

    number: int
    name: str
    content: bytes = b""
    reading: Reading | None = None


def read_files(files: Sequence[str], parsers: Parsers) -> Iterator[tuple[str, Reading]]:
    """What is in each file; an mbox counts as one mail with the papers of all."""
    found = (one for number, name in enumerate(files) for one in _found(number, name))
    read = (one for portion in _portions(found) for one in _read(portion, parsers))
    for (_, name), readings in groupby(read, key=lambda one: one[0]):
        yield name, together([reading for _, reading in readings])


def _found(number: int, name: str) -> Iterator[Found]:
    try:
        with _opened(name) as file:
            for content in _mails_in(file):
                yield Found(number, name, content) if content is not None else Found(number, name, reading=_TOO_LARGE)
    except OSError as error:
        sentence = f"{name} cannot be read: {reason(error)}. Check the path."
        yield Found(number, name, reading=Reading("unreadable", error=sentence))


_TOO_LARGE = Reading("unreadable", error="The mail is too large to be read.")


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD:
        with SpooledTemporaryFile(_MODEST) as spooled:
            _copy(standard_input(), spooled)
            spooled.seek(0)
            yield cast("BinaryIO", spooled)
        return
    with Path(name).open("rb") as file:
        yield file


def _copy(piped: BinaryIO, file: IO[bytes]) -> None:
    """An mbox whole, which may be more than memory holds; of a single mail no more than shows that it is too large."""
    start = piped.read(_MODEST)
    file.write(start)
    if _may_be_mbox(start):
        copyfileobj(piped, file)
    elif len(start) == _MODEST:
        from bot.intake import LARGEST_MAIL_BYTES  # not above: few mails are so large

        file.write(piped.read(LARGEST_MAIL_BYTES + 1 - _MODEST))


def _may_be_mbox(start: bytes) -> bool:
    return start.lstrip(b"\r\n").startswith(b"From ")


def _mails_in(file: BinaryIO) -> Iterator[bytes | None]:
    """The mails of an open file, None for one that is too large."""
    content = file.read(_MODEST)
    if len(content) < _MODEST and not _may_be_mbox(content):
        yield content
        return
    from bot.intake import mails_in_file  # not above: few files are an mbox, and others need nothing of mailboxes

    file.seek(0)
    yield from mails_in_file(file)


def _portions(found: Iterable[Found]) -> Iterator[list[Found]]:
    """As much at a time as keeps all children at work, and may be in memory."""
    portion: list[Found] = []
    size = 0
    for one in found:
        portion.append(one)
        size += len(one.content)
        if len(portion) == MOST_AT_ONCE or size >= BYTES_AT_ONCE:
            yield portion
            portion, size = [], 0
    yield portion


def _read(portion: Sequence[Found], parsers: Parsers) -> Iterator[tuple[tuple[int, str], Reading]]:
    readings = iter(parsers.read([one.content for one in portion if one.reading is None]))
    for one in portion:
        yield (one.number, one.name), one.reading or next(readings)


# What an mbox as a whole is, by its mails: the first of these that one of them is.
BY_WEIGHT: tuple[ReadingStatus, ...] = ("incomplete", "parsed", "unreadable", "no_papers", "skipped")


def together(readings: Sequence[Reading]) -> Reading:
    """One reading of several mails."""
    if len(readings) == 1:
        return readings[0]
    statuses = {reading.status for reading in readings}
    sources = sorted({reading.source for reading in readings if reading.source})
    return Reading(
        status=next((status for status in BY_WEIGHT if status in statuses), "no_papers"),
        source=", ".join(sources) or None,
        mentions=tuple(mention for reading in readings for mention in reading.mentions),
        detected=sum(reading.detected for reading in readings),
        error="; ".join(reading.error for reading in readings if reading.error) or None,
    )


# ── telling ───────────────────────────────────────────────────────────────────────────────────────────


def _in_words(name: str, reading: Reading) -> Iterator[str]:
    counted = f"{len(reading.mentions)} of {reading.detected} papers" if reading.detected else "no papers"
    yield f"{name}: {reading.status}, {counted}" + (f" by {reading.source}" if reading.source else "")
    if reading.error:
        yield f"    {reading.error}"
    for number, mention in enumerate(reading.mentions, start=1):
        yield f"{number:4}. {mention.title}"
        yield from (f"      {line}" for line in _mention_in_words(mention))


def _mention_in_words(mention: Mention) -> Iterator[str]:
    if mention.authors:
        more = ", …" if "authors" in mention.truncated else ""
        yield ", ".join(mention.authors[:6]) + (", …" if len(mention.authors) > 6 else more)
    facts = [mention.venue, mention.published, " ".join(mention.categories or ()), mention.kind]
    ids = [f"{scheme}:{value}" for scheme, value in mention.identifiers.items()]
    if line := " · ".join(filter(None, [*facts, *ids])):
        yield line
    if mention.url:
        yield mention.url
