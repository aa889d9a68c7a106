"""`reprocess`: stored mail read again with the parsers as they are now, and what changes by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from bot.assembly import sole_worker
from bot.cli.app import app, settings_of
from bot.cli.output import DryRun, Json, counted, counting_progress, print_json, say, show_lines
from bot.cli.rounds import now
from bot.cli.since import moment_before
from bot.models import Mention
from bot.parsing import Parsers
from bot.rereading import Reread, reread
from bot.rounds import Worker
from bot.settings import Settings
from bot.store import Store, open_store

SHOWN = 20  # papers of one mail, for people


@app.command(epilog="Example: papersieve reprocess --since 30d --dry-run")
def reprocess(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Mail stored within this time, as 30d.")] = "30d",
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Read stored mail again with the parsers as they are now, and say what changed.

    Papers that were reported are not reported again. The exit status is 1 if mail cannot be read any more.
    """
    settings = settings_of(context)
    earliest = moment_before(now(), since)
    read, changed, unreadable = 0, 0, 0
    with _store_for(settings, dry_run=dry_run) as store, Parsers() as parsers:
        sizes = store.kept_sizes(earliest)
        with counting_progress("reading again", len(sizes), "mails") as done:
            for one in reread(sizes, store, now, parsers.read, dry_run=dry_run):
                read, changed, unreadable = read + 1, changed + one.is_changed, unreadable + one.is_unreadable_now
                show(one, as_json=as_json)
                done()
    if not as_json:
        say(_summary(read, changed, since), *(["Dry run: nothing was stored."] if dry_run else []))
    return int(unreadable > 0)


def _store_for(settings: Settings, *, dry_run: bool) -> AbstractContextManager[Store]:
    """What only looks may do so while the daemon works."""
    return open_store(settings.database) if dry_run else sole_worker(settings, Worker.new_owner(), now)


def _summary(read: int, changed: int, since: str) -> str:
    if not read:
        return f"No mail of the last {since} is kept: see keep.mail in the settings."
    return f"{counted(read, 'mail')} read again; {changed or 'none'} of them changed."


# ── one mail ──────────────────────────────────────────────────────────────────────────────────────────


def show(one: Reread, *, as_json: bool) -> None:
    """Tell what became of a mail that was read again, as far as it changed."""
    if not one.is_changed:
        return
    if as_json:
        print_json(record_of(one))
    else:
        show_lines(_in_words(one))


def record_of(one: Reread) -> dict[str, object]:
    """A mail read again, as `--json` prints it; scripts rely on these keys."""
    return {
        "id": one.mail.id,
        "mailbox": one.mail.mailbox,
        "folder": one.mail.folder,
        "uid": one.mail.uid,
        "subject": one.mail.subject,
        "before": one.mail.status,
        "status": one.reading.status,
        "error": one.reading.error,
        "gained": [_paper(mention) for mention in one.gained],
        "lost": [_paper(mention) for mention in one.lost],
        "changed": [
            {**_paper(each.now), "fields": {name: _both(each.before, each.now, name) for name in each.fields}}
            for each in one.differing
        ],
    }


def _paper(mention: Mention) -> dict[str, object]:
    return {"title": mention.title, "identifiers": dict(mention.identifiers), "url": mention.url}


def _both(before: Mention, after: Mention, name: str) -> dict[str, object]:
    return {"before": _plain(getattr(before, name)), "now": _plain(getattr(after, name))}


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _in_words(one: Reread) -> Iterator[str]:
    yield f"mail {one.mail.id}: {one.mail.subject or 'without subject'} ({one.mail.mailbox} {one.mail.folder})".rstrip()
    if one.is_unreadable_now:
        yield f"    cannot be read any more, and stays as it was: {one.reading.error}"
        return
    if one.mail.status != one.reading.status:
        yield f"    {one.reading.status}, and was {one.mail.status}"
    if one.mail.source != one.reading.source:
        yield f"    read by {one.reading.source or 'no source'}, and was by {one.mail.source or 'none'}"
    yield from _listed([f"    + {mention.title}" for mention in one.gained])
    yield from _listed([f"    - {mention.title}" for mention in one.lost])
    yield from _listed([f"    ~ {each.now.title}: {', '.join(each.fields)}" for each in one.differing])


def _listed(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"    … and {len(lines) - SHOWN} more"
