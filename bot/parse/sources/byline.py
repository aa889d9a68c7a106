"""Lines that name the authors of a paper: told from other lines, and as text that `split_authors` understands."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.parse.sources.imprint import LONGEST, journal_and_year, without_imprint
from bot.parse.sources.labels import is_label, is_type
from bot.parse.sources.markers import (
    is_group,
    with_et_al,
    without_articles,
    without_group_before,
    without_group_behind,
    without_markers,
)
from bot.parse.sources.people import (
    NAME,
    has_no_names,
    is_first_of_many,
    is_in_lower_case,
    is_sentence,
    people_in,
    words_of,
)
from bot.scholarly.names import split_authors

_LABEL = re.compile(
    r"(?:authors?|by|verfasser(?:in)?|autor(?:en|es|in)?|auteurs?|作者|著者|저자|авторы?)\s*[:：]\s*|author\(s\)\s*:?\s*|by\s+(?=(?-i:[^\W\d_a-z]|(?:van|von|de|del?la|di|du|den|der|dos|el|la|le|ten)\s))",
    re.I,
)
_LABELS = ("author", "by", "verfas", "autor", "auteur", "作者", "著者", "저자", "автор")  # how these begin
_LONGEST_LABEL = 6  # of these
_DASHES = 2  # between people
_HYPHENS = str.maketrans("\u2010\u2011", "--")  # Wiley's
_WIDE = str.maketrans({"，": ", ", "；": "; "})  # of Chinese and Japanese
_ENDS_OF_YEARS = frozenset("0123456789)")
# Ovid writes "Okonkwo AJ. van der Meer Y."
_STOPS_BETWEEN = re.compile(r"(?:(?:[^\W\d_][^\W\d_'’-]*[ '’-]){1,4}[A-Z]{1,4}\.(?:\s|$)){2,}")
# "Roe, Ada B. et al.", as ADS has it: no surname, and no given name but of one word or with initials, stands alone.
_SURNAME = r"[^\W\d_a-z][\w'’-]+"
_PARTICLES = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|ten|ter) ){0,3}"
_FIRST_INVERTED = re.compile(
    rf"^({_PARTICLES}{_SURNAME}, {_SURNAME}(?: [A-Z]\.| {_SURNAME}){{0,3}}"
    rf"|{_SURNAME} {_SURNAME}, {_SURNAME}(?: [A-Z]\.){{0,3}}),? et al\.?$"
)
_GIVEN_AND_INITIAL = re.compile(r"(?:^[^,]{2,40}, |, [^\W\d_]{2,20} )[A-Z]\.$")  # "Fernández, Amara J.", "Roe, A."


@lru_cache(maxsize=4096)
def authors_in(text: str) -> int:
    """How many people an author line names; 0 when `text` is none."""
    text = _between_commas(without_imprint(text if text.isascii() else text.translate(_HYPHENS).translate(_WIDE)))
    if text.endswith(":"):
        return 0
    if label := _label(text):
        named = text[label.end() :]
        return 0 if is_in_lower_case(named[:400].split()) else max(1, len(split_authors(named)[0]))
    if is_sentence(text):
        return 0
    if is_group(text):
        return 1
    text = without_articles(without_group_behind(text))
    words = words_of(text)
    if len(text) > LONGEST or is_in_lower_case(words):
        return 0
    lowered = [word.lower() for word in words]
    if has_no_names(text, lowered) or is_label(text) or is_type(text):
        return 0
    return people_in(without_markers(text, lowered)) or int(is_first_of_many(text))


def names_authors(text: str) -> bool:
    """Whether a line is labelled as that of the authors."""
    return _label(text) is not None and authors_in(text) > 0


def byline_of(text: str) -> str:
    """An author line without its label and date, and without the full stop of PubMed, which writes no others."""
    text = _between_commas(without_imprint(text if text.isascii() else text.translate(_WIDE)))
    label = _label(text)
    people = text[label.end() :] if label else text
    text = with_et_al(people).rstrip(" |·•")
    if not people.startswith(text):
        text = _with_first_apart(text)
    if text.endswith("..") and text[-3:] != "...":
        text = text[:-1]  # ProQuest's full stop behind an initial
    if label and _STOPS_BETWEEN.fullmatch(text):
        text = text.rstrip(".").replace(". ", ", ")
    return text[:-1] if _is_ended(text) else text


def people_of(byline: str) -> tuple[tuple[str, ...] | None, frozenset[str]]:
    """Who wrote a paper, as a `Mention` says it: `authors`, and what of `truncated` that makes.

    A mail that only says there are others ("et al.") names nobody, so nothing of it is cut.
    """
    authors, is_cut = split_authors(byline)
    return authors or None, frozenset(["authors"] if authors and is_cut else ())


def journal_behind(text: str) -> tuple[str, str] | None:
    """The journal and the year behind the people of a line, or None."""
    if text[-1:] not in _ENDS_OF_YEARS or (found := journal_and_year(text)) is None:
        return None
    return (found["venue"], found["year"]) if authors_in(text[: found.start()]) else None


def is_in_journal(text: str) -> bool:
    """Whether a line says of people in which journal they wrote: "Roe A. in Ecology of Gardens (2026)"."""
    return text.endswith(")") and " in " in text and journal_behind(text) is not None


def _label(text: str) -> re.Match[str] | None:
    return _LABEL.match(text) if text[:_LONGEST_LABEL].lower().startswith(_LABELS) else None


def _between_commas(text: str) -> str:
    """A list with dashes between three or more people, as ResearchGate has it, or slashes between any, as De Gruyter
    has, with commas; no group before them."""
    text = without_group_before(text)
    if " / " in text and all(map(NAME.fullmatch, text.split(" / "))):
        return text.replace(" / ", ", ")
    dashes = text.count(" - ") if "," not in text else 0
    is_list = dashes >= _DASHES or (dashes == 1 and all(map(NAME.fullmatch, text.split(" - "))))
    return text.replace(" - ", ", ") if is_list else text


def _with_first_apart(text: str) -> str:
    """A list of one person, surname first, and others, so that these are told apart: "Roe, Ada; et al."."""
    return _FIRST_INVERTED.sub(r"\1; et al.", text)


def _is_ended(text: str) -> bool:
    """Whether a list ends like a sentence: with the only full stop in it."""
    is_sentence = text.endswith(".") and "." not in text[:-1] and ";" not in text and not text.endswith(" al.")
    return is_sentence and not _GIVEN_AND_INITIAL.search(text)
