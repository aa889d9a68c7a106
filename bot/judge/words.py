"""Reasons in words: for the digest's "why" and for `explain`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.models import Paper, Reason, Verdict

# How what was found in a field is said; anything else is its value alone.
_SAID: Mapping[str, Callable[[str], str]] = {
    "title": 'title "{}"'.format,
    "abstract": 'abstract "{}"'.format,
    "author": '"{}"'.format,
    "venue": 'venue "{}"'.format,
    "alert": 'alert "{}"'.format,
    "source": "from {}".format,
    "sender": "from {}".format,
    "kind": "{}".format,
    "has": "has {}".format,
    "upvotes": "{} ▲".format,
    "mentions": "mentions: {}".format,
    "sources": "sources: {}".format,
    "age": "{} old".format,
    "none": lambda _: "nothing speaks against it",
}
# Of what is missing, only what readers look for in a mail about papers is worth a word.
_MISSED = ("title", "abstract", "authors", "venue", "categories")


def words(paper: Paper, verdict: Verdict, *, min_score: float | None = None) -> tuple[str, ...]:
    """Phrases that say why: first what stopped the paper, then what each rule found, then what no mail said.

    min_score: what a paper must score in this digest, to be named where the paper scored less.
    """
    return (*_stopped(verdict, min_score), *why(verdict), *_missed(paper, verdict))


def why(verdict: Verdict) -> tuple[str, ...]:
    """A phrase for each rule that fired and did not stop the paper: `core: title "flow matching" +10`."""
    by_rule = groupby(verdict.reasons, key=lambda reason: reason.rule)
    return tuple(_fired(rule, list(reasons), verdict) for rule, reasons in by_rule if rule != verdict.stopped_by)


def _stopped(verdict: Verdict, min_score: float | None) -> Iterator[str]:
    if verdict.stopped_by is not None:
        reasons = [reason for reason in verdict.reasons if reason.rule == verdict.stopped_by]
        found = ", ".join(_said(reason) for reason in _first_of_each_field(reasons))
        yield f"excluded by {verdict.stopped_by} ({found}); would have scored {_number(verdict.score)}"
    elif not verdict.selected:
        of_minimum = "" if min_score is None else f" of {_number(min_score)}"
        yield f"below the minimum: scored {_number(verdict.score)}{of_minimum}"


def _fired(rule: str, reasons: Sequence[Reason], verdict: Verdict) -> str:
    shown = _first_of_each_field(reasons)
    scored = [reason for reason in shown if reason.points]
    if len(scored) == 1:  # "LoRA", cs.CV +6: the points are for all of it
        found = ", ".join(map(_said, shown)) + _points(scored[0])
    else:
        found = ", ".join(_said(reason) + _points(reason) for reason in shown)
    return f"{rule}: {found}{_effect(reasons[0], verdict)}"


def _effect(reason: Reason, verdict: Verdict) -> str:
    match reason.effect:
        case "pin":
            return " pinned"
        case "exclude" if verdict.pinned and not verdict.excluded:
            return " would exclude it, but a pin wins"
        case "exclude" | "exclude-hard":
            return " excludes it too"
    return ""


def _first_of_each_field(reasons: Iterable[Reason]) -> list[Reason]:
    first: dict[str, Reason] = {}
    for reason in reasons:
        first.setdefault(reason.field, reason)
    return list(first.values())


def _said(reason: Reason) -> str:
    return _SAID.get(reason.field, str)(reason.term)


def _points(reason: Reason) -> str:
    return f" {'+' if reason.points > 0 else '−'}{_number(abs(reason.points))}" if reason.points else ""


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _missed(paper: Paper, verdict: Verdict) -> Iterator[str]:
    for field in _MISSED:
        if field in verdict.unknown:
            how = "cut short" if field in paper.truncated and getattr(paper, field) is not None else "not"
            yield f"{field} {how} in the mail"
