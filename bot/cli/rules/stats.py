"""`rules stats`: how each rule fares with the stored papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import typer
from rich.table import Table

from bot.cli.output import Json, ago, console, counted, print_json, say
from bot.cli.rules.commands import Name, RulesFile, Since, Tried, commands, settings_and_now, stored_papers, tried
from bot.cli.rules_file import rules_to_try
from bot.cli.since import moment_before
from bot.judge.ruleset import Rule
from bot.rules import Rules
from bot.store import open_store
from bot.trying.in_force import in_force
from bot.trying.statistics import RuleFigures, Statistics, state_of, statistics_of


@commands.command(epilog="Example: papersieve rules stats --since 90d")
def stats(
    context: typer.Context, name: Name = None, since: Since = "90d", rules: RulesFile = None, as_json: Json = False
) -> None:
    """Show of each rule how many papers it fires for, for how many it alone decides, and when it last did.

    The figures are those of the rules as they are now, over the papers that are stored; the file is not touched.
    """
    settings, when = settings_and_now(context)
    earliest = moment_before(when, since)
    for one in tried(settings, name, rules):
        file = rules_to_try(one.path)
        with open_store(settings.database) as store:
            statistics = statistics_of(in_force(file, when.date()), stored_papers(store, earliest), when)
        if as_json:
            print_json(_record(one, file, statistics, since, when.date()))
        else:
            _show(one, file, statistics, since, when)


def _record(one: Tried, file: Rules, statistics: Statistics, since: str, today: date) -> dict[str, object]:
    return {
        "digest": one.name,
        "file": str(one.path),
        "since": since,
        "papers": statistics.papers,
        "selected": statistics.selected,
        "rules": [
            {
                "rule": rule.id,
                "effect": rule.then.effect,
                "state": state_of(rule, today),
                **_figures_record(statistics.rules[rule.id], statistics),
            }
            for rule in file.ruleset.rules
        ],
    }


def _figures_record(figures: RuleFigures, statistics: Statistics) -> dict[str, object]:
    return {
        "hits": figures.hits,
        "share_of_papers": _share(figures.hits, statistics.papers),
        "sole_hits": figures.sole,
        "selected": figures.selected,
        "share_of_selected": _share(figures.selected, statistics.selected),
        "last_hit": figures.last,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


# ── for people ────────────────────────────────────────────────────────────────────────────────────────


def _show(one: Tried, file: Rules, statistics: Statistics, since: str, when: datetime) -> None:
    if not statistics.papers:
        say(f"{one.name}: no paper was stored within {since}; try a longer --since.")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Rule", overflow="fold")
    for heading in ("hits", "of papers", "alone decides", "selected", "of selected"):
        table.add_column(heading, justify="right")
    table.add_column("last hit")
    for rule in file.ruleset.rules:
        table.add_row(*_row(rule, statistics, when))
    papers = counted(statistics.papers, "paper")
    say(f"{one.name}: {statistics.selected} of {papers} of the last {since} selected.")
    console().print(table)


def _row(rule: Rule, statistics: Statistics, when: datetime) -> Iterator[str]:
    figures, state = statistics.rules[rule.id], state_of(rule, when.date())
    yield rule.id
    yield str(figures.hits)
    yield _percent(figures.hits, statistics.papers)
    yield str(figures.sole)
    yield str(figures.selected)
    yield _percent(figures.selected, statistics.selected)
    yield ago(figures.last, when) if state == "active" else state


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if part else ""
