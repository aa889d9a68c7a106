"""Lines that cite where a paper appeared and begin with the journal, each house in its way."""

from __future__ import annotations

import re

from bot.parse.sources.byline import authors_in
from bot.parse.sources.dates import MONTH, YEAR, may_have_year, read_date
from bot.parse.sources.labels import is_label, is_notice, is_type
from bot.parse.text import has_digit

# Journals of one word that buttons and kinds of items bear, too.
SERVERS = frozenset(("arxiv", "biorxiv", "medrxiv", "chemrxiv", "science", "nature", "cell"))
NO_VENUE = re.compile(
    r"(?:first|available|epub|submitted|received|accepted|publication|online|copyright|volume|issue|conference|updated"
    r"|presented|(?:ph\.?d|doctoral|master'?s?|msc|bachelor'?s?|habilitation)\W+(?:thesis|dissertation)|thesis"
    r"|department of error|errat\w+|corrigend\w+|corrections?|retract\w+|addend\w+)\b",
    re.I,
)
_LABEL = re.compile(r"[\s.,;:–-]*(?:(?:citation|cite as|published in)\s*:\s*)?", re.I)
_ASIDE = re.compile(r"\s[|·•—–]\s")
_SEPARATORS = ("|", "·", "•", "—", "–")
_VENUE = (
    r"(?P<venue>[^\W_][^\s,;|()\[\]]*(?:\s[^\s,;|()\[\]]+){0,11}?"
    r"(?:,\s[^,;|()\d]{2,40}\s(?:&|and)\s[^,;|()\d]{2,40}?)?)"  # "Media, Hedges & Society"
)
_PLACE = r"\(\w{1,7}(?:[-–/]\w{1,4})?\)"  # "(3)", "(7-8)"
_WAYS = (
    rf"\s\({YEAR}\)\s\d{{1,4}}\s?{_PLACE}\s?[:,]",  # Hedges (2026) 37 (5): 817–858
    rf"\s\d{{1,4}}(?:{_PLACE})?,\s[\w–-]{{1,24}}\s\({YEAR}\)",  # Hedg. Lett. 32(10), 101-115 (2026)
    rf"\s\d{{1,4}}\s\({YEAR}\),\s\d",  # Trans. Hedg. Soc. 379 (2026), 2200-2240
    rf"\s\d{{1,4}}\s?{_PLACE}:\s?[\w\s–-]{{1,24}}\s\([^()]{{0,12}}{YEAR}\)",  # Ann. Hedg. 54(1): 1-28 (May 2026)
    rf"\s{YEAR}(?:\s\([^()]{{5,6}}\))?;\s?\d{{1,4}}(?:\s?[:(]|\s\d)",  # Hedges 2026;41 267-270
    rf"\s{YEAR},?\s\d{{1,4}}:\s?\w{{0,4}}\d",  # Hedges 2026 20:240
    rf"\s{YEAR},\s\d{{1,4}}(?:\s?{_PLACE})?[,;]",  # Hedges 2026, 13(3), 700
    rf"\s{YEAR}\s\d{{1,4}}\s[A-Z]{{0,4}}\d{{2,}}[A-Z\d]*$",  # Hedges 2026 10 035012
    r",\s(?:[Vv]olume|[Vv]ol\.?)\s\d+[A-Z]?\s?[,/]\s?(?:Issue|No\.|Pages?\b|Part\b|Article|(?:\d{1,2}\s)?[A-Z][a-z]+\s\d{4}\b)",
    r",\s(?:In [Pp]ress\b|Available online\s\d)",
    rf"[.,]?\s(?:\d{{1,2}}\s)?{MONTH}\s{YEAR}[:;]\s?\d",  # Hedges 10 Jun 2026: 1416-1421
    rf",\s{YEAR},\s(?:\d{{1,4}}\s?[(,]|[Pp]ages?\s|pp?\.|[Vv]ol)",  # Hedges, 2026, 61 (1), pp.77-112
    rf",\s\d{{1,4}}(?:{_PLACE})?,\s(?:pp?\.\s?\d|\d{{2,}}$)",  # Hedges, 27(3), pp. 255-271
    rf"\spublished ahead of print\s.{{0,30}}{YEAR}",
    r"(?<=Rxiv)\s\d{4}\.\d\d\.\d\d\.\d",
    r",?\s(?:Articles? )?ASAP$",
)
_CITING = re.compile(f"{_VENUE}(?:{'|'.join(_WAYS)})", re.I)
_DAY = re.compile(rf",?\s{MONTH}\s\d{{1,2}}$", re.I)  # PNAS has "PNAS September 22, 2026 123 (38) e26"
_FEWEST = 2  # characters
_LONGEST = 300  # characters


def cited_in(text: str) -> tuple[str, str | None] | None:
    """The journal a line cites, at its beginning or behind a separator, and the date or year it gives."""
    if len(text) > _LONGEST or not (has_digit(text) or text.endswith("ASAP") or "ress" in text):
        return None
    parts = _ASIDE.split(text) if any(mark in text for mark in _SEPARATORS) else [text]
    for part in parts:
        if not _may_cite(part):
            continue
        found = _CITING.match(part, label.end() if (label := _LABEL.match(part)) else 0)
        if found and is_venue_name(found["venue"]):
            return as_venue(found["venue"], text[found.end("venue") :]), read_date(text)
    return None


def _may_cite(part: str) -> bool:
    """Whether a part of a line has what each of the ways has one of."""
    return may_have_year(part) or "," in part or "rxiv" in part.lower() or part[-4:].upper() == "ASAP"


def is_venue_name(text: str) -> bool:
    """Whether words that stand where a journal does can be its name: no kind, button, notice or list of people."""
    if len(text) < _FEWEST or NO_VENUE.match(text) or is_notice(text):
        return False
    if text.isascii() and not any(char.isupper() for char in text):
        return False
    is_other = text.lower() not in SERVERS and (is_type(text) or is_label(text))
    return not is_other and authors_in(text) < 2


def as_venue(text: str, behind: str = "") -> str:
    """Without month and day, and the full stop that ends a sentence: which none of "Phys. Rev. Lett." does."""
    text = _DAY.sub("", text).strip(" ,(")
    return text if text.count(".") > 1 or behind.startswith(",") else text.rstrip(".")
