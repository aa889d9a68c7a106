"""What the subject of a mail says: whether it was passed on, the journal it lists, the search it answers."""

from __future__ import annotations

import re

# What mail programs put before the subject of a mail they pass on or answer, each in its language.
PASSED_ON = r"\s*(?:re|fwd?|wg|aw|tr|rv|i|antw|sv|vs|vb|doorst|enc|转发|轉寄|转寄|回复|答复)\s*[:：]"
_PASSED_ON = re.compile(rf"(?:{PASSED_ON})+\s*", re.I)
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


def as_first_sent(subject: str) -> str:
    """Without what passing a mail on has put before its subject: "Fwd: WG: Nature alert" → "Nature alert"."""
    passed_on = _PASSED_ON.match(subject)
    return subject[passed_on.end() :] if passed_on else subject


def _bare(subject: str) -> str:
    return " ".join(as_first_sent(subject).split())[:300]
