"""The names of Google Scholar alerts, one a line, as a rules file: whom to follow, what to look for, who is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.importing.expression import QueryError
from bot.importing.queries import SYNTAXES, expression_of
from bot.importing.terms import containing
from bot.importing.translating import Condition, Part, condition_of, notes_of, sayable
from bot.importing.writing import Imported, file_of, head, printable, quoted, rule

_KIND = re.compile(
    r"(?P<of>.+?)\s+[-–—]\s+(?P<what>new articles|new results|new citations|new related research)", re.IGNORECASE
)
_MINE = re.compile(
    r"new (?:citations|articles) (?:to|in) my (?:articles|profile)|.*citations? to my articles", re.IGNORECASE
)
_RECOMMENDED = re.compile(r"recommended articles|new recommendations?", re.IGNORECASE)


@dataclass
class _Found:
    """What the lines come to. rules: (id, condition, what it does)."""

    authors: dict[str, None] = field(default_factory=dict)
    rules: list[tuple[str, Condition, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def rules_from_alerts(lines: Iterable[str]) -> Imported:
    """The rules file; raises ValueError if no line names an alert."""
    found = _Found()
    for line in map(printable, lines):
        if line.strip() and not line.lstrip().startswith("#"):
            _take(line.strip().lstrip("-•* \t") or line.strip(), found)
    if not found.authors and not found.rules:
        raise ValueError('no line names an alert; they look like `"flow matching" - new results`, one a line')
    return Imported(file_of(_file(found)), tuple(found.notes))


def _take(line: str, found: _Found) -> None:
    alert = _KIND.fullmatch(line)
    if alert is None and (_MINE.fullmatch(line) or _RECOMMENDED.fullmatch(line)):
        _take_by_name(line, "{pin: true}" if _MINE.fullmatch(line) else "{score: 1}", found)
    elif alert is None:
        found.notes.append(f"{line}: left out; it is not the name of a Scholar alert")
    elif (what := alert["what"].lower()) == "new articles":
        found.authors[alert["of"].strip('" ')] = None
    elif what == "new results":
        _take_query(alert["of"], found)
    else:
        _take_by_name(line, "{score: 1}", found)


def _take_by_name(line: str, then: str, found: _Found) -> None:
    """Only the mail itself says who is cited, or what is related: the rule goes by the name of the alert."""
    pattern = containing(line)[1:-1]
    found.rules.append((_name(line, found), (Part("alert", (pattern,), sources=(line,)),), then))


def _take_query(query: str, found: _Found) -> None:
    syntax = SYNTAXES["search"]
    try:
        expression = expression_of(syntax.unwrapped(query), syntax)
    except QueryError as error:
        found.notes.append(f"{query}: left out; {error}")
        return
    found.notes += notes_of(expression)
    if wanted := sayable(expression):
        found.rules.append((_name(query, found), condition_of(wanted), "{score: 1}"))


def _name(text: str, found: _Found) -> str:
    """An id that no other rule has."""
    slug = re.sub(r"[^\w]+", "-", text.casefold()).strip("-")[:40].rstrip("-") or "alert"
    taken = {name for name, _, _ in found.rules}
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken | {"authors", "include", "exclude"})


def _file(found: _Found) -> Iterator[str]:
    yield from head("From the names of Google Scholar alerts.", found.notes)
    if found.authors:
        yield "authors:  # … - new articles"
        yield from (f"  - {quoted(author)}" for author in found.authors)
        yield ""
    if found.rules:
        yield "rules:"
        for name, condition, then in found.rules:
            yield from rule(name, condition, then)
