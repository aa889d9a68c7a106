"""Queries of Web of Science and Scopus: `TS=("flow matching" AND protein*)`, `TITLE-ABS-KEY(diffusion W/3 protein)`.

A field holds for all that stands in its brackets (Web of Science Core Collection Help, Search operators; Scopus
Support, How can I best use the Advanced search). Web of Science has AND before OR, Scopus OR before AND.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.importing.expression import Leaf, QueryError
from bot.importing.reading import Binding, Kind, Token
from bot.importing.terms import author_leaf, containing, identifier_leaf, left_out, near_leaf, pattern_leaf, text_leaf

_WORD = r"(?!(?:AND|OR|NOT|NEAR|W|PRE)\b(?!-))[^\s(){}\"=]+"
_OPERAND = rf'"[^"]*"|\{{[^{{}}]*\}}|{_WORD}'
_PIECE = re.compile(
    r"(?P<operator>\bAND\s+NOT\b|\b(?:AND|OR|NOT)\b(?!-))"
    r"|(?P<year>\bPUBYEAR\s+(?:IS|AFT|BEF|[<>=]+)\s*\d+)"
    r"|(?P<field>\b[A-Z]{2,3}(?=\s*=)|\b[A-Z]+(?:-[A-Z]+)*(?=\s*\())(?:\s*=)?"
    rf"|(?P<left>{_OPERAND})\s+(?:NEAR|W|PRE)/(?P<distance>\d+)\s+(?P<right>{_OPERAND})"
    r"|(?P<bracket>[()])"
    r'|"(?P<quoted>[^"]*)(?P<quote>"?)|\{(?P<exact>[^{}]*)\}'
    rf"|(?P<bare>{_WORD}(?:\s+{_WORD}(?!\s+(?:NEAR|W|PRE)/))*)|(?P<stray>\S)"
)
_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}
_KEYWORDS = "no mail gives keywords; looked for in title and abstract"

# The tag of a field → the condition that looks there, and what is not the same.
_FIELDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("TS", "ALL", "TITLE-ABS-KEY", "TITLE-ABS-KEY-AUTH", "TITLE-ABS"), ("text", "")),
    **dict.fromkeys(("AK", "KP", "KEY", "AUTHKEY", "INDEXTERMS", "TITLE-KEY", "KEY-AUTH"), ("text", _KEYWORDS)),
    **dict.fromkeys(("TI", "TITLE"), ("title", "")),
    **dict.fromkeys(("AB", "ABS"), ("abstract", "")),
    **dict.fromkeys(("AU", "AUTH", "AUTHOR-NAME", "AUTHLASTNAME", "AUTHFIRST", "FIRSTAUTH"), ("author", "")),
    **dict.fromkeys(("SO", "SRCTITLE", "EXACTSRCTITLE", "CONF", "CONFNAME"), ("venue", "")),
    **dict.fromkeys(("DO", "DOI"), ("doi", "")),
    "PMID": ("pmid", ""),
}
_OF_SCOPUS = re.compile(r"\b(?:TITLE|ABS|KEY|AUTH|AUTHKEY|AUTHLASTNAME|SRCTITLE|ALL|DOI)(?:-[A-Z]+)*\s*\(")
_OF_WEB_OF_SCIENCE = re.compile(r"(?:^|[\s(])(?:TS|TI|AB|AU|SO|AK|KP|DO|ALL)\s*=")
_ONE_LETTER = re.compile(r"\w[?$]")


def index_of(query: str) -> tuple[str, Binding] | None:
    """Which index a query is written for, as it is called in comments, and what binds first there; None if neither."""
    if _OF_WEB_OF_SCIENCE.search(query):
        return "a Web of Science query", "and"
    return ("a Scopus query", "or") if _OF_SCOPUS.search(query) else None


def tokens(query: str) -> Iterator[Token]:
    fields = ["TS"]  # of the brackets that are open; outside of them all is looked for in the text
    coming = ""  # the field that was just named
    position = 0
    while piece := _PIECE.search(query, position):
        position = piece.end()
        start, source = piece.start(), piece[0]
        if piece["field"] and piece["field"] not in _FIELDS:
            position = _end_of_value(query, position)
            yield Token("term", start, source, (left_out(query[start:position], "rules have nothing like it"),))
        elif piece["field"]:
            coming = piece["field"]
        elif source == "(":
            fields.append(coming or fields[-1])
            coming = ""
            yield Token("(", start, source)
        elif source == ")":
            fields = fields[:-1] or ["TS"]
            yield Token(")", start, source)
        elif piece["operator"]:
            yield from _operators(piece)
        else:
            _refuse_unclosed(piece, query)
            yield Token("term", start, source, _leaves(piece, coming or fields[-1]))
            coming = ""


def _operators(piece: re.Match[str]) -> Iterator[Token]:
    for word in piece["operator"].split():
        yield Token(_OPERATORS[word], piece.start(), word)


def _end_of_value(query: str, start: int) -> int:
    """Where what a field looks for ends: behind its brackets, or its word."""
    value = re.compile(r'\s*(?:(\()|"[^"]*"|[^\s()]+)').match(query, start)
    if value is None or not value[1]:
        return value.end() if value else start
    depth = 1
    for bracket in re.compile(r"[()]").finditer(query, value.end()):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    return len(query)


def _refuse_unclosed(piece: re.Match[str], query: str) -> None:
    if piece["quoted"] is not None and not piece["quote"]:
        raise QueryError('the quote " is never closed', query, piece.start())


def _leaves(piece: re.Match[str], field: str) -> tuple[Leaf, ...]:
    """Words without quotes are looked for one by one, but for those of a name."""
    source, (word, note) = piece[0], _FIELDS[field]
    if piece["year"]:
        return (left_out(source, "dates are not part of rules; `age` looks at how old a paper is"),)
    if piece["left"]:
        near = near_leaf(word, *_sides(piece), min(int(piece["distance"]) + 1, 100), source)
        return (
            near if word in ("text", "title", "abstract") else left_out(source, "only words stand near each other"),
        )
    text = piece["quoted"] or piece["exact"] or piece["bare"] or piece["stray"] or ""
    if piece["bare"] and word in ("text", "title", "abstract"):
        return tuple(_leaf(word, each, each, note) for each in text.split())
    return (_leaf(word, text, source, note),)


def _sides(piece: re.Match[str]) -> tuple[str, str]:
    return piece["left"].strip('"{}'), piece["right"].strip('"{}')


def _leaf(word: str, text: str, source: str, note: str) -> Leaf:
    makers: dict[str, Callable[[], Leaf]] = {
        "author": lambda: author_leaf(text.replace("*", ""), source, note),
        "venue": lambda: pattern_leaf("venue", containing(text.strip("*")), source, note),
        "doi": lambda: identifier_leaf(f"doi:{text}", source),
        "pmid": lambda: identifier_leaf(f"pmid:{text}", source),
    }
    if word in makers:
        return makers[word]()
    if _ONE_LETTER.search(text):
        return left_out(source, "terms have no sign for a single letter; write the alternatives, with or")
    return text_leaf(word, text, source, note)
