"""Mentions to group, with as little said as a test needs."""

from __future__ import annotations

from typing import Any

from bot.models import Mention

TITLE = "Flow matching for generative modeling of proteins"
AUTHORS = ("Yaron Lipman", "Ricky T. Q. Chen", "Heli Ben-Hamu")


def mention(title: str = TITLE, *, source: str = "generic", **said: Any) -> Mention:
    """A mention of `title`; identifiers may be given by their schemes."""
    schemes = ("arxiv", "doi", "pmid", "pmcid", "pii", "s2", "openreview", "acl", "bibcode", "ieee")
    identifiers = {scheme: said.pop(scheme) for scheme in schemes if scheme in said}
    return Mention(title=title, source=source, identifiers=identifiers, **said)
