"""What one entry of a Google Scholar alert says, however it was laid out: from its raw texts to a mention."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.models import Mention
from bot.parse.links import unwrap
from bot.parse.redirectors import target_of
from bot.parse.sources.byline import people_of
from bot.scholarly.identifiers import from_url, in_text
from bot.scholarly.tex import decode_accents

NAME = "google_scholar"

# The kind of document stands in brackets before the title, in the reader's language. "[Re] …" is a title.
LABEL = re.compile(
    r"(?:\[(?P<kind>PDF|HTML?|DOCX?|PS|PPTX?|RTF|TXT|XLSX?|BOOK|CITATION|C|B|BUCH|ZITATION|LIVRE|CITATI?ON|LIBRO|CITAS?"
    r"|CITACI[OÓ]N|CITAZIONE|LIVRO|CITA[CÇ][AÃ]O|BOEK|CITAAT|BOK|KITAP|ALINTI|KSIĄŻKA|CYTAT|КНИГА|ЦИТИРОВАНИЕ|引用|書籍|图书|圖書"
    r"|인용|도서)\]\s*)+"
)
# What stands between and below the entries, at the begin of a line or block, in the languages alerts are sent in.
FURNITURE = (
    r"[•*·] |[•*·-]? ?Cites: |Showing (?:less|most|top)\b|Update alert to receive\b"
    r"|\[?(?:Save|Twitter|LinkedIn|Facebook|Speichern|Enregistrer|Guardar|Salvar|Salva|Opslaan|Spara|Zapisz|Kaydet"
    r"|Сохранить|保存|儲存|저장|List (?:my )?alerts|Cancel alert)\]?\s*(?:$|:|<http)"
    r"|This (?:message was sent|alert is sent|Google Scholar Alert is)\b"
    r"|Diese Nachricht wurde von Google\b|Google Scholar vous a\b|Ce message .{0,30}Google\b|Google Académico te\b"
    r"|Esta mensagem foi enviada pelo Google\b|Questo messaggio .{0,30}Google\b|Академия Google\b"
    r"|.{0,90}(?:Google 学术搜索|Google 學術搜尋|Google 학술 ?검색|Google Scholar から)"
)
_SCHOLAR_PAGE = re.compile(
    r"https?://scholar\.google\.[a-z.]+/(?:scholar\?|citations\?\S*\b(?:view_citation|citation_for_view))"
)
# These begin with what is rare in a byline and then look back.
_YEAR_AT_END = re.compile(r"((?:19|20)\d{2})(?:\s+-\s+\S+)?$")
_YEAR_AMID = re.compile(r"((?:19|20)\d{2})(?<=[-–—]\s.{4})\s+[-–—](?=\s)")
_COMMAS, _DASHES = (",", "，", "、"), ("- ", "– ", "— ")
_DASH = re.compile(r"[-–—](?<!\S[-–—])(?!\S)")
_ELLIPSIS = re.compile(r"\.{3}|…")
_DEEPEST_NESTING = 4


@dataclass(frozen=True)
class Entry:
    """One entry as found: texts on one line each, white space collapsed; `byline` and `snippet` "" if it has none."""

    title: str
    url: str
    label: str = ""
    byline: str = ""
    snippet: str = ""


@dataclass(frozen=True)
class Byline:
    """``A Karmakar, B Li… - … on Knowledge, 2019`` taken apart; "" for what is missing."""

    authors: str
    venue: str
    year: str


def without_labels(text: str) -> str:
    """A title without the kinds of document before it."""
    return (LABEL.sub("", text) if "[" in text else text).strip()


def read_byline(text: str) -> Byline:
    """Authors end at the first dash, the year stands behind the last comma; any of the three may be missing.

    Without a dash it is all authors: that is how alerts show citations that Scholar has no page for.
    """
    rest, year = _split_off_year(text)
    dash = _DASH.search(rest)
    authors, venue = (rest[: dash.start()], rest[dash.end() :]) if dash else (rest, "")
    return Byline(authors.strip(" ,"), venue.strip(" ,"), year)


def _split_off_year(text: str) -> tuple[str, str]:
    """What stands before the year, and the year if there is one behind a comma or dash."""
    for year in _YEAR_AT_END.finditer(text):
        before = text[: year.start()]
        if before.rstrip().endswith(_COMMAS):
            return before.rstrip()[:-1], year[1]
        if not before or before.endswith(_DASHES):
            return before, year[1]
    if amid := _YEAR_AMID.search(text):  # books: "A Roe - 2026 - Cambridge University Press"
        return f"{text[: amid.start()]}{text[amid.end() :]}", amid[1]
    return text, ""


def mention_of(entry: Entry, alert: str | None, sender: str | None) -> Mention:
    """A snippet is part of an abstract at best, so it is always marked as cut."""
    byline = read_byline(entry.byline)
    authors, authors_cut = people_of(_ELLIPSIS.sub("…", decode_accents(byline.authors)))
    url = _page(entry.url)
    cut = {
        "title": bool(_ELLIPSIS.search(entry.title[-3:])),
        "authors": bool(authors_cut),
        "venue": bool(_ELLIPSIS.search(byline.venue)),
        "abstract": bool(entry.snippet),
    }
    return Mention(
        title=decode_accents(LABEL.sub("", entry.title, count=1) if "[" in entry.title else entry.title),
        source=NAME,
        authors=authors,
        abstract=decode_accents(entry.snippet) or None,
        identifiers=_identifiers(url, entry.byline),
        url=url,
        links={"pdf": url} if url and _is_pdf(url, entry) else {},
        venue=decode_accents(byline.venue) or None,
        published=byline.year or None,
        alert=alert,
        truncated=frozenset(name for name, is_cut in cut.items() if is_cut),
        sender=sender,
    )


def _page(url: str) -> str | None:
    """Entries without a page of their own link to Scholar itself, which is better than nothing."""
    return unwrap(url) or _target(url) or (url if _SCHOLAR_PAGE.match(url) else None)


def _target(url: str) -> str | None:
    """Where a redirector leads, whatever its address looks like: ResearchGate has papers below its profiles."""
    target = url
    for _ in range(_DEEPEST_NESTING):
        target = target_of(target) or target
    return target if target != url and target.startswith("http") else None


def _identifiers(url: str | None, byline: str) -> dict[str, str]:
    written = {scheme: value for scheme, value, _ in reversed(in_text(byline))}
    return written | (from_url(url) if url else {})


def _is_pdf(url: str, entry: Entry) -> bool:
    label = LABEL.match(entry.label) or LABEL.match(entry.title)
    path = url.partition("?")[0].lower()
    return path.endswith(".pdf") or "arxiv.org/pdf/" in path or (label is not None and "[PDF]" in label[0])
