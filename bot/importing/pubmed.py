"""Queries of PubMed (PubMed User Guide, Search field tags): `("flow matching"[tiab]) AND smith j[au] NOT review[pt]`.

PubMed knows no precedence: it works from left to right. A tag belongs to all words before it, up to an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.importing.expression import Leaf, QueryError
from bot.importing.reading import Binding, Kind, Token
from bot.importing.terms import author_leaf, containing, identifier_leaf, left_out, near_leaf, pattern_leaf, text_leaf

BINDING: Binding = "left to right"

_TAGGED = r'(?:"[^"]*"|[^\s()"\[\]:]+)\s*\[[^\]]*\]'
_PIECE = re.compile(
    rf"(?P<range>{_TAGGED}\s*:\s*{_TAGGED})|"
    r'(?P<bracket>[()])|(?P<operator>\b(?:AND|OR|NOT)\b)|"(?P<quoted>[^"]*)(?P<quote>"?)\s*(?:\[(?P<tag>[^\]]*)(?P<end>\]?))?'
    r'|(?P<bare>(?:(?!\b(?:AND|OR|NOT)\b)[^\s()"\[\]])+(?:\s+(?!(?:AND|OR|NOT)\b)[^\s()"\[\]]+)*)\s*(?:\[(?P<baretag>[^\]]*)(?P<bareend>\]?))?'
    r"|(?P<stray>[\[\]])"
)
_NO_DATES = "dates are not part of rules; `age` looks at how old a paper is"
_KINDS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}
_NEAR = re.compile(r"(?P<field>[^:]*):~(?P<words>\d+)")

_TITLE = {"ti", "title"}
_ABSTRACT = {"ab", "abstract"}
_TEXT = {"", "all", "all fields", "tiab", "title/abstract", "tw", "text word", "text words", "ot", "other term"}
_AUTHOR = {"au", "author", "fau", "full author name", "author - full"}
_PLACED_AUTHOR = {
    "1au",
    "first author",
    "first author name",
    "author - first",
    "lastau",
    "last author",
    "author - last",
}
_JOURNAL = {"ta", "journal", "jour", "jt", "so"}
_MESH = {"mh", "mesh", "mesh terms", "majr", "mesh major topic", "mesh:noexp", "mh:noexp", "majr:noexp", "nm", "sh"}
_TYPE = {"pt", "publication type", "ptyp"}
_IDENTIFIERS = {"pmid": "pmid", "uid": "pmid", "doi": "doi", "aid": "doi", "pmc": "pmcid", "pmcid": "pmcid"}
_DATES = {"dp", "pdat", "date - publication", "edat", "crdt", "date - create", "mhda", "publication date"}


def unwrapped(query: str) -> str:
    return query


def tokens(query: str) -> Iterator[Token]:
    for piece in _PIECE.finditer(query):
        if piece["range"]:
            yield Token("term", piece.start(), piece[0], (left_out(piece[0], _NO_DATES),))
        elif piece["bracket"]:
            yield Token("(" if piece["bracket"] == "(" else ")", piece.start(), piece["bracket"])
        elif piece["operator"]:
            yield Token(_KINDS[piece["operator"]], piece.start(), piece["operator"])
        else:
            _refuse_unclosed(piece, query)
            yield Token("term", piece.start(), piece[0].strip(), _leaves(piece))


def _refuse_unclosed(piece: re.Match[str], query: str) -> None:
    if piece["quoted"] is not None and not piece["quote"]:
        raise QueryError('the quote " is never closed', query, piece.start())
    if piece["end"] == "" or piece["bareend"] == "":
        raise QueryError("the [ of this field tag is never closed", query, piece.start())
    if piece["stray"]:
        raise QueryError("a field tag stands after what is looked for, as in flow[ti]", query, piece.start())


def _leaves(piece: re.Match[str]) -> tuple[Leaf, ...]:
    """Words without quotes and without a tag are looked for one by one, as PubMed does."""
    source = piece[0].strip()
    if piece["quoted"] is not None:
        return (_leaf(piece["quoted"], piece["tag"] or "", source),)
    if piece["baretag"] is None:
        return tuple(_leaf(word, "", word) for word in piece["bare"].split())
    return (_leaf(piece["bare"], piece["baretag"], source),)


def _leaf(text: str, written_tag: str, source: str) -> Leaf:
    tag = " ".join(written_tag.lower().split())
    if near := _NEAR.fullmatch(tag):
        return _near(text, near["field"], int(near["words"]), source)
    if tag in _IDENTIFIERS:
        return identifier_leaf(f"{_IDENTIFIERS[tag]}:{text.strip()}", source)
    if tag in _AUTHOR | _PLACED_AUTHOR:
        note = "an author at any place" if tag in _PLACED_AUTHOR else ""
        return author_leaf(text, source, note)
    if tag in _JOURNAL:
        return pattern_leaf("venue", containing(text), source)
    if tag in _DATES:
        return left_out(source, _NO_DATES)
    return _by_words(text, tag, source)


def _by_words(text: str, tag: str, source: str) -> Leaf:
    if tag in _TITLE | _TYPE:
        note = "no mail gives the type of a publication; looked for in the title" if tag in _TYPE else ""
        return text_leaf("title", text, source, note)
    if tag in _ABSTRACT:
        return text_leaf("abstract", text, source)
    if tag in _MESH:
        note = "no mail gives MeSH headings; looked for as words, without the headings below it"
        return text_leaf("text", text.split("/")[0], source, note)
    if tag in _TEXT:
        return text_leaf("text", text, source)
    return left_out(source, f"no mail gives what the field [{tag}] holds")


def _near(text: str, field: str, words: int, source: str) -> Leaf:
    """PubMed counts the words between; `near` counts the steps from one to the other."""
    word = "title" if field in _TITLE else "abstract" if field in _ABSTRACT else "text"
    sides = text.split()
    if len(sides) != 2:
        return left_out(source, "only two words can be looked for near each other; write a term with near/… yourself")
    return near_leaf(word, sides[0], sides[1], min(words + 1, 100), source)
