"""Hugging Face Daily Papers: the digest mail, and the papers page sent as mail (as text, as HTML, with its data)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.models import Mail, Mention
from bot.parse.html import blocks_of, parse_html
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.page_data import papers_data, read_data
from bot.parse.sources.page_furniture import is_furniture
from bot.parse.sources.papers_page import Found, count_pairs, paper_id_of, read_linked, read_page, read_votes
from bot.parse.sources.pieces import Piece, pieces_of_blocks, pieces_of_text
from bot.parse.sources.senders import bodies_of, is_from
from bot.scholarly.identifiers import canonical
from bot.scholarly.tex import decode_accents

NAME = "huggingface"
SENDERS = ("*@notifications.huggingface.co", "*papers*@huggingface.co", "*papers*@*.huggingface.co")
ALERT = "Daily Papers"

_GAP = r"(?:\s|&nbsp;|<[^<>]{0,300}>)*"
_BY_AK = re.compile(rf"\bby{_GAP}AK{_GAP}and the (?:AI )?(?:research )?community", re.I)
# Begins with what is rare in a text and looks back at the host: "huggingface.co", "hf.co", or none in a saved page.
# Proofpoint writes "_" for the slash.
_PAPER_LINK = re.compile(
    r"papers(?:(?<=\.co[/_]papers)|(?<=\.co%2Fpapers)|(?<=\.co%2fpapers)|(?<=[\"'=]/papers))(?:[/_]|%2[fF])"
    r"(\d{4}\.\d{4,5})(?!\d)"
)
_DIGEST_LINK = re.compile(
    rf"{_PAPER_LINK.pattern}(?:\?|%3f|-3f)utm(?:_|-5f)source(?:=|%3d|-3d)digest-(?:2d)?papers", re.I
)
_RUN = re.compile(r"[^\s<>]+[>)\]]*")
_SCHEME = re.compile(r"https?://")
_PAPERS = re.compile(r"(?:huggingface|hf)\.co(?:/|%2[fF])papers\b[^\s<>)\]]*[>)\]]*")
_VOTED = re.compile(r"\d[\d.,]*k?\s*(?:<[^<>]*>\s*)*▲", re.I)
_FEW_LINKS = 3  # with fewer than one link for so many papers, the links are in the abstracts
_SUBJECT = re.compile(r"\bdaily papers?\b", re.I)


def matches(mail: Mail) -> bool:
    """From Hugging Face about papers; or a copy that cannot be anything else, whoever passed it on."""
    bodies = list(bodies_of(mail))
    if is_from(mail, SENDERS):
        about_papers = _SUBJECT.search(mail.subject) or any(_PAPER_LINK.search(body) for body in bodies)
        return about_papers is not None or any(_is_by_ak(body) for body in bodies)
    return any(_is_unmistakable(body) for body in bodies)


def _is_unmistakable(body: str) -> bool:
    """Every mail is asked this, so plain substrings are looked for before patterns."""
    if "DailyPapers" in body and papers_data(body):
        return True
    if "digest-papers" in body and len(_DIGEST_LINK.findall(body)) > 2:
        return True
    return _is_by_ak(body) and _has_papers(body)


def _is_by_ak(body: str) -> bool:
    return "community" in body and "AK" in body and _BY_AK.search(body) is not None


def _has_papers(body: str) -> bool:
    return bool(_PAPER_LINK.search(body) or "trending papers in your email" in body or _VOTED.search(body))


def extract(mail: Mail) -> Extraction:
    """From the page's own data if they came along, else from what can be read, HTML before text."""
    if data := papers_data(mail.html, mail.text):
        mentions = tuple(read_data(data, source=NAME, alert=ALERT, sender=mail.sender.email or None))
        return Extraction(mentions, max(len(data), len(mentions)))
    found, detected = _from_html(mail.html) if mail.html else ([], 0)
    if len(found) < max(detected, 1) and mail.text:
        from_text, in_text = _from_text(mail.text)
        found, detected = (from_text, max(detected, in_text)) if len(from_text) > len(found) else (found, detected)
    mentions = tuple(_mention(paper, mail) for paper in found)
    return Extraction(mentions, max(detected, len(mentions)))


def _from_html(html: str) -> tuple[list[Found], int]:
    """By its blocks; where it is but a frame around preformatted text, as that text."""
    blocks = blocks_of(parse_html(html))
    if any(block.tag == "pre" and "\n" in block.text for block in blocks):
        return _from_text("\n\n".join(block.text for block in blocks))
    return _read(pieces_of_blocks(blocks, paper_id_of), html)


def _from_text(text: str) -> tuple[list[Found], int]:
    return _read(pieces_of_text(text, _links_in, is_furniture), text)


def _links_in(text: str) -> Iterator[tuple[int, int]]:
    """The addresses of papers, wrapped or not, with the brackets behind them: where each begins and ends.

    Not one pattern, for that would look from every "http" of a line without blanks to its end.
    """
    for run in _RUN.finditer(text) if "papers" in text else ():
        end = run.start()
        while begin := _SCHEME.search(text, end, run.end()):
            papers = _PAPERS.search(text, begin.end(), run.end())
            if papers is None:
                break
            end = papers.end()
            yield begin.start(), end


def _read(pieces: Sequence[Piece], body: str) -> tuple[list[Found], int]:
    """The papers, and how many a look at the raw body lets one expect."""
    linked = len(set(_PAPER_LINK.findall(body))) if "papers" in body else 0
    pairs = count_pairs(pieces)
    if linked and linked * _FEW_LINKS >= pairs:
        return read_linked(pieces), linked
    if "▲" in body and (voted := len(_VOTED.findall(body))):
        return read_votes(pieces), voted
    return read_page(pieces), pairs


def _mention(paper: Found, mail: Mail) -> Mention:
    arxiv_id = canonical("arxiv", paper.paper_id)
    abstract = _readable(" ".join(paper.abstract)) or None
    return Mention(
        title=_readable(paper.title),
        source=NAME,
        abstract=abstract,
        identifiers={"arxiv": arxiv_id} if arxiv_id else {},
        url=f"https://arxiv.org/abs/{arxiv_id}" if arxiv_id else None,
        links={"huggingface": f"https://huggingface.co/papers/{arxiv_id}"} if arxiv_id else {},
        alert=ALERT,
        upvotes=paper.upvotes,
        truncated=frozenset({"abstract"}) if abstract and abstract.endswith(("…", "...")) else frozenset(),
        sender=mail.sender.email or None,
    )


def _readable(text: str) -> str:
    """White space is collapsed already, so only what holds TeX is gone through again."""
    return decode_accents(text) if "\\" in text else text
