"""Rules and papers at random, of so few words that most terms are found, and many nearly.

Drawn evenly by the seed, not by hypothesis: what it draws of itself is mostly so simple that nothing comes together.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from bot.models import Layout, Mention, Paper, Section
from tests.judge.reference import Rule

WORDS = ["as", "ase", "ases", "asy", "asies", "bess", "AS", "éss", "a", "3"]
PREFIXES = ["as*", "a*", "asi*", "be*", "ess*"]
REGEXES = [
    "/as/", "/AS/i", "/[ab]s+/", "/s$/", "/^as/i", r"/\bbe/", "/a.?b/", "/(?:es|ie)s?/", "/[3é]/", "/a- ?s/",
    "/(a+)+$/",
]  # fmt: skip
TEXT_WORDS = [*WORDS, "ａs", "aＳes", "beses", "Ase", "of"]
JOINTS = [*[" "] * 8, "-", "–", ", ", " (", "/", "\u0301 ", ". ", "\u00a0", " ﬁ "]

NAMES = ["Y. LeCun", "Yann LeCun", "LeCun, Yu", "Fei-Fei Li", "Li F"]
AUTHORS = ["Yann LeCun", "Yu LeCun", "LeCun Y", "Feifei Li", "Fang Li"]
ONE_PERSON = {
    ("Y. LeCun", "Yann LeCun"), ("Y. LeCun", "Yu LeCun"), ("Y. LeCun", "LeCun Y"),
    ("Yann LeCun", "Yann LeCun"), ("Yann LeCun", "LeCun Y"),
    ("LeCun, Yu", "Yu LeCun"), ("LeCun, Yu", "LeCun Y"),
    ("Fei-Fei Li", "Feifei Li"), ("Li F", "Feifei Li"), ("Li F", "Fang Li"),
}  # fmt: skip
SAME = {(name, author): (name, author) in ONE_PERSON for name in NAMES for author in AUTHORS}


SCORES: list[Any] = [1, 2, -1, 7, {"title": 10, "abstract": 4}, {"author": 3, "category": 2, "title": 1}]
THEN: list[dict[str, Any]] = [
    *({"score": score} for score in SCORES),
    *({"score": score, "section": "Named", "tag": "t"} for score in SCORES[:3]),
    {"pin": True}, {"pin": True, "section": "Top"}, {"tag": "u"},
    {"exclude": True}, {"exclude": True}, {"exclude": True}, {"exclude": "hard"},
]  # fmt: skip
SECTIONS = (Section("Top"), Section("Must", min_score=8), Section("Named"), Section("Rest"))
OTHER_CONDITIONS: dict[str, list[str]] = {
    "category": ["cs.*", "cs.LG", "CS.lg", "math.GT"],
    "alert": ["*citations*", "cs daily"],
    "source": ["arxiv", "pub*"],
    "venue": ["Nature*", "nature"],
    "author": NAMES,
    "kind": ["new", "replaced"],
    "has": ["code", "pdf", "abstract"],
}


class Draw:
    """Whatever a seed makes of the language."""

    def __init__(self, seed: int):
        self._random = Random(seed)
        self._one_of = self._random.choice

    def _some(self, values: Sequence[str]) -> Any:
        return self._one_of([self._one_of(values), self._random.sample(values, 2)])

    def _words(self, most: int) -> list[str]:
        return [self._one_of(WORDS) for _ in range(self._random.randint(1, most))]

    def operand(self) -> str:
        kind = self._random.randrange(8)
        if kind < 3:
            return self._one_of(WORDS)
        return [
            self._one_of(PREFIXES),
            " ".join([*self._words(1), self._one_of([*WORDS, *PREFIXES])]),
            "-".join(self._words(2)),
            f'"{" ".join(self._words(2))}"',
            f"={' '.join(self._words(2))}",
        ][kind - 3]

    def near(self) -> str:
        other = self._one_of(["@some", *[self._one_of(WORDS) for _ in range(4)], self.operand()])
        near = f"{self.operand()} near/{self._random.randint(1, 3)} {other}"
        return self._one_of([near, near, f"{near} near/{self._random.randint(1, 2)} {self._one_of(WORDS)}"])

    def term(self) -> str:
        alternatives = " or ".join([self.operand(), self._one_of([self.operand(), self.near()])])
        return self._one_of(
            [
                self.operand(),
                self.operand(),
                self.near(),
                self.near(),
                alternatives,
                "@some",
                "@other",
                self._one_of(REGEXES),
            ]
        )

    def sets(self) -> dict[str, list[str]]:
        return {"some": [self.operand(), self.operand()], "other": [self.near(), self._one_of([*REGEXES, "@some"])]}

    def text(self) -> str:
        count = self._random.randint(0, 8)
        return "".join(self._one_of(TEXT_WORDS) + self._one_of(JOINTS) for _ in range(count))

    def condition(self) -> dict[str, Any]:
        if self._random.random() < 0.6:
            terms = self._one_of([self.term(), [self.term(), self.term()]])
            return {self._one_of(["text", "title", "abstract", "abstract"]): terms}
        word = self._one_of([*OTHER_CONDITIONS, "upvotes", "mentions"])
        return {word: self._some(OTHER_CONDITIONS[word]) if word in OTHER_CONDITIONS else self._one_of([">= 2", "< 2"])}

    def when(self, depth: int = 2) -> dict[str, Any]:
        if not depth or self._random.random() < 0.4:
            return self.condition()
        members = [self.when(depth - 1) for _ in range(self._random.randint(1, 3))]
        word = self._one_of(["any", "all", "none", "at_least"])
        beside = self._one_of([{}, {}, self.condition()])
        return {**beside, word: {len(members) // 2 + 1: members} if word == "at_least" else members}

    def rules(self) -> list[Rule]:
        return [
            {
                "id": f"r{number}",
                "when": self.when(),
                "then": self._one_of(THEN),
                "enabled": self._random.random() < 0.9,
            }
            for number in range(self._random.randint(2, 6))
        ]

    def layout(self) -> Layout:
        return Layout(self._one_of([(), SECTIONS]), min_score=self._one_of([1, 3]))

    def paper(self) -> Paper:
        return Paper(
            self.text(),
            abstract=self._one_of([None, self.text(), self.text()]),
            categories=self._one_of([None, (), ("cs.LG",), ("math.GT", "cs.CV")]),
            venue=self._one_of([None, "Nature", "Nature Methods"]),
            authors=self._one_of([None, (), tuple(self._random.sample(AUTHORS, 2))]),
            upvotes=self._one_of([None, 1, 5]),
            links=self._one_of([{}, {"pdf": "https://a.example/1.pdf"}]),
            truncated=self._one_of([frozenset(), frozenset({"abstract", "authors"}), frozenset({"title"})]),
            mentions=tuple(self._mention() for _ in range(self._random.randint(0, 2))),
        )

    def _mention(self) -> Mention:
        alert = self._one_of([None, "New citations to A", "cs daily"])
        source = self._one_of(["arxiv", "pubmed"])
        return Mention("A", source, alert=alert, kind=self._one_of([None, "new", "replaced"]))
