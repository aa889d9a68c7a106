"""Queries of arXiv's API and listings (arXiv API User's Manual, 5.1 Query Construction): `cat:cs.LG AND ti:flow`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote_plus, urlsplit

from bot.importing.expression import Leaf, QueryError
from bot.importing.reading import Binding, Kind, Token
from bot.importing.terms import author_leaf, containing, identifier_leaf, left_out, pattern_leaf, text_leaf

BINDING: Binding = "and"

_PIECE = re.compile(
    r'(?P<bracket>[()])|(?:(?P<prefix>[A-Za-z_]+):)?(?:"(?P<quoted>[^"]*)(?P<quote>"?)|(?P<range>\[[^\]]*\]?)'
    r'|(?P<bare>[^\s()":]+(?::[^\s()":]+)*)|(?P<stray>:))'
)
_OPERATORS: dict[str, tuple[Kind, ...]] = {"AND": ("and",), "OR": ("or",), "ANDNOT": ("and", "not"), "NOT": ("not",)}
_NOT_HERE = {
    "co": "no mail gives the comments of a paper",
    "rn": "no mail gives the report number of a paper",
    "submittedDate": "dates are not part of rules; `age` looks at how old a paper is",
    "lastUpdatedDate": "dates are not part of rules; `age` looks at how old a paper is",
}


def unwrapped(query: str) -> str:
    """The query itself, out of the address of an API call or written as in one."""
    if "search_query=" in query:
        return parse_qs(urlsplit(query).query or query).get("search_query", [""])[0]
    return unquote_plus(query) if re.search(r"%[0-9A-Fa-f]{2}|\+(?:AND|OR|ANDNOT)\+", query) else query


def tokens(query: str) -> Iterator[Token]:
    for piece in _PIECE.finditer(query):
        if piece["bracket"]:
            yield Token("(" if piece["bracket"] == "(" else ")", piece.start(), piece["bracket"])
        elif piece["quoted"] is not None and not piece["quote"]:
            raise QueryError('the quote " is never closed', query, piece.start())
        elif piece["stray"] or (piece["prefix"] and not (piece["quoted"] or piece["range"] or piece["bare"])):
            raise QueryError("a field is followed by what is looked for, as in ti:flow", query, piece.start())
        elif not piece["prefix"] and piece["bare"] in _OPERATORS:
            yield from (Token(kind, piece.start(), piece["bare"]) for kind in _OPERATORS[piece["bare"]])
        else:
            yield Token("term", piece.start(), piece[0], (_leaf(piece),))


def _leaf(piece: re.Match[str]) -> Leaf:
    source, prefix = piece[0], piece["prefix"] or "all"
    text = (piece["quoted"] or piece["bare"] or piece["range"] or "").strip()
    match prefix:
        case "ti":
            return text_leaf("title", text, source)
        case "abs":
            return text_leaf("abstract", text, source)
        case "all":
            return text_leaf("text", text, source, "looked for in title and abstract, not in authors and comments")
        case "au":
            return author_leaf(text, source)
        case "cat":
            return pattern_leaf("category", text, source)
        case "jr":
            return pattern_leaf("venue", containing(text), source)
        case "id" | "id_list":
            return identifier_leaf(f"arxiv:{text}", source)
    known = "arXiv's fields are ti, abs, au, cat, jr, id and all"
    return left_out(source, _NOT_HERE.get(prefix, f'there is no field "{prefix}"; {known}'))
