"""How fast papers are judged, what many rules cost over few, and what is held of them: `python -m bench.judge`.

What is compared takes turns on the same papers; ratios are medians over the turns. The exit status is 1 if a goal is
missed. The papers are made up of words with the frequencies of prose; the further rules look for what never comes
together.
"""

from __future__ import annotations

import gc
import random
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bot.judge import Judge, compile_rules
from bot.judge.plural import STEMS
from bot.judge.ruleset import Ruleset
from bot.judge.term_language import parse_term
from bot.models import Layout, Mention, Paper
from bot.scholarly.folding import fold

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAPERS = 10_000
WORDS_IN_TITLE, WORDS_IN_ABSTRACT = 10, 180
CATEGORIES = ("cs.LG", "cs.CV", "stat.ML", "math.OC", "q-bio.BM")

FIRING: list[dict[str, Any]] = [
    {"id": "core", "when": {"text": "flow matching or score-based"}, "then": {"score": {"title": 10, "abstract": 4}}},
    {"id": "prefix", "when": {"text": "diffus* model*"}, "then": {"score": 3}},
    {"id": "near", "when": {"abstract": "reward near/5 model"}, "then": {"score": 2}},
    {"id": "exact", "when": {"text": "=RAG"}, "then": {"score": 2}},
    {"id": "category", "when": {"category": "cs.*", "text": "graph network"}, "then": {"score": 4}},
    {"id": "popular", "when": {"upvotes": ">= 40"}, "then": {"score": 5}},
    {"id": "regex", "when": {"text": r"/in\s+vivo/i"}, "then": {"exclude": True}},
    {"id": "author", "when": {"author": "Y. LeCun"}, "then": {"pin": True}},
    {"id": "none", "when": {"title": "transformer", "none": [{"abstract": "survey"}]}, "then": {"score": 1}},
    {"id": "source", "when": {"source": "huggingface"}, "then": {"score": 1}},
]
SOUGHT = (
    "flow",
    "matching",
    "score-based",
    "diffusion",
    "models",
    "reward",
    "RAG",
    "graph",
    "network",
    "in",
    "vivo",
    "transformer",
    "survey",
)


def vocabulary(size: int, rng: random.Random) -> list[str]:
    letters = "etaoinshrdlucmfwygpbvk"
    return ["".join(rng.choices(letters, k=rng.randint(3, 11))) for _ in range(size)]


def papers(words: Sequence[str], rng: random.Random) -> list[Paper]:
    """Frequencies fall as one over the rank (Zipf); a tenth of the abstracts bear an accent or TeX."""
    pool = [*words[:200], *SOUGHT, *words[200:]]
    weights = [1 / rank for rank in range(5, len(pool) + 5)]
    return [_paper(rng.choices(pool, weights, k=WORDS_IN_TITLE + WORDS_IN_ABSTRACT), rng) for _ in range(PAPERS)]


def _paper(words: Sequence[str], rng: random.Random) -> Paper:
    title = " ".join(words[:WORDS_IN_TITLE]).capitalize()
    abstract = " ".join(words[WORDS_IN_TITLE:]) + rng.choice(
        [".", *["!"] * 7, " naïve.", r" with $\alpha$-divergence."]
    )
    return Paper(
        title,
        abstract=abstract,
        authors=("Yann LeCun", "A. Smith") if rng.random() < 0.01 else ("Jane Doe", "A. Smith"),
        categories=(rng.choice(CATEGORIES),),
        upvotes=rng.randint(0, 60),
        mentions=(Mention(title, "arxiv"),),
    )


def further_rules(count: int, words: Sequence[str], rng: random.Random) -> list[dict[str, Any]]:
    """Rules of three terms each, phrases of two or three rarer words, some with a category beside them."""
    rare = words[200:]

    def phrase() -> str:
        return " ".join(rng.sample(rare, k=rng.randint(2, 3))) + rng.choice(["", "", "zq*"])

    def rule(number: int) -> dict[str, Any]:
        when: dict[str, Any] = {"text": [phrase() for _ in range(3)]}
        if number % 4 == 0:
            when |= {"category": rng.choice(["cs.*", *CATEGORIES])}
        return {"id": f"further-{number}", "when": when, "then": {"score": 1}}

    return [rule(number) for number in range(count)]


def judge_of(rules: Sequence[dict[str, Any]]) -> Judge:
    return compile_rules(Ruleset.model_validate({"rules": rules}), Layout())


# ── measuring ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Figure:
    """What was measured, and the goal it must not be above."""

    what: str
    value: float
    most: float

    @property
    def is_good(self) -> bool:
        return self.value <= self.most


def _seconds(work: Callable[[Paper], object], given: Sequence[Paper]) -> float:
    begin = time.process_time()
    for paper in given:
        work(paper)
    return time.process_time() - begin


def in_turns(
    one: Callable[[Paper], object], other: Callable[[Paper], object], given: Sequence[Paper], turn: int
) -> tuple[float, float, float]:
    """Papers a second of each, and how many times as long `one` takes: the median over turns of both on the same."""
    _seconds(one, given[:turn]), _seconds(other, given[:turn])
    pairs = [
        (_seconds(one, given[start : start + turn]), _seconds(other, given[start : start + turn]))
        for start in range(0, len(given), turn)
    ]
    spent = [sum(column) for column in zip(*pairs, strict=True)]
    return len(given) / spent[0], len(given) / spent[1], median(first / second for first, second in pairs)


def judging(judge: Judge) -> Callable[[Paper], object]:
    return lambda paper: judge.judge(paper, NOW)


# ── what is measured ──────────────────────────────────────────────────────────────────────────────────


def many_rules(given: Sequence[Paper], words: Sequence[str], rng: random.Random) -> Figure:
    """Ten thousand rules of three terms, of which the same ten fire."""
    many = judge_of([*FIRING, *further_rules(10_000 - len(FIRING), words, rng)])
    quick, quicker, ratio = in_turns(judging(many), judging(judge_of(FIRING)), given, turn=500)
    print(f"{quicker:,.0f} papers/s under 10 rules, {quick:,.0f} under 10,000")
    return Figure("10,000 rules, to 10 of which the same fire", ratio, 2)


def one_by_one(given: Sequence[Paper], words: Sequence[str], rng: random.Random) -> Figure:
    """A thousand rules, and a compiled `re` for each of their terms over the folded text, without a verdict."""
    rules = further_rules(1_000, words, rng)
    patterns = [_pattern(term) for rule in rules for term in rule["when"]["text"]]

    def search(paper: Paper) -> object:
        fields = [fold(paper.title), fold(paper.abstract or "")]
        return [pattern for pattern in patterns for field in fields if pattern.search(field)]

    slow, quick, ratio = in_turns(search, judging(judge_of(rules)), given, turn=len(given) // 10)
    print(f"{quick:,.0f} papers/s under 1,000 rules, {slow:,.1f} by {len(patterns):,} regular expressions of `re`")
    return Figure("the engine, to a fiftieth of one `re` per term", 50 / ratio, 1)


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(fold(term.removesuffix('*')))}" + ("" if term.endswith("*") else r"\b"))


def many_regexes(given: Sequence[Paper], words: Sequence[str], rng: random.Random) -> Figure:
    """A thousand rules with a regular expression each, beside ten of the kind."""
    rare = words[200:]
    rules = [_regex_rule(number, rng.sample(rare, k=2), rng) for number in range(1_000)]
    quick, quicker, ratio = in_turns(judging(judge_of(rules)), judging(judge_of(rules[:10])), given, turn=500)
    print(f"{quicker:,.0f} papers/s under 10 regular expressions, {quick:,.0f} under 1,000")
    return Figure("1,000 regular expressions, to 10", ratio, 2.5)


def _regex_rule(number: int, words: Sequence[str], rng: random.Random) -> dict[str, Any]:
    one, other = words
    written = rng.choice(
        [rf"/\b{one}\s+{other}\b/i", rf"/{one}.*{other}/", rf"/(?:{one}|{other})s? of/", rf"/{one}-?[0-9]/"]
    )
    return {"id": f"regex-{number}", "when": {"text": written}, "then": {"score": 1}}


def nested_regex() -> Figure:
    """What would keep a backtracking engine busy for ever, on the text that does it, beside a harmless one."""
    given = [Paper("A paper", abstract="a" * 2_000 + "b")] * 2_000
    nested, plain = (judge_of([_rule_of(written)]) for written in ("/(a+)+$/", "/[ab]+c/"))
    _, _, ratio = in_turns(judging(nested), judging(plain), given, turn=200)
    return Figure("/(a+)+$/, to /[ab]+c/", ratio, 2)


def _rule_of(term: str) -> dict[str, Any]:
    return {"id": "r", "when": {"text": term}, "then": {"score": 1}}


def memory(words: Sequence[str], rng: random.Random) -> Figure:
    """Bytes for each term, of few rules and of many: the most to the least."""
    rules = further_rules(20_000, words, rng)
    sizes = {count: _bytes_of(rules[:count]) / (3 * count) for count in (2_500, 5_000, 10_000, 20_000)}
    print(", ".join(f"{count:,} rules: {size:,.0f} bytes a term" for count, size in sizes.items()))
    return Figure("bytes a term, most to least", max(sizes.values()) / min(sizes.values()), 1.3)


def _bytes_of(rules: Sequence[dict[str, Any]]) -> int:
    """What a judge of these rules holds, the rules as they were read included."""
    forget_terms()
    tracemalloc.start()
    judge = judge_of(rules)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del judge
    return held


def forget_terms() -> None:
    """What is remembered of words and terms would else be counted to whoever comes first."""
    parse_term.cache_clear()
    STEMS.clear()
    gc.collect()


def main() -> int:
    rng = random.Random(20261122)
    words = vocabulary(20_000, rng)
    given = papers(words, rng)
    figures = [
        many_rules(given, words, rng),
        one_by_one(given[:50], words, rng),
        many_regexes(given[:2_000], words, rng),
        nested_regex(),
        memory(words, rng),
    ]
    for figure in figures:
        print(f"{figure.what:<50}{figure.value:>7.2f}   at most {figure.most:g}{'' if figure.is_good else '   MISSED'}")
    return int(not all(figure.is_good for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
