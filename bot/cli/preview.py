"""`preview`: the digest that would be sent, as a file."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assembly import manual_slot, plans_of, sole_worker
from bot.cli.app import app, settings_of
from bot.cli.output import reading_progress, say
from bot.cli.rounds import chosen_digests, now, status_of
from bot.cli.since import moment_before
from bot.errors import BotError, BusyError, reason
from bot.models import Paper
from bot.parsing import Parsers
from bot.pipeline import Composed, DigestPlan, compose
from bot.rounds import Collected, Worker, collect_mailbox
from bot.settings import Settings
from bot.store import Store, open_store


@app.command(epilog="Example: papersieve preview reasoning --since 30d --open")
def preview(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The digest, if there are several.", show_default=False)] = None,
    since: Annotated[
        str | None, typer.Option(help="From all papers first seen within this time, as 30d.", show_default=False)
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")] = Path("preview.html"),
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> int:
    """Render the digest that would be sent now, sending and storing nothing.

    New mail is read for it (and forgotten again), so that it shows something before the first run.
    """
    settings = settings_of(context)
    digests = chosen_digests(settings, [name] if name else [])
    earliest = moment_before(now(), since) if since else None
    with _rehearsed(settings, read_mail=earliest is None) as (store, collected):
        for plan in plans_of(settings, digests):
            path = output if len(digests) == 1 else output.with_stem(f"{output.stem}-{plan.name}")
            _write(_composed(plan, store, earliest), plan.name, path)
            if show:
                webbrowser.open(path.absolute().as_uri())
    return status_of(collected)


@contextmanager
def _rehearsed(settings: Settings, *, read_mail: bool) -> Iterator[tuple[Store, dict[str, Collected]]]:
    """The store as it would be after a round of collecting, and what became of each mailbox in it; the store as it is,
    if the daemon is doing that anyway."""
    try:
        with sole_worker(settings, Worker.new_owner(), now) as store, store.rehearsal():
            yield store, _collect(settings, store) if read_mail else {}
    except BusyError:
        say("The daemon is running; the preview shows what it has stored.")
        with open_store(settings.database) as store:
            yield store, {}


def _collect(settings: Settings, store: Store) -> dict[str, Collected]:
    with reading_progress() as progress, Parsers() as parsers:
        worker = Worker(store, now, Worker.new_owner(), read=parsers.read, progress=progress)
        collected = {mailbox.name: collect_mailbox(mailbox, worker) for mailbox in settings.mailboxes}
    say(*(f"{error} The preview goes on without it." for one in collected.values() for error in one.errors))
    return collected


def _composed(plan: DigestPlan, store: Store, earliest: datetime | None) -> Composed:
    plan, moment = replace(plan, explain_empty=True), now()
    store.open_profile(plan.name, moment)
    if earliest is None:
        papers: Sequence[Paper] = store.candidates(plan.name, plan.rules_hash, moment).papers
    else:
        papers = store.papers_since(earliest)
    composed, _ = compose(plan, papers, manual_slot(moment), store, moment, "preview")
    return composed


def _write(composed: Composed, name: str, path: Path) -> None:
    for issue in composed.issues:
        target = path if issue.part == 1 else path.with_stem(f"{path.stem}-part-{issue.part}")
        try:
            target.write_text(issue.html, encoding="utf-8")
        except OSError as error:
            raise BotError(f"{target} cannot be written: {reason(error)}; name another file with --output.") from error
        say(f"{name}: “{issue.subject}” is in {target}; nothing was sent.")
