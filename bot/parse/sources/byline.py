"""Lines that name the authors of a paper: told from other lines, and as text that `split_authors` understands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.parse.html import Block
from bot.parse.sources.labels import is_label, is_type
from bot.parse.text import has_digit
from bot.scholarly.names import split_authors

_LABEL = re.compile(
    r"(?:authors?|by|verfasser(?:in)?|autor(?:en|es|in)?|auteurs?|作者|著者|저자|авторы?)\s*[:：]\s*|author\(s\)\s*:?\s*|by\s+(?=(?-i:[^\W\d_a-z]|(?:van|von|de|del?la|di|du|den|der|dos|el|la|le|ten)\s))",
    re.I,
)
_LABELS = ("author", "by", "verfas", "autor", "auteur", "作者", "著者", "저자", "автор")  # how these begin
_SEPARATORS = (" and ", " & ", "&", ";", " und ", " · ", " • ", "|", "、")
# What author lists hold besides names; these words or anything but letters and punctuation show that there is some.
_MARKED = frozenset(
    """
    et al more others orcid md m.d phd ph.d mbbs mbchb mph ms msc mhs mba do rn msn dphil dsc scd pharmd frcp facc faha
    fesc dr prof a mdiv mls mpa mpp msw msph msce mhsc med scm dmd llm facp facs faan dnp bsn mrcp frcs frcpc mmsc mres
    bsc drph edd psyd sm
    """.split()
)
_OTHER_DEGREE = re.compile(r"SM|JD|PA|NP|BM|BS|BA|MA")  # on its own between commas
_GROUP_BEFORE = re.compile(r"^(?:The )?[\w'’-]+ [Cc]ollaborations?, ?(?=\w)")
_LONGEST = 3000  # characters of an author line
_MOST_LINES = 60  # of people, one a line
_MAIL_ADDRESS = re.compile(r"(?:(?i:e-?mail)\s*:\s*)?[^\s@<>]{1,80}@[\w.-]{3,80}")
_ENDS_OF_YEARS = frozenset("0123456789)")
_DASHES = 2  # between people
_HYPHENS = str.maketrans("\u2010\u2011", "--")  # Wiley's
_WIDE = str.maketrans({"，": ", ", "；": "; "})  # of Chinese and Japanese
# What no Chinese name holds, and what Japanese sentences do: verbs, and Latin words among Japanese particles.
_IN_SENTENCE = re.compile(
    "[的您你请我们这那吗呢：]|です|ます|した|ください|から|[ぁ-ん](?=.*[A-Za-z])|[A-Za-z].*[ぁ-ん]"
)
_PUNCTUATION = str.maketrans("", "", " ,.;:'’´`&|·-–")
_IGNORED = re.compile(
    r"""
    \([^()]*\) | \[[^\[\]]*\] | …|\.\.\. | \bet\ al\b\.? | \bmore\b | \b[Oo]thers\b | \bORCID\b
  | \+?\s*\b(?:and\ )?\d+\ (?:more|other|additional)?\ ?(?:authors?|others)?\b | \+:?A?\b | \+?\s*:?\s*A\b\s*$
  | [\d*†‡§¶✉#⁰¹²³⁴-⁹]+
  | \b(?:Ph\.?D|M\.?D|MBBS|MBChB|MPH|MSc?|MHS|MBA|DO|RN|MSN|DPhil|DSc|ScD|PharmD|FRCP|FACC|FAHA|FESC
      |MDiv|MLS|MPA|MPP|MSW|MSPH|MSCE|MHSc|MEd|ScM|DMD|LLM|FACP|FACS|FAAN|DNP|BSN|MRCP|FRCS|FRCPC|MMSc|MRes|BSc|DrPH|EdD|PsyD)\b\.?
  | \b(?:Dr|Prof)\b\.?\s
    """,
    re.X,
)
# What mails put on the line of the authors, before them ("March 2018", as Wiley does without a space) and behind them.
_DATE_BEFORE = re.compile(
    r"(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?:19|20)\d\d[\s:,-]*(?=[^\W\d_])"
)
_YEAR_AND_JOURNAL = re.compile(
    r"\s\((?:19|20)\d\d\)\.?\s(?=[A-Z]).*$"
)  # "Ada Example, Bo Sample (2026) Ecology of Gardens"
# PhilPapers has "Ada Example - 2021 - Noûs 21 (3):1-24.".
_YEAR_BEHIND = re.compile(r"\s[-–]\s(?:(?:19|20)\d\d|forthcoming)\s[-–]\s.{2,200}$")
# Mendeley has "Roe A., Poe B. in Ecology of Gardens (2026)", Semantic Scholar "Ada Roe, Bo Poe · ArXiv · 2026".
_JOURNAL_BEHIND = re.compile(r"\s+in\s(?P<venue>[^\W\d_a-z][^()]{2,120}?)\s?\((?P<year>(?:19|20)\d\d)\)$")
_VENUE_AND_YEAR = re.compile(r"\s[·•|]\s(?P<venue>[^·•|]{2,120}?)\s[·•|]\s(?P<year>(?:19|20)\d\d)$")
# Feedly names the feed, who is first, and how old it is: "Ecology of Gardens by Ada Roe / 2h".
_FEED_AND_AGE = re.compile(
    r".{2,100}?\s(?P<people>by\s[^/|]{3,200}?)\s/\s\d{1,3}\s?(?:min|h|d|w|mo|y)\w{0,8}(?:\s//.{0,30})?"
)
_STATE_BEFORE = re.compile(r"^(?:Early View|Accepted Articles?|Version of Record(?: online)?)\s+(?=[^\W\d_])")
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
_BUTTON_BEHIND = re.compile(r"\s[-–—|·•]\s([^-–—|·•,;]{2,40})$")  # "Ada Example, Bo Sample — bioRxiv"
# Ovid writes "Okonkwo AJ. van der Meer Y."
_STOPS_BETWEEN = re.compile(r"(?:(?:[^\W\d_][^\W\d_'’-]*[ '’-]){1,4}[A-Z]{1,4}\.(?:\s|$)){2,}")
_GIVEN_AND_INITIAL = re.compile(r", [^\W\d_]{2,20} [A-Z]\.$")  # "Fernández, Amara J."
_CUT_SHORT = re.compile(r"\bet al\b|…|\.\.\.|\band others\b", re.I)
_AND_MORE = re.compile(r",?\s*(?:and\s+|\+\s*)\d+\s+(?:more|others?|additional)?\s*(?:authors?)?\s*$", re.I)

_PARTICLE = (
    r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|d['’]|de['’]|al|bin|ibn|ten|ter|zu|af|av|y|e|das|do|Mc"
    r"|st\.)"
)
_NAME_WORD = r"(?:(?:[dl]['’]|(?:al|el|de|ibn|bin)-))?[^\W\d_a-z][\w'’´`.-]*"
_NAME = re.compile(
    rf"(?:(?:{_NAME_WORD}|{_PARTICLE})\s+){{1,5}}(?:{_NAME_WORD}|Jr\.?|Sr\.?)|[^\W\d_a-z](?:\.\s?|\s)-?[^\W\d_a-z][\w'’-]+"
)
_CJK_NAME = re.compile(
    "(?!.*(?:学报|杂志|研究|科学|评论|通讯|通报|期刊|学刊|论坛|技术|工程|大学|学会|学院|月刊|季刊|雑誌|会誌|紀要|論文集)$)[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·]{2,6}"
)
_INVERTED = re.compile(
    rf"(?:{_PARTICLE}\s){{0,3}}{_NAME_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_NAME_WORD})?,"
    rf"\s*{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|{_PARTICLE})){{0,3}},?\s*"
)
_ONE_SURNAME_FIRST = (
    rf"(?:{_PARTICLE}\s){{0,2}}{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}},\s(?:[^\W\d_a-z]\.[\s-]?){{1,4}}"
    r"(?:,\s?(?:and\s|&\s)?|\s?and\s|\s?&\s|$)"
)
_SURNAME_FIRST = re.compile(_ONE_SURNAME_FIRST)
_SURNAMES_FIRST = re.compile(rf"(?:{_ONE_SURNAME_FIRST})+")
_FIRST_OF_MANY = re.compile(rf"(?:{_PARTICLE}\s){{0,3}}{_NAME_WORD}(?:\s{_NAME_WORD})?\s+(?i:et al)\b\.?")
_FOR_A_GROUP = re.compile(r"[,;]?\s*(?:and\s+)?\b(?:on behalf of|for)\s+(?:the|all)\s.{3,120}$")
_INSTITUTIONS = tuple(
    "universit institut school college bank center centre faculty hospital laborator academy department".split()
)
_WITH_INSTITUTION = re.compile(rf"(?P<name>{_NAME.pattern})\s*(?:,|\(|-|–)\s*.*(?i:{'|'.join(_INSTITUTIONS)})")
# "Phys. Rev. B 114, 094123 (2026)" is a citation; nobody is abbreviated like that.
_ABBREVIATED_JOURNAL = re.compile(r"\b[A-Z][a-z]{2,9}\.\s(?:[A-Z][A-Za-z]{0,9}\.?\s){1,5}[A-Z]?\d")
# Words no author list has; they tell "Deep Learning and Protein Folding" from two people.
_NO_NAMES = frozenset(
    """
    learning neural network networks model models data analysis system systems theory university institute department
    journal proceedings review letters science sciences research medicine physics chemistry biology engineering volume
    issue press society association conference international cell cells protein proteins quantum optimization language
    vision robotics computing health disease cancer study studies effect effects method methods transactions arxiv ieee
    acm communications advances nature identifier
    reports dynamics the of for in with on from using via is are
    """.split()
)


_MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)  # some are names


@lru_cache(maxsize=4096)
def authors_in(text: str) -> int:
    """How many people an author line names; 0 when `text` is none."""
    text = _between_commas(_without_date(text if text.isascii() else text.translate(_HYPHENS).translate(_WIDE)))
    if text.endswith(":"):
        return 0
    if text[:6].lower().startswith(_LABELS) and (label := _LABEL.match(text)):
        named = text[label.end() :]
        return 0 if _is_in_lower_case(named[:400].split()) else max(1, len(split_authors(named)[0]))
    if not text.isascii() and _IN_SENTENCE.search(text):
        return 0
    if " behalf of " in text or " for the " in text or " for all " in text:
        text = _FOR_A_GROUP.sub("", text)
    words = [word.strip(".,;:()[]") for word in text[:400].split()]
    if len(text) > _LONGEST or _is_in_lower_case(words):
        return 0
    lowered = [word.lower() for word in words]
    if _are_no_names(lowered) or is_label(text) or is_type(text) or _ABBREVIATED_JOURNAL.match(text):
        return 0
    is_bare = "..." not in text and text.translate(_PUNCTUATION).isalpha() and _MARKED.isdisjoint(lowered)
    bare = text if is_bare else _IGNORED.sub(" ", text)
    if ";" in bare and (inverted := _inverted(bare)):
        return inverted
    if "., " in bare and (inverted := _inverted_initials(" ".join(bare.split()))):
        return inverted
    people = _separated(bare)
    names = sum(bool(_NAME.fullmatch(name) or _CJK_NAME.fullmatch(name)) for name in people)
    if people and (names == len(people) or (names >= 3 and names >= 0.75 * len(people))):
        return len(people)
    if len(people) == 1 and _FIRST_OF_MANY.fullmatch(text):
        return 1
    if " and " in bare and (inverted := _inverted(bare.replace(" and ", ";"))) > 1:
        return inverted
    return 1 if len(people) == 2 and _INVERTED.fullmatch(bare.strip(" .,").removesuffix(" and")) else 0


def _between_commas(text: str) -> str:
    """A list with dashes between three or more people, as ResearchGate has it, with commas; no group before them."""
    text = _GROUP_BEFORE.sub("", text)
    return text.replace(" - ", ", ") if text.count(" - ") >= _DASHES and "," not in text else text


def _inverted_initials(text: str) -> int:
    """How many people "Roe, A. B., Doe, C., & Poe, D. E." names; 0 when it is no such list."""
    return len(_SURNAME_FIRST.findall(text)) if _SURNAMES_FIRST.fullmatch(text) else 0


def _inverted(text: str) -> int:
    """How many people "Lu, Sirui; Feldman, Gilad" names, one between two semicolons; 0 when it is no such list."""
    people = [person.strip() for person in text.split(";") if person.strip(" .")]
    return len(people) if all(map(_INVERTED.fullmatch, people)) else 0


def people_of(byline: str) -> tuple[tuple[str, ...] | None, frozenset[str]]:
    """Who wrote a paper, as a `Mention` says it: `authors`, and what of `truncated` that makes.

    A mail that only says there are others ("et al.") names nobody, so nothing of it is cut.
    """
    authors, is_cut = split_authors(byline)
    return authors or None, frozenset(["authors"] if authors and is_cut else ())


def is_cut_short(text: str) -> bool:
    """Whether an author line says that there are more than it names."""
    return _CUT_SHORT.search(text) is not None


def _without_date(text: str) -> str:
    """An author line without the date, volume and pages that some mails put around the people, or a button."""
    if len(text) > _LONGEST:
        return text
    text = _STATE_BEFORE.sub("", text)
    if text[-1:].isdigit() or text.endswith((")", ".")):
        text = _YEAR_BEHIND.sub("", _PAGES_BEHIND.sub("", text))
    end = text[-60:]
    has_dash = "-" in end or "|" in end or not end.isascii()
    if has_dash and (found := _BUTTON_BEHIND.search(end)):
        text = text[: -len(found[0])] if is_label(found[1]) and not found[1].isdigit() else text
    if not has_digit(text):
        return text
    if " / " in text and (shown := _FEED_AND_AGE.fullmatch(text)):
        return shown["people"]
    if cited := _YEAR_AND_JOURNAL.search(text) or _journal_and_year(text):
        text = text[: cited.start()]
    before = _DATE_BEFORE.match(text)
    return _DATE_BEHIND.sub("", text[before.end() if before else 0 :])


def _journal_and_year(text: str) -> re.Match[str] | None:
    found = _JOURNAL_BEHIND.search(text) or _VENUE_AND_YEAR.search(text)
    is_person = found is not None and "," not in text[: found.start()] and _NAME.fullmatch(found["venue"]) is not None
    return None if is_person and found and found.re is _VENUE_AND_YEAR else found


def journal_behind(text: str) -> tuple[str, str] | None:
    """The journal and the year behind the people of a line, or None."""
    if text[-1:] not in _ENDS_OF_YEARS or (found := _journal_and_year(text)) is None:
        return None
    return (found["venue"], found["year"]) if authors_in(text[: found.start()]) else None


def is_in_journal(text: str) -> bool:
    """Whether a line says of people in which journal they wrote: "Roe A. in Ecology of Gardens (2026)"."""
    return text.endswith(")") and " in " in text and journal_behind(text) is not None


def _separated(text: str) -> list[str]:
    for mark in _SEPARATORS:
        text = text.replace(mark, ",")
    return [
        name
        for part in text.split(",")
        if (name := part.strip(" .:;").removeprefix("and ")) and not _OTHER_DEGREE.fullmatch(name)
    ]


def _are_no_names(lowered: Sequence[str]) -> bool:
    """Whether there are words, here in lower case, that no list of names has."""
    if len(lowered) < 40 and not _NO_NAMES.isdisjoint(lowered):
        return True
    if not _MONTHS.isdisjoint(lowered) and has_digit(" ".join(lowered)):
        return True
    return any([word.startswith(_INSTITUTIONS) for word in lowered])  # noqa: C419 -- faster than a generator


def _is_in_lower_case(words: Sequence[str]) -> bool:
    """Whether there are more such words than names have particles: "by Ada Okafor We show that nets are fun"."""
    return sum([word[:1].islower() for word in words]) > 1 + 0.4 * len(words)


def byline_of(text: str) -> str:
    """An author line without its label and date, and without the full stop of PubMed, which writes no others."""
    text = _between_commas(_without_date(text if text.isascii() else text.translate(_WIDE)))
    label = _LABEL.match(text)
    text = _AND_MORE.sub(" et al.", text[label.end() :] if label else text).rstrip(" |·•")
    if label and _STOPS_BETWEEN.fullmatch(text):
        text = text.rstrip(".").replace(". ", ", ")
    is_sentence = text.endswith(".") and "." not in text[:-1] and ";" not in text and not text.endswith(" al.")
    is_sentence = is_sentence and not _GIVEN_AND_INITIAL.search(text)
    return text[:-1] if is_sentence else text


def names_authors(text: str) -> bool:
    """Whether a line is labelled as that of the authors."""
    return text[:6].lower().startswith(_LABELS) and _LABEL.match(text) is not None and authors_in(text) > 0


def is_at_institution(text: str) -> bool:
    """Whether a line holds one person and an institution."""
    return _WITH_INSTITUTION.match(text) is not None


def people_by_line(lines: Sequence[Block]) -> tuple[list[str], int]:
    """The names of lines that each hold one person, and an institution or, below, an address; how many lines."""
    names: list[str] = []
    end = 0
    while end < min(len(lines), _MOST_LINES):
        text, below = lines[end].text, [_MAIL_ADDRESS.fullmatch(line.text) for line in lines[end + 1 : end + 3]]
        has_address = bool(below and below[0])
        if found := _WITH_INSTITUTION.match(text):
            names.append(found["name"])
        elif has_address and (name := _one_person(text)):
            names.append(name)
        else:
            break
        is_wrapped = bool(found and below[1:] and below[1]) and not is_at_institution(lines[end + 1].text)
        end += 3 if is_wrapped else 1 + has_address
    return names, end


def _one_person(text: str) -> str | None:
    """Who is named on a line, on its own or before a comma: "ADA ROE, affiliation not provided to SSRN"."""
    return next((name for name in (text, text.partition(", ")[0]) if authors_in(name) == 1), None)
