"""`fixture`: an anonymised copy of a mail, to attach to a bug report or to keep as a golden pair."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import app
from bot.cli.given import STANDARD, content_of
from bot.cli.new_file import removed_unless_whole
from bot.cli.output import counted, say
from bot.errors import ConfigError, reason
from bot.fixture import Copy, anonymise
from bot.intake import LARGEST_MAIL_BYTES, mails_in_file
from bot.models import Reading


@app.command(epilog="Example: papersieve fixture alert.eml -o tests/mails/generic/my-journal.eml")
def fixture(
    file: Annotated[str, typer.Argument(metavar="FILE.eml", help="The mail; - is standard input.")],
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="OUT",
            help="Where to write the copy; - is standard output. If not given: FILE.anonymised.eml, beside the mail.",
        ),
    ] = None,
) -> int:  # fmt: skip
    """Write a copy of a mail without addresses, names, tokens and tracking numbers; its papers stay.

    For a bug report, or as a test: what papersieve reads in the copy is what it reads in the mail.
    The exit status is 1 if that could not be kept.
    """
    target = out or _beside(file)
    if target != STANDARD and Path(target).exists():
        raise ConfigError(f"{target} exists, and nothing is ever overwritten. Give another name with -o.")
    copy = anonymise(_read(file))
    _write(target, copy.content)
    say(*_sentences(target, copy))
    return int(not copy.reads_alike)


def _beside(file: str) -> str:
    return STANDARD if file == STANDARD else str(Path(file).with_suffix(".anonymised.eml"))


def _read(file: str) -> bytes:
    content = content_of(file, LARGEST_MAIL_BYTES)
    if (mails := sum(1 for _ in mails_in_file(BytesIO(content)))) > 1:
        raise ConfigError(f"{file} holds {mails} mails. Save the one it is about to a file of its own.")
    return content


def _write(target: str, content: bytes) -> None:
    if target == STANDARD:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        with Path(target).open("xb") as file, removed_unless_whole(Path(target)):
            file.write(content)
            file.flush()
    except OSError as error:
        raise ConfigError(f"{target} cannot be written: {reason(error)}.") from error


def _sentences(target: str, copy: Copy) -> Iterator[str]:
    if target != STANDARD:
        yield f"{target} written."
    alike = "as in the mail" if copy.reads_alike else "which is not what is read in the mail; say so in the report"
    yield f"In the copy papersieve reads {_found(copy.reading)}, {alike}."
    if copy.doubts:
        yield "Look it over before you send it:"
        yield from (f"  - {doubt}" for doubt in copy.doubts)
    else:
        yield "Look it over before you send it, though nothing doubtful was found."


def _found(reading: Reading) -> str:
    if not reading.detected:
        return "no papers"
    return f"{len(reading.mentions)} of {counted(reading.detected, 'paper')}" + (
        f" by {reading.source}" if reading.source else ""
    )
