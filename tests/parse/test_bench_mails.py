"""The mails the benchmark measures are read in full, else it would measure something else."""

from __future__ import annotations

import pytest

from bench.mails import KINDS
from bot.parse import read_mail

PAPERS = {"huggingface": 40, "huggingface page": 27, "arxiv": 80, "google_scholar": 10, "generic html": 60}


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_a_benchmark_mail_is_read(kind: str) -> None:
    reading = read_mail(KINDS[kind](0))
    assert len(reading.mentions) == reading.detected == PAPERS.get(kind, 0)
