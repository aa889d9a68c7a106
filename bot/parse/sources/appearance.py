"""Where and when a paper appeared, as the lines beside its title say it: journal, conference or server, and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.parse.html import Block
from bot.parse.sources.byline import journal_behind
from bot.parse.sources.citing_lines import NO_VENUE, SERVERS, cited_in
from bot.parse.sources.dates import MONTH, YEAR, date_alone, day_first, has_year, may_have_year, read_date
from bot.parse.sources.labels import is_label, is_type
from bot.parse.sources.people_cited import before_issue
from bot.parse.sources.titles import is_prose, is_title_case
from bot.parse.text import has_digit, holds_one_of

_DATED = re.compile(
    r"(?:\b(?:posted|published|available online|online(?:first)?|epub|publication date|date|first published"
    r"|e-?published|posted on|version|(?:online )?erschienen|veröffentlicht|publiée?|publicado|pubblicato"
    rf"|\w+ (?:review|protocol)(?=\s\d{{1,2}}\s{MONTH}\s{YEAR}))\b|公開日|発行|发布|发表|出版)",
    re.I,
)
_PUBLISHED_ON = re.compile(r"\b(?:published|available online|posted)\b", re.I)
# AHA has "Originally publishedJanuary 3, 2026", Wiley "October 2026Ada Roe and Bo Poe".
_GLUED = re.compile(r"(?<=published)(?=[A-Z])|(?<=[a-z] (?:19|20)\d\d)(?=[^\W\d_]{2})")
_YEAR_ALONE = re.compile(rf"[\s.]*({YEAR})(?:\s⟨hal-\d+⟩)?")  # HAL names a preprint's number behind it
_MONTH_WITHIN = re.compile(rf"\b{MONTH}|{YEAR}-\d\d-\d\d", re.I)
_WORDS_OF_SENTENCE = 4
_LONGEST = 400  # characters
_WITHOUT_DIGIT = (":", "：", "ASAP", "ress")
_ASIDE = re.compile(r"\s*[|·•]\s*|\s[–—-]\s")
_ISSUE_NUMBER = re.compile(r"\b(?:vol(?:ume|\.)?|issue|no\.?)\s?\d", re.I)
_SERVER = re.compile(
    r"\b(bioRxiv|medRxiv|chemRxiv|PsyArXiv|SSRN|Research Square|openRxiv)\b(?=.{0,20}\bposted\b)", re.I
)
_CITATION = re.compile(
    r"(?:^|(?<=\.\s))(?P<venue>[A-Z][^.;:]{1,90}?(?:\s\([^()]{2,40}\))?)\.\s+(?P<date>(?:19|20)\d\d(?:\s+[A-Z][a-z]{2}[a-z]*)?(?:\s+\d{1,2})?)\b(?:[-/\w\s]*)?[;:.]"
)
_ABBREVIATIONS = re.compile(r"(?:[A-Z][A-Za-z]{0,12}\.\s*){1,8}")
_VENUE_LABEL = re.compile(
    r"(?:source|journal|venue|published in|conference|publication(?: info(?:rmation)?| title)?"
    r"|期刊|来源|刊名|掲載誌|저널|журнал)\s*[:：]"
    r"\s*(?P<venue>(?:(?:19|20)\d\d\s)?[^\d;|，]{2,120})",
    re.I,
)
_WITHOUT_VOLUME = re.compile(r",\s(?:volume|vol\.?|v)\s*$", re.I)  # "Source: Hedges, Volume 391", ERIC's "…, v391"
# X-MOL and Stork say how often a journal is cited: "J. Pond Stud. ( IF 3.3)2026-08-28".
_RATED = re.compile(
    r"(?P<venue>[^\W\d_][^()|;]{1,100}?)\s?(?:\((?:19|20)\d\d\)\s?)?\(\s?(?:IF|[Ii]mpact [Ff]actor|影响因子)\W{0,3}\d"
)
_APPEARED = re.compile(
    r"(?:[\w&/ -]{3,60}\s[·•|]\s)*(?P<venue>(?!\d{1,2}\s)\w[^·•|\n]{1,120}?)[\s,.·•|(–-]+"
    rf"(?P<date>(?:\d{{1,2}}\s)?(?:{MONTH}\s(?:\d{{1,2}},\s)?)?{YEAR})"
    r"\)?\.?(?:\s[·•|].*)?",
    re.I,
)
_YEAR_FIRST = re.compile(r"\((?P<year>(?:19|20)\d\d)\)\.?\s(?P<venue>[A-Z][^,]{2,100})(?:,|$)")  # Scopus
_YEAR_BRACKETED = re.compile(r"(?P<venue>[A-Z][^,;:()|\d]{2,100}?)\s\((?P<year>(?:19|20)\d\d)\),\s\d")  # CAS
_YEAR_WITHIN = re.compile(
    r"(?P<venue>[A-Z][^,;:\d]{2,80}?)(?:,\s(?=\d{4},)|\s(?=\d{4}(?:\s\([^()]{5,6}\))?;))(?P<year>(?:19|20)\d\d)(?:\s\([^()]{5,6}\))?"
    r".\s(?:\d|Advance\b|doi\b)",
    re.I,
)  # RSC; HighWire has "J. Inv. Neurons 2026; 46(3)", JMIR "J Inv Internet 2026 (Jan 15); 26:e1"
_YEAR_BETWEEN = re.compile(r"[^·•|]{3,400}\s[·•|]\s(?P<year>(?:19|20)\d\d)\s[·•|]\s(?P<venue>[A-Z][^·•|\d]{2,100})$")
_YEAR_APART = re.compile(r"(?P<year>(?:19|20)\d\d)\s[·•|]\s(?P<venue>[^\W\d_][^·•|\d]{2,100})")  # ResearchRabbit
_YEAR_FIELD = re.compile(r"publication year:\s*((?:19|20)\d\d)", re.I)
_VOLUME = re.compile(r",?\s+(?:vol\w*\.?\s*)?\d+\s*(?:\(|:|,|$).*|,\s*(?:vol|no|pp?|art|issue)\b.*|,\s*\d.*", re.I)
_PUBLISHED = re.compile(
    r"[\s.,;:|-]*\b(?:(?:originally|first|e?) ?published|version of record|published|posted)\b.*", re.I
)


class _Said(NamedTuple):
    """What one line says: the journal, and the date it calls that of publication, has apart, or cites."""

    venue: str | None = None
    published: str | None = None
    apart: str | None = None
    cited: str | None = None


def where_and_when(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Journal and date of the lines that name them by themselves, wherever they stand beside a title."""
    said = [_said(_unglued(text)) for text in texts if _may_say(text) and not is_prose(text)]
    venue = next((one.venue for one in said if one.venue), None)
    dates = (date for kind in ("published", "apart", "cited") for one in said if (date := getattr(one, kind)))
    return venue, next(dates, None)


def _may_say(text: str) -> bool:
    """Whether a line has what all that say something have: a digit, the colon of a label, or "ASAP" or "in press"."""
    return len(text) <= _LONGEST and (has_digit(text) or holds_one_of(text, _WITHOUT_DIGIT))


def _unglued(text: str) -> str:
    return _GLUED.sub(" | ", text) if may_have_year(text) else text


@lru_cache(maxsize=1024)
def _said(text: str) -> _Said:
    label = _VENUE_LABEL.match(text)
    if not label and (cited := cited_in(text)):
        return _Said(cited[0], _date_called(text), _date_apart(text), cited[1])
    if not (label or has_year(text)):
        return _Said()
    if year := _YEAR_ALONE.fullmatch(text):
        return _Said(cited=year[1])
    if before := before_issue(text):
        return _Said(before[1]["venue"], cited=read_date(text[before[1].start() :]))
    if (between := _YEAR_BETWEEN.match(text)) and not is_type(between["venue"]):
        return _Said(between["venue"].strip(), cited=between["year"])
    if behind := journal_behind(text):
        return _Said(behind[0], cited=behind[1])
    if citation := _CITATION.search(text):
        return _Said(_venue(text) or _journal(text, citation), cited=read_date(citation["date"]))
    if label or _RATED.match(text):
        return _Said(_venue(text), cited=read_date(text))
    return _Said(_venue(text), _date_called(text), _date_apart(text))


def _date_called(text: str) -> str | None:
    """The date that a line says something was published on."""
    if not _DATED.search(text):
        return None
    since = _PUBLISHED_ON.search(text)
    behind = text[since.end() :] if since else ""
    return read_date(behind if _MONTH_WITHIN.search(behind) else text)


def _date_apart(text: str) -> str | None:
    """The date a line has apart from the rest: "Article | 7 May 2026 | doi: …", ResearchGate's "Article Apr 2026"."""
    for number, part in enumerate(_ASIDE.split(text)):
        if found := date_alone(part) or (day_first(part) if number else None):
            return found
    is_kind_and_date = is_type(text) and _MONTH_WITHIN.search(text) and not _ISSUE_NUMBER.search(text)
    return read_date(text) if is_kind_and_date else None


def appeared_below(lines: Sequence[Block], trailing: str) -> tuple[str | None, str | None]:
    """Journal or server and date as the line right below the authors gives them: "Ecology of Gardens, 12 (1), 2026"."""
    for text in (*trailing.split("\n")[1:], *(line.text for line in lines[:1])):
        if not may_have_year(text):
            continue
        if year_first := _YEAR_FIRST.match(text):
            venue = _VOLUME.sub("", year_first["venue"]).strip(" ,")
            return None if NO_VENUE.match(venue) else venue, year_first["year"]
        if year_within := _YEAR_WITHIN.match(text) or _YEAR_BRACKETED.match(text):
            return year_within["venue"], year_within["year"]
        if (year_apart := _YEAR_APART.fullmatch(text)) and not is_type(year_apart["venue"]):
            return year_apart["venue"], year_apart["year"]
        text = text.strip(" .,")
        found = _APPEARED.fullmatch(text) if len(text) < 200 and not is_prose(text) else None
        venue = _venue_before_date(text, found) if found else ""
        is_other = venue.lower() not in SERVERS and (is_type(venue) or is_label(venue))
        is_venue = len(venue) > 2 and not is_other and not NO_VENUE.match(venue) and not _is_sentence(venue)
        if found and is_venue:
            return venue, read_date(found["date"])
    return _above_year(lines)


def _above_year(lines: Sequence[Block]) -> tuple[str | None, str | None]:
    """As IEEE Xplore has it: the journal on a line, "Publication Year: 2025, Page(s): 1 - 12" on the next."""
    if len(lines) < 2 or not (year := _YEAR_FIELD.match(lines[1].text)):
        return None, None
    venue = lines[0].text
    return (None if is_prose(venue) or is_label(venue) or is_type(venue) else venue), year[1]


def _is_sentence(text: str) -> bool:
    """Whether what stands before a date is words of a sentence or a heading rather than a journal."""
    is_lower = text.isascii() and text.count(" ") >= _WORDS_OF_SENTENCE and not is_title_case(text)
    return is_lower or text.count(": ") > 1


def _venue_before_date(text: str, found: re.Match[str]) -> str:
    """Without volume and pages; "Phys. Rev. Lett." keeps its last full stop."""
    written = found["venue"]
    if ". " in written and text[found.end("venue") : found.end("venue") + 1] == ".":
        written += "."
    venue = _VOLUME.sub("", _PUBLISHED.sub("", written)).removeprefix("Preprint from ").strip(" ,(")
    return venue if venue.count(".") > 1 else venue.rstrip(".")


def _journal(text: str, citation: re.Match[str]) -> str:
    """The journal of a citation, with the abbreviations before its last word ("Appl. Phys. Lett. 2026")."""
    start = 0 if _ABBREVIATIONS.fullmatch(text, 0, citation.start("venue")) else citation.start("venue")
    return text[start : citation.end("venue")].strip()


def _venue(text: str) -> str | None:
    found = _SERVER.search(text)
    if found:
        return found[1]
    if rated := _RATED.match(text):
        return rated["venue"].strip()
    labelled = _VENUE_LABEL.match(text)
    venue = _WITHOUT_VOLUME.sub("", labelled["venue"]).strip(" ,-(") if labelled else ""
    return (venue if venue.count(".") > 1 else venue.strip(".")) or None  # "Phys. Rev. Lett." keeps its last full stop
