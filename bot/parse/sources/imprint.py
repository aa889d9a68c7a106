"""The date, journal, volume and pages, and buttons, that mails put on the line of the authors, around them."""

from __future__ import annotations

import re

from bot.parse.sources.dates import may_have_year
from bot.parse.sources.labels import is_label
from bot.parse.sources.people import NAME
from bot.parse.text import has_digit

LONGEST = 3000  # characters of an author line
_END_OF_LIST = 100  # characters in which the last person and the pages would stand
_END = 60  # characters in which a button would stand

# "March 2018", as Wiley does without a space behind it.
_DATE_BEFORE = re.compile(
    r"(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?:19|20)\d\d[\s:,-]*(?=[^\W\d_])"
)
_STATE_BEFORE = re.compile(r"(?:Early View|Accepted Articles?|Version of Record(?: online)?)\s+(?=[^\W\d_])")
_YEAR_AND_JOURNAL = re.compile(
    r"\s\((?:19|20)\d\d\)\.?\s(?=[A-Z]).*$"
)  # "Ada Example, Bo Sample (2026) Ecology of Gardens"
# PhilPapers has "Ada Example - 2021 - Noûs 21 (3):1-24.".
_YEAR_BEHIND = re.compile(r"\s[-–]\s(?:(?:19|20)\d\d|forthcoming)\s[-–]\s.{2,200}$")
# Mendeley has "Roe A., Poe B. in Ecology of Gardens (2026)", Semantic Scholar "Ada Roe, Bo Poe · ArXiv · 2026".
_JOURNAL_BEHIND = re.compile(r"\s+in\s(?P<venue>[^\W\d_a-z][^()]{2,120}?)\s?\((?P<year>(?:19|20)\d\d)\)$")
_VENUE_AND_YEAR = re.compile(r"\s[·•|]\s(?P<venue>[^·•|]{2,120}?)\s[·•|]\s(?P<year>(?:19|20)\d\d)$")
# IOP has "Ada Roe et al 2024 J. Phys.: Condens. Matter 36 04LT01".
_YEAR_JOURNAL_VOLUME = re.compile(
    r"\s(?P<year>(?:19|20)\d\d)\s(?P<venue>[A-Z][^\d,;]{1,80}?)\s[A-Z]?\d{1,4}(?:\s?\(\w{1,6}\))?\s[A-Z]{0,4}\d\w{0,12}$"
)
# Feedly names the feed, who is first, and how old it is: "Ecology of Gardens by Ada Roe / 2h".
_FEED_AND_AGE = re.compile(
    r".{2,100}?\s(?P<people>by\s[^/|]{3,200}?)\s/\s\d{1,3}\s?(?:min|h|d|w|mo|y)\w{0,8}(?:\s//.{0,30})?"
)
# Inoreader has "by Ada Roe, Bo Poe • 2h ago", NBER "Ada Roe, Bo Poe #33871 (LS, PE)".
_AGE_BEHIND = re.compile(
    r"\s[-–—|•·]\s\d{1,3}\s?(?:min(?:ute)?s?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?|mo(?:nth)?s?)(?:\sago)?$", re.I
)
_NUMBER_BEHIND = re.compile(r"\s#\d{3,7}(?:\s\([A-Z]{2,4}(?:,\s[A-Z]{2,4}){0,9}\))?$")
_DATE_BEHIND = re.compile(
    r"\s*(?:\s[-–—|•·]\s*|\|)\s*(?:(?i:open(?: access)?|free)\s*\|\s*)?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d(?=\s[·•|])"
    r"|\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d|[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d"
    r"|Volume \d|Vol\. \d|First Published|Published|Version of Record)\b.*",
    re.S,
)
_PAGES_BEHIND = re.compile(
    r"\s*\((?:pp?\.?|pages?)\s?[\w\s–-]+\)$"
    r"|(?<!\d)\s*(?:[|·•]|,\s*(?=pp?\.|pages?\b))\s*(?!\s*(?:19|20)\d\d$)(?:pp?\.|pages?:?)?\s*e?\d+(?:\s?[-–]\s?e?\d+)?\.?$",
    re.I,
)
# JMLR has "Ada Roe, Bo Poe; 23(40):1-46, 2022.", PMLR "Ada Roe, Bo Poe; Proceedings of ICML, PMLR 206:100-119".
_CITED_BEHIND = re.compile(
    r"(?<![\d)]);\s(?:Proceedings\b.{0,300}"
    r"|\d{1,4}\s?\(\w{1,6}\)\s?:\s?\w?\d{1,6}(?:\s?[-–−]\s?\w?\d{1,6})?(?:,\s(?:19|20)\d\d)?\.?)$"
)
# Springer's "Ada Roe, Bo Poe 14000–14016"; no years.
_PAGES_RIGHT_BEHIND = re.compile(
    r"(?:,\s|\sand\s|&\s)[^,\d]{2,60}(?P<pages>\s(?!(?:1[89]|20)\d\d\s?[-–]\s?(?:1[89]|20)?\d\d$)\d{1,6}\s?[-–]\s?\d{1,6})$"
)
_BUTTON_BEHIND = re.compile(r"\s[-–—|·•]\s([^-–—|·•,;]{2,40})$")  # "Ada Example, Bo Sample — bioRxiv"


def without_imprint(text: str) -> str:
    """An author line without the date, journal, volume and pages around the people, and without a button behind."""
    if len(text) > LONGEST:
        return text
    state = _STATE_BEFORE.match(text)
    text = text[state.end() :] if state else text
    if text[-1:].isdigit() or text.endswith((")", ".")):
        text = _YEAR_BEHIND.sub("", _PAGES_BEHIND.sub("", text))
    if text[-1:].isdigit() and (placed := _PAGES_RIGHT_BEHIND.search(text[-_END_OF_LIST:])):
        text = text[: len(placed["pages"]) * -1]
    if "; " in text and (cited := _CITED_BEHIND.search(text)):
        text = text[: cited.start()]
    text = _without_button(text)
    if not has_digit(text):
        return text
    if " / " in text and (shown := _FEED_AND_AGE.fullmatch(text)):
        return shown["people"]
    text = _AGE_BEHIND.sub("", text)
    text = _NUMBER_BEHIND.sub("", text) if "#" in text else text
    if may_have_year(text) and (cited := _YEAR_AND_JOURNAL.search(text) or journal_and_year(text)):
        text = text[: cited.start()]
    before = _DATE_BEFORE.match(text)
    return _DATE_BEHIND.sub("", text[before.end() if before else 0 :])


def journal_and_year(text: str) -> re.Match[str] | None:
    """The groups `venue` and `year` behind the people of a line, if it has them; one person may be no venue."""
    if not may_have_year(text):
        return None
    found = _JOURNAL_BEHIND.search(text) or _VENUE_AND_YEAR.search(text) or _YEAR_JOURNAL_VOLUME.search(text)
    is_person = found is not None and "," not in text[: found.start()] and NAME.fullmatch(found["venue"]) is not None
    return None if is_person and found and found.re is _VENUE_AND_YEAR else found


def _without_button(text: str) -> str:
    end = text[-_END:]
    has_dash = "-" in end or "|" in end or not end.isascii()
    found = _BUTTON_BEHIND.search(end) if has_dash else None
    is_button = found is not None and is_label(found[1]) and not found[1].isdigit()
    return text[: -len(found[0])] if found and is_button else text
