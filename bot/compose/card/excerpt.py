"""The two or three sentences of an abstract that show why it is here: those with matches, then their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.compose.card.text import Marked, Span, joined
from bot.compose.columns import width

MOST_SENTENCES = 3

_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|[。！？]+[」』”’）]*\s*")  # the latter: CJK needs no space
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:[A-Za-z]|e\.g|i\.e|cf|vs|al|etc|viz|ca|approx|resp|[Ff]igs?|[Ee]qs?|[Ss]ec|[Tt]ab|[Rr]efs?|Nos?|"
    r"Vol|Dr|Prof|Mr|Ms|St|Inc|w\.r\.t|a\.k\.a|U\.S)\.\s+$"
)


def excerpt(abstract: Marked, budget: int, *, cut_short: bool = False) -> Marked:
    """At most about `budget` columns of the abstract, in reading order, every gap shown as "…".

    cut_short: the mail itself gave only the beginning or a snippet.
    """
    budget = budget * len(abstract.text) // max(width(abstract.text), 1)  # a Chinese character says and takes more
    sentences = split_sentences(abstract.text)
    chosen = _chosen(sentences, [_matches_in(abstract, span) for span in sentences], budget)
    spans = [_fitted(abstract, sentences[index], budget) for index in chosen]
    return _with_gaps(abstract, spans, cut_short=cut_short) if spans else Marked("")


def split_sentences(text: str) -> list[Span]:
    """Where each sentence begins and ends, without the space between; "e.g. this" and "A. Smith" stay whole."""
    ends = [found.end() for found in _END.finditer(text) if _ends_sentence(text, found)]
    bounds = pairwise([0, *ends, len(text)])
    return [(start, start + len(text[start:end].rstrip())) for start, end in bounds if text[start:end].strip()]


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    following = text[end.end() : end.end() + 1]
    if following.islower():
        return False
    return not _ABBREVIATED.search(text[max(0, end.start() - 12) : end.end()])


def _matches_in(abstract: Marked, sentence: Span) -> int:
    """How many different terms are matched there: a term's second occurrence tells nothing new."""
    start, end = sentence
    return len({abstract.text[a:b].casefold() for a, b in abstract.matches if a < end and b > start})


def _chosen(sentences: Sequence[Span], matches: Sequence[int], budget: int) -> list[int]:
    """Which sentences to show: the one that says most first, then as many as fit, the nearest first."""
    hits = [index for index, count in enumerate(matches) if count]
    ranked = sorted(
        range(len(sentences)),
        key=lambda index: (-matches[index], min((abs(index - hit) for hit in hits), default=0), index),
    )
    chosen, length = ranked[:1], sum(end - start for start, end in (sentences[index] for index in ranked[:1]))
    for index in ranked[1:]:
        start, end = sentences[index]
        if len(chosen) < MOST_SENTENCES and length + end - start <= budget:
            chosen.append(index)
            length += end - start
    return sorted(chosen)


def _fitted(abstract: Marked, sentence: Span, budget: int) -> Span:
    """The sentence, or as much of it around its first match as the budget allows, cut between words."""
    start, end = sentence
    if end - start <= budget:
        return sentence
    match = next((a for a, b in abstract.matches if a < end and b > start), start)
    first = max(start, min(match - budget // 3, end - budget))
    first = start if first <= start else _after_space(abstract.text, first, end)
    last = min(end, first + budget)
    return first, (end if last >= end else _before_space(abstract.text, first, last))


def _after_space(text: str, position: int, end: int) -> int:
    space = text.find(" ", position, min(end, position + 30))
    return position if space < 0 else space + 1


def _before_space(text: str, start: int, position: int) -> int:
    space = text.rfind(" ", max(start + 1, position - 30), position)
    return position if space < 0 else space


def _with_gaps(abstract: Marked, spans: Sequence[Span], *, cut_short: bool) -> Marked:
    text = abstract.text
    pieces = [Marked("… ")] if spans[0][0] > 0 else []
    for (start, end), following in zip(spans, [*spans[1:], None], strict=True):
        pieces.append(abstract.cut(start, end))
        if following is not None:
            pieces.append(Marked(_between(text, end, following[0])))
    unfinished = spans[-1][1] < len(text) or cut_short
    if unfinished and not pieces[-1].text.endswith(("…", "...")):
        pieces.append(Marked(" …"))
    return joined(pieces)


def _between(text: str, end: int, start: int) -> str:
    """What stands between two chosen sentences: their own space when nothing was left out."""
    skipped = text[end:start]
    return skipped if not skipped.strip() else " … "
