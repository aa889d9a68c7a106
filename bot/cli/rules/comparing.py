"""`rules test --against`: which papers other rules gain and lose, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from bot.cli.output import counted, print_json, show_lines
from bot.cli.papers import verdict_record
from bot.models import Paper
from bot.trying.comparing import KINDS, Cause, Change, Kind, comparison
from bot.trying.in_force import InForce
from bot.trying.shortlist import Shortlist

Wanted = Callable[[Paper], bool]

HEADINGS: Mapping[Kind, str] = {
    "gained": "Gained",
    "lost": "Lost",
    "moved": "In another section",
    "rescored": "With another score",
    "otherwise": "Pinned, tagged or excluded otherwise",
}


class Tally:
    """Counts changes by kind and by what makes them, and keeps the best few of each kind."""

    def __init__(self, shown: int):
        self.papers = 0
        self.kinds = {kind: Shortlist[Change](shown) for kind in KINDS}
        self.causes: Counter[str] = Counter()

    def add(self, change: Change) -> None:
        best = max(change.old.outline, change.new.outline, key=lambda verdict: (verdict.selected, verdict.score))
        self.kinds[change.kind].show((best.selected, best.score), change)
        self.causes.update(change.causes)

    def counting(self, wanted: Wanted) -> Wanted:
        """The same question; every paper it is asked of is counted."""

        def is_wanted(paper: Paper) -> bool:
            self.papers += 1
            return wanted(paper)

        return is_wanted

    @property
    def changed(self) -> int:
        return sum(each.shown for each in self.kinds.values())


def show_comparison(
    name: str,
    against: Path,
    before: InForce,
    after: InForce,
    read: Callable[[Wanted], Iterable[Paper]],
    when: datetime,
    since: str,
    *,
    limit: int,
    as_json: bool,
) -> None:
    """Say what `after` selects otherwise than `before`, the rules in the file `against`.

    read: asks of every paper, be it without its mentions, whether it is wanted, and gives those that are.
    """
    tally, compared = Tally(limit), comparison(before, after)
    papers = read(tally.counting(lambda paper: compared.may_change(paper, when)))
    for change in compared.changes(papers, when):
        tally.add(change)
        if as_json:
            print_json(_change_record(name, change))
    if as_json:
        print_json(_summary_record(name, against, since, tally))
    else:
        show_lines(_in_words(name, against, since, tally))


def _change_record(name: str, change: Change) -> dict[str, object]:
    number = change.paper.id
    return {
        "digest": name,
        "id": number,
        "title": change.paper.title,
        "change": change.kind,
        "because": [{"what": cause.what, "before": cause.before, "after": cause.after} for cause in change.because],
        "before": verdict_record(number, change.before),
        "after": verdict_record(number, change.after),
    }


def _summary_record(name: str, against: Path, since: str, tally: Tally) -> dict[str, object]:
    return {
        "digest": name,
        "summary": {
            "against": str(against),
            "since": since,
            "papers": tally.papers,
            "changed": {kind: changes.shown for kind, changes in tally.kinds.items()},
            "unchanged": tally.papers - tally.changed,
            "because": dict(tally.causes.most_common()),
        },
    }


# ── for people ────────────────────────────────────────────────────────────────────────────────────────


def _in_words(name: str, against: Path, since: str, tally: Tally) -> Iterator[str]:
    if not tally.papers:
        yield f"{name}: no paper was stored within {since}; try a longer --since."
        return
    of_papers = f"{counted(tally.papers, 'paper')} of the last {since}"
    if not tally.changed:
        yield f"{name}: nothing changes against {against}, for none of {of_papers}."
        return
    counts = ", ".join(f"{changes.shown} {kind}" for kind, changes in tally.kinds.items() if changes.shown)
    yield f"{name} against {against}: {counts}, of {of_papers}."
    yield "By " + ", ".join(f"{what} ({papers})" for what, papers in tally.causes.most_common()) + "."
    for kind, changes in tally.kinds.items():
        if changes.shown:
            yield from ("", f"{HEADINGS[kind]}: {changes.shown}")
            for change in changes:
                yield from _change_in_words(change)
            yield from [f"         and {changes.more} more"] if changes.more else []


def _change_in_words(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    score = f"{after.score:g}" if before.score == after.score else f"{before.score:g} → {after.score:g}"
    yield f"  {score:>7}  {change.paper.title}  (paper {change.paper.id})"
    if before.section != after.section:
        yield f"           {before.section or 'not selected'} → {after.section or 'not selected'}"
    for cause in change.because:
        yield from _cause_in_words(cause)


def _cause_in_words(cause: Cause) -> Iterator[str]:
    if cause.before is not None:
        yield f"         - {cause.before if cause.what in cause.before else f'{cause.what}: {cause.before}'}"
    if cause.after is not None:
        yield f"         + {cause.after if cause.what in cause.after else f'{cause.what}: {cause.after}'}"
