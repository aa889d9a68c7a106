"""What a template is given: one part of a digest in plain values, everything already chosen, cut and put in words.

These classes are the templates' interface; docs/templates.md describes them and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from bot.compose.card import Card, Line, card_of, line_of
from bot.compose.card.text import shortened, shown
from bot.compose.dates import count, long_date, moment, number
from bot.compose.facts import IssueFacts
from bot.compose.fitting import FULL_ABSTRACT, Page
from bot.compose.funnel import Activity, Nothing, counted, funnel_sentence, read_in_part, strip, why_nothing
from bot.compose.selection import FilledSection, Judged, Selection
from bot.compose.subject import subject

IN_PREHEADER = 3
CONTENTS_FROM = 10


@dataclass(frozen=True)
class SectionView:
    """A heading with what of it stands in this part.

    anchor: name for links within the page. count: papers under the heading in all parts. overflow: how many its
    limit moved to the rest. continued: it began in an earlier part. cards come before lines.
    """

    title: str
    anchor: str
    count: int
    overflow: int
    continued: bool
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Heading:
    """A line of the contents; `anchor` is "" when the section begins in a later part."""

    title: str
    count: int
    anchor: str


@dataclass(frozen=True)
class Excluded:
    """A rule and how many papers it kept out."""

    rule: str
    count: int


@dataclass(frozen=True)
class View:
    """One part of a digest, ready to be laid out.

    digest: its name. date: "Tuesday 6 May 2025". preheader: what a mail client shows beside the subject.
    funnel: the sentence of how many got how far. sources: what each source brought.
    contents: the headings with papers, in the first part of a digest that is long enough to need them; else ().
    rest, near_misses, excluded: only on the part they stand on. rest_count: papers listed as rest in all parts.
    notes: what was cut, and why. read_in_part: sources whose mail was not read completely, in the last part.
    nothing: why there is no paper at all, else None.
    next_issue: "Wed 7 May, 07:00 (Europe/Berlin)" or "".
    """

    subject: str
    digest: str
    date: str
    part: int
    parts: int
    preheader: str
    funnel: str
    sources: tuple[Activity, ...]
    contents: tuple[Heading, ...]
    sections: tuple[SectionView, ...]
    rest: tuple[Line, ...]
    rest_count: int
    near_misses: tuple[Line, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...]
    read_in_part: tuple[str, ...]
    nothing: Nothing | None
    next_issue: str
    rules_path: str
    run_id: str
    version: str

    @property
    def is_last(self) -> bool:
        return self.part == self.parts


@dataclass(frozen=True)
class Place:
    """A paper, its number in the digest, and which section it stands in; None in the rest."""

    number: int
    section: int | None
    judged: Judged

    @cached_property
    def line(self) -> Line:
        """Made once, though a long digest is drawn several times until it fits."""
        return line_of(self.judged, self.number)


def places(selection: Selection) -> tuple[Place, ...]:
    """All papers that stand in the digest by title, in reading order."""
    sections = enumerate(selection.filled)
    standing: list[tuple[int | None, Judged]] = [(index, one) for index, filled in sections for one in filled.entries]
    standing += [(None, one) for one in selection.rest if selection.rest_as == "list"]
    return tuple(Place(number, section, one) for number, (section, one) in enumerate(standing, start=1))


def view(selection: Selection, facts: IssueFacts, entries: Sequence[Place], page: Page) -> View:
    """The part of the digest that `page` says, out of all `entries` (the `places` of the selection)."""
    funnel = counted(facts.funnel, selection)
    nothing = why_nothing(funnel, selection, facts.empty_reason)
    on_page = entries[page.start : page.end]
    sections = tuple(_sections(selection, facts, entries, page))
    return View(
        subject=subject(selection, facts.composed_at, nothing, page.part, page.parts),
        digest=shown(facts.digest),
        date=long_date(facts.composed_at),
        part=page.part,
        parts=page.parts,
        preheader=_preheader(on_page, nothing),
        funnel=funnel_sentence(funnel, selection) if funnel.mails or funnel.new else "",
        sources=strip(funnel),
        contents=tuple(_contents(selection, sections)) if page.part == 1 and _is_long(entries) else (),
        sections=sections,
        rest=tuple(place.line for place in on_page if place.section is None),
        rest_count=len(selection.rest) if selection.rest_as == "list" else 0,
        near_misses=tuple(line_of(one) for one in selection.near_misses) if page.is_last else (),
        excluded=tuple(Excluded(shown(rule), n) for rule, n in selection.excluded) if page.is_last else (),
        notes=tuple(_notes(selection, entries, page)),
        read_in_part=read_in_part(funnel) if page.is_last else (),
        nothing=nothing,
        next_issue=f"{moment(facts.next_issue_at)} ({facts.timezone})" if facts.next_issue_at else "",
        rules_path=facts.rules_path,
        run_id=facts.run_id,
        version=facts.version,
    )


def _is_long(entries: Sequence[Place]) -> bool:
    return len(entries) > CONTENTS_FROM or len({place.section for place in entries}) > 1


def _contents(selection: Selection, on_page: Sequence[SectionView]) -> Iterator[Heading]:
    here = {section.anchor for section in on_page}
    for index, section in enumerate(selection.filled):
        yield Heading(shown(section.title), len(section.entries), _anchor(index) if _anchor(index) in here else "")


def _anchor(index: int) -> str:
    return f"s{index + 1}"


def _preheader(on_page: Sequence[Place], nothing: Nothing | None) -> str:
    if nothing is not None:
        return " ".join(nothing.sentences)
    return " · ".join(shortened(place.line.title, 90) for place in on_page[:IN_PREHEADER])


def _sections(selection: Selection, facts: IssueFacts, entries: Sequence[Place], page: Page) -> Iterator[SectionView]:
    numbered = enumerate(entries[page.start : page.end], start=page.start)
    for index, group in groupby(numbered, key=lambda item: item[1].section):
        if index is not None:
            section, positions = selection.filled[index], [position for position, _ in group]
            continued = positions[0] > 0 and entries[positions[0] - 1].section == index
            yield _section(section, index, positions, entries, facts, page, continued=continued)


def _section(
    section: FilledSection,
    index: int,
    positions: Sequence[int],
    entries: Sequence[Place],
    facts: IssueFacts,
    page: Page,
    *,
    continued: bool,
) -> SectionView:
    now = facts.composed_at
    return SectionView(
        title=shown(section.title),
        anchor=_anchor(index),
        count=len(section.entries),
        overflow=section.overflow,
        continued=continued,
        cards=tuple(card_of(entries[at].judged, at + 1, now, page.abstract) for at in positions if at < page.cards),
        lines=tuple(entries[at].line for at in positions if at >= page.cards),
    )


# ── what was cut ──────────────────────────────────────────────────────────────────────────────────────


def _notes(selection: Selection, entries: Sequence[Place], page: Page) -> Iterator[str]:
    if page.parts > 1:
        yield f"This digest is too long for one mail: this is part {page.part} of {page.parts}."
    if page.part == 1:
        yield from _shortenings(sum(1 for place in entries if place.section is not None), page)
    if page.is_last:
        yield from _unlisted(selection)
        if page.beyond:
            beyond, mails = count(page.beyond, "more paper"), count(page.parts, "mail")
            yield f"{beyond} passed your rules but would not fit into {mails}, so they are only counted."
            yield "A higher min_score or limits for sections keep a digest short."


def _shortenings(cards: int, page: Page) -> Iterator[str]:
    """What gave way so that mail clients show the mail whole."""
    cut = ["abstracts are shortened"] if page.abstract < FULL_ABSTRACT and page.cards else []
    lines = cards - page.cards
    cut += [f"the last {count(lines, 'paper')} {'has' if lines == 1 else 'have'} one line each"] if lines > 0 else []
    if cut:
        yield f"So that this mail is not clipped, {' and '.join(cut)}."


def _unlisted(selection: Selection) -> Iterator[str]:
    amount = len(selection.unlisted)
    if not amount:
        return
    over = [
        f"{shown(section.title)} ({number(len(section.entries))})" for section in selection.sections if section.overflow
    ]
    limits = f" the limits of {', '.join(over)} and were" if over else " no section takes them, so they were"
    what = "left out" if selection.rest_as == "drop" else "only counted"
    yield f"{count(amount, 'more paper')} passed your rules but {'exceeded' if over else ''}{limits} {what}."
