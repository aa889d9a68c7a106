"""The language of rules once more, plainly and slowly, to hold the engine against: it shares no code with it.

Every rule is tried on every paper and every word of a term on every word of a text. Texts are taken to be of the small
alphabet that `tests.judge.test_engine` draws from, names of authors to be those of its table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

from bot.models import Layout, Paper, Section

Truth = bool | None
Place = tuple[int, int]  # of words, end exclusive
Hit = tuple[str, str, Place | None]  # field, text found, span
Rule = Mapping[str, Any]
Sets = Mapping[str, Sequence[str]]

SAME_LETTER = {"é": "e", "É": "e", "ａ": "a", "Ｓ": "s", "ﬁ": "fi"}
ACCENT = "\u0301"
PARTING = " -–—/\u00a0"

# ── words ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Token:
    """A word or a sign: folded, and where it stands in the text."""

    folded: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.folded[0].isalnum() or self.folded[0] in "+$<"


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    open_word = False
    for place, letter in enumerate(text):
        if letter == ACCENT:
            if found and found[-1].end == place:
                found[-1] = Token(found[-1].folded, found[-1].start, place + 1)
        elif letter in PARTING:
            open_word = False
        elif letter.isalnum():
            folded = SAME_LETTER.get(letter, letter.lower())
            if open_word:
                found[-1] = Token(found[-1].folded + folded, found[-1].start, place + 1)
            else:
                found.append(Token(folded, place, place + 1))
            open_word = True
        else:
            found.append(Token(letter, place, place + 1))
            open_word = False
    return found


def is_plural(plural: str, singular: str) -> bool:
    letters = sum(character.isalpha() for character in singular)
    in_ies = singular[-1:] == "y" and plural == singular[:-1] + "ies"
    return letters >= 3 and (plural in (singular + "s", singular + "es") or in_ies)


def is_same_word(wanted: str, is_prefix: bool, word: str) -> bool:
    if is_prefix:
        return word[: len(wanted)] == wanted
    return wanted == word or is_plural(wanted, word) or is_plural(word, wanted)


def places_of_words(wanted: Sequence[tuple[str, bool]], words: Sequence[str]) -> list[Place]:
    """Where the words wanted follow each other; with each stands whether it is a prefix."""
    length = len(wanted)
    return [
        (first, first + length)
        for first in range(len(words) - length + 1)
        if all(is_same_word(text, prefix, words[first + offset]) for offset, (text, prefix) in enumerate(wanted))
    ]


def gap(one: Place, other: Place) -> int:
    """Words from the last of the earlier to the first of the later; 0 if they overlap."""
    earlier, later = sorted([one, other])
    return max(0, later[0] - (earlier[1] - 1))


# ── terms ─────────────────────────────────────────────────────────────────────────────────────────────


def split(term: str, joint: str) -> list[str]:
    """A term cut at a word that stands outside quotes."""
    quoted = re.split(r'("[^"]*")', term)
    marked = "".join(part if part[:1] == '"' else re.sub(rf" {joint} ", "\n", part) for part in quoted)
    return marked.split("\n")


def places(term: str, text: str, sets: Sets) -> list[Place]:
    """Every place of a term without `or` that is no regular expression, in tokens."""
    there = tokens(text)
    if term.startswith("@"):
        members = [part for member in sets[term[1:]] for part in split(member, "or")]
        return sorted({place for member in members for place in places(member, text, sets)})
    if " near/" in re.sub(r'"[^"]*"', "", term):
        return places_near(term, text, sets)
    if term.startswith("="):
        wanted = [(token.folded, False) for token in tokens(term[1:])]
        literal = places_of_words(wanted, [token.folded for token in there])
        return [
            place for place in literal if composed(text[there[place[0]].start : there[place[1] - 1].end]) == term[1:]
        ]
    pieces = [piece for piece in term.replace('"', "").replace("-", " ").split(" ") if piece]
    return places_of_words(
        [(token.folded, is_last and piece.endswith("*")) for piece in pieces for token, is_last in lasting(piece)],
        [token.folded for token in there],
    )


def lasting(piece: str) -> Iterator[tuple[Token, bool]]:
    """The tokens of a piece of a term without its star, and of each whether it is the last."""
    found = tokens(piece.removesuffix("*"))
    yield from ((token, number == len(found)) for number, token in enumerate(found, start=1))


def composed(text: str) -> str:
    return " ".join(text.replace("e" + ACCENT, "é").replace("E" + ACCENT, "É").split())


def places_near(term: str, text: str, sets: Sets) -> list[Place]:
    """Stretches from one side to the other: for each place of the later side the first of the earlier one in reach."""
    operands = split(term, r"near/\d+")
    distances = [int(number) for number in re.findall(r" near/(\d+) ", term)]
    words_before = [sum(token.is_word for token in tokens(text)[:place]) for place in range(len(tokens(text)))]

    def in_words(place: Place) -> Place:
        return words_before[place[0]], words_before[place[1] - 1] + 1

    stretches = {place: place for place in places(operands[0], text, sets)}
    for operand, distance in zip(operands[1:], distances, strict=True):
        joined = {}
        for place in places(operand, text, sets):
            near = [key for key in sorted(stretches) if gap(in_words(key), in_words(place)) <= distance]
            if near:
                first = stretches[near[0]]
                joined[place] = min(first[0], place[0]), max(first[1], place[1])
        stretches = joined
    return sorted(stretches.values())


def first_spans(term: str, text: str, sets: Sets) -> set[Place]:
    """Where each alternative of a term, and each member of a set, stands first in the text: spans."""
    if term.startswith("/"):
        body, flags = term[1:].rsplit("/", 1)
        matches = re.finditer(body, text, re.ASCII | (re.IGNORECASE if flags else 0))
        return {match.span() for match in [one for one in matches if one.group()][:1]}
    spans: set[Place] = set()
    for part in split(term, "or"):
        if part.startswith("@") and " near/" not in part:
            spans |= {span for member in sets[part[1:]] for span in first_spans(member, text, sets)}
        elif found := places(part, text, sets):
            there = tokens(text)
            spans.add((there[found[0][0]].start, there[found[0][1] - 1].end))
    return spans


# ── conditions ────────────────────────────────────────────────────────────────────────────────────────


def in_text(terms: Any, field: str, paper: Paper, sets: Sets) -> tuple[Truth, list[Hit]]:
    text = getattr(paper, field)
    if text is None:
        return None, []
    spans = {span for term in listed(terms) for span in first_spans(term, text, sets)}
    hits: list[Hit] = [(field, text[start:end], (start, end)) for start, end in spans]
    return (True, hits) if hits else (None if field in paper.truncated else False, [])


def in_title_or_abstract(terms: Any, paper: Paper, sets: Sets) -> tuple[Truth, list[Hit]]:
    title, abstract = in_text(terms, "title", paper, sets), in_text(terms, "abstract", paper, sets)
    hits = [*title[1], *abstract[1]]
    return (True, hits) if hits else (None if None in (title[0], abstract[0]) else False, [])


def among(patterns: Any, field: str, values: Sequence[str | None]) -> tuple[Truth, list[Hit]]:
    hits: list[Hit] = [
        (field, value, None)
        for value in dict.fromkeys(values)
        if value and any(fnmatchcase(value.casefold(), pattern.casefold()) for pattern in listed(patterns))
    ]
    return (True, hits) if hits else (None if None in values or not values else False, [])


def by_author(names: Any, paper: Paper, same: Mapping[tuple[str, str], bool]) -> tuple[Truth, list[Hit]]:
    if paper.authors is None:
        return None, []
    hits: list[Hit] = [
        ("author", author, None) for author in paper.authors if any(same[name, author] for name in listed(names))
    ]
    return (True, hits) if hits else (None if "authors" in paper.truncated else False, [])


def of_kind(kinds: Any, paper: Paper) -> tuple[Truth, list[Hit]]:
    said = {mention.kind for mention in paper.mentions}
    freshest = [kind for kind in ("new", "cross-list", "replaced") if kind in said]
    if not freshest:
        return None, []
    return (True, [("kind", freshest[0], None)]) if freshest[0] in listed(kinds) else (False, [])


def at_hand(wanted: Any, paper: Paper) -> tuple[Truth, list[Hit]]:
    there = {"code": paper.links.get("code"), "pdf": paper.links.get("pdf"), "abstract": paper.abstract}
    hits: list[Hit] = [("has", one, None) for one in listed(wanted) if there.get(one)]
    return bool(hits), hits


def counted(written: str, field: str, count: int | None) -> tuple[Truth, list[Hit]]:
    if count is None:
        return None, []
    sign, bound = written.split(" ")
    holds = {">=": count >= int(bound), "<": count < int(bound)}[sign]
    return holds, [(field, str(count), None)] if holds else []


def listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Reference:
    """What a file says of a paper. `same`: of (name in a rule, author) whether they are one person."""

    rules: Sequence[Rule]
    sets: Sets
    layout: Layout
    same: Mapping[tuple[str, str], bool]

    def leaf(self, word: str, value: Any, paper: Paper) -> tuple[Truth, list[Hit]]:
        mentions = paper.mentions
        categories = [None] if paper.categories is None else [*paper.categories, ""]
        ask: Mapping[str, Callable[[], tuple[Truth, list[Hit]]]] = {
            "title": lambda: in_text(value, "title", paper, self.sets),
            "abstract": lambda: in_text(value, "abstract", paper, self.sets),
            "text": lambda: in_title_or_abstract(value, paper, self.sets),
            "category": lambda: among(value, "category", categories),
            "venue": lambda: among(value, "venue", [paper.venue]),
            "alert": lambda: among(value, "alert", [mention.alert for mention in mentions]),
            "source": lambda: among(value, "source", [mention.source for mention in mentions]),
            "author": lambda: by_author(value, paper, self.same),
            "kind": lambda: of_kind(value, paper),
            "has": lambda: at_hand(value, paper),
            "upvotes": lambda: counted(value, "upvotes", paper.upvotes),
            "mentions": lambda: counted(value, "mentions", len(mentions) or None),
        }  # fmt: skip
        return ask[word]()

    def fires(self, rule: Rule, paper: Paper) -> list[Hit] | None:
        """The hits of a rule that fires."""
        unknowns = self.unknowns_in(rule["when"], paper)
        if not rule["then"].get("exclude"):
            holds, hits = self.tried(rule["when"], paper, iter([False] * unknowns))
            return hits if holds else None
        ways = [self.tried(rule["when"], paper, iter(way)) for way in product([False, True], repeat=unknowns)]
        # Hits are what was found whichever way the unknown is.
        return self.certain_hits(rule["when"], paper) if all(holds for holds, _ in ways) else None

    def unknowns_in(self, when: Mapping[str, Any], paper: Paper) -> int:
        return sum(
            sum(self.unknowns_in(member, paper) for member in members_of(word, value))
            if word in ("any", "all", "none", "at_least")
            else self.leaf(word, value, paper)[0] is None
            for word, value in when.items()
        )

    def tried(self, when: Mapping[str, Any], paper: Paper, way: Iterator[bool]) -> tuple[bool, list[Hit]]:
        """Whether `when` holds if the unknowns fall one way, and the hits of what holds."""
        results = []
        for word, value in when.items():
            if word not in ("any", "all", "none", "at_least"):
                truth, hits = self.leaf(word, value, paper)
                results.append((next(way) if truth is None else truth, hits))
                continue
            inner = [self.tried(member, paper, way) for member in members_of(word, value)]
            true = [hits for holds, hits in inner if holds]
            least = {"any": 1, "all": len(inner), "none": None}.get(word) if word != "at_least" else next(iter(value))
            if least is None:
                results.append((not true, []))
            else:
                results.append((len(true) >= least, [hit for hits in true for hit in hits]))
        return all(holds for holds, _ in results), [hit for _, hits in results for hit in hits]

    def certain_hits(self, when: Mapping[str, Any], paper: Paper) -> list[Hit]:
        """The hits of all parts that hold whichever way the unknowns fall."""
        hits: list[Hit] = []
        for word, value in when.items():
            if word not in ("any", "all", "none", "at_least"):
                hits += self.leaf(word, value, paper)[1]
            elif word != "none":
                for member in members_of(word, value):
                    ways = product([False, True], repeat=self.unknowns_in(member, paper))
                    if all(self.tried(member, paper, iter(way))[0] for way in ways):
                        hits += self.certain_hits(member, paper)
        return hits

    # ── the verdict ───────────────────────────────────────────────────────────────────────────────────

    def judge(self, paper: Paper) -> dict[str, Any]:
        fired = [
            (rule, list(dict.fromkeys(hits)) or [("none", "", None)])
            for rule in self.rules
            if rule.get("enabled", True) and (hits := self.fires(rule, paper)) is not None
        ]
        score = sum(points(rule["then"].get("score", 0), hits) for rule, hits in fired)
        hard = [rule["id"] for rule, _ in fired if rule["then"].get("exclude") == "hard"]
        soft = [rule["id"] for rule, _ in fired if rule["then"].get("exclude") is True]
        pinned = any(rule["then"].get("pin") for rule, _ in fired)
        stopped = hard[:1] or ([] if pinned else soft[:1])
        selected = not stopped and (pinned or score >= self.layout.min_score)
        return {
            "selected": selected,
            "score": score,
            "section": self.section(score, {rule["then"].get("section") for rule, _ in fired}) if selected else None,
            "pinned": pinned,
            "excluded": None if not stopped else "hard" if hard else "soft",
            "stopped_by": stopped[0] if stopped else None,
            "tags": tuple(dict.fromkeys(rule["then"]["tag"] for rule, _ in fired if "tag" in rule["then"])),
            "reasons": [(rule["id"], sorted(hits, key=str)) for rule, hits in fired],
        }

    def section(self, score: float, sent_to: set[str | None]) -> str:
        named = {rule["then"].get("section"): None for rule in self.rules}
        for section in self.layout.sections or [Section(name) for name in named if name]:
            if section.title in sent_to or (section.min_score is not None and score >= section.min_score):
                return section.title
            if section.min_score is None and section.title not in named:
                return section.title
        return "Papers"


def members_of(word: str, value: Any) -> Sequence[Mapping[str, Any]]:
    return listed(next(iter(value.values())) if word == "at_least" else value)


def points(score: Any, hits: Sequence[Hit]) -> float:
    """A number once; of points by field those of each field that was hit, once."""
    if isinstance(score, Mapping):
        return float(sum(score.get(field, 0) for field in {field for field, _, _ in hits}))
    return float(score)
