"""What people type into search boxes, as Google Scholar and Gmail read it: `"flow matching" OR diffusion -survey`.

OR binds what stands beside it before anything else does (Gmail Help, Search operators; Google Scholar, Search help).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.importing.expression import Leaf, QueryError
from bot.importing.reading import Binding, Kind, Token
from bot.importing.terms import author_leaf, containing, left_out, near_leaf, pattern_leaf, text_leaf

BINDING: Binding = "or"

_OPERAND = r'"[^"]*"|[^\s(){}"|]+'
_PIECE = re.compile(
    r"(?P<bracket>[(){}])|(?P<or>\|)|(?P<sign>[-+~](?=[^\s]))"
    rf"|(?P<left>{_OPERAND})\s+AROUND\((?P<distance>\d{{1,3}})\)\s+(?P<right>{_OPERAND})"
    r'|(?:(?P<field>[A-Za-z_]+):\s*)?(?:"(?P<quoted>[^"]*)(?P<quote>"?)|(?P<bare>[^\s(){}"|]+))'
)
_BRACKETS: dict[str, Kind] = {"(": "(", ")": ")", "{": "{", "}": "}"}
_WORDS: dict[str, Kind] = {"OR": "or", "AND": "and", "NOT": "not"}
_ALL_IN = re.compile(r"\ballin(?P<where>title|text|author):(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_FIELD_OF_SEVERAL = re.compile(r"\b([A-Za-z_]+):\(([^()]*)\)")
_AGES = {"d": "days", "m": "months", "y": "years"}


def unwrapped(query: str) -> str:
    """`allintitle: a b` is `intitle:a intitle:b`, and so is `intitle:(a b)`, in brackets."""
    query = _FIELD_OF_SEVERAL.sub(lambda found: f"({' '.join(_each_with(found[1] + ':', found[2]))})", query)
    return _ALL_IN.sub(lambda found: " ".join(_each_in(found["where"].lower(), found["rest"])), query)


def _each_in(where: str, rest: str) -> Iterator[str]:
    return _each_with({"title": "intitle:", "author": "author:", "text": ""}[where], rest)


def _each_with(field: str, words: str) -> Iterator[str]:
    for word in re.findall(r'-?(?:[A-Za-z_]+:)?"[^"]*"?|[(){}|]|[^\s(){}|"]+', words):
        stays = word in {*_WORDS, "|", *_BRACKETS} or re.match(r"-|[A-Za-z_]+:", word)
        yield word if stays else field + word


def tokens(query: str) -> Iterator[Token]:
    for piece in _PIECE.finditer(query):
        if piece["bracket"]:
            yield Token(_BRACKETS[piece["bracket"]], piece.start(), piece["bracket"])
        elif piece["or"]:
            yield Token("or", piece.start(), "|")
        elif piece["sign"]:
            yield from [Token("not", piece.start(), "-")] if piece["sign"] == "-" else []
        elif piece["left"]:
            near = near_leaf("text", piece["left"], piece["right"], int(piece["distance"]) or 1, piece[0])
            yield Token("term", piece.start(), piece[0], (near,))
        elif not piece["field"] and piece["bare"] in _WORDS:
            yield Token(_WORDS[piece["bare"]], piece.start(), piece["bare"])
        elif piece["quoted"] is not None and not piece["quote"]:
            raise QueryError('the quote " is never closed', query, piece.start())
        else:
            yield Token("term", piece.start(), piece[0], (_leaf(piece),))


def _leaf(piece: re.Match[str]) -> Leaf:
    source, text = piece[0], (piece["quoted"] or piece["bare"] or "").strip()
    match (piece["field"] or "").lower():
        case "":
            return text_leaf("text", text, source)
        case "intitle" | "title":
            return text_leaf("title", text, source)
        case "intext":
            return text_leaf("text", text, source)
        case "author":
            return author_leaf(text, source)
        case "source":
            return pattern_leaf("venue", containing(text), source)
        case "subject":
            return pattern_leaf("alert", containing(text), source, "held against the name of the alert")
        case "from":
            return pattern_leaf("sender", text.lower() if "@" in text else containing(text.lower()), source)
        case "site" | "inurl":
            return pattern_leaf("url", containing(text), source)
        case "newer_than" | "older_than" as which:
            return _age(which, text, source)
    return left_out(source, f'rules have nothing that "{piece["field"]}:" could become')


def _age(which: str, text: str, source: str) -> Leaf:
    parts = re.fullmatch(r"(\d{1,4})([dmy])", text.lower())
    if parts is None:
        return left_out(source, "an age is a number with d, m or y")
    return Leaf("age", f"{'<=' if which == 'newer_than' else '>'} {parts[1]} {_AGES[parts[2]]}", source)
