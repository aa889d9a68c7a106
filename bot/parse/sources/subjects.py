"""What the subject of a publisher's mail names: the journal whose contents it lists, or the search it answers."""

from __future__ import annotations

import re

_FORWARDED = re.compile(r"(?:\s*(?:re|fwd?|wg|tr|rv|i|enc)\s*:)+\s*", re.I)
_JOURNAL = re.compile(
    r"""
    (?:table\ of\ contents|early\ view|new\ articles?|articles?)\ alert\s*:\s*(?P<wiley>.+?)(?:,\s*vol\b.*)?
  | apa\ psycalert\s*[-–:]\s*(?P<apa>.+)
  | new\ (?:onlinefirst\ )?articles?\ (?:are\ )?(?:now\ )?(?:available\ )?(?:for|in)\ (?P<sage>.+?)
    (?:\ (?:are|is)\ (?:now\ )?available.*|\ new\ articles.*)?
  | (?P<elsevier>.+?)\s*:\s*(?:alert\b|volume\ \d).*
    """,
    re.I | re.X,
)
_SEARCH = re.compile(r"(?:new )?(?:search (?:results|alert)|results) (?:for|:)\s*(?P<search>.+)", re.I)


def journal_in(subject: str) -> str | None:
    """ "Early View Alert: TESOL Quarterly", "Applied Catalysis A: General: Alert 03 April" → the journal."""
    found = _JOURNAL.fullmatch(_bare(subject))
    return next((name.strip() for name in found.groups() if name), None) if found else None


def search_in(subject: str) -> str | None:
    """ "New search results for imagined workflows" → "imagined workflows"."""
    found = _SEARCH.fullmatch(_bare(subject))
    return found["search"].strip() if found else None


def _bare(subject: str) -> str:
    forwarded = _FORWARDED.match(subject)
    return " ".join(subject[forwarded.end() if forwarded else 0 :].split())[:300]
