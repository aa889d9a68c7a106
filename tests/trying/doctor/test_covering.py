"""Whether one term finds all that another finds."""

from __future__ import annotations

import pytest

from bot.judge.term_language import parse_term
from bot.judge.terms import Phrase
from bot.trying.doctor.covering import Cover


def phrase(term: str) -> Phrase:
    (parsed,) = parse_term(term)
    assert isinstance(parsed, Phrase)
    return parsed


@pytest.mark.parametrize(
    ("term", "other", "covers"),
    [
        ("flow", "flow matching", True),
        ("matching", "flow matching", True),
        ("flow matching", "conditional flow matching model", True),
        ("flow matching", "flow", False),
        ("flow model", "flow matching model", False),
        ("flow", "workflow", False),
        ("flow", "flows", True),
        ("flows", "flow", True),
        ("diffus*", "diffusion", True),
        ("diffus*", "diffusion model*", True),
        ("diffus*", "diffusi*", True),
        ("diffusi*", "diffus*", False),
        ("diffusion", "diffusion*", False),
        ("stud*", "study", True),
        ("studi*", "study", False),
        ("rag", "=RAG", True),
        ("=RAG", "rag", False),
        ("=RAG", "=RAG pipeline", False),
        ("flow", "flow near/5 graph", True),
        ("tree", "flow near/5 graph", False),
        ("flow", "/flow/", False),
    ],
)
def test_a_term_finds_all_that_another_finds(term: str, other: str, covers: bool) -> None:
    (wanted,) = parse_term(other)
    assert (Cover([phrase(term)]).of(wanted) is not None) is covers


def test_a_phrase_does_not_cover_itself() -> None:
    assert Cover([phrase("flow")]).of(phrase("flow")) is None
    assert Cover([phrase("flow")]).has(phrase("flow"))
