"""PubMed: alerts of My NCBI and results one has sent to oneself, as HTML of any age or in a text format.

What fits none of them is left to the generic source. A mail may show the first results only ("Items 1 - 5 of 72").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from bot.models import Mail, Mention
from bot.parse.html import Block, html_to_text
from bot.parse.links import unwrap
from bot.parse.sources import generic
from bot.parse.sources.byline import people_of
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.labels import is_label, is_notice
from bot.parse.sources.lines import lines_of_html
from bot.parse.sources.pubmed_citation import authors_of, read_citation
from bot.parse.sources.pubmed_text import Record, records_of
from bot.parse.sources.senders import bears, is_from
from bot.parse.sources.titles import clean_title, is_no_paper
from bot.scholarly.identifiers import from_url, page_of

NAME = "pubmed"
SENDERS = ("*@ncbi.nlm.nih.gov", "efback@mail.nih.gov")

_MARK = re.compile(r"pubmed|\bPMID\b", re.I)
_SHOWN = re.compile(r"\bItems\s+(\d+)\s*[-–]\s*(\d+)\s+of\s+\d+", re.I)
_PMID = re.compile(r"\bPMID\b(?:\s|:|-|&nbsp;|<[^<>]{0,200}>){1,6}(\d{1,8})\b")
_ALERT = re.compile(r"what['’]s new for\s+['‘\"](.+)['’\"]\s+in\s+\w+", re.I)
_SEARCH = re.compile(r"(?:^|\n|>)\s*Search:\s*(?:<[^<>]{0,200}>\s*)*([^<>\n]{1,200})")
_ABSTRACT = re.compile(r"(?:ABSTRACT|Abstract)\b\s*[:.]?\s*(?=[A-Z(]|$)")
_LONGEST_CITATION = 12  # lines
_LONGEST_ITEM = 40


def matches(mail: Mail) -> bool:
    """By its sender, and PubMed in its body: NCBI also writes of sequences, submissions and accounts."""
    return is_from(mail, SENDERS) and bears(mail, _MARK)


def extract(mail: Mail) -> Extraction:
    """The results of the first body that has any."""
    alert = _alert(mail)
    for records in _readings(mail):
        papers = [record for record in records if not is_no_paper(_title(record.title))]
        if papers:
            mentions = tuple(_mention(record, alert) for record in papers)
            return Extraction(mentions, max(_detected(mail) - len(records) + len(papers), len(mentions)))
    return generic.extract_as(NAME, mail, alert)


def _readings(mail: Mail) -> Iterator[list[Record]]:
    if mail.html:
        yield list(_records_of_html(lines_of_html(mail.html)))
        yield records_of(html_to_text(mail.html))
    if mail.text:
        yield records_of(mail.text)


def _detected(mail: Mail) -> int:
    """How many results the mail says it shows, else how many PMIDs it writes out."""
    body = mail.html or mail.text or ""
    if shown := _SHOWN.search(body):
        return int(shown[2]) - int(shown[1]) + 1
    return len(set(_PMID.findall(body)))


def _alert(mail: Mail) -> str | None:
    """What the search was saved as."""
    found = _ALERT.search(mail.subject) or _SEARCH.search(mail.html or mail.text or "")
    return found[1].strip() if found else mail.sender.name or None


# ── HTML ──────────────────────────────────────────────────────────────────────────────────────────────


def _records_of_html(lines: Sequence[Block]) -> Iterator[Record]:
    """A title is a link to the paper's page; what follows it, on its line or below, is its citation."""
    titles = {number: found for number, line in enumerate(lines) if (found := _title_link(line))}
    for start, end in pairwise([*titles, len(lines)]):
        title, pmid, trailing = titles[start]
        end = min(end, start + 1 + _LONGEST_ITEM)
        abstract = next((number for number in range(start + 1, end) if _heads_abstract(lines[number])), end)
        below = [line.text for line in lines[start + 1 : min(abstract, start + 1 + _LONGEST_CITATION)]]
        record = _record(title, pmid, [text for text in (trailing, *below) if text])
        yield record._replace(abstract=_abstract(lines[abstract:end]))


def _heads_abstract(line: Block) -> bool:
    return not line.links and _ABSTRACT.match(line.text) is not None


def _abstract(lines: Sequence[Block]) -> str | None:
    """What stands behind the label, in as many paragraphs as the abstract has parts."""
    parts = takewhile(lambda line: not (line.links or is_label(line.text) or is_notice(line.text)), lines[1:])
    first = _ABSTRACT.sub("", lines[0].text, count=1) if lines else ""
    return " ".join(text for text in (first, *(line.text for line in parts)) if text) or None


def _title_link(line: Block) -> tuple[str, str, str] | None:
    """The title, the PMID and what stands behind the title; not of buttons ("Similar articles", "Free PMC article")."""
    for link in line.links:
        words = line.text[link.start : link.end]
        if "linkname=" in link.url or is_label(words) or is_label(line.text[: link.end]):
            continue
        page = unwrap(link.url)
        pmid = from_url(page).get("pmid") if page else None
        if pmid and len(words) >= 6:
            return words, pmid, line.text[link.end :].strip()
    return None


def _record(title: str, pmid: str, lines: Sequence[str]) -> Record:
    citation = read_citation(" ".join(lines))
    # Books have no journal, but a line of their own for the authors.
    before = citation.before if citation.venue else lines[0] if lines else ""
    return Record(title, authors_of(before), citation.venue, citation.published, citation.identifiers | {"pmid": pmid})


# ── a record as a mention ─────────────────────────────────────────────────────────────────────────────


def _mention(record: Record, alert: str | None) -> Mention:
    authors, cut = people_of(record.authors)
    title = _title(record.title)
    return Mention(
        title=title,
        source=NAME,
        authors=authors,
        abstract=record.abstract,
        identifiers=record.identifiers,
        url=page_of({scheme: value for scheme, value in record.identifiers.items() if scheme == "pmid"}),
        venue=record.venue,
        published=record.published,
        alert=alert,
        truncated=cut | {"title"} if title.endswith(("...", "…")) else cut,
    )


def _title(text: str) -> str:
    """Without the brackets that say it was translated."""
    title = clean_title(text)
    if title.startswith("[") and title.endswith("]") and title.count("[") == 1:
        return clean_title(title[1:-1])
    return title
