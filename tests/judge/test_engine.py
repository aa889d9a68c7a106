"""Whole rules on whole papers: the engine judges as the plain reference does, down to the spans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.judge import compile_rules
from bot.judge.ruleset import Ruleset
from bot.models import Layout, Mention, Paper, Section, Verdict
from bot.scholarly.names import same_person
from tests.judge.papers import NOW
from tests.judge.reference import Reference, Rule

# ── terms and texts of few letters, so that most terms are found, and many nearly ─────────────────────

WORDS = st.sampled_from(["as", "ase", "ases", "asy", "asies", "bess", "AS", "éss", "a", "3"])
STARRED = st.sampled_from(["as*", "a*", "asi*", "be*", "ess*"])
PHRASES = st.lists(WORDS | STARRED, min_size=2, max_size=3).map(" ".join)
HYPHENED = st.lists(WORDS, min_size=2, max_size=2).map("-".join)
QUOTED = st.lists(WORDS, min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"')
EXACT = st.lists(WORDS, min_size=1, max_size=2).map(lambda words: f"={' '.join(words)}")
OPERANDS = st.one_of(WORDS, WORDS, STARRED, PHRASES, HYPHENED, QUOTED, EXACT)
NEAR = st.builds("{} near/{} {}".format, OPERANDS, st.integers(1, 3), OPERANDS | st.just("@some"))
NEARER = st.builds("{} near/{} {}".format, NEAR, st.integers(1, 2), WORDS)
PLAIN = st.one_of(OPERANDS, NEAR, NEARER)
REGEXES = st.sampled_from(
    [
        "/as/",
        "/AS/i",
        "/[ab]s+/",
        "/s$/",
        "/^as/i",
        r"/\bbe/",
        "/a.?b/",
        "/(?:es|ie)s?/",
        "/[3é]/",
        "/a- ?s/",
        "/(a+)+$/",
    ]
)
TERMS = st.one_of(
    PLAIN,
    PLAIN,
    st.lists(PLAIN, min_size=2, max_size=3).map(" or ".join),
    REGEXES,
    st.sampled_from(["@some", "@other"]),
)
SETS = st.fixed_dictionaries(
    {"some": st.lists(OPERANDS, min_size=1, max_size=2), "other": st.lists(PLAIN | REGEXES, min_size=1, max_size=2)}
)
JOINTS = st.sampled_from([" ", " ", " ", " ", "-", "–", ", ", " (", "/", "\u0301 ", ". ", "\u00a0", " ﬁ "])
TEXT_WORDS = WORDS | st.sampled_from(["ａs", "aＳes", "beses", "Ase"])
TEXTS = st.lists(st.tuples(TEXT_WORDS, JOINTS), min_size=3, max_size=8).map(
    lambda pieces: "".join(word + joint for word, joint in pieces)
)

# ── rules and papers ──────────────────────────────────────────────────────────────────────────────────

NAMES = ["Y. LeCun", "Yann LeCun", "LeCun, Yu", "Fei-Fei Li", "Li F"]
AUTHORS = ["Yann LeCun", "Yu LeCun", "LeCun Y", "Feifei Li", "Fang Li"]
ONE_PERSON = {
    ("Y. LeCun", "Yann LeCun"), ("Y. LeCun", "Yu LeCun"), ("Y. LeCun", "LeCun Y"),
    ("Yann LeCun", "Yann LeCun"), ("Yann LeCun", "LeCun Y"),
    ("LeCun, Yu", "Yu LeCun"), ("LeCun, Yu", "LeCun Y"),
    ("Fei-Fei Li", "Feifei Li"), ("Li F", "Feifei Li"), ("Li F", "Fang Li"),
}  # fmt: skip
SAME = {(name, author): (name, author) in ONE_PERSON for name in NAMES for author in AUTHORS}


def some(values: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=2)


@st.composite
def asked_of_text(draw: st.DrawFn) -> dict[str, Any]:
    terms = draw(TERMS | st.lists(TERMS, min_size=1, max_size=2))
    return {draw(st.sampled_from(["text", "title", "abstract"])): terms}


OTHER_LEAVES = st.one_of(
    some(["cs.*", "cs.LG", "CS.lg", "math.GT"]).map(lambda value: {"category": value}),
    some(["*citations*", "cs daily"]).map(lambda value: {"alert": value}),
    some(["arxiv", "pub*"]).map(lambda value: {"source": value}),
    some(["Nature*", "nature"]).map(lambda value: {"venue": value}),
    some(NAMES).map(lambda value: {"author": value}),
    some(["new", "replaced"]).map(lambda value: {"kind": value}),
    some(["code", "pdf", "abstract"]).map(lambda value: {"has": value}),
    st.sampled_from([">= 3", "< 3"]).map(lambda value: {"upvotes": value}),
    st.sampled_from([">= 2", "< 2"]).map(lambda value: {"mentions": value}),
)  # fmt: skip


LEAVES = st.one_of(asked_of_text(), asked_of_text(), asked_of_text(), OTHER_LEAVES)


@st.composite
def grouped(draw: st.DrawFn, inner: st.SearchStrategy[Any]) -> dict[str, Any]:
    members = draw(st.lists(inner, min_size=1, max_size=3))
    word = draw(st.sampled_from(["any", "all", "none", "at_least"]))
    beside: dict[str, Any] = draw(st.just({}) | st.just({}) | LEAVES)
    return {**beside, word: {len(members) // 2 + 1: members} if word == "at_least" else members}


WHEN = st.one_of(LEAVES, grouped(LEAVES), grouped(LEAVES | grouped(LEAVES)))
SCORES = st.sampled_from([1, 2, -1, 7, {"title": 10, "abstract": 4}, {"author": 3, "category": 2, "title": 1}])
THEN = st.one_of(
    SCORES.map(lambda score: {"score": score}),
    SCORES.map(lambda score: {"score": score, "section": "Named", "tag": "t"}),
    st.sampled_from(
        [{"pin": True}, {"pin": True, "section": "Top"}, {"exclude": True}, {"exclude": "hard"}, {"tag": "u"}]
    ),
)


def rules_of(parts: list[tuple[Any, Any, bool]]) -> list[Rule]:
    return [
        {"id": f"r{number}", "when": when, "then": then, "enabled": enabled}
        for number, (when, then, enabled) in enumerate(parts)
    ]


RULES = st.lists(st.tuples(WHEN, THEN, st.sampled_from([True, True, True, True, False])), min_size=3, max_size=6).map(
    rules_of
)
LAYOUTS = st.builds(
    Layout,
    st.sampled_from([(), (Section("Top"), Section("Must", min_score=8), Section("Named"), Section("Rest"))]),
    min_score=st.sampled_from([1, 3]),
)
PAPERS = st.builds(
    Paper,
    title=TEXTS,
    abstract=st.none() | TEXTS,
    categories=st.sampled_from([None, (), ("cs.LG",), ("math.GT", "cs.CV")]),
    venue=st.sampled_from([None, "Nature", "Nature Methods"]),
    authors=st.none() | st.lists(st.sampled_from(AUTHORS), max_size=2).map(tuple),
    upvotes=st.sampled_from([None, 1, 5]),
    links=st.sampled_from([{}, {"pdf": "https://a.example/1.pdf"}]),
    truncated=st.sampled_from([frozenset(), frozenset(), frozenset({"abstract", "authors"})]),
    mentions=st.lists(
        st.builds(
            Mention,
            st.just("A"),
            st.sampled_from(["arxiv", "pubmed"]),
            alert=st.sampled_from([None, "New citations to A", "cs daily"]),
            kind=st.sampled_from([None, "new", "replaced"]),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip


def said(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the reference gives it; the order of hits within a rule is a matter of showing them."""
    by_rule: dict[str, list[Any]] = {}
    for reason in verdict.reasons:
        by_rule.setdefault(reason.rule, []).append((reason.field, reason.term, reason.span))
    return {
        "selected": verdict.selected,
        "score": verdict.score,
        "section": verdict.section,
        "pinned": verdict.pinned,
        "excluded": verdict.excluded,
        "stopped_by": verdict.stopped_by,
        "tags": verdict.tags,
        "reasons": [(rule, sorted(hits, key=str)) for rule, hits in by_rule.items()],
    }


def agrees(rules: list[Rule], sets: dict[str, list[str]], layout: Layout, paper: Paper) -> Verdict:
    """The verdict, once it is certain that engine and reference give the same."""
    verdict = compile_rules(Ruleset.model_validate({"terms": sets, "rules": rules}), layout).judge(paper, NOW)
    assert said(verdict) == Reference(rules, sets, layout, SAME).judge(paper)
    assert sum(reason.points for reason in verdict.reasons) == verdict.score
    return verdict


def test_the_engine_judges_as_the_plain_reading_of_the_rules_does() -> None:
    verdicts = []

    @given(RULES, SETS, LAYOUTS, PAPERS)
    @settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
    def judge(rules: list[Rule], sets: dict[str, list[str]], layout: Layout, paper: Paper) -> None:
        verdicts.append(agrees(rules, sets, layout, paper))

    judge()
    assert share(verdicts, lambda verdict: any(reason.span for reason in verdict.reasons)) > 0.15
    assert share(verdicts, lambda verdict: verdict.excluded is not None) > 0.02
    assert share(verdicts, lambda verdict: verdict.pinned) > 0.02


def test_a_term_is_found_exactly_where_the_plain_reading_finds_it() -> None:
    verdicts = []

    @given(st.lists(TERMS, min_size=1, max_size=3), SETS, TEXTS)
    @settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
    def judge(terms: list[str], sets: dict[str, list[str]], text: str) -> None:
        rules: list[Rule] = [{"id": "r", "when": {"title": terms}, "then": {"score": 1}}]
        verdicts.append(agrees(rules, sets, Layout(), Paper(text)))

    judge()
    assert 0.2 < share(verdicts, lambda verdict: bool(verdict.reasons)) < 0.8


def share(verdicts: list[Verdict], has: Callable[[Verdict], bool]) -> float:
    """Of how many it holds: what never happens in the examples is not tested by them."""
    return sum(map(has, verdicts)) / len(verdicts)


def test_the_table_of_authors_is_what_names_say() -> None:
    assert {pair: same_person(*pair) for pair in SAME} == SAME
