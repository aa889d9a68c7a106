"""Labelled pairs of publication records: how many of the same papers are found, and how few others are taken for one.

The records are bibliographies' (DBLP, ACM) and those that Scholar read out of reference lists, whose titles run into
authors, venues and pages. Conference and journal version of one title are two papers there.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.dedup import group
from bot.models import Mention
from tests.corpus import CORPUS, needs_corpus


@needs_corpus
@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("DBLP-ACM", 0.985, 0.955), ("DBLP-GoogleScholar", 0.99, 0.64)],
)
def test_pairs_of_records_are_told_apart(name: str, precision: float, recall: float) -> None:
    pairs = [json.loads(line) for line in (CORPUS / "pairs" / f"{name}.valid.jsonl").read_text().splitlines()]
    joined = [len(group([_mention(pair["a"]), _mention(pair["b"])])) == 1 for pair in pairs]
    right = sum(pair["same"] and found for pair, found in zip(pairs, joined, strict=True))
    assert right / sum(joined) >= precision
    assert right / sum(pair["same"] for pair in pairs) >= recall


def _mention(record: dict[str, Any]) -> Mention:
    return Mention(
        title=record["title"],
        source="generic",
        authors=tuple(record["authors"]) or None,
        venue=record["venue"],
        published=record["published"],
    )
