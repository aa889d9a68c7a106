"""`rules import`: a rules file out of queries, alert names or a library."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.given import STANDARD, content_of
from bot.cli.new_file import write_new
from bot.cli.output import say
from bot.cli.rules.commands import commands
from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.importing import Imported

LARGEST_LIBRARY_BYTES = 50_000_000


class Kind(StrEnum):
    """What rules can be made of."""

    ARXIV = "arxiv"
    PUBMED = "pubmed"
    SEARCH = "search"
    SCHOLAR_ALERTS = "scholar-alerts"
    BIBTEX = "bibtex"


@commands.command("import", epilog="Example: papersieve rules import search '\"flow matching\" -survey' -o new.yaml")
def import_rules(
    kind: Annotated[Kind, typer.Argument(help="What it is: a query, a list of alert names, a library.")],
    what: Annotated[
        str,
        typer.Argument(
            metavar="QUERY|FILE",
            help="The query itself; for scholar-alerts (one name a line) and bibtex a file. - is standard input.",
        ),
    ],
    name: Annotated[str, typer.Option("--id", help="What the rule of a query is called.")] = "imported",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A new file to write, instead of standard output.", show_default=False),
    ] = None,
) -> None:
    """Make a rules file of what you have: queries of arXiv, PubMed or a search box, Scholar alerts, a BibTeX library.

    What cannot be said as a rule is told, and stands in the file as a comment.
    """
    try:
        made = _made(kind, what, name)
    except ValueError as error:
        sentence = str(error)
        raise ConfigError(f"{sentence[:1].upper()}{sentence[1:]}.") from error
    say(*(f"Note: {note}." for note in made.notes))
    if output is None:
        sys.stdout.write(made.text)
    else:
        write_new(output, made.text, option="--output")
        say(f"Written: {output}. Try it on papers with `papersieve match --rules {output} PAPERS.jsonl`.")


def _made(kind: Kind, what: str, name: str) -> Imported:
    # Not at the top: no other command that works on rules reads queries or BibTeX.
    from bot.importing import rules_from_alerts, rules_from_bibtex, rules_from_query

    match kind:
        case Kind.SCHOLAR_ALERTS:
            return rules_from_alerts(_content(what).splitlines())
        case Kind.BIBTEX:
            return rules_from_bibtex(_content(what))
    if not name.strip():
        raise ConfigError("A rule needs a name; say --id NAME.")
    return rules_from_query(_content(what) if what == STANDARD else what, kind.value, name)


def _content(file: str) -> str:
    return content_of(file, LARGEST_LIBRARY_BYTES).decode("utf-8-sig", "replace")
