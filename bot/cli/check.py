"""`check`: whether settings, rules and templates are right, and with `--connect` whether the servers let us in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.assembly import Mailbox, compiled, plan_of, templates_of
from bot.cli.app import app, settings_of
from bot.cli.output import Json, counted, moment, print_json, say
from bot.cli.rounds import now
from bot.compose import check_templates
from bot.errors import BotError, ConfigError, reason
from bot.intake import check_mailbox
from bot.rules import Rules, load_rules
from bot.settings import DigestSettings, Settings
from bot.yamlfile import schema_of

SHOWN_RUNS = 3


@app.command(epilog="Example: papersieve check --connect")
def check(
    context: typer.Context,
    connect: Annotated[bool, typer.Option("--connect", help="Log in to every mailbox and to SMTP as well.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schemas of both files instead.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="With --schema: the folder to write them into.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Validate both files and the templates; say when the next digests are due."""
    if output and not schema:
        raise ConfigError("--output is for --schema: it names the folder to write the schemas into.")
    if schema:
        _hand_out(schemas(), output)
        return 0
    settings = settings_of(context)
    rules = {digest.name: load_rules(digest.rules) for digest in settings.digests}
    for digest, one in zip(settings.digests, compiled(rules).values(), strict=True):
        plan_of(settings, digest, one)
    check_templates(templates_of(settings))
    failures = _connect(settings) if connect else []
    if as_json:
        print_json(_record(settings, failures))
    else:
        say(f"{settings.path}: good.", *(f"Warning: {warning}" for warning in settings.warnings()))
        for digest in settings.digests:
            say(*_about(digest, rules[digest.name], settings))
        say(*failures)
    return int(bool(failures))


def schemas() -> dict[str, dict[str, object]]:
    """The JSON Schemas of both files, for editors that complete and check."""
    return {
        "settings": schema_of(Settings, "papersieve.yaml: where mail is read, what is made of it, how it is sent"),
        "rules": schema_of(Rules, "rules.yaml: which papers are wanted"),
    }


def _hand_out(made: dict[str, dict[str, object]], folder: Path | None) -> None:
    if folder is None:
        print_json(made)
        return
    for name, schema in zip(("papersieve", "rules"), made.values(), strict=True):
        path = folder / f"{name}.schema.json"
        try:
            path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise BotError(f"{path} cannot be written: {reason(error)}; name another folder with --output.") from error
        say(f"Written: {path}.")


def _about(digest: DigestSettings, rules: Rules, settings: Settings) -> Iterator[str]:
    parts = [counted(len(rules.ruleset.rules), "rule")]
    if rules.example_count:
        parts.append(f"{counted(rules.example_count, 'example')} kept")
    yield f"{digest.name}: {digest.rules} is good, {', '.join(parts)}."
    runs = next_runs(digest, settings)
    due = ", ".join(moment(run, settings.zone) for run in runs) or "as papers come"
    yield f"{digest.name}: {digest.schedule.describe()}; next {due} ({settings.timezone})."


def next_runs(digest: DigestSettings, settings: Settings) -> list[datetime]:
    """The next three moments at which a digest is due; none if it comes as papers come."""
    runs: list[datetime] = []
    while len(runs) < SHOWN_RUNS and (run := digest.schedule.next_after(runs[-1] if runs else now(), settings.zone)):
        runs.append(run)
    return runs


def _record(settings: Settings, failures: list[str]) -> dict[str, object]:
    return {
        "settings": str(settings.path),
        "warnings": settings.warnings(),
        "digests": [
            {"digest": digest.name, "schedule": digest.schedule.describe(), "next": next_runs(digest, settings)}
            for digest in settings.digests
        ],
        "failures": failures,
    }


def _connect(settings: Settings) -> list[str]:
    """What does not work; what does is told as it is found."""
    probes: list[tuple[str, Callable[[], str]]] = [
        (f"mailbox {mailbox.name}", partial(_folders, mailbox)) for mailbox in settings.mailboxes
    ]
    if settings.smtp is not None:
        probes.append(("smtp", settings.smtp.check))
    return [failure for name, probe in probes if (failure := _probe(name, probe))]


def _probe(name: str, probe: Callable[[], str]) -> str | None:
    try:
        answer = probe()
    except BotError as error:
        return str(error)
    say(f"{name}: connected and logged in. {answer}".rstrip())
    return None


def _folders(mailbox: Mailbox) -> str:
    found = check_mailbox(mailbox)
    return f"Folders: {', '.join(found)}."
