"""By which subscriptions a paper came, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.compose.card.origins import NAMES, history, origin, origins, source_name, venue_of
from bot.models import Mention, Paper
from bot.parse import source_names
from tests.compose.papers import NOW


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("arxiv", "arXiv"),
        ("google_scholar", "Google Scholar"),
        ("huggingface", "Hugging Face"),
        ("semantic_scholar", "Semantic Scholar"),
        ("nature", "Nature"),
    ],
)
def test_sources_go_by_their_own_names(source: str, name: str) -> None:
    assert source_name(source) == name


@pytest.mark.parametrize(
    ("mention", "words"),
    [
        (Mention("t", "arxiv", kind="new"), "arXiv"),
        (Mention("t", "arxiv", kind="replaced"), "arXiv (revised version)"),
        (Mention("t", "google_scholar", alert='"flow \u202ematching"'), 'Google Scholar alert “"flow matching"”'),
        (Mention("t", "huggingface", upvotes=57), "Hugging Face 57 ▲"),
        (Mention("t", "huggingface", alert="Daily Papers", upvotes=0), "Hugging Face 0 ▲"),
        (Mention("t", "generic", alert="Semantic Scholar"), "Semantic Scholar"),
        (Mention("t", "generic"), "Other mail"),
    ],
)
def test_a_mention_is_named_by_source_alert_and_upvotes(mention: Mention, words: str) -> None:
    assert origin(mention) == words


def test_every_subscription_is_named_once_with_its_newest_upvotes() -> None:
    mentions = (Mention("t", "huggingface", upvotes=5), Mention("t", "arxiv"), Mention("t", "huggingface", upvotes=9))

    assert origins(Paper("t", mentions=mentions)) == ("Hugging Face 9 ▲", "arXiv")


def test_many_subscriptions_are_named_up_to_a_number_and_then_counted() -> None:
    mentions = tuple(Mention("t", "google_scholar", alert=f"alert {n}") for n in range(12))

    assert origins(Paper("t", mentions=mentions))[8:] == ("4 more",)


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("arXiv preprint arXiv:1912.02015", "arXiv:1912.02015"),
        ("Journal of $\\alpha$", "Journal of α"),
        (None, ""),
    ],
)
def test_a_venue_that_is_arxiv_is_named_by_the_number(venue: str | None, expected: str) -> None:
    assert venue_of(Paper("t", venue=venue, identifiers={"arxiv": "1912.02015"})) == expected


PREPRINT = Mention("t", "arxiv", identifiers={"arxiv": "2505.00001"})
PUBLISHED = Mention("t", "nature", identifiers={"doi": "10.1038/1"}, venue="Nature")


@pytest.mark.parametrize(
    ("mentions", "days", "words"),
    [
        ((PREPRINT,), 0, ""),
        ((PREPRINT,), 3, "first seen Sat 3 May"),
        ((PREPRINT, PUBLISHED), 3, "seen Sat 3 May as preprint, now published in Nature"),
        ((PREPRINT, PUBLISHED), 0, "preprint, now published in Nature"),
        ((PUBLISHED, PREPRINT), 0, ""),
    ],
)
def test_a_card_tells_what_became_of_a_paper(mentions: tuple[Mention, ...], days: int, words: str) -> None:
    paper = Paper("t", mentions=mentions, first_seen=NOW - timedelta(days=days))

    assert history(paper, NOW) == words


def test_abbreviations_are_written_as_such() -> None:
    abbreviations = {source for source in source_names() if len(source) <= 5}
    assert abbreviations <= NAMES.keys()
