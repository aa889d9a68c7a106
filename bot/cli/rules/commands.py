"""The group of commands, and what they share: which rules are tried, on which papers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import app, settings_of
from bot.cli.output import counting_progress
from bot.cli.rounds import chosen_digests, now
from bot.models import Paper
from bot.settings import Settings
from bot.store import Store

commands = typer.Typer(no_args_is_help=True, help="Make rules, and try them on stored papers.")
app.add_typer(commands, name="rules", epilog="Example: papersieve rules test --since 30d")

Name = Annotated[str | None, typer.Argument(help="The digest whose rules are tried.", show_default=False)]
Since = Annotated[str, typer.Option(help="Papers first seen within this time, as 30d.")]
RulesFile = Annotated[
    Path | None, typer.Option("--rules", help="Another rules file than that of the digest.", show_default=False)
]


@dataclass(frozen=True)
class Tried:
    """A rules file that is tried. name: of the digest, or of the file where no digest was named."""

    name: str
    path: Path


def settings_and_now(context: typer.Context) -> tuple[Settings, datetime]:
    """The settings, and now on the reader's clock: which rules have expired goes by the reader's day."""
    settings = settings_of(context)
    return settings, now().astimezone(settings.zone)


def tried(settings: Settings, name: str | None, rules: Path | None) -> list[Tried]:
    """The rules of the digest of that name, of every digest if none is given; or those of a file."""
    digests = chosen_digests(settings, [name] if name else [])
    if rules is not None:
        return [Tried(name or str(rules), rules)]
    return [Tried(digest.name, digest.rules) for digest in digests]


def stored_papers(store: Store, since: datetime) -> Iterator[Paper]:
    """The papers first seen since a moment, one by one, with a bar on a terminal."""
    with _judging(store, since) as done:
        for paper in store.each_paper_since(since):
            yield paper
            done()


def stored_papers_wanted(store: Store, since: datetime, wanted: Callable[[Paper], bool]) -> Iterator[Paper]:
    """Those of the same that are wanted; `wanted` is asked of a paper without its mentions."""
    with _judging(store, since) as done:

        def is_wanted(paper: Paper) -> bool:
            done()
            return wanted(paper)

        yield from store.each_paper_since(since, is_wanted)


@contextmanager
def _judging(store: Store, since: datetime) -> Iterator[Callable[[], None]]:
    """To be called after each paper."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with counting_progress("judging", store.count_since(since), "papers") as done:
        yield done
