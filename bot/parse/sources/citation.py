"""What stands around a title in a list of papers: its authors, journal, date and abstract, as far as it is clear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.parse.html import Block
from bot.parse.sources.affiliations import people_by_line
from bot.parse.sources.byline import authors_in, byline_of, journal_behind, people_of
from bot.parse.sources.continuation import end_of_list
from bot.parse.sources.dates import MONTHS, has_year, read_date
from bot.parse.sources.labels import is_label, is_notice, is_type
from bot.parse.sources.markers import is_cut_short
from bot.parse.sources.reference import without_by
from bot.parse.sources.titles import is_prose
from bot.scholarly.tex import decode_accents

# arXiv's feeds since 2024 have "arXiv:2601.01234v1 Announce Type: new Abstract: …".
_ABSTRACT_LABEL = re.compile(
    r"(?:(?:arXiv:\S{4,30}\s+)?Announce Type:\s*[\w-]+\s+)?(?:ABSTRACT|Abstract|SUMMARY|Summary)"
    r"\s*(?:[:.]\s*|[-–—]\s+|(?=\s[A-Z])|$)"
)


_PAGES_BEHIND = re.compile(r"\s*\((?:pp?\.|pages?)[^()]*\)\W*$")
# "Okafor et al. (2026) introduce …", as newsletters say it; abstracts tell of others in the past tense.
_SOMEBODY = r"[^\W\d_a-z][\w'’-]+"
_PEOPLE_WHO = re.compile(
    r"(?:[Ii]n (?:a|this|their) (?:new |recent )?(?:paper|work|preprint|study),? )?"
    rf"(?P<people>{_SOMEBODY}(?: et al\.?|(?:,? (?:and|&)|,) {_SOMEBODY}){{1,3}}) \((?:19|20)\d\d\) "
    r"(?:also |then |now )?(?:propose|present|introduce|show|investigate|study|develop|describe|explore|demonstrate"
    r"|find|train|report|argue|analy[sz]e|examine|release|revisit|apply|use|build|design)s?\b"
)
_BETWEEN_PEOPLE = re.compile(r",? (?:and|&) |, ")


@dataclass(frozen=True, slots=True)
class Details:
    """What a list says of one paper besides its title; None where it says nothing."""

    authors: tuple[str, ...] | None = None
    venue: str | None = None
    published: str | None = None
    abstract: str | None = None
    truncated: frozenset[str] = frozenset()


def details_of(lines: Sequence[Block], trailing: str = "") -> Details:
    """What the lines after a title say; `trailing` is what else stands on its own line, a line for each side of it."""
    trailing = without_by(trailing)
    byline, before, rest = _byline(lines, trailing)
    authors, cut = people_of(decode_accents(byline))
    venue, published = _where_and_when([*trailing.split("\n"), *(line.text for line in lines)])
    if authors and venue is None:
        venue, appeared = _appeared(rest, trailing)
        published = published or appeared
    abstract, partial = _abstract(before) if before else (None, False)
    if authors and abstract is None:
        abstract, partial = _abstract(rest)
    return Details(authors, venue, published, abstract, cut | {"abstract"} if partial else cut)


def _byline(lines: Sequence[Block], trailing: str) -> tuple[str, Sequence[Block], Sequence[Block]]:
    """The author line, the summary before it, and the lines after it.

    It comes before any running text, but for a summary as Nature's, behind which the people are set in bold.
    """
    for beside in trailing.split("\n"):
        bare = _PAGES_BEHIND.sub("", beside).strip(' -–—|,;:()"”')
        for people in (bare, bare.strip(".")) if bare.strip(".") else ():
            if authors_in(people):
                return people, (), lines
    summary = 0
    for number, line in enumerate(lines[:6]):
        names, end = people_by_line(lines[number:]) if not summary else ([], 0)
        if names:
            return "; ".join(names), (), lines[number + end :]
        if _is_next_heading(line):
            break
        if authors_in(line.text) and (not summary or _are_people_behind_summary(lines, number)):
            end = end_of_list(lines, number)
            return byline_of(" ".join(one.text for one in lines[number:end])), lines[:summary], lines[end:]
        if summary:
            break
        if before_journal := _authors_of_citation(line.text):
            return byline_of(before_journal), (), lines[number + 1 :]
        if is_prose(line.text):
            if not number and (subject := _PEOPLE_WHO.match(line.text)):
                return _BETWEEN_PEOPLE.sub("; ", subject["people"]), (), lines
            summary = number + 1
    return "", (), lines


def _is_next_heading(line: Block) -> bool:
    """Whether a line of plain text in capitals, which reads like one person, heads what follows ("SPARSE TOOLS")."""
    return line.opens and not line.tag and line.text.isupper() and authors_in(line.text) == 1


def _are_people_behind_summary(lines: Sequence[Block], number: int) -> bool:
    """Whether a line behind running text names the authors: several people, or one set apart from what follows."""
    line, below = lines[number], lines[number + 1 : number + 2]
    if line.links or not line.tag:
        return False
    is_several = authors_in(line.text) > 1 or is_cut_short(line.text)
    return line.bold or is_several or not below or any(is_type(one.text) or is_notice(one.text) for one in below)


def _authors_of_citation(text: str) -> str | None:
    """The authors that a reference begins with ("Moreau C, Singh A, et al. J Foo. 2026 Jan 20. doi: …")."""
    found = _REFERENCE.match(text)
    if found and authors_in(found["authors"]):
        return found["authors"]
    if (thesis := _THESIS.match(text)) and authors_in(thesis["authors"]):
        return thesis["authors"]
    before = _before_issue(text)
    return before[0] if before else None


def _before_issue(text: str) -> tuple[str, re.Match[str]] | None:
    """The authors and the issue of "Roe, Ada; Poe, Bo C. Ecology of Gardens; Oxford Vol. 12, …", as ProQuest has it."""
    if len(text) > _LONGEST_REFERENCE or not _HAS_VOLUME.search(text):
        return None
    for stop in _STOP.finditer(text):
        issue = _ISSUE_BEHIND.match(text, stop.end())
        if issue and authors_in(text[: stop.start()]):
            return text[: stop.start()], issue
    return None


# ── journal and date ──────────────────────────────────────────────────────────────────────────────────

_DATED = re.compile(
    r"\b(?:posted|published|available online|online(?:first)?|epub|publication date|date|first published|e-?published"
    r"|posted on|version)\b",
    re.I,
)
_KIND_AND_DATE = re.compile(r"[A-Z][\w &-]{3,40}\|\s?\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d\b")  # Nature's contents
_SERVER = re.compile(
    r"\b(bioRxiv|medRxiv|chemRxiv|PsyArXiv|SSRN|Research Square|openRxiv)\b(?=.{0,20}\bposted\b)", re.I
)
_REFERENCE = re.compile(r"(?P<authors>[^.]{3,600}?(?:,? et al)?)\.\s+(?=[A-Z][^.;:]{1,90}\.\s+(?:19|20)\d\d\b)")
_HAS_VOLUME = re.compile(r"\b[Vv]ol\.? ?\d")
_ISSUE_BEHIND = re.compile(
    r"(?P<venue>[A-Z][^.;]{1,90})(?:; [^.;]{2,60})?\s[Vv]ol\.? ?\d.{0,60}?(?P<year>(?:19|20)\d\d)\b"
)
# ProQuest's "Roe, Ada. ProQuest Dissertations & Theses, 2023. 30523117."
_THESIS = re.compile(
    r"(?P<authors>[^.,;]{2,60}, [^,;]{2,60}?)\.\s"
    r"(?=[A-Z][^.;,]{0,60}(?:[Dd]issertation|[Tt]hes[ie]s)[^.;,]{0,40}, (?:19|20)\d\d\b)"
)
_STOP = re.compile(r"\.\s+(?=[A-Z])")
_LONGEST_REFERENCE = 1000  # characters
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
_ISSUE = re.compile(
    r"(?P<venue>[A-Z][^\d,;:|]{2,100}),\s(?:Volume|Vol\.)\s\d+[A-Z]?(?:,|\s/)\s?(?:Issue|No\.|Pages?|Part)\b"
)
# X-MOL and Stork say how often a journal is cited: "J. Pond Stud. ( IF 3.3)2026-08-28".
_RATED = re.compile(
    r"(?P<venue>[^\W\d_][^()|;]{1,100}?)\s?(?:\((?:19|20)\d\d\)\s?)?\(\s?(?:IF|[Ii]mpact [Ff]actor|影响因子)\W{0,3}\d"
)


def _where_and_when(texts: Sequence[str]) -> tuple[str | None, str | None]:
    venue, published = None, None
    for text in texts:
        if (
            len(text) > 400
            or is_prose(text)
            or not (has_year(text) or _VENUE_LABEL.match(text) or ("Vol" in text and _ISSUE.match(text)))
        ):
            continue
        citation = _CITATION.search(text)
        if venue is None and (before := _before_issue(text)):
            venue, published = before[1]["venue"], published or read_date(text[before[1].start() :])
        if venue is None and (between := _YEAR_BETWEEN.match(text)) and not is_type(between["venue"]):
            venue, published = between["venue"].strip(), published or between["year"]
        if venue is None and (cited := journal_behind(text)):
            venue, published = cited[0], published or cited[1]
        venue = venue or _venue(text) or (_journal(text, citation) if citation else None)
        if published is None and (
            citation
            or _DATED.search(text)
            or _VENUE_LABEL.match(text)
            or _KIND_AND_DATE.match(text)
            or _RATED.match(text)
        ):
            published = read_date(citation["date"] if citation else text)
    return venue, published


_APPEARED = re.compile(
    r"(?:[\w&/ -]{3,60}\s[·•|]\s)*(?P<venue>(?!\d{1,2}\s)\w[^·•|\n]{1,120}?)[\s,.·•|(–-]+"
    rf"(?P<date>(?:\d{{1,2}}\s)?(?:(?:{'|'.join(MONTHS)})[a-z]*\.?\s(?:\d{{1,2}},\s)?)?(?:19|20)\d\d)"
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
_SERVERS = frozenset(("arxiv", "biorxiv", "medrxiv", "chemrxiv", "science", "nature", "cell"))
_NO_VENUE = re.compile(
    r"(?:first|available|epub|submitted|received|accepted|publication|online|copyright|volume|issue|conference|updated"
    r"|presented|(?:ph\.?d|doctoral|master'?s?|msc|bachelor'?s?|habilitation)\W+(?:thesis|dissertation)|thesis)\b",
    re.I,
)


def _appeared(lines: Sequence[Block], trailing: str) -> tuple[str | None, str | None]:
    """Journal or server and date as the line right below the authors gives them: "Ecology of Gardens, 12 (1), 2026"."""
    for text in (*trailing.split("\n")[1:], *(line.text for line in lines[:1])):
        if year_first := _YEAR_FIRST.match(text):
            venue = _VOLUME.sub("", year_first["venue"]).strip(" ,")
            return None if _NO_VENUE.match(venue) else venue, year_first["year"]
        if year_within := _YEAR_WITHIN.match(text) or _YEAR_BRACKETED.match(text):
            return year_within["venue"], year_within["year"]
        if (year_apart := _YEAR_APART.fullmatch(text)) and not is_type(year_apart["venue"]):
            return year_apart["venue"], year_apart["year"]
        text = text.strip(" .,")
        found = _APPEARED.fullmatch(text) if len(text) < 200 and not is_prose(text) else None
        venue = _venue_before_date(text, found) if found else ""
        is_other = venue.lower() not in _SERVERS and (is_type(venue) or is_label(venue))
        is_venue = len(venue) > 2 and not is_other and not _NO_VENUE.match(venue)
        if found and is_venue:
            return venue, read_date(found["date"])
    return _above_year(lines)


def _above_year(lines: Sequence[Block]) -> tuple[str | None, str | None]:
    """As IEEE Xplore has it: the journal on a line, "Publication Year: 2025, Page(s): 1 - 12" on the next."""
    if len(lines) < 2 or not (year := _YEAR_FIELD.match(lines[1].text)):
        return None, None
    venue = lines[0].text
    return (None if is_prose(venue) or is_label(venue) or is_type(venue) else venue), year[1]


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
    labelled = _VENUE_LABEL.match(text) or _ISSUE.match(text)
    venue = _WITHOUT_VOLUME.sub("", labelled["venue"]).strip(" ,-(") if labelled else ""
    return (venue if venue.count(".") > 1 else venue.strip(".")) or None  # "Phys. Rev. Lett." keeps its last full stop


# ── abstract ──────────────────────────────────────────────────────────────────────────────────────────


_SHORTEST_ABSTRACT = 120  # characters
# Words of the mail's own, about itself or its sender ("… is a free, AI-powered research tool").
_TO_READER = re.compile(
    r"https?:|\bis an? (?:free|weekly|daily|non-?profit|service)\b|©|\b(?:your?|click|visit|subscri\w+)\b", re.I
)


def _abstract(lines: Sequence[Block]) -> tuple[str | None, bool]:
    """The abstract, and whether it is only a snippet: anything not called an abstract may be a teaser."""
    announced = False
    for number, line in enumerate(lines):
        label = _ABSTRACT_LABEL.match(line.text)
        called = announced or label is not None
        text = _paragraph(lines, number)[label.end() if label else 0 :].strip()
        is_running = len(text) >= _SHORTEST_ABSTRACT and is_prose(text) and not is_notice(text)
        if is_running and (called or not _TO_READER.search(text)):
            return decode_accents(text), not called or text.endswith(("…", "..."))
        announced = label is not None and not text
    return None, False


def _paragraph(lines: Sequence[Block], start: int) -> str:
    """The line, in plain text with the lines it was wrapped into."""
    end = start + 1
    while end < len(lines) and not lines[end].tag and not lines[end].opens:
        end += 1
    return lines[start].text if end == start + 1 else " ".join(line.text for line in lines[start:end])
