"""arXiv's daily listing mails: new, cross-listed and replaced papers with their TeX made readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import unescape

from bot.models import Mail, Mention
from bot.parse.html import html_to_text
from bot.parse.sources.arxiv_listing import Item, count_items, is_listing, read_listing
from bot.parse.sources.byline import people_of
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.senders import is_from
from bot.scholarly.identifiers import canonical
from bot.scholarly.tex import decode_accents

NAME = "arxiv"
SENDERS = ("*@arxiv.org", "*@*.arxiv.org", "*@xxx.lanl.gov")  # the last one until 2001

_PREAMBLE = re.compile(r"received from\s|Archives at http|send any comments regarding submissions", re.I)
_SUBJECT = re.compile(
    r"\b([a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?) daily(?=\s+(?:Subj-class|title/abstract|\d*\s*new\b)|\s*$)"
)
_SET_SPACE = re.compile(r"(?<!\\)~|\\(?=\s)\s*|\\,")
_APART = re.compile(r"(?<=\\['`^\"~])\s+(?=[A-Za-z])")
_TAG = re.compile(r"<[^<>]*>")
_DAY_MONTH_YEAR = re.compile(r"\b(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4}|\d{2})\b")
_MONTH_DAY_YEAR = re.compile(r"\b([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})\b.*?\b(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def matches(mail: Mail) -> bool:
    """A listing item is unmistakable, so forwards under any other sender are taken too; listings can be empty."""
    if any(is_listing(text) for text in _texts(mail)):
        return True
    return is_from(mail, SENDERS) and bool(
        _SUBJECT.search(mail.subject) and _PREAMBLE.search(mail.text or mail.html or "")
    )


def extract(mail: Mail) -> Extraction:
    """The items of the first body part that has any."""
    detected = 0
    for text in _texts(mail):
        items, counted = read_listing(text), count_items(text)
        detected = max(detected, len(items), counted)
        if items:
            alert = _alert(mail.subject, text)
            return Extraction(tuple(mention for item in items if (mention := _mention(item, mail, alert))), detected)
    return Extraction(detected=detected)


def _texts(mail: Mail) -> Iterator[str]:
    """The parts worth a look, text first; converting HTML is dear, so only if it speaks of what a listing has.

    Where a style sheet made the lines of an HTML part, they are found without it.
    """
    if mail.text and _may_list(mail.text):
        yield mail.text
    if mail.html and _may_list(mail.html) and "Title:" in mail.html:
        yield html_to_text(mail.html)
        yield unescape(_TAG.sub("", mail.html))


def _may_list(body: str) -> bool:
    return "\\" in body and ("arXiv:" in body or "Paper" in body)


def _mention(item: Item, mail: Mail, alert: str | None) -> Mention | None:
    """None for an item without a title, which then counts as detected but not read."""
    fields = item.fields
    if not (title := decode_accents(fields.get("title", ""))):
        return None
    authors, cut = people_of(_names(fields.get("authors", fields.get("author", ""))))
    return Mention(
        title=title,
        source=NAME,
        authors=authors,
        abstract=decode_accents(item.abstract) if item.abstract else None,
        identifiers={"arxiv": item.arxiv_id, **_doi(fields.get("doi"))},
        url=f"https://arxiv.org/abs/{item.arxiv_id}",
        links={"pdf": f"https://arxiv.org/pdf/{item.arxiv_id}"},
        venue=(decode_accents(fields["journal-ref"]) if "journal-ref" in fields else "") or None,
        published=None if item.kind == "replaced" else _published(fields.get("date", "")),
        categories=tuple(fields.get("categories", "").replace(",", " ").split()) or None,
        kind=item.kind,
        alert=alert,
        truncated=cut,
        sender=mail.sender.email or None,
    )


def _names(value: str) -> str:
    """An author list with what only names have in TeX: ties, spaces set by hand, an accent apart from its letter."""
    if "~" in value or "\\" in value or "{,}" in value or "#" in value:
        value = _SET_SPACE.sub(" ", _APART.sub("", value.replace("{,}", ",").partition(" # ")[0]))
    return decode_accents(value)


def _doi(value: str | None) -> dict[str, str]:
    """The first DOI a publisher gave; the field may name several, and one of arXiv's own says nothing new."""
    if value is None:
        return {}
    dois = (canonical("doi", word.rstrip(",;")) for word in value.split())
    return next(({"doi": doi} for doi in dois if doi and not doi.startswith("10.48550/")), {})


def _published(value: str) -> str | None:
    """ISO date of a ``Date:`` field; mailers of three decades wrote it in several ways."""
    if "-" in value and (found := _ISO.search(value)):
        year, month, day = found.groups()
        return _iso(year, int(month), day)
    if found := _DAY_MONTH_YEAR.search(value):
        return _iso(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY_YEAR.search(value):
        return _iso(found[3], _month(found[1]), found[2])
    return None


def _month(name: str) -> int:
    return _MONTHS.get(name.lower(), 0)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 91 else 2000)  # arXiv began in 1991


@lru_cache(maxsize=64)  # the items of a listing are of a few days
def _iso(year: str, month: int, day: str) -> str | None:
    try:
        return date(_full_year(year), month, int(day)).isoformat()
    except ValueError:
        return None


def _alert(subject: str, text: str) -> str | None:
    """``q-fin.TR daily`` from the subject, or from the one a forward quotes."""
    found = _SUBJECT.search(subject) or _SUBJECT.search(text[:4000])
    return f"{found[1]} daily" if found else None
