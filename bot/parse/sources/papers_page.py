"""Hugging Face's papers page and digest, read from pieces: which of them are titles, abstracts, votes or furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from urllib.parse import unquote

from bot.parse.links import unwrap
from bot.parse.sources.page_furniture import is_furniture
from bot.parse.sources.pieces import Piece
from bot.parse.sources.wrapping import is_capitalised

_PAPER = re.compile(r"(?:huggingface\.co|hf\.co|^)/papers/(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]*\d)", re.I)
_LOGIN = re.compile(r"(?:huggingface\.co|^)/login\?next=/papers/(\d{4}\.\d{4,5})", re.I)
_VOTES = re.compile(r"\s*[(（]\s*(?P<count>\d[\d.,]*)\s*(?P<thousand>k)?\s*[▲△⬆↑🔺👍]\ufe0f?\s*[)）]\s*$", re.I)
_NUMBER = re.compile(r"(?:Upvote\s*)?(?P<count>\d[\d.,]*)\s*(?P<thousand>k)?", re.I)

_FULL_STOP = re.compile(r"[.。][\"”’')\]]*$|。")
_NEW_SENTENCE = re.compile(r"[a-z0-9)][.!?]\s+[A-Z]")

_LONGEST_TITLE = 300  # characters
_SHORTEST_ABSTRACT = 80
_SHORTEST_PARAGRAPH = 60
_LONGEST_ODD_TITLE = 150  # one that ends in a full stop or holds one


@dataclass
class Found:
    """A paper as the page shows it; `paper_id` is the arXiv id, "" where the page gives no link."""

    title: str
    paper_id: str = ""
    upvotes: int | None = None
    abstract: list[str] = field(default_factory=list)


def paper_id_of(url: str) -> str | None:
    """The arXiv id in a link to a paper's page, also through redirectors."""
    found = _PAPER.search(url) or _PAPER.search(unquote(url)) or _PAPER.search(unwrap(url) or "")
    return found[1] if found else None


def split_votes(text: str) -> tuple[str, int | None]:
    """``Title (140 ▲)`` → title and 140; translated copies write （82▲）."""
    if text.isascii():  # as most texts are that are no titles of a digest
        return text, None
    bracket = max(text.rfind("("), text.rfind("（"))
    found = _VOTES.match(text, bracket) if bracket >= 0 else None
    return (text[:bracket].rstrip(), _count(found)) if found else (text, None)


def _count(found: re.Match[str]) -> int | None:
    digits = found["count"].rstrip(".,")
    if found["thousand"]:
        return round(float(digits.replace(",", ".")) * 1000)
    return int(digits.replace(".", "").replace(",", ""))


def is_prose(text: str) -> bool:
    """Whether a piece reads as (part of) an abstract rather than as a title."""
    if len(text) > _LONGEST_TITLE or "http" in text:
        return True
    if _FULL_STOP.search(text):
        return text.count(" ") > 4 or not text.isascii()
    return len(text) > _LONGEST_ODD_TITLE and _NEW_SENTENCE.search(text) is not None


# ── with links ────────────────────────────────────────────────────────────────────────────────────────


def read_linked(pieces: Iterable[Piece]) -> list[Found]:
    """Papers by the links to their pages. The first text linked is the title; prose that follows is the abstract."""
    papers: dict[str, Found] = {}
    votes: dict[str, int] = {}
    current: Found | None = None
    for piece in pieces:
        votes |= _votes_beside(piece)
        title = _title_of(piece)
        if title is None:
            _add_to(current, piece)
        elif title.paper_id not in papers:
            current = papers[title.paper_id] = title
        elif papers[title.paper_id].title == title.title:
            current = None  # the page shows some papers twice, for narrow and for wide screens
        else:
            _add_to(current, piece)
    return _finished(list(papers.values()), votes)


def _title_of(piece: Piece) -> Found | None:
    """The paper whose page a piece links to with words that could be its title."""
    for text, url in piece.links:
        if paper_id := paper_id_of(url):
            title, votes = split_votes(text)
            if _may_be_title(title):
                # The votes stand in the link or behind it.
                return Found(title, paper_id, split_votes(piece.text)[1] if votes is None else votes)
    return None


def _finished(papers: list[Found], votes: Mapping[str, int]) -> list[Found]:
    """With votes from buttons; without abstracts where few have one: then it is what follows the list of a digest."""
    for paper in papers:
        paper.upvotes = votes.get(paper.paper_id) if paper.upvotes is None else paper.upvotes
    if 2 * sum(bool(paper.abstract) for paper in papers) <= len(papers):
        for paper in papers:
            paper.abstract.clear()
    return papers


def _may_be_title(text: str) -> bool:
    return 0 < len(text) <= 2 * _LONGEST_TITLE and not is_furniture(text)


def _votes_beside(piece: Piece) -> Mapping[str, int]:
    """The vote button of the page is a link to the login that names the paper."""
    numbers = [(number, url) for text, url in piece.links if (number := _NUMBER.fullmatch(text))]
    if not numbers:
        return {}
    buttons = ((_LOGIN.search(unquote(url)), number) for number, url in numbers)
    return {login[1]: count for login, number in buttons if login and (count := _count(number)) is not None}


def _add_to(paper: Found | None, piece: Piece) -> None:
    if paper is None or is_furniture(piece.text):
        return
    if not paper.abstract and paper.upvotes is None and _VOTES.fullmatch(piece.text):
        paper.upvotes = split_votes(piece.text)[1]
    elif _continues(paper, piece.text) or (is_prose(piece.text) and len(piece.text) >= _SHORTEST_ABSTRACT):
        paper.abstract.append(piece.text)


def _continues(paper: Found, text: str) -> bool:
    """Whether a piece is a further paragraph of the abstract and not, say, the name of an organisation."""
    return bool(paper.abstract) and (is_prose(text) or len(text) >= _SHORTEST_PARAGRAPH)


# ── without links ─────────────────────────────────────────────────────────────────────────────────────


def read_votes(pieces: Iterable[Piece]) -> list[Found]:
    """A digest that lost its links still has its votes: ``Title (140 ▲)``, one a piece."""
    split = (split_votes(piece.text) for piece in pieces)
    return [Found(title, upvotes=votes) for title, votes in split if votes is not None and title]


def read_page(pieces: Sequence[Piece]) -> list[Found]:
    """Papers by headings, or in plain text by the change from title to prose."""
    content = list(_content(pieces))
    level = _title_level(content)
    is_title = [piece.heading == level for piece in content] if level else list(_titles_by_shape(content))
    papers: list[Found] = []
    for piece, starts in zip(content, is_title, strict=True):
        if starts:
            title, upvotes = split_votes(piece.text)
            papers.append(Found(title, upvotes=upvotes))
        elif papers and (not papers[-1].abstract or _continues(papers[-1], piece.text)):
            papers[-1].abstract.append(piece.text)
    return [paper for paper in papers if paper.abstract or level]


def count_pairs(pieces: Sequence[Piece]) -> int:
    """How many times something short is followed by something long, which on this page means a paper."""
    lengths = [len(piece.text) for piece in pieces]
    return sum(before <= _LONGEST_TITLE < after for before, after in pairwise(lengths))


def _content(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Without furniture; the name behind "Submitted by" is furniture too."""
    before = ""
    for piece in pieces:
        named = before.lower() == "submitted by" and " " not in piece.text
        before = piece.text
        if not named and not is_furniture(piece.text):
            yield piece


def _title_level(pieces: Sequence[Piece]) -> str:
    """The kind of heading that titles are set in: the one most often followed by prose."""
    pairs = ((one, other) for one, other in pairwise(pieces) if one.heading and not other.heading)
    followed = Counter(one.heading for one, other in pairs if is_prose(other.text))
    return followed.most_common(1)[0][0] if followed else ""


def _titles_by_shape(pieces: Sequence[Piece]) -> Iterator[bool]:
    """A title is no prose and stands right before prose; one that ends in a full stop stands before a long piece."""
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=Piece("")):
        if is_prose(piece.text):
            odd = len(piece.text) <= _LONGEST_ODD_TITLE and is_capitalised(piece.text)
            yield odd and len(following.text) > _LONGEST_TITLE
        else:
            yield is_prose(following.text)
