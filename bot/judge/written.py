"""How values in a rules file may be written: one or a list of them, each checked as soon as it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from bot.judge.comparisons import parse_age, parse_comparison
from bot.judge.term_language import parse_term
from bot.judge.tokens import is_word
from bot.scholarly.identifiers import SCHEMES, canonical, from_url
from bot.scholarly.spelling import words_of
from bot.short_forms import AloneOrListed
from bot.yamlfile.wording import KEYS, mismatch

T = TypeVar("T")

NO_SET = r"^(?!@)\s*\S"
FARTHEST_SCORE = 1_000_000


def _given(value: Any) -> Any:
    if value is None:
        raise ValueError("there is nothing after the colon")
    return value


def _whole_if_it_is(value: float) -> float:
    return int(value) if value.is_integer() else value


def _iso_day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(f'expected a date such as 2027-02-01, found "{value}"')
    return value


def _in_schema(**keywords: Any) -> Any:
    """What an editor can check, where the model itself does it by a function."""
    return Field(json_schema_extra=keywords)


def _checked(parse: Callable[[str], object]) -> AfterValidator:
    """Keeps a text as it is written if `parse` can make something of it."""

    def check(written: str) -> str:
        parse(written)
        return written

    return AfterValidator(check)


def _plain_text(written: str) -> str:
    if not written.strip():
        raise ValueError("there is nothing between the quotes")
    if written.startswith("@"):
        raise ValueError(f'"{written}": only text, title and abstract know sets of terms')
    return written


def _name(written: str) -> str:
    """A name has letters: no author of a mail is called 007, and a dash is somebody left out."""
    _plain_text(written)
    if not any(map(str.isalpha, written)) or not words_of(written):
        raise ValueError(f'"{written}": there is no letter in it, and so it is nobody\'s name')
    return written


def _pattern(written: str) -> str:
    _plain_text(written)
    if not any(_can_be_found(character) for character in written):
        raise ValueError(f'"{written}": there is no letter or digit in it to look for, and no * for whatever is there')
    return written


def _can_be_found(character: str) -> bool:
    """What values that mails give consist of, or stands for it: alerts may well be called "📚"."""
    return character in "*?[" or character.isalnum() or (not character.isascii() and is_word(character))


def parse_identifier(written: str) -> frozenset[tuple[str, str]]:
    """(scheme, canonical value) pairs of "arxiv:2303.08867", a bare arXiv id, DOI or PMC id, or an address."""
    scheme, _, value = written.strip().partition(":")
    if "://" in written:
        found = from_url(written.strip())
    elif scheme.lower() in SCHEMES and canonical(scheme.lower(), value.strip()):
        found = {scheme.lower(): value.strip()}
    else:
        found = {scheme: written for scheme in ("arxiv", "doi", "pmcid") if canonical(scheme, written.strip())}
    pairs = frozenset((scheme, canonical(scheme, value.strip()) or "") for scheme, value in found.items())
    if not pairs:
        raise ValueError(
            f'"{written}" is no identifier; write one such as arxiv:2303.08867, doi:10.1000/182 or pmid:123'
        )
    return pairs


# A key that may be left out but has a value where it stands.
Maybe = Annotated[T | None, BeforeValidator(_given)]
OneOrMore = Annotated[tuple[T, ...], Field(min_length=1), AloneOrListed()]

# Anything but nothing, or what begins like a regular expression and does not end as one.
Term = Annotated[str, _in_schema(pattern=r"^\s*(/[\s\S]+/i?\s*$|[^/\s])"), _checked(parse_term)]
Pattern = Annotated[str, _in_schema(pattern=NO_SET), AfterValidator(_pattern)]
Identifier = Annotated[str, _checked(parse_identifier)]
Count = Annotated[
    str,
    Field(coerce_numbers_to_str=True),
    _in_schema(pattern=r"^\s*(>=|<=|==|[><=≥≤])?\s*\d+(\.\d+)?\s*$", examples=[">= 40", "< 5"]),
    _checked(parse_comparison),
]
Age = Annotated[
    str,
    _in_schema(
        type="string",
        pattern=r"^\s*(>=|<=|[><≥≤])\s*\d+(\.\d+)?\s*([Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?\s*$",
        examples=["< 7 days", ">= 2 weeks"],
    ),
    _checked(parse_age),
]
Name = Annotated[str, _in_schema(pattern=NO_SET), AfterValidator(_name)]
Kind = Literal["new", "cross-list", "replaced"]
Belonging = Literal["code", "pdf", "abstract", "doi"]
Number = Annotated[
    float, Field(ge=-FARTHEST_SCORE, le=FARTHEST_SCORE, allow_inf_nan=False), AfterValidator(_whole_if_it_is)
]
Day = Annotated[date, _in_schema(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2027-02-01"]), BeforeValidator(_iso_day)]
Label = Annotated[str, Field(min_length=1)]


# ── conditions ────────────────────────────────────────────────────────────────────────────────────────


def looks_somewhere(written: Any) -> Any:
    """A condition as it is; raises ValueError for a mere term, which does not say where to look for it."""
    if isinstance(written, str):
        raise ValueError(f'{mismatch(KEYS, written)}; say where to look: {{text: "{written}"}}')
    return written


def counted(written: Any) -> Any:
    """What `at_least` holds as it is; raises ValueError for what does not say how many of which conditions."""
    if written is not None and not isinstance(written, dict):
        raise ValueError("say how many of the conditions must hold, as {2: [{title: a}, {title: b}, {title: c}]}")
    return written
