"""`once`, `collect`, `digest` and `deliver`: a round of everything, or of one part, now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from bot.assembly import CompiledRules, channels_of, compiled, manual_slot, sole_worker
from bot.cli.app import app, settings_of
from bot.cli.output import DryRun, Json, counted, print_json, reading_progress, say
from bot.errors import BotError, ConfigError, StoreError
from bot.parsing import Parsers
from bot.pipeline import Composed
from bot.rounds import Collected, Delivered, Worker, collect_mailbox, deliver_round, digest_round, is_held, retry_round
from bot.rules import Rules, load_rules
from bot.settings import DigestSettings, Settings
from bot.store import open_store

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these digests.", show_default=False)]


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _worker(settings: Settings, *, dry_run: bool) -> Iterator[Worker]:
    """Who does the round, with children that read mail; in a dry run everything is done and then undone."""
    owner = Worker.new_owner()
    with (
        Parsers() as parsers,
        sole_worker(settings, owner, now) as store,
        store.rehearsal() if dry_run else nullcontext(),
    ):
        yield Worker(store, now, owner, read=parsers.read)


@app.command(epilog="Example: papersieve once --dry-run")
def once(context: typer.Context, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Collect, compose every digest and deliver, once, now."""
    settings = settings_of(context)
    with _worker(settings, dry_run=dry_run) as worker:
        collected = _collect(settings, worker)
        composed = _compose_all(settings, settings.digests, worker)
        delivered = Delivered() if dry_run else deliver_round(channels_of(settings), worker)
    _report(as_json, dry_run, collected=collected, composed=composed, delivered=None if dry_run else delivered)
    return status_of(collected) or int(None in composed.values() or _undelivered(delivered))


@app.command(epilog="Example: papersieve collect --json")
def collect(context: typer.Context, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Read new mail and store its papers; send nothing."""
    settings = settings_of(context)
    with _worker(settings, dry_run=dry_run) as worker:
        collected = _collect(settings, worker)
    _report(as_json, dry_run, collected=collected)
    return status_of(collected)


@app.command(epilog="Example: papersieve digest reasoning --dry-run")
def digest(context: typer.Context, names: Names = None, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Compose digests from whatever is unreported, and queue them for delivery."""
    settings = settings_of(context)
    chosen = chosen_digests(settings, names or [])
    with _worker(settings, dry_run=dry_run) as worker:
        composed = _compose_all(settings, chosen, worker)
    _report(as_json, dry_run, composed=composed)
    return int(None in composed.values())


@app.command(epilog="Example: papersieve deliver")
def deliver(context: typer.Context, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Send whatever is due."""
    settings = settings_of(context)
    with _worker(settings, dry_run=dry_run) as worker:
        if dry_run:
            due = worker.store.due_deliveries(now())
            if as_json:
                print_json({"dry_run": True, "due": due})
            else:
                say(f"{_deliveries(due)} due; nothing was sent.")
            return 0
        delivered = deliver_round(channels_of(settings), worker)
    _report(as_json, dry_run, delivered=delivered)
    return int(_undelivered(delivered))


@app.command(epilog="Example: papersieve pause reasoning --until 2026-08-15")
def pause(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The digest.")],
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day it comes again.", show_default=False)
    ] = None,
) -> None:
    """Hold a digest: its papers wait, nothing is lost."""
    settings = settings_of(context)
    (chosen,) = chosen_digests(settings, [name])
    day = _day_to_come(until, now().astimezone(settings.zone).date()) if until else None
    with open_store(settings.database) as store:
        store.hold(chosen.name, day or date.max, now())
    say(f"{name} is held" + (f" until {day:%a %d %b %Y}." if day else f"; go on with 'papersieve resume {name}'."))


def _day_to_come(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written.strip())
    except ValueError as error:
        raise ConfigError(f"--until: expected a day such as 2026-08-15, not {written!r}.") from error
    if day <= today:
        raise ConfigError(
            f"--until: {day} is not to come, and a digest is held up to the day before; today is {today}."
        )
    return day


@app.command(epilog="Example: papersieve resume reasoning")
def resume(context: typer.Context, name: Annotated[str, typer.Argument(help="The digest.")]) -> None:
    """Let a held digest come again, with everything that waited."""
    settings = settings_of(context)
    (chosen,) = chosen_digests(settings, [name])
    with open_store(settings.database) as store:
        store.release(chosen.name, now())
    say(f"{name} comes again.")


def chosen_digests(settings: Settings, names: Sequence[str]) -> tuple[DigestSettings, ...]:
    """The digests of these names, all if none is given; ConfigError for a name that there is not."""
    known = {digest.name: digest for digest in settings.digests}
    for name in names:
        if name not in known:
            raise ConfigError(f"There is no digest {name!r}; the settings have {', '.join(known)}.")
    return tuple(known[name] for name in names) or settings.digests


# ── the parts of a round ──────────────────────────────────────────────────────────────────────────────


def _collect(settings: Settings, worker: Worker) -> dict[str, Collected]:
    retried = retry_round(worker)
    if retried.tried:
        say(f"{counted(retried.tried, 'mail')} in quarantine tried again, {retried.readable} can be read now.")
    with reading_progress() as progress:
        watched = replace(worker, progress=progress)
        return {mailbox.name: collect_mailbox(mailbox, watched) for mailbox in settings.mailboxes}


def _compose_all(settings: Settings, digests: Sequence[DigestSettings], worker: Worker) -> dict[str, Composed | None]:
    """What became of each digest by name; None where it failed, which does not keep the others from being made."""
    rules = compiled({digest.name: rules for digest in digests if (rules := _rules_of(digest))})
    return {
        digest.name: _compose(settings, digest, rules[digest.name], worker) if digest.name in rules else None
        for digest in digests
    }


def _rules_of(digest: DigestSettings) -> Rules | None:
    try:
        return load_rules(digest.rules)
    except ConfigError as error:
        say(str(error))
        return None


def _compose(settings: Settings, digest: DigestSettings, rules: CompiledRules, worker: Worker) -> Composed | None:
    try:
        if is_held(digest, rules.rules, worker.store, now().astimezone(settings.zone)):
            say(f"{digest.name} is held; its papers wait.")
            return Composed(fresh=False)
        return digest_round(settings, digest, manual_slot(now()), worker, rules)
    except StoreError:
        raise
    except BotError as error:
        say(str(error))
        return None


def status_of(collected: Mapping[str, Collected]) -> int:
    """Of the exit, by what became of each mailbox: 2 for what the settings must mend, 1 for what failed otherwise."""
    errors = [error for one in collected.values() for error in one.errors]
    if any(isinstance(error, ConfigError) for error in errors):
        return 2
    return int(bool(errors) or any(one.tally.failed for one in collected.values()))


def _undelivered(delivered: Delivered) -> bool:
    return bool(delivered.deferred or delivered.refused)


# ── what is said of it ────────────────────────────────────────────────────────────────────────────────


def _report(
    as_json: bool,
    dry_run: bool,
    *,
    collected: dict[str, Collected] | None = None,
    composed: dict[str, Composed | None] | None = None,
    delivered: Delivered | None = None,
) -> None:
    if as_json:
        print_json(_record(dry_run, collected, composed, delivered))
        return
    for name, one in (collected or {}).items():
        say(_collected_in_words(name, one), *map(str, one.errors))
    for name, issue in (composed or {}).items():
        say(*_composed_in_words(name, issue))
    if delivered is not None:
        say(_delivered_in_words(delivered), *delivered.errors)
    if dry_run:
        say("Dry run: nothing was stored and nothing was sent.")


def _record(
    dry_run: bool,
    collected: dict[str, Collected] | None,
    composed: dict[str, Composed | None] | None,
    delivered: Delivered | None,
) -> dict[str, object]:
    record: dict[str, object] = {"dry_run": dry_run}
    if collected is not None:
        record["mailboxes"] = [
            {"mailbox": name, **asdict(one.tally), "errors": [str(error) for error in one.errors]}
            for name, one in collected.items()
        ]
    if composed is not None:
        record["digests"] = [_composed_record(name, issue) for name, issue in composed.items()]
    if delivered is not None:
        record["deliveries"] = asdict(delivered)
    return record


def _composed_record(name: str, composed: Composed | None) -> dict[str, object]:
    if composed is None:
        return {"digest": name, "error": True}
    funnel = composed.facts.funnel if composed.facts else None
    return {
        "digest": name,
        "composed": composed.fresh,
        "subjects": [issue.subject for issue in composed.issues],
        "new": funnel.new if funnel else 0,
        "shown": funnel.shown if funnel else 0,
        "excluded": funnel.excluded if funnel else 0,
        "below": funnel.below if funnel else 0,
    }


def _collected_in_words(name: str, one: Collected) -> str:
    tally = one.tally
    words = [
        counted(tally.mails, "mail"), counted(tally.mentions, "mention"),
        counted(tally.new, "new paper"), f"{tally.known} known",
    ]  # fmt: skip
    words += [f"{tally.private} private left unread"] if tally.private else []
    words += [f"{tally.incomplete} read only in part"] if tally.incomplete else []
    words += [f"{tally.quarantined} in quarantine"] if tally.quarantined else []
    words += [f"{tally.failed} not handed over by the server"] if tally.failed else []
    return f"{name}: {', '.join(words)}."


def _composed_in_words(name: str, composed: Composed | None) -> Iterator[str]:
    if composed is None or composed.facts is None:
        return
    funnel = composed.facts.funnel
    yield (
        f"{name}: {counted(funnel.new, 'new paper')} judged, {funnel.shown} shown,"
        f" {funnel.excluded} excluded, {funnel.below} below the minimum."
    )
    yield from (f"{name}: “{issue.subject}”" for issue in composed.issues)
    if not composed.issues:
        yield f"{name}: nothing to send (on_empty: skip)."


def _delivered_in_words(delivered: Delivered) -> str:
    words = [f"{_deliveries(delivered.accepted)} accepted"]
    words += [f"{delivered.deferred} to be tried again"] if delivered.deferred else []
    words += [f"{delivered.refused} refused"] if delivered.refused else []
    return f"{', '.join(words)}."


def _deliveries(number: int) -> str:
    return "1 delivery" if number == 1 else f"{number} deliveries"
