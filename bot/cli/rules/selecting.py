"""`rules test`: what the rules select from stored papers; with `--against`, what they select otherwise than others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from math import ceil
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.output import Json, counted, print_json, show_lines
from bot.cli.papers import verdict_record
from bot.cli.rules.commands import (
    Name,
    RulesFile,
    Since,
    Tried,
    commands,
    settings_and_now,
    stored_papers,
    stored_papers_wanted,
    tried,
)
from bot.cli.rules.comparing import show_comparison
from bot.cli.rules_file import rules_to_try
from bot.cli.since import moment_before
from bot.errors import ConfigError
from bot.judge import words
from bot.models import Paper, Verdict
from bot.store import open_store
from bot.trying.in_force import InForce, all_in_force, in_force
from bot.trying.selecting import Bar, Outcome, histogram, short_by

BAR = 40  # signs of the longest

Against = Annotated[
    Path | None,
    typer.Option(help="A rules file to compare with, such as the one before a change.", show_default=False),
]
Limit = Annotated[int, typer.Option(min=0, help="Papers shown of each kind, for people.")]


@commands.command("test", epilog="Example: papersieve rules test --since 30d --against rules.before.yaml")
def try_on_papers(
    context: typer.Context,
    name: Name = None,
    since: Since = "30d",
    rules: RulesFile = None,
    against: Against = None,
    limit: Limit = 5,
    as_json: Json = False,
) -> None:
    """Show what the rules select from stored papers, and why; with --against, only what changes.

    Papers are judged as on the day they were first seen. Nothing is changed; the daemon may run meanwhile.
    """
    settings, when = settings_and_now(context)
    earliest, chosen = moment_before(when, since), tried(settings, name, rules)
    if against is not None:
        one = _only(chosen, against)
        before, after = all_in_force([rules_to_try(against), rules_to_try(one.path)], when.date())
        with open_store(settings.database) as store:
            read = partial(stored_papers_wanted, store, earliest)
            show_comparison(one.name, against, before, after, read, when, since, limit=limit, as_json=as_json)
        return
    for one in chosen:
        file = in_force(rules_to_try(one.path), when.date())
        with open_store(settings.database) as store:
            _show(one, file, stored_papers(store, earliest), when, since, limit=limit, as_json=as_json)


def _only(chosen: Sequence[Tried], against: Path) -> Tried:
    """The one there is; ConfigError if there are several."""
    if len(chosen) > 1:
        names = ", ".join(one.name for one in chosen)
        raise ConfigError(f"Which digest is compared with {against}? Name one of {names}.")
    return chosen[0]


def _show(
    one: Tried, rules: InForce, papers: Iterable[Paper], when: datetime, since: str, *, limit: int, as_json: bool
) -> None:
    outcome = Outcome(rules.layout, limit)
    for paper in papers:
        verdict = rules.verdict(paper, when)
        outcome.add(paper, verdict)
        if as_json:
            print_json(_paper_record(one.name, paper, verdict, rules.min_score))
    if as_json:
        print_json(_summary_record(one, since, outcome))
    else:
        show_lines(_in_words(one.name, outcome, since))


# ── for programs ──────────────────────────────────────────────────────────────────────────────────────


def _paper_record(name: str, paper: Paper, verdict: Verdict, min_score: float) -> dict[str, object]:
    return {
        "digest": name,
        **verdict_record(paper.id, verdict),
        "title": paper.title,
        "words": list(words(paper, verdict, min_score=min_score)),
    }


def _summary_record(one: Tried, since: str, outcome: Outcome) -> dict[str, object]:
    return {
        "digest": one.name,
        "summary": {
            "rules": str(one.path),
            "since": since,
            "papers": outcome.papers,
            "selected": outcome.selected,
            "below": outcome.below,
            "excluded": dict(outcome.excluded.most_common()),
            "sections": {title: section.shown for title, section in outcome.sections.items()},
            "near_misses": outcome.near_misses.shown,
            "scores": [[bar.low, bar.high, bar.papers] for bar in histogram(outcome.scores)],
        },
    }


# ── for people ────────────────────────────────────────────────────────────────────────────────────────


def _in_words(name: str, outcome: Outcome, since: str) -> Iterator[str]:
    minimum = outcome.layout.min_score
    if not outcome.papers:
        yield f"{name}: no paper was stored within {since}; try a longer --since."
        return
    yield (
        f"{name}: {outcome.selected} of {counted(outcome.papers, 'paper')} of the last {since} selected,"
        f" {outcome.excluded.total()} excluded, {outcome.below} below {minimum:g}."
    )
    yield from _sections_in_words(outcome)
    if outcome.excluded:
        yield from ("", "Excluded by:")
        yield from (f"  {papers:5}  {rule}" for rule, papers in outcome.excluded.most_common())
    if outcome.near_misses.shown:
        yield from _near_misses_in_words(outcome, minimum)
    yield from ("", "Scores:", *_bars(histogram(outcome.scores), minimum))


def _sections_in_words(outcome: Outcome) -> Iterator[str]:
    for title, section in outcome.sections.items():
        yield from ("", f"{title}: {section.shown}")
        for paper, verdict in section:
            yield from _paper_in_words(paper, verdict, "pinned" if verdict.pinned else "")
        yield from _more(section.more)


def _near_misses_in_words(outcome: Outcome, minimum: float) -> Iterator[str]:
    yield from ("", f"Near misses: {outcome.near_misses.shown}")
    for paper, verdict in outcome.near_misses:
        yield from _paper_in_words(paper, verdict, f"{short_by(verdict, minimum):g} short")
    yield from _more(outcome.near_misses.more)


def _paper_in_words(paper: Paper, verdict: Verdict, remark: str) -> Iterator[str]:
    yield f"  {verdict.score:5g}  {paper.title}  ({f'{remark}, ' if remark else ''}paper {paper.id})"
    # Of a near miss the first is that it is below the minimum.
    yield from (f"         {phrase}" for phrase in words(paper, verdict)[0 if verdict.selected else 1 :])


def _more(papers: int) -> list[str]:
    return [f"         and {papers} more"] if papers else []


def _bars(bars: list[Bar], minimum: float) -> Iterator[str]:
    most = max(bar.papers for bar in bars)
    reaching = next((bar for bar in bars if bar.high > minimum), None)
    for bar in bars:
        mark = f"  ← {minimum:g} is enough" if bar is reaching else ""
        yield f"  {_range(bar):>11}  {'█' * ceil(BAR * bar.papers / most)} {bar.papers}{mark}".rstrip()


def _range(bar: Bar) -> str:
    if bar.low is None:
        return "below 0"
    return f"{bar.low}" if bar.high == bar.low + 1 else f"{bar.low} to {bar.high - 1}"
