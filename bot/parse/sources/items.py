"""Identifiers and titles brought together: which title in a body is that of which paper.

A title is either what one clicks on to get to the paper, or the line above the identifier that is set or worded like
one. Where neither is clear there is no item: an invented paper costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.parse.sources.citation import authors_in
from bot.parse.sources.hits import Hit
from bot.parse.sources.lines import Line
from bot.parse.sources.wording import (
    clean_title,
    is_label,
    is_notice,
    is_prose,
    is_title_case,
    is_type,
    looks_like_title,
)

_FARTHEST = 14  # lines between an identifier and its title
_SURE = 1.5  # what a line above an identifier must score to be its title
_SURE_IN_A_LIST = 0.75
_WRAPPED_FROM = 45  # characters a plain-text line has at least if it was wrapped

_FIELD = re.compile(
    r"(?:authors?|author\(s\)|source|journal|venue|published|date|abstract|summary|doi|pmc?id|pii|arxiv|url|link|keywords?|categories|comments?|subjects?|times cited|issn|isbn|eissn"
    r"|volume|issue|pages?|publication|received|accepted|available online|posted|epub|type|language|publisher|year|tags?|score|relevance)\b",
    re.I,
)
_TITLE_FIELD = re.compile(r"(?:article |paper |document )?title\s*:\s*", re.I)
_VENUE = re.compile(
    r"(?:the )?(?:(?:international |european |american |british |chinese |indian |japanese )?journal|annals|proceedings|transactions|archives|(?:ieee|acm|bmc|plos|jama|aip|acs|rsc)\b|physical review|frontiers in|"
    r"current opinion|trends in|annual review|nature (?:[a-z]+ ?){0,2}\d|science\W+\d|volume|vol\.|in:)\s",
    re.I,
)
_OPENING = " \t\"'“‘«([*_•·▪►▶➤–—-0123456789.)]|#:📄📑🔥"
_AFTER_OPENING = re.compile(r"\s*(?:$|[(\[|–—:;,.·•/\"”'»]|-\s|by\b|in\s+[A-Z]|\d)", re.I)
_LEADING_LABEL = re.compile(r"(?:[\w/-]+\s){0,3}[\w/-]+\s*:\s*$|\W*\[[^\]]{1,30}\]\W*$")


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
    is_linked: bool = field(default=False)

    def conflicts_with(self, identifiers: Mapping[str, str]) -> bool:
        """Whether these are another paper's: a paper has one DOI, one arXiv id, …"""
        return any(self.identifiers.get(scheme, value) != value for scheme, value in identifiers.items())


class Items:
    """Collects the items of one body, linked titles first: they are sure, and end the reach of everything else."""

    def __init__(self, lines: Sequence[Line], hits: Sequence[Hit]) -> None:
        self._lines = lines
        self._hits = hits
        self._by_id: dict[tuple[str, str], Item] = {}
        self._at_line: dict[int, Item] = {}
        self.items: list[Item] = []
        self.orphans: set[tuple[str, str]] = set()
        rest = [hit for hit in hits if not self._take_linked(hit)]
        waiting = {value for hit in rest for value in hit.identifiers.items()} - self._by_id.keys()
        self._sure = _SURE_IN_A_LIST if len(waiting) >= 3 else _SURE
        for hit in rest:
            self._take_other(hit)

    # ── titles one clicks on ──────────────────────────────────────────────────────────────────────────

    def _take_linked(self, hit: Hit) -> bool:
        if hit.page is None:
            return False
        line = self._lines[hit.line]
        title = clean_title(self._whole_words(hit, line))
        if not looks_like_title(title) or not _is_title_link(line, hit, title) or authors_in(title) > 1:
            return False
        self._add(hit, title, hit.line, line.text[hit.end :], linked=True)
        return True

    def _whole_words(self, hit: Hit, line: Line) -> str:
        words = line.text[hit.start : hit.end]
        return self._unwrapped(hit.line, words) if not hit.start and not line.tag else words

    def _unwrapped(self, number: int, words: str) -> str:
        """In plain text, a title with the lines before it that it was wrapped from."""
        while number and not self._lines[number].tag and not self._lines[number].opens:
            before = self._lines[number - 1]
            if len(before.text) < _WRAPPED_FROM or before.links or self._is_no_title_part(before):
                break
            words = f"{before.text} {words}"
            number -= 1
        return words

    def _is_no_title_part(self, line: Line) -> bool:
        return (
            bool(line.tag)
            or is_label(line.text)
            or is_type(line.text)
            or is_notice(line.text)
            or authors_in(line.text) > 1
            or is_prose(line.text)
        )

    # ── identifiers with a title above ────────────────────────────────────────────────────────────────

    def _take_other(self, hit: Hit) -> None:
        line = self._lines[hit.line]
        known = next((self._by_id[one] for one in hit.identifiers.items() if one in self._by_id), None)
        if known is not None:
            self._enrich(known, hit)
        elif self._is_aside(hit, line):
            return
        elif title := _title_before(line, hit):
            self._add(hit, title, hit.line, "")
        else:
            self._look_above(hit)

    def _is_aside(self, hit: Hit, line: Line) -> bool:
        """Whether the identifier is mentioned in running text, or behind words that are neither label nor title."""
        if is_prose(line.text):
            return True
        words = line.text[hit.start : hit.end]
        return hit.page is not None and not is_label(words)

    def _look_above(self, hit: Hit) -> None:
        best, best_score = -1, self._sure
        byline_below = False
        for number in range(hit.line - 1, max(-1, hit.line - 1 - _FARTHEST), -1):
            line = self._lines[number]
            owner = self._at_line.get(number)
            if owner is not None:
                if best < 0 and not owner.conflicts_with(hit.identifiers):
                    self._enrich(owner, hit)
                    return
                break
            if self._ends_reach(line, best):
                break
            score = self._score(line, byline_below) - 0.25 * (hit.line - number)
            if score >= best_score:
                best, best_score = number, score
            byline_below = authors_in(line.text) > 0 or (byline_below and (is_label(line.text) or is_type(line.text)))
        if best < 0:
            self.orphans.update(hit.identifiers.items())
        else:
            self._add(hit, clean_title(_TITLE_FIELD.sub("", self._unwrapped(best, self._lines[best].text))), best, "")

    def _ends_reach(self, line: Line, best: int) -> bool:
        """Whether what stands above `line` belongs to something else."""
        if is_label(line.text):
            return best >= 0 and bool(line.links)
        return is_notice(line.text) and not _FIELD.match(line.text) and not _TITLE_FIELD.match(line.text)

    def _score(self, line: Line, byline_below: bool) -> float:
        """How much a line looks like the title of what stands below it."""
        if _TITLE_FIELD.match(line.text):
            return 8
        title = clean_title(line.text)
        if not looks_like_title(title) or is_prose(title) or line.text.endswith(":"):
            return -9
        score = 3.0 * _is_all_link(line) + 2.0 * line.heading + 1.0 * line.tag.startswith("h") + 2.5 * byline_below
        score += min(len(title.split()), 5) / 5 - 3.0 * (authors_in(title) > 1) - 1.5 * (authors_in(title) == 1)
        return score - 2.0 * bool(_VENUE.match(title))

    # ── keeping ───────────────────────────────────────────────────────────────────────────────────────

    def _add(self, hit: Hit, title: str, number: int, trailing: str, *, linked: bool = False) -> None:
        known = next((self._by_id[one] for one in hit.identifiers.items() if one in self._by_id), None)
        if known is None:
            known = Item(title, {}, [], is_linked=linked)
            self.items.append(known)
        elif _is_longer_form(title, known.title):
            known.title = title
        if (number, trailing) not in known.places:
            known.places.append((number, trailing))
        self._at_line[number] = known
        self._enrich(known, hit)

    def _enrich(self, item: Item, hit: Hit) -> None:
        self._at_line.setdefault(hit.line, item)
        if not item.conflicts_with(hit.identifiers):
            item.identifiers.update(hit.identifiers)
            self._by_id.update(dict.fromkeys(hit.identifiers.items(), item))
        words = self._lines[hit.line].text[hit.start : hit.end]
        if hit.page and ("pdf" in words.lower() or re.search(r"\.pdf$|/pdf/", hit.page)):
            item.pdf = item.pdf or hit.page
        elif hit.page:
            item.page = item.page or hit.page


def title_lines(items: Iterable[Item]) -> list[int]:
    """The lines on which titles stand, ascending."""
    return sorted({number for item in items for number, _ in item.places})


def _is_title_link(line: Line, hit: Hit, title: str) -> bool:
    """Whether a link's words are a title: alone on their line, leading a list item, quoted, or spelt like one."""
    before, after = line.text[: hit.start].strip(_OPENING), line.text[hit.end :]
    leads = not before or bool(_LEADING_LABEL.fullmatch(before + " ")) or is_type(before) or is_label(before)
    if leads and (not after.strip() or is_label(after) or is_type(after)):
        return not is_prose(title) or line.heading
    if len(title.split()) < 3:
        return False
    if leads and _AFTER_OPENING.match(after) and title[0] not in "abcdefghijklmnopqrstuvwxyz":
        return True
    quoted = line.text[: hit.start].rstrip()[-1:] in ("“", '"', "«", "„") and after.lstrip()[:1] in ("”", '"', "»", "“")
    return quoted or (len(title.split()) >= 4 and is_title_case(title))


def _title_before(line: Line, hit: Hit) -> str | None:
    """The title of "Title, arXiv:2301.00001" and the like: the words before an identifier on its own line."""
    before = line.text[: hit.start].rstrip(" -–—:|,.;([<")
    title = clean_title(before)
    if len(title.split()) < 3 or not looks_like_title(title) or is_prose(line.text) or authors_in(title):
        return None
    if (
        re.search(r"\(?(?:19|20)\d\d\)?[.,;]|\bet al\b|[;]|(?:, [^,]+){3}", title)
        or _VENUE.match(title)
        or _FIELD.match(title)
    ):
        return None
    return title if is_title_case(title) or line.heading or _is_all_link(line) else None


def _is_all_link(line: Line) -> bool:
    """Whether one link takes up the line, its labels apart."""
    if not line.links:
        return False
    longest = max(line.links, key=lambda link: link.end - link.start)
    around = f"{line.text[: longest.start]} {line.text[longest.end :]}".strip(_OPENING)
    return not is_label(line.text[longest.start : longest.end]) and (is_label(around) or is_type(around))


def _is_longer_form(title: str, known: str) -> bool:
    cut = known.rstrip(".… ")
    return known.endswith(("...", "…")) and len(title) > len(known) and title.startswith(cut)
