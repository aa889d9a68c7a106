"""How many got how far, in one sentence; what each source brought; and, when nothing is shown, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.compose.card.origins import source_name
from bot.compose.dates import count, number
from bot.compose.selection import Selection
from bot.models import Funnel, SourceActivity


@dataclass(frozen=True)
class Activity:
    """One source in the strip; `alarm`: it is silent longer than usual, or its mail was not read completely."""

    text: str
    alarm: bool = False


@dataclass(frozen=True)
class Nothing:
    """Why an issue shows no paper: the reason in a few words for the subject, and in sentences."""

    short: str
    sentences: tuple[str, ...]


def counted(funnel: Funnel, selection: Selection) -> Funnel:
    """The funnel with its end taken from the selection itself, so that sentence and sections cannot disagree."""
    excluded = sum(amount for _, amount in selection.excluded)
    return replace(funnel, shown=len(selection.listed), excluded=excluded, below=selection.below)


def funnel_sentence(funnel: Funnel, selection: Selection) -> str:
    """41 mails from 6 sources → 312 mentions → 207 papers → 38 new → 14 shown (9 excluded, 15 below 5)."""
    active = sum(1 for source in funnel.sources if source.mails)
    mails = count(funnel.mails, "mail") + (f" from {count(active, 'source')}" if active else "")
    steps = (
        mails,
        count(funnel.mentions, "mention"),
        count(funnel.papers, "paper"),
        f"{number(funnel.new)} new",
        f"{number(funnel.shown)} shown{_left_out(funnel, selection)}",
    )
    return " → ".join(steps)


def _left_out(funnel: Funnel, selection: Selection) -> str:
    amounts = (
        (funnel.excluded, "excluded"),
        (funnel.below, f"below {number(selection.min_score)}"),
        (len(selection.unlisted), "over the limits"),
    )
    words = ", ".join(f"{number(amount)} {what}" for amount, what in amounts if amount)
    return f" ({words})" if words else ""


def strip(funnel: Funnel) -> tuple[Activity, ...]:
    """What each source brought, those with most papers first; those that brought nothing only if they should have."""
    worth_saying = (source for source in funnel.sources if source.mails or is_silent(source))
    ranked = sorted(worth_saying, key=lambda source: (-source.papers, -source.mails, source.source))
    return tuple(_activity(source) for source in ranked)


def is_silent(source: SourceActivity) -> bool:
    """Whether it has written nothing for longer than it usually does, a weekend allowed to one that writes daily."""
    if source.mails or source.silent_days is None or source.usual_gap_days is None:
        return False
    return source.silent_days > 2 * source.usual_gap_days + 1


def _activity(source: SourceActivity) -> Activity:
    text = f"{source_name(source.source)} {number(source.papers)}"
    text += f" ({count(source.alerts, 'alert')})" if source.alerts else ""
    text += f", {count(source.incomplete, 'mail')} read incompletely" if source.incomplete else ""
    silent = is_silent(source)
    text += f", silent for {source.silent_days} days (usual gap {source.usual_gap_days})" if silent else ""
    return Activity(text, alarm=bool(source.incomplete) or silent)


def read_in_part(funnel: Funnel) -> tuple[str, ...]:
    """Sentences about sources that wrote and whose mail was not read completely, perhaps as its layout has changed."""
    return tuple(_in_part(source) for source in funnel.sources if source.mails and (source.incomplete or source.change))


def _in_part(source: SourceActivity) -> str:
    name = source_name(source.source)
    if source.change:
        return f"{name}: {source.change}. The layout of its mails seems to have changed."
    return (
        f"{name}: {number(source.incomplete)} of {count(source.mails, 'mail')} listed more papers than could be read."
    )


def why_nothing(funnel: Funnel, selection: Selection, reason: str | None = None) -> Nothing | None:
    """None when there is a paper to show; else the first of the reasons that holds, with what explains it."""
    if selection.listed or selection.unlisted:
        return None
    short, sentence = _first_reason(funnel, selection)
    sentences = (reason or sentence, *_also(funnel))
    return Nothing(short, tuple(dict.fromkeys(sentences)))


def _first_reason(funnel: Funnel, selection: Selection) -> tuple[str, str]:
    mails = count(funnel.mails, "mail")
    if not funnel.mails and not funnel.new:
        return "no mail arrived", "No mail with papers has arrived since the last issue."
    if funnel.new:
        return _all_stopped(funnel, selection)
    if funnel.papers:
        papers = count(funnel.papers, "paper")
        return f"{papers}, all seen before", f"{papers} came in {mails}, and you have seen all of them before."
    if funnel.unknown_mails >= funnel.mails:
        return f"{mails}, none from a known source", f"{mails} arrived, but no source knew how to find papers in them."
    return f"{mails} without papers", f"{mails} arrived, but no paper could be read in them."


def _all_stopped(funnel: Funnel, selection: Selection) -> tuple[str, str]:
    new = count(funnel.new, "new paper")
    parts = [f"{number(funnel.excluded)} excluded"] if funnel.excluded else []
    parts += [f"{number(funnel.below)} below {number(selection.min_score)}"] if funnel.below else []
    return f"{new}, none for you", f"{new} came, but your rules let none through: {', '.join(parts) or 'none matched'}."


def _also(funnel: Funnel) -> Iterator[str]:
    """What may be the true reason behind the reason: mail that was read incompletely or not understood."""
    for source in funnel.sources:
        if source.incomplete:
            mails = count(source.incomplete, "mail")
            yield f"{source_name(source.source)}: {mails} listed more papers than could be read."
    if 0 < funnel.unknown_mails < funnel.mails:
        yield f"In {count(funnel.unknown_mails, 'mail')} no source knew how to find papers."
