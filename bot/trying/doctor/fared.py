"""What papers tell of the rules: those that never fire, fire for nearly all, or fire in vain."""

from __future__ import annotations

from collections.abc import Iterator

from bot.judge.ruleset import Rule, Ruleset
from bot.trying.doctor.findings import Finding
from bot.trying.doctor.history import History

ENOUGH = 100  # papers, for anything to be told from them
SOME = 5  # hits of a rule, likewise
MANY = 20  # hits, for two rules that share them all not to do so by chance


def findings_in_history(ruleset: Ruleset, history: History) -> Iterator[Finding]:
    """Of the rules that are enabled; none if there are too few papers."""
    if history.statistics.papers < ENOUGH:
        return
    twins: dict[tuple[int, int], str] = {}
    for position, rule in enumerate(ruleset.rules):
        if rule.enabled:
            yield from _of_rule(rule, ("rules", position), history, twins)


def _of_rule(
    rule: Rule, path: tuple[str | int, ...], history: History, twins: dict[tuple[int, int], str]
) -> Iterator[Finding]:
    papers, figures = history.statistics.papers, history.statistics.rules[rule.id]
    if not figures.hits:
        what, mend = f"{rule.id} fires for none of {papers} papers", "look at its terms, or remove it"
        yield Finding(path, "never", what, mend, is_note=True)
        return
    if figures.hits > papers / 2 and (rule.then.score or rule.then.pin or rule.then.exclude):
        what = f"{rule.id} fires for {figures.hits / papers:.0%} of all papers, and so tells few from the others"
        yield Finding(path, "broad", what, "add a condition, or remove it")
    yield from _in_vain(rule, path, history)
    if figures.hits >= MANY:
        twin = twins.setdefault((figures.hits, history.marks[rule.id]), rule.id)
        if twin != rule.id:
            what = f"{rule.id} fires for the same {figures.hits} papers as {twin}"
            yield Finding(path, "alike", what, "make one rule of the two")


def _in_vain(rule: Rule, path: tuple[str | int, ...], history: History) -> Iterator[Finding]:
    hits = history.statistics.rules[rule.id].hits
    if rule.then.exclude:
        if hits >= SOME and history.overridden[rule.id] == hits:
            what = f"{rule.id} keeps nothing out: each of its {hits} papers is pinned"
            yield Finding(path, "overridden", what, "say `exclude: hard`, or remove it")
        for (pin, exclude), papers in history.stopped_pins.items():
            if exclude == rule.id:
                one = history.one_stopped[pin, exclude]
                what = f"{rule.id} keeps out {papers} of the papers that {pin} pins, such as “{one.title}”"
                yield Finding(path, "stops-pins", what, "with `exclude: true` the pin would win")
        return
    stoppers = {by: papers for (name, by), papers in history.excluded.items() if name == rule.id}
    if hits >= SOME and sum(stoppers.values()) == hits:
        by = max(stoppers, key=lambda name: stoppers[name])
        what = f"{rule.id} fires in vain: all its {hits} papers are excluded, {stoppers[by]} by {by}"
        yield Finding(path, "always-excluded", what, f"narrow {by}, or remove one of them")
