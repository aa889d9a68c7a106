"""What author lists hold besides names: degrees, footnote marks, affiliations in brackets, "et al.", groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parse.text import has_digit
from bot.scholarly.degrees import IN_LINE

# One of these words, or anything but letters and punctuation, shows that a list holds some.
_MARKED = frozenset("et al more others orcid dr prof a".split()) | {degree.lower() for degree in IN_LINE}
_PUNCTUATION = str.maketrans("", "", " ,.;:'’´`&|·-–")
_MARKERS = re.compile(
    rf"""
    \([^()]*\) | \[[^\[\]]*\] | …|\.\.\. | \bet\ al\b\.? | \bmore\b | \b[Oo]thers\b | \bORCID\b
  | \+?\s*\b(?:and\ )?\d+\ (?:more|other|additional)?\ ?(?:authors?|others)?\b | \+:?A?\b | [+:]\s*:?\s*A\b\s*$
  | [\d*†‡§¶✉#⁰¹²³⁴-⁹]+
  | \b(?:{"|".join(map(re.escape, sorted(IN_LINE)))})\b\.?
  | \b(?:Dr|Prof)\b\.?\s
    """,
    re.X,
)
_CUT_SHORT = re.compile(r"\bet al\b|…|\.\.\.|\band others\b", re.I)
_AND_MORE = re.compile(
    r",?\s*(?:(?:and\s+|\+\s*)\d+\s+(?:more|others?|additional)?\s*(?:authors?)?|\+:\s?\d+)\s*$", re.I
)  # ADS has "Roe, Ada,+:7" in plain text
_GROUP_BEFORE = re.compile(
    r"^(?:The )?[\w'’-]+ [Cc]ollaborations?, ?(?=\w)(?!(?:and )?(?:[\w.'’+-]+ ){1,6}[Cc]ollaborations?\b)"
)
_GROUP_IN_BRACKETS = re.compile(r"\((?:[Tt]he )?([^\W\d_a-z][\w .'’+-]{1,80} [Cc]ollaborations?)\)")  # APS
# "The LIGO Scientific Collaboration", alone or among people.
_ARTICLE_OF_GROUP = re.compile(
    r"(?:^|(?<=[,;] )|(?<=\band )|(?<=& ))[Tt]he "
    r"(?=(?:[A-Z][\w.'’+-]* ){1,5}(?:[Cc]ollaboration|[Cc]onsortium)(?:$|[,;.]| and\b| &))"
)
# Who wrote a paper where nobody is named: "GBD 2023 Causes of Death Collaborators".
_GROUP_ALONE = re.compile(
    r"(?:[Tt]he )?[A-Z][\w.'’+/-]* (?:(?:[A-Z\d][\w.'’+/-]*|(?:of|for|in|on) the|of|for|in|on) ){0,11}"
    r"(?:Collaborators|Consortium|Investigators|(?:Study|Working|Collaborative) Group|Trialists)"
)
_GROUPS = ("ollaborators", "onsortium", "nvestigators", " Group", "rialists")
_FOR_A_GROUP = re.compile(r"[,;]?\s*(?:and\s+)?\b(?:on behalf of|for)\s+(?:the|all)\s.{3,120}$")


def without_markers(text: str, lowered: Sequence[str]) -> str:
    """A list with but names and what separates them; lowered: its words in lower case."""
    is_bare = "..." not in text and text.translate(_PUNCTUATION).isalpha() and _MARKED.isdisjoint(lowered)
    return text if is_bare else _MARKERS.sub(" ", text)


def is_cut_short(text: str) -> bool:
    """Whether an author line says that there are more than it names."""
    return _CUT_SHORT.search(text) is not None


def with_et_al(text: str) -> str:
    """A list that ends in "and 4 more" with the words that all understand."""
    return _AND_MORE.sub(" et al.", text) if has_digit(text) else text


def without_group_before(text: str) -> str:
    """The people behind "The Gardens Collaboration, "; a group alone in brackets is who wrote the paper."""
    if "ollaboration" not in text:
        return text
    alone = _GROUP_IN_BRACKETS.fullmatch(text)
    return alone[1] if alone else _GROUP_BEFORE.sub("", text)


def without_articles(text: str) -> str:
    """A list in which groups are named as people are: "CMS Collaboration" for "the CMS Collaboration"."""
    return _ARTICLE_OF_GROUP.sub("", text) if "ollaboration" in text or "onsortium" in text else text


def is_group(text: str) -> bool:
    """Whether an author line is the name of a group, and nothing else."""
    return any(part in text for part in _GROUPS) and _GROUP_ALONE.fullmatch(text.rstrip(".")) is not None


def without_group_behind(text: str) -> str:
    """The people before "on behalf of the NETS-2 Investigators"."""
    is_for_some = " behalf of " in text or " for the " in text or " for all " in text
    return _FOR_A_GROUP.sub("", text) if is_for_some else text
