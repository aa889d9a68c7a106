"""The papers of one body as they are found: each with its title, its identifiers and the lines it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.parse.sources.beginnings import led_by_people
from bot.parse.sources.body_lines import BodyLines
from bot.parse.sources.endings import without_places
from bot.parse.sources.hits import Hit


@dataclass(slots=True)
class Item:
    """One paper of a body.

    places: the lines its title stands on, each with what follows the title on it; a mail may show a paper twice.
    """

    title: str
    identifiers: dict[str, str]
    places: list[tuple[int, str]]
    page: str | None = None
    pdf: str | None = None

    @property
    def lines(self) -> list[int]:
        """Where its title stands."""
        return [number for number, _ in self.places]

    def conflicts_with(self, identifiers: Mapping[str, str]) -> bool:
        """Whether these are another paper's: a paper has one DOI, one arXiv id, …"""
        return any(self.identifiers.get(scheme, value) != value for scheme, value in identifiers.items())


class Items:
    """Keeps what is found: a paper shown twice is one, known by any identifier of it and by the lines it stands on."""

    def __init__(self, body: BodyLines) -> None:
        self._body = body
        self._by_id: dict[tuple[str, str], Item] = {}
        self._at_line: dict[int, Item] = {}
        self.found: list[Item] = []

    @property
    def identifiers(self) -> AbstractSet[tuple[str, str]]:
        """Those of all items, by scheme and value."""
        return self._by_id.keys()

    def with_one_of(self, identifiers: Mapping[str, str]) -> Item | None:
        """The item that has one of these."""
        return next((self._by_id[one] for one in identifiers.items() if one in self._by_id), None)

    def at(self, number: int) -> Item | None:
        """The item whose title or identifier stands on a line."""
        return self._at_line.get(number)

    def add(self, hit: Hit, title: str, number: int, trailing: str) -> None:
        """A paper, or another place of it: what the hit names has this title, on line `number` before `trailing`."""
        known = self.with_one_of(hit.identifiers)
        if known is None:
            known = Item(title, {}, [])
            self.found.append(known)
        elif _is_longer_form(title, known.title):
            known.title = title
        if (number, trailing) not in known.places:
            known.places.append((number, trailing))
        self._at_line[number] = known
        self.enrich(known, hit)

    def enrich(self, item: Item, hit: Hit) -> None:
        """What else a hit says of a known paper."""
        self._at_line.setdefault(hit.line, item)
        if not item.conflicts_with(hit.identifiers):
            item.identifiers.update(hit.identifiers)
            self._by_id.update(dict.fromkeys(hit.identifiers.items(), item))
        words = self._body.lines[hit.line].text[hit.start : hit.end]
        if hit.page and ("pdf" in words.lower() or re.search(r"\.pdf$|/pdf/", hit.page)):
            item.pdf = item.pdf or hit.page
        elif hit.page:
            item.page = item.page or hit.page


def title_lines(items: Iterable[Item]) -> list[int]:
    """The lines on which titles stand, ascending."""
    return sorted({number for item in items for number, _ in item.places})


def tidy_titles(items: Sequence[Item]) -> None:
    """Leaves the titles without what most of them begin or end with, and the people beside them."""
    titles = without_places([item.title for item in items])
    for item, (people, title) in zip(items, led_by_people(titles), strict=True):
        item.title = title
        if people:
            item.places = [(number, people) for number, _ in item.places]


def _is_longer_form(title: str, known: str) -> bool:
    cut = known.rstrip(".… ")
    return known.endswith(("...", "…")) and len(title) > len(known) and title.startswith(cut)
