"""Messages that broke other parsers: each gives one record, and none a paper."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.parse import read_mail
from tests.corpus import CORPUS, needs_corpus

pytestmark = needs_corpus

MESSAGES = sorted(path for path in (CORPUS / "mime").glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_message_is_read_without_an_error_and_without_a_paper(path: Path) -> None:
    start = time.process_time()
    reading = read_mail(path.read_bytes())
    assert reading.error is None
    assert reading.status in ("no_papers", "skipped")
    assert reading.mentions == ()
    assert time.process_time() - start < 2


def test_the_corpus_is_all_there() -> None:
    assert len(MESSAGES) == 320
