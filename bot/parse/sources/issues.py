"""The journal that a whole mail is about, and the date of the issue whose contents it lists.

A name is believed only where two places of the mail agree on it: a line at its head, the subject, the sender's name, or
words that only journals bear. Publishers, alerts and searches are named at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from bot.parse.html import Block
from bot.parse.sources.citation import Details
from bot.parse.sources.citing_lines import as_venue, is_venue_name
from bot.parse.sources.dates import YEAR, date_alone, read_date
from bot.parse.sources.items import Item
from bot.parse.sources.subjects import as_first_sent, is_no_journal, journal_in, without_alert
from bot.parse.sources.titles import is_prose, is_title_case

_HEAD = 15  # lines
_LONGEST = 250  # characters of a line that names an issue
_LONGEST_SENTENCE = 400
_LONGEST_NAME = 100
_FEW_WORDS = 2
_VOLUME = r"(?:vol(?:ume|\.)?|band|jahrgang|tome)[\s.:]{0,3}\d"
_NUMBER = r"(?:issue|iss\.|number|no\.|heft|núm(?:ero|\.)|n[°º]|ausgabe)\s?:?\s?\d"
_ISSUE = re.compile(rf"\b{_VOLUME}|\b{_NUMBER}|\d\s?巻|\b{YEAR}/\d\d?\s\(", re.I)
_BEFORE_ISSUE = re.compile(
    rf"(?P<name>[^\W_][^|;]{{1,{_LONGEST_NAME}}}?)\s?[,:–-]?\s(?:[-–]\s)?\(?(?={_VOLUME}|{_NUMBER}|\d+巻)", re.I
)
# What only mails of journals say of themselves, and what others may say, too.
_OF_JOURNAL = re.compile(
    r"\btables? of contents\b|\be?-?toc\b|\bcontents\b|\b(?:new|current|latest) issue\b|\bnow online\b"
    r"|\bearly (?:view|online|release)\b|\bonline[- ](?:first|now|ahead)\b|\barticles in advance\b"
    r"|\badvanced? (?:access|articles|online)\b"
    r"|\baop\b|\bahead[- ]of[- ]print\b|\bjust (?:accepted|published)\b|\basap\b|\bin press\b|\bnew content alert\b"
    r"|\bneue ausgabe\b|\bnuevo número\b|\bnovo número\b|\bnouveau numéro\b|\binhaltsverzeichnis\b",
    re.I,
)
_OF_ARTICLES = re.compile(r"\b(?:articles?|research|content)\b", re.I)
_JOURNAL_WORD = re.compile(
    r"\b(?:journal|annals|proceedings|transactions|annual review|acta|archives|bulletin|quarterly|revista|revue|rivista"
    r"|zeitschrift|database of)\b|学报|学会誌|会誌|論文集|杂志",
    re.I,
)
# Where these are spoken of, what recurs in a mail is a search, a subject or a folder.
_OF_SEARCH = re.compile(
    r"\b(?:search|results?|match(?:es)?|quer(?:y|ies)|keywords?|topics?|recommend\w*|suggest\w*|cited|citations?"
    r"|follow\w*|digest|authors?|reading|collections?|folder|preprints?|working papers?|picks?)\b",
    re.I,
)
_NAME = r"[\"“]?(?P<name>[A-Z0-9À-Þ][^.:;()\"“”|]{1,90}?)"
_OF_ISSUE = (
    re.compile(
        r"(?i:\b(?:issue|ausgabe|numéro|volume \d+|vol\. \d[\w\s,.]{0,30}) (?:of|der|de la)\s"
        r"(?-i:the\s)?(?:zeitschrift\s|revue\s)?)"
        rf"{_NAME}(?=\s(?:is|has|was|online|erschienen|vient)\b|\s\(|[.:]|$)"
    ),
    re.compile(rf"{_NAME} (?:acaba de publicar|ha publicado|has just published)\b"),
)
_PHRASES = (
    *_OF_ISSUE,
    re.compile(
        r"(?i:\b(?:articles|content)\b.{0,60}?\b(?:in|for)\s"
        r"(?-i:the\s)?)"
        rf"{_NAME}(?=[\"”]|\s(?:is|are|has|have|since|on|available|new|now)\b|\s\(|[.:,]|$)"
    ),
    re.compile(rf"(?i:\bhave been posted: ){_NAME}(?=\.|$)"),
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PREPRINTS = frozenset(("arxiv", "openreview", "ssrn"))
_ABBREVIATION = re.compile(r"\s\((?:[A-Z]\w*\.\s?)+\)$")  # "… Edition (Inv. Chem. Int. Ed.)"
_MARKS = "®™"
_DATED_ISSUE = re.compile(
    r"\b(?:contents|toc|etoc) (?:alert )?(?:for|[-–]) .{0,20}\b(?:19|20)\d\d\b|\b(?:19|20)\d\d issue\b", re.I
)
_YEAR_FIELD = re.compile(rf"(?:publication )?year:\s*({YEAR})", re.I)


class Issue(NamedTuple):
    """journal: that all papers are in. published: when their issue was, ISO 8601; None where the mail says neither."""

    journal: str | None = None
    published: str | None = None

    def fill(self, details: Details) -> Details:
        """The same with what the mail says once for all; a year, or year and month, gives way to the day within it.

        An abbreviated journal gives way to its full name.
        """
        own, common = details.published, self.published
        is_finer = own is not None and common is not None and len(common) > len(own) and common.startswith(own)
        is_short = details.venue and self.journal and is_short_for(details.venue, self.journal)
        venue = self.journal if is_short else details.venue or self.journal
        published = common if is_finer else own or common
        is_same = (venue, published) == (details.venue, own)
        return details if is_same else replace(details, venue=venue, published=published)


def in_issue(
    papers: Sequence[Item], shown: Sequence[Details], find: Callable[[], tuple[Issue, int]]
) -> Sequence[Details]:
    """What a mail says of its papers, with what it says once for all; find: gives that, and the line behind the last.

    Nothing is looked for where the papers cannot be of one journal.
    """
    if not _may_be_of_one_journal(papers):
        return shown
    issue, end = find()
    pairs = zip(papers, shown, strict=True)
    return [issue.fill(details) if item.lines[0] < end else details for item, details in pairs]


def _may_be_of_one_journal(papers: Sequence[Item]) -> bool:
    """Whether the identifiers of a mail's papers allow one journal for all: no preprints, and DOIs of one house."""
    if any(not _PREPRINTS.isdisjoint(item.identifiers) for item in papers):
        return False
    return len({item.identifiers["doi"].partition("/")[0] for item in papers if "doi" in item.identifiers}) <= 1


def issue_in(head: Sequence[Block], subject: str, sender: str, *, of_house: bool) -> Issue:
    """The issue a mail is of; head: the lines before its first paper; of_house: whether a publisher sent it."""
    texts = [line.text for line in head[-2 * _HEAD :][:_HEAD]]
    place = _Head(texts, as_first_sent(subject), sender, of_house=of_house)
    return Issue(place.journal(), place.published())


def next_issue(lines: Sequence[Block], first: int) -> int:
    """The line behind the first paper that heads the contents of another issue, whose papers are of none we know."""
    later = (
        n for n in range(first, len(lines)) if lines[n].bold and not lines[n].links and _names_issue(lines[n].text)
    )
    return next(later, len(lines))


def is_short_for(short: str, full: str) -> bool:
    """Whether one journal's name abbreviates another ("J. Gard. Sci." – "Journal of Garden Science")."""
    words = [word for word in re.split(r"[\s.:]+", short.lower()) if word and word != "&"]
    of_full = iter(re.split(r"[\s:,]+", full.lower()))
    is_all = all(any(one.startswith(word) for one in of_full) for word in words)
    return is_all and len(short) < len(full) and short[:1].lower() == full.removeprefix("The ")[:1].lower()


class _Head:
    """What stands before the first paper, with subject and sender."""

    def __init__(self, texts: Sequence[str], subject: str, sender: str, *, of_house: bool):
        self._texts = texts
        self._subject = " ".join(subject.split())[:300]
        self._sender = without_alert(sender)
        self._of_subject = journal_in(self._subject)
        said = " ".join((self._subject, *(text for text in texts if len(text) <= _LONGEST)))
        self._issue_lines = [n for n, text in enumerate(texts) if _names_issue(text)]
        self._is_of_journal = bool(self._issue_lines) or _OF_JOURNAL.search(said) is not None
        self._is_of_articles = _OF_ARTICLES.search(said) is not None
        self._is_of_search = _OF_SEARCH.search(self._subject) is not None
        self._of_house = of_house

    def published(self) -> str | None:
        """The date of the issue: on the line that names it, right beside that, or in the subject with it."""
        for number in self._issue_lines:
            around = (number, number + 1, number - 1)
            texts = [self._texts[n] for n in around if 0 <= n < len(self._texts)]
            date = read_date(texts[0]) or next((found for text in texts[1:] if (found := _date_beside(text))), None)
            if date:
                return date
        return read_date(self._subject) if _ISSUE.search(self._subject) or _DATED_ISSUE.search(self._subject) else None

    def journal(self) -> str | None:
        """The first name that enough places agree on."""
        names = _first_of_each(self._candidates())
        return next((self._as_written(name) for name in names if self._is_believed(name)), None)

    def _candidates(self) -> Iterator[str]:
        is_in_full = self._of_subject and " " in self._of_subject and "." not in self._of_subject
        if self._of_subject and is_in_full and any(_holds(text, self._of_subject) for text in self._texts):
            yield self._of_subject
        for number in self._issue_lines:
            if named := _BEFORE_ISSUE.match(self._texts[number]):
                yield without_alert(named["name"])
            for text in reversed(self._texts[max(0, number - 2) : number]):
                yield without_alert(text)
        yield from self._phrased
        yield from map(without_alert, self._texts)
        yield from filter(None, (self._of_subject, self._sender))

    @cached_property
    def _phrased(self) -> Sequence[str]:
        return list(self._in_phrases(_PHRASES))

    @cached_property
    def _of_issue(self) -> Sequence[str]:
        return list(self._in_phrases(_OF_ISSUE))

    def _in_phrases(self, phrases: Sequence[re.Pattern[str]]) -> Iterator[str]:
        for text in self._texts:
            if len(text) <= _LONGEST_SENTENCE:
                yield from (found["name"].strip() for phrase in phrases if (found := phrase.search(text)))

    def _is_believed(self, name: str) -> bool:
        if not _is_name(name, is_set_apart=self._is_set_apart(name)):
            return False
        if not self._is_of_search and name in (self._phrased if self._of_house else self._of_issue):
            return True
        has_word = _JOURNAL_WORD.search(name) is not None and (is_title_case(name) or _CJK.search(name) is not None)
        in_subject = _holds(self._subject, name)
        if name.count(" ") < _FEW_WORDS - 1:
            in_subject = in_subject and re.match(rf"\W*{re.escape(name)}(?=\W|$)", self._subject, re.I) is not None
        is_sender = name.casefold() == self._sender.casefold()
        in_subject = in_subject or any(_holds(self._subject, short) for short in _initials(name))
        in_head = any(_holds(text, name) for text in self._texts if len(text) <= _LONGEST)
        places = in_subject + is_sender + in_head + has_word
        if self._is_of_search:
            return has_word and name in self._phrased
        if self._is_of_journal or self._of_house:
            is_named = in_subject or has_word or (is_sender and self._of_house)
            is_only_in_subject = in_subject and bool(self._issue_lines) and name == self._of_subject
            return (places > 1 and is_named) or is_only_in_subject
        return self._is_of_articles and places > 1 and (has_word or is_sender)

    def _is_set_apart(self, name: str) -> bool:
        at = self._subject.find(name)
        return at >= 0 and re.match(r"\s?(?:[,:|–-]|$)", self._subject[at + len(name) :]) is not None

    def _as_written(self, name: str) -> str:
        """In mixed case, and whole where the line was wrapped, if subject or sender have it so."""
        name = as_venue(_ABBREVIATION.sub("", name.strip(_MARKS + " ")))
        if self._of_subject and self._of_subject.casefold().startswith((f"{name} ".casefold(), f"{name}: ".casefold())):
            return self._of_subject
        for text in (self._subject, self._sender) if name.isupper() or name.islower() else ():
            at = text.casefold().find(name.casefold())
            if at >= 0 and not text[at : at + len(name)].islower():
                return text[at : at + len(name)]
        return name


def _first_of_each(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name not in seen:
            seen.add(name)
            yield name


def _initials(name: str) -> tuple[str, ...]:
    """ "Astronomy & Astrophysics" → "AA", "A&A"; of two words or more that begin so."""
    words = re.findall(r"[A-ZÀ-Þ]\w+|&", name)
    initials = [word[0] for word in words]
    return ("".join(initials).replace("&", ""), "".join(initials)) if len(words) >= _FEW_WORDS else ()


def _names_issue(text: str) -> bool:
    return len(text) <= _LONGEST and "©" not in text and _ISSUE.search(text) is not None and not is_prose(text)


def _date_beside(text: str) -> str | None:
    field = _YEAR_FIELD.fullmatch(text)
    return field[1] if field else date_alone(text.partition("—")[0])


def _is_name(text: str, *, is_set_apart: bool) -> bool:
    """Whether words can be a journal's name and no sentence, publisher or alert; set apart, they need no capitals."""
    bare = text.strip(_MARKS + " ")
    is_other = is_no_journal(bare) or date_alone(bare) or _ISSUE.search(bare) or _OF_JOURNAL.search(bare)
    if not 1 < len(bare) <= _LONGEST_NAME or "/" in bare or is_other:
        return False
    is_one_word = " " not in bare.removeprefix("The ").removeprefix("THE ")
    has_shape = is_set_apart or is_one_word or is_title_case(bare) or not bare.isascii()
    return (has_shape or _JOURNAL_WORD.search(bare) is not None) and is_venue_name(bare)


def _holds(text: str, name: str) -> bool:
    at = text.casefold().find(name.casefold())
    if at < 0:
        return False
    before, behind = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
    return not (before.isalnum() and name[0].isascii()) and not (behind.isalnum() and name[-1].isascii())
