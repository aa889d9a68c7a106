"""What Hugging Face's papers page and digest say besides the papers: buttons, counts, dates, navigation, greetings."""

from __future__ import annotations

import re

_WORDS = frozenset(
    """
    new|subscribe|trending|newest|popular|daily|weekly|monthly|previous|next|today|yesterday|load more|show more
    |daily papers|daily paper|trending papers|hugging face|the hugging face team|hugging face's logo|by|ak|by ak
    |models|datasets|spaces|buckets new|posts|docs|solutions|enterprise|pricing|log in|sign in|sign up|community|website
    |pdf|paper|code|github|arxiv|arxiv page|project|project page|view pdf|view paper|view on arxiv|read paper|read more
    |share|add to collection|system theme|company|tos|privacy|about|careers|jobs|no virus
    """.replace("\n    ", "").split("|")
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d"
_COUNT = r"\d[\d.,]*k?"

_PHRASES = (
    r"get trending papers in your email inbox.*",
    r"(?:daily|trending) papers?\W+hugging face|hugging face\W+(?:daily|trending) papers?",
    r"by\W{0,3}(?:ak|the community|community)\b.{0,40}",
    r"and the (?:ai )?(?:research )?community",
    r"here is the selection of .*",
    r"new\W+i can submit.*|you can (?:now )?submit .*",
    r"to view more\b.*",
    r"onwards and upwards.*",
    r"submitted by\b.*",
    r"[\W_]*",
    rf"[\W_]*{_COUNT}[\W_]*",
    rf"(?:upvotes?|github|arxiv page|community) ?{_COUNT}",
    r"(?:[-·•]\s*)*\d+ authors?",
    r"[·•].*",
    rf"\W*(?:published on )?{_WEEKDAY}(?:{_DAY})(?:\W+\d*)?",
    r"©.*",
    r"manage .{0,40}notifications?.*|unsubscribe.*|view (?:this|it) .*browser.*",
    r"you(?: are|'re| have)? receiv(?:ing|ed) this\b.*|this (?:e?mail|message) (?:was|is)\b.*",
)
_FURNITURE = re.compile("|".join(_PHRASES), re.I)


def is_furniture(text: str) -> bool:
    """Whether `text`, all that stands in one block, belongs to the page and not to a paper."""
    return text.lower() in _WORDS or _FURNITURE.fullmatch(text) is not None
