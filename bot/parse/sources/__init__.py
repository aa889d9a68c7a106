"""The kinds of mail that are known. To add one: a module with `SENDERS`, `matches` and `extract`, and its line here;
or, where the generic source reads its mails well, a line in `publishers.py` or `indexes.py`. One that knows its mails
by their text, whoever passed them on, is named in `_BY_TEXT` too.

Mail that no source claims goes to `generic`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from bot.models import Mail
from bot.parse.sources import arxiv, biorxiv, google_scholar, huggingface, nep, pubmed, scholar_inbox, web_of_science
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.indexes import INDEXES
from bot.parse.sources.publishers import PUBLISHERS
from bot.parse.sources.senders import any_of


class Source(Protocol):
    """What a source module offers.

    SENDERS: lower-case shell patterns of the addresses it writes from.
    """

    @property
    def SENDERS(self) -> tuple[str, ...]: ...  # noqa: N802 -- a constant of a module

    def matches(self, mail: Mail) -> bool:
        """Whether this is such a mail: by its sender and a mark in its body, as senders change and people forward."""

    def extract(self, mail: Mail) -> Extraction:
        """Its papers, and how many a cheaper count saw."""


SOURCES: dict[str, Source] = {
    "arxiv": arxiv,
    "biorxiv": biorxiv,
    "google_scholar": google_scholar,
    "huggingface": huggingface,
    "nep": nep,
    "pubmed": pubmed,
    "scholar_inbox": scholar_inbox,
    "web_of_science": web_of_science,
    **{served.NAME: served for served in (*INDEXES, *PUBLISHERS)},
}
# Newsletters and the like: their mails without papers are as mail of no source.
OCCASIONAL = frozenset(served.NAME for served in (*INDEXES, *PUBLISHERS) if served.occasional)

_BY_TEXT = ("arxiv", "google_scholar", "huggingface")  # all others claim only what comes from their senders
_SENDERS = {name: source.SENDERS for name, source in SOURCES.items() if name not in _BY_TEXT}
LONGEST_ADDRESS = 254  # RFC 3696, erratum 1690


def strangers_to(address: str) -> frozenset[str]:
    """Names of sources that claim no mail from this address: with many sources, nearly all of them."""
    return _strangers_to(address) if len(address) <= LONGEST_ADDRESS else frozenset()


@lru_cache(maxsize=1024)
def _strangers_to(address: str) -> frozenset[str]:
    return frozenset(name for name, senders in _SENDERS.items() if any_of(senders).fullmatch(address) is None)
