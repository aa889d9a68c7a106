"""How fast papers are judged, and what ten thousand rules cost over ten: `python -m bench.judge`.

The papers are made up of words with the frequencies of prose; the further rules look for what never comes together.
"""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.judge import Judge, compile_rules
from bot.judge.ruleset import Ruleset
from bot.models import Layout, Mention, Paper

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


def seconds(judge: Judge, given: Sequence[Paper]) -> float:
    """The best of three rounds."""
    return min(_seconds_once(judge, given) for _ in range(3))


def _seconds_once(judge: Judge, given: Sequence[Paper]) -> float:
    begin = time.process_time()
    for paper in given:
        judge.judge(paper, NOW)
    return time.process_time() - begin


def main() -> None:
    rng = random.Random(20261122)
    words = vocabulary(20_000, rng)
    given = papers(words, rng)
    few = seconds(judge_of(FIRING), given)
    begin = time.process_time()
    tracemalloc.start()
    large = judge_of([*FIRING, *further_rules(10_000 - len(FIRING), words, rng)])
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    compiled = time.process_time() - begin
    many = seconds(large, given)
    print(
        f"judge: {PAPERS / few:,.0f} papers/s under 10 rules, {PAPERS / many:,.0f} under 10,000: {many / few:.2f} times"
    )
    print(f"judge: 10,000 rules compiled in {compiled:.1f} s (traced), {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
