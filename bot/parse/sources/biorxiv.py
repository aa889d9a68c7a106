"""bioRxiv and medRxiv: alerts by subject collection and keyword, as HTML or text, from HighWire's mailers.

Whatever the template, a paper is its title, its authors and "bioRxiv posted 22 January 2026 doi:10.64898/…", in this
order; that names of groups and titles of one word stand where they do is all that tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.models import Mail, Mention
from bot.parse.html import Block
from bot.parse.links import unwrap
from bot.parse.sources import generic
from bot.parse.sources.byline import authors_in, byline_of, people_of
from bot.parse.sources.dates import read_date
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.labels import is_label, is_notice
from bot.parse.sources.lines import lines_of_html, lines_of_text
from bot.parse.sources.senders import bears, is_from
from bot.parse.sources.titles import clean_title
from bot.scholarly.identifiers import canonical, page_of

NAME = "biorxiv"
SENDERS = ("openrxiv-mailer@*.highwire.org", "cshljnls-mailer@*.highwire.org", "*@*biorxiv.org", "*@*medrxiv.org")

_MARK = re.compile(r"biorxiv|medrxiv|10\.(?:1101|64898)/", re.I)
_POSTED = re.compile(r"(?P<server>bioRxiv|medRxiv)\W{0,3}posted\b(?P<date>[^:]{0,60})", re.I)
_POSTED_IN_BODY = re.compile(r"\bposted\b[^:<>]{0,60}\bdoi:\s*(?:<[^<>]{0,300}>)?(10\.\d{4,9}/[\d.]+\d)", re.I)
_DOI = re.compile(r"\bdoi:\s*(10\.\S+)", re.I)
_SERVERS = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
_LONGEST_ITEM = 12  # lines of a wrapped title and its authors
_LINKS_BELOW = 3


def matches(mail: Mail) -> bool:
    """By its sender, and a preprint or its server in the body."""
    return is_from(mail, SENDERS) and bears(mail, _MARK)


def extract(mail: Mail) -> Extraction:
    """The papers of the first body that has any; what is laid out otherwise is left to the generic source."""
    alert = mail.sender.name or None
    for body, read in ((mail.html, lines_of_html), (mail.text, lines_of_text)):
        mentions = tuple(_mentions(read(body), alert)) if body else ()
        if mentions:
            return Extraction(mentions, max(len(mentions), len(set(_POSTED_IN_BODY.findall(body or "")))))
    return generic.extract_as(NAME, mail, alert)


def _mentions(lines: Sequence[Block], alert: str | None) -> Iterator[Mention]:
    start = 0
    for number, line in enumerate(lines):
        posted = _POSTED.search(line.text)
        doi = _doi(lines, number) if posted else None
        if posted and doi:
            above = lines[max(start, number - _LONGEST_ITEM) : number]
            title, byline = _of_blocks(above) if line.tag else _of_text(above, apart=line.opens)
            if title:
                yield _mention(title, byline, posted, doi, lines[number : number + _LINKS_BELOW], alert)
            start = number + 1


def _doi(lines: Sequence[Block], number: int) -> str | None:
    """On the line that says when it was posted, or the next."""
    written = _DOI.search(" ".join(line.text for line in lines[number : number + 2]))
    return canonical("doi", written[1]) if written else None


def _of_blocks(above: Sequence[Block]) -> tuple[str, str]:
    """Title and authors of the blocks above: the last two, but that a heading is no title of what is no byline."""
    blocks = [line for line in above if not (is_label(line.text) or is_notice(line.text))]
    if not blocks:
        return "", ""
    last = blocks[-1]
    if len(blocks) == 1 or (blocks[-2].tag.startswith("h") and not authors_in(last.text)):
        return last.text, ""
    return blocks[-2].text, last.text


def _of_text(above: Sequence[Block], *, apart: bool) -> tuple[str, str]:
    """The same of wrapped lines, back to a blank one or a button; apart: blank lines stand around the authors."""
    paragraphs: list[list[str]] = [[]]
    for line in above:
        if line.opens or is_label(line.text):
            paragraphs.append([])
        if not is_label(line.text):
            paragraphs[-1].append(line.text)
    if apart:
        return _of_blocks([Block(" ".join(lines), "p") for lines in paragraphs if lines])
    return _split(paragraphs[-1])


def _split(texts: Sequence[str]) -> tuple[str, str]:
    """Title and authors of one paragraph: a line of names goes on in the next after a comma."""
    start = len(texts) - 1
    while start > 1 and _goes_on(texts[start - 1], texts[start]):
        start -= 1
    if start < 1:
        return " ".join(texts), ""
    return " ".join(texts[:start]), " ".join(texts[start:])


def _goes_on(line: str, following: str) -> bool:
    if line.endswith((",", " and")):
        return True
    return line.count(",") > 1 and authors_in(f"{line} {following}") > 0


def _mention(
    title: str, byline: str, posted: re.Match[str], doi: str, below: Sequence[Block], alert: str | None
) -> Mention:
    authors, cut = people_of(byline_of(byline))
    pdf = _pdf(below, doi)
    return Mention(
        title=clean_title(title),
        source=NAME,
        authors=authors,
        identifiers={"doi": doi},
        url=page_of({"doi": doi}),
        links={"pdf": pdf} if pdf else {},
        venue=_SERVERS[posted["server"].lower()],
        published=read_date(posted["date"]),
        alert=alert,
        truncated=cut,
    )


def _pdf(below: Sequence[Block], doi: str) -> str | None:
    """Where its PDF is, if a link says so and leads to this paper."""
    number = doi.partition("/")[2]
    for line in below:
        for link in line.links:
            page = unwrap(link.url) if "pdf" in line.text[link.start : link.end].lower() else None
            if page and number in page:
                return page
    return None
