"""Words for mistakes: what was nearest, what was expected and what was found instead, without programmers' terms."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LONGEST_QUOTE = 60
MOST_LISTED = 30

_A_LIST = "a list"
KEYS = "keys and values"
_NUMBER = "a number"
_WHOLE = "a whole number"
_BOOL = "true or false"
_DATE = "a date such as 2027-02-01"
_MOMENT = "a date and time such as 2027-02-01 07:00"
_TEXT = "text"

# pydantic's error types (docs: usage/validation_errors) that mean "this is another kind of value".
EXPECTED = {
    "string_type": _TEXT,
    "path_type": "a path",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": _BOOL,
    "bool_parsing": _BOOL,
    "list_type": _A_LIST,
    "tuple_type": _A_LIST,
    "set_type": _A_LIST,
    "frozen_set_type": _A_LIST,
    "iterable_type": _A_LIST,
    "dict_type": KEYS,
    "mapping_type": KEYS,
    "model_type": KEYS,
    "model_attributes_type": KEYS,
    "dataclass_type": KEYS,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "none_required": "no value",
}

# Those that mean "the right kind, out of bounds"; formatted with the error's own context.
BOUNDS = {
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
}


# What people write first for some keys, as other programs call them; of several words the first that is known there.
SYNONYMS = {
    "server": "host", "hostname": "host", "username": "user", "login": "user", "pass": "password",
    "mailbox": "mailboxes", "recipients": "to", "send_to": "to", "cron": "schedule", "when": "schedule",
    "sender": "from",
    "not": "none", "and": "all", "or": "any", "points": "score", "name": "id", "if": "when", "keywords": "include text",
    "keyword": "include text", "query": "include text", "words": "text", "body": "abstract", "summary": "abstract",
    "journal": "venue", "conference": "venue", "publication": "venue", "subject": "category", "doi": "id",
    "arxiv": "id", "pmid": "id", "published": "age", "date": "age published", "link": "url", "from": "sender",
    "likes": "upvotes", "votes": "upvotes", "min_score": "select", "hide": "exclude drop", "ssl": "tls",
    "description": "note", "comment": "note",
}  # fmt: skip


def nearest(word: str, known: Iterable[str]) -> str:
    """That of `known` which was probably meant by `word`, whatever its case; "" if none is near."""
    names = {name.casefold(): name for name in known}
    for synonym in SYNONYMS.get(word.casefold(), "").split():
        if synonym in names:
            return names[synonym]
    near = difflib.get_close_matches(word.casefold(), names, n=1)
    return names[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str], *, listing: str = "known") -> str:
    """The end of a sentence about an unknown `word`: the nearest of `known`, else all (or "")."""
    names = sorted(set(known))
    if near := nearest(word, names):
        return f'; did you mean "{near}"?'
    return f"; {listing}: {', '.join(names)}" if 0 < len(names) <= MOST_LISTED else ""


def expected(kind: str, context: Mapping[str, Any]) -> str | None:
    """What pydantic's error `kind` asked for, or None if it is not about the kind of value."""
    if kind in {"literal_error", "enum"}:
        return str(context["expected"]).replace("'", "")
    return EXPECTED.get(kind)


def choices(wanted: str) -> list[str]:
    """The single choices of "a, b or c"."""
    return wanted.replace(" or ", ", ").split(", ")


def mismatch(wanted: str, value: object) -> str:
    """That another kind of value was expected, and how what was probably meant is written."""
    if value is None:
        return f"has no value; expected {wanted}"
    hint = ""
    if wanted == _TEXT and isinstance(value, Mapping) and (text := _cut_at_its_colon(value)):
        return f'a value with a colon and a space in it needs quotes: write "{text}"'
    if wanted == _A_LIST and isinstance(value, Mapping):
        hint = "; begin each entry with a dash"
    elif wanted == _A_LIST and isinstance(value, str):
        hint = f"; write [{value}]" if len(value) <= LONGEST_QUOTE else ""
    return f"expected {wanted}, found {found(value)}{hint}"


def _cut_at_its_colon(value: Mapping[Any, Any]) -> str:
    """The text that `attention: all you need` was meant to be; "" if it is something else."""
    match list(value.items()):
        case [(str(before), str(after))] if " " in after and '"' not in before + after:
            return f"{before}: {after}"
    return ""


def is_number(value: object) -> bool:
    """Whether a number is written where keys and values should stand."""
    return re.fullmatch(r"[+-]?\d+(?:\.\d+)?", str(value)) is not None


def bounds(kind: str, context: Mapping[str, Any], value: object) -> str | None:
    """What bound was broken, or None if it is not about bounds."""
    if kind in {"too_short", "string_too_short"} and context.get("min_length") == 1:
        return "must not be empty"
    template = BOUNDS.get(kind)
    if template is None:
        return None
    # Only of numbers is it sure that what was written may be shown.
    return template.format(**context) + (f", found {found(value)}" if "_than" in kind else "")


def found(value: object) -> str:
    """What was written instead: text is quoted, anything else named by its kind."""
    match value:
        case None:
            return "nothing"
        case str():
            return f'"{value if len(value) <= LONGEST_QUOTE else value[:LONGEST_QUOTE] + "…"}"'
        case Mapping():
            return KEYS
        case Sequence():
            return _A_LIST
    return f'"{value}"'


def either(alternatives: Iterable[str]) -> str:
    """Join into "a, b or c", each once, in the order given."""
    *others, last = dict.fromkeys(alternatives)
    return f"{', '.join(others)} or {last}" if others else last


def as_sentence(words: str) -> str:
    """`words` with a full stop, unless they end in a mark of their own."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."
