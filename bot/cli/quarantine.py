"""`quarantine`: the mails that could not be read, to be looked at, tried again or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from bot import __version__
from bot.assembly import sole_worker
from bot.cli.app import app, settings_of
from bot.cli.output import Json, ago, counted, print_json, say, show_lines
from bot.cli.reprocess import record_of
from bot.cli.rounds import now
from bot.errors import BotError
from bot.parsing import Parsers
from bot.rereading import Reread, try_again
from bot.rounds import Worker
from bot.store import StoredMail, open_store

commands = typer.Typer(no_args_is_help=True, help="Mails that could not be read: list, retry or drop them.")
app.add_typer(commands, name="quarantine", epilog="Example: papersieve quarantine list")


@commands.command("list", epilog="Example: papersieve quarantine list --json | jq -r .error")
def list_(context: typer.Context, as_json: Json = False) -> None:
    """Show the mails that could not be read, oldest first, and why."""
    with open_store(settings_of(context).database) as store:
        mails = store.quarantined()
    for mail in mails:
        if as_json:
            print_json(asdict(mail))
        else:
            show_lines(_in_words(mail))
    if not as_json:
        say(f"{counted(len(mails), 'mail')} in quarantine." if mails else "No mail is in quarantine.")


def _in_words(mail: StoredMail) -> list[str]:
    what = f"{mail.subject or 'without subject'}, from {mail.sender or 'an unknown sender'}"
    where = f"{mail.mailbox} {mail.folder}".rstrip()
    kept = "" if mail.kept else "; its bytes are not kept"
    return [f"{mail.id:6}  {what}", f"        {ago(mail.stored_at, now())} in {where}{kept}", f"        {mail.error}"]


@commands.command(epilog="Example: papersieve quarantine retry 1204")
def retry(
    context: typer.Context,
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="[ID]...", help="Only these mails.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> int:
    """Read mails in quarantine once more; all of them if none is named.

    The exit status is 1 if some still cannot be read.
    """
    with sole_worker(settings_of(context), Worker.new_owner(), now) as store, Parsers() as parsers:
        mails = _chosen(store.quarantined(), numbers or [])
        sizes = {mail.id: mail.size for mail in mails}
        done = {one.mail.id: one for one in try_again(sizes, __version__, store, now, parsers.read)}
    for mail in mails:
        _show(mail, done.get(mail.id), as_json=as_json)
    readable = sum(one.is_readable_now for one in done.values())
    if not as_json:
        say(f"{readable} of {counted(len(mails), 'mail')} can be read now." if mails else "No mail is in quarantine.")
    return int(readable < len(mails))


def _show(mail: StoredMail, again: Reread | None, *, as_json: bool) -> None:
    """again: None if its bytes are not kept any more."""
    gone = "its bytes are not kept any more"
    if as_json:
        print_json(record_of(again) if again else {"id": mail.id, "before": mail.status, "status": None, "error": gone})
    elif again is None:
        print(f"{mail.id:6}  cannot be tried: {gone}")
    elif again.is_readable_now:
        print(f"{mail.id:6}  {again.reading.status}, {counted(len(again.gained), 'paper')}")
    else:
        show_lines([f"{mail.id:6}  still unreadable: {again.reading.error}"])


@commands.command(epilog="Example: papersieve quarantine drop 1204 1205")
def drop(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="ID...", help="The mails to give up.")],
) -> None:
    """Give mails in quarantine up: their bytes are dropped, and they are not read again."""
    with open_store(settings_of(context).database) as store:
        mails = _chosen(store.quarantined(), numbers)
        dropped = store.drop_quarantined([mail.id for mail in mails])
    say(f"{counted(dropped, 'mail')} given up.")


def _chosen(mails: Sequence[StoredMail], numbers: Sequence[int]) -> list[StoredMail]:
    """The mails of these numbers, all if none is given; BotError for a number that is not in quarantine."""
    by_number = {mail.id: mail for mail in mails}
    if unknown := [str(number) for number in numbers if number not in by_number]:
        raise BotError(f"Not in quarantine: {', '.join(unknown)}. See 'papersieve quarantine list'.")
    return [by_number[number] for number in dict.fromkeys(numbers)] or list(mails)
