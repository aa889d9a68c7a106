"""Real mails and their gold lists, read in place: everything that is in them, exactly, and nothing else."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from bot.models import Reading
from bot.parse import read_mail
from bot.scholarly.identifiers import canonical
from bot.scholarly.names import split_authors
from bot.scholarly.tex import decode_accents
from tests.corpus import CORPUS, needs_corpus
from tests.parse.sources.mime import Packing, mail

pytestmark = needs_corpus

ARXIV = sorted((CORPUS / "arxiv").glob("*.eml"))
SCHOLAR = sorted((CORPUS / "google_scholar").glob("*.eml"))
SEED = sorted((CORPUS / "seed").glob("*.eml"))
OTHERS = sorted(path for path in (CORPUS / "mime").glob("*/*") if path.is_file())


def name_of(path: Path) -> str:
    return path.stem


def gold_of(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8")))


def read(path: Path, source: str) -> Reading:
    reading = read_mail(path.read_bytes())
    assert (reading.status, reading.source, reading.error) == ("parsed", source, None)
    assert reading.detected == len(reading.mentions)
    return reading


@pytest.mark.parametrize("path", SEED, ids=name_of)
def test_all_papers_of_the_page_come_out_with_their_abstracts(path: Path) -> None:
    gold = gold_of(CORPUS / "seed" / "papers_page.json")
    mentions = read(path, "huggingface").mentions
    assert len(gold) == 27
    assert [mention.title for mention in mentions] == [decode_accents(entry["title"]) for entry in gold]
    assert [mention.abstract for mention in mentions] == [decode_accents(entry["abstract"]) for entry in gold]


PAGE = CORPUS / "seed" / "papers_page.txt"


def rewrapped(width: int) -> str:
    """The page's text as a mail program would wrap it."""
    blocks = PAGE.read_text(encoding="utf-8").split("\n\n")
    return "\n\n".join(textwrap.fill(block, width, break_long_words=False, break_on_hyphens=False) for block in blocks)


def papers_in(text: str) -> list[tuple[str, str | None]]:
    content = mail(sender="Ben <ben@example.org>", subject="Fwd: Daily papers", text=text, packing=Packing("base64"))
    return [(mention.title, mention.abstract) for mention in read_mail(content).mentions]


@pytest.mark.parametrize("width", [60, 66, 72, 78, 100])
def test_the_page_survives_being_wrapped_and_quoted(width: int) -> None:
    gold = gold_of(CORPUS / "seed" / "papers_page.json")
    papers = [(decode_accents(entry["title"]), decode_accents(entry["abstract"])) for entry in gold]
    assert papers_in(rewrapped(width)) == papers
    assert papers_in("See below.\n\n" + textwrap.indent(rewrapped(width), "> ", lambda line: True)) == papers


def kind_of(entry: dict[str, Any]) -> str:
    return "replaced" if entry["replaced"] else "cross-list" if entry["cross"] else "new"


def links_of(entry: dict[str, Any]) -> dict[str, str]:
    doi = canonical("doi", entry["doi"] or "")
    return {"arxiv": entry["arxiv"]} | ({"doi": doi} if doi else {})


@pytest.mark.parametrize("path", ARXIV, ids=name_of)
def test_every_entry_of_a_listing_comes_out_whole(path: Path) -> None:
    gold = gold_of(path.with_suffix(".json"))
    mentions = read(path, "arxiv").mentions
    assert [mention.title for mention in mentions] == [decode_accents(entry["title"]) for entry in gold]
    authors = [split_authors(decode_accents(entry["authors"]))[0] for entry in gold]
    assert [mention.authors for mention in mentions] == authors
    assert [dict(mention.identifiers) for mention in mentions] == [links_of(entry) for entry in gold]
    assert [mention.url for mention in mentions] == [f"https://arxiv.org/abs/{entry['arxiv']}" for entry in gold]
    assert [list(mention.categories or ()) for mention in mentions] == [entry["categories"] for entry in gold]
    assert [mention.kind for mention in mentions] == [kind_of(entry) for entry in gold]
    assert [mention.abstract is not None for mention in mentions] == [entry["has_abstract"] for entry in gold]


@pytest.mark.parametrize("path", ARXIV, ids=name_of)
def test_an_abstract_is_the_text_between_its_delimiters(path: Path) -> None:
    raw = path.read_text(encoding="ascii")
    mentions = [mention for mention in read(path, "arxiv").mentions if mention.abstract]
    between = [part.partition("\n\\\\ ( https:")[0] for part in raw.split("\n\\\\\n  ")[1:]]
    assert [mention.abstract for mention in mentions] == [decode_accents(text) for text in between]


def byline_of(entry: dict[str, Any]) -> tuple[str, str]:
    """Authors, and venue with year; the gold list keeps the no-break spaces of the mail."""
    authors, _, rest = " ".join(entry["byline"].split()).partition(" - ")
    return authors, rest


@pytest.mark.parametrize("path", SCHOLAR, ids=name_of)
def test_every_entry_of_an_alert_comes_out_whole(path: Path) -> None:
    gold = gold_of(path.with_suffix(".json"))
    mentions = read(path, "google_scholar").mentions
    assert [mention.title for mention in mentions] == [entry["title"] for entry in gold]
    assert [mention.url for mention in mentions] == [entry["url"] for entry in gold]
    assert [mention.abstract for mention in mentions] == [entry["snippet"] for entry in gold]
    authors = [split_authors(byline_of(entry)[0])[0] for entry in gold]
    assert [mention.authors for mention in mentions] == authors


@pytest.mark.parametrize("path", SCHOLAR, ids=name_of)
def test_bylines_are_taken_apart_without_loss(path: Path) -> None:
    gold = gold_of(path.with_suffix(".json"))
    rest = [byline_of(entry)[1] for entry in gold]
    mentions = read(path, "google_scholar").mentions
    assert [", ".join(filter(None, (mention.venue, mention.published))) for mention in mentions] == rest


def test_an_arxiv_number_in_a_byline_or_address_is_found() -> None:
    path = CORPUS / "google_scholar" / "gmail_16ef14516c65fd3c.eml"
    identifiers = [mention.identifiers.get("arxiv") for mention in read(path, "google_scholar").mentions]
    assert identifiers == ["1912.02015", None, None]


def test_no_other_mail_is_taken_for_an_alert() -> None:
    sources = {read_mail(path.read_bytes()).source for path in OTHERS}
    assert sources.isdisjoint({"arxiv", "google_scholar", "huggingface"})
