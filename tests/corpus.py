"""Where the corpus of real mails lies: beside the checkout, or where PAPERSIEVE_CORPUS says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("PAPERSIEVE_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus of real mails at {CORPUS}")
