"""`rules doctor`: what looks wrong with the rules, where it stands, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.output import Json, counted, print_json, say, show_lines
from bot.cli.rules.commands import Name, RulesFile, Since, Tried, commands, settings_and_now, stored_papers, tried
from bot.cli.rules_file import rules_to_try
from bot.cli.since import moment_before
from bot.rules import Rules
from bot.store import open_store
from bot.trying.doctor import ENOUGH, Finding, examine
from bot.yamlfile import Document, load_yaml

Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if anything but a note is found.")]


@commands.command(epilog="Example: papersieve rules doctor --since 90d")
def doctor(
    context: typer.Context,
    name: Name = None,
    since: Since = "90d",
    rules: RulesFile = None,
    strict: Strict = False,
    as_json: Json = False,
) -> int:
    """Tell what looks wrong with the rules, by the file itself and by the papers that are stored.

    Rules that never fire, fire for most papers or in vain, terms that add nothing or seem misspelt, sections that
    nothing can reach. These are suggestions; the file is not touched.
    """
    settings, when = settings_and_now(context)
    earliest, is_ill = moment_before(when, since), False
    for one in tried(settings, name, rules):
        document, file = load_yaml(one.path), rules_to_try(one.path)
        with open_store(settings.database) as store:
            found, papers = examine(file, stored_papers(store, earliest), when)
        placed = _placed(found, file, document)
        is_ill |= any(not finding.is_note for finding in found)
        if as_json:
            _print_records(one, placed)
        else:
            _tell(one, placed, papers, since)
    return int(strict and is_ill)


def _placed(found: list[Finding], file: Rules, document: Document) -> list[tuple[int, Finding]]:
    """The findings with their lines, in the order of the file."""
    lines = ((document.line(file.as_written(finding.path)), finding) for finding in found)
    return sorted(lines, key=lambda placed: placed[0])


def _print_records(one: Tried, placed: list[tuple[int, Finding]]) -> None:
    for line, finding in placed:
        print_json(
            {
                "digest": one.name,
                "file": str(one.path),
                "line": line,
                "kind": finding.kind,
                "note": finding.is_note,
                "what": finding.what,
                "mend": finding.mend,
            }
        )


def _tell(one: Tried, placed: list[tuple[int, Finding]], papers: int, since: str) -> None:
    for line, finding in placed:
        note = "note: " if finding.is_note else ""
        what = f"{finding.what}{'' if finding.what.endswith('?') else ';'}"
        show_lines([f"{one.path}:{line}: {note}{what} {finding.mend}."])
    looked_at = f"the file and {counted(papers, 'paper')} of the last {since}"
    if papers < ENOUGH:
        looked_at = f"the file alone, as fewer than {ENOUGH} papers were stored within {since}"
    say(f"{one.name}: {counted(len(placed), 'finding') if placed else 'nothing to mend'}, from {looked_at}.")
