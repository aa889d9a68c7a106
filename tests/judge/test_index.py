"""Filing rules under what may fire them loses none of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.judge import Judge
from bot.judge.conditions import When
from bot.judge.evidence import Evidence
from bot.judge.index import keys_of
from bot.judge.judging import fire
from bot.judge.term_language import term_list
from bot.models import Mention, Paper
from tests.judge.papers import NOW, judge_of

SETS = {"ab": term_list(["alpha", "beta"]), "re": term_list(["alpha", "/beta/"])}
FILED = [
    ({"title": "alpha"}, {("phrase", "alpha")}),
    ({"text": ["alpha", "beta gamma*"]}, {("phrase", "alpha"), ("phrase", "beta gamma*")}),
    ({"title": "alpha or =Beta"}, {("phrase", "alpha"), ("phrase", "=Beta")}),
    ({"title": "alpha near/5 beta"}, {("phrase", "alpha")}),
    ({"title": "@ab near/5 gamma"}, {("phrase", "gamma")}),
    ({"title": "@ab"}, {("phrase", "alpha"), ("phrase", "beta")}),
    ({"title": ["alpha", "/beta/"]}, {("phrase", "alpha"), ("regex", "/beta/")}),
    ({"title": "@re"}, {("phrase", "alpha"), ("regex", "/beta/")}),
    ({"title": "/beta/i", "category": "cs.LG"}, {("regex", "/beta/i")}),
    ({"title": ["/beta/", "/alpha/"], "abstract": "gamma"}, {("phrase", "gamma")}),
    ({"category": ["cs.LG", "cs.CV"]}, {("category", "cs.lg"), ("category", "cs.cv")}),
    ({"category": "cs.*"}, None),
    ({"author": "Y. LeCun"}, {("author", "lecun")}),
    ({"id": "pmid:12"}, {("id", "pmid:12")}),
    ({"kind": "new"}, {("kind", "new")}),
    ({"upvotes": ">= 1"}, None),
    ({"has": "code"}, None),
    ({"title": "alpha", "category": "cs.LG"}, {("phrase", "alpha")}),
    ({"all": [{"category": "cs.LG"}, {"upvotes": 1}]}, {("category", "cs.lg")}),
    ({"any": [{"title": "alpha"}, {"category": "cs.LG"}]}, {("phrase", "alpha"), ("category", "cs.lg")}),
    ({"any": [{"title": "alpha"}, {"upvotes": 1}]}, None),
    ({"at_least": {2: [{"title": "alpha"}, {"title": "beta"}]}}, {("phrase", "alpha"), ("phrase", "beta")}),
    ({"none": [{"title": "alpha"}]}, None),
    ({"title": "alpha", "none": [{"title": "beta"}]}, {("phrase", "alpha")}),
]


@pytest.mark.parametrize(("when", "keys"), FILED)
def test_a_rule_is_filed_under_what_it_cannot_do_without(when: Any, keys: set[tuple[str, str]] | None) -> None:
    assert keys_of(When.model_validate(when), SETS) == keys


WORDS = st.sampled_from(["alpha", "beta", "gamma", "alph*", "alpha near/2 beta", "gamma or =Beta", "@ab", "/bet/"])
SINGLE = st.one_of(
    st.builds(lambda word, term: {word: term}, st.sampled_from(["text", "title", "abstract"]), WORDS),
    st.builds(lambda pattern: {"category": pattern}, st.sampled_from(["cs.LG", "cs.*", "math.GT"])),
    st.sampled_from([{"author": "Y. LeCun"}, {"kind": "new"}, {"upvotes": 3}, {"source": "arxiv"}, {"id": "pmid:12"}]),
)
CONDITIONS = st.recursive(
    SINGLE,
    lambda inner: st.builds(
        lambda word, members: {word: members if word != "at_least" else {2: [*members, members[0]]}},
        st.sampled_from(["any", "all", "none", "at_least"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
TEXTS = st.lists(st.sampled_from(["alpha", "Beta", "gammas", "alphas", "of"]), max_size=4).map(" ".join)
PAPERS = st.builds(
    Paper,
    title=TEXTS,
    abstract=st.none() | TEXTS,
    categories=st.none() | st.sampled_from([(), ("cs.LG",), ("math.GT", "cs.CV")]),
    authors=st.sampled_from([None, ("Yann LeCun",), ("A. Smith",)]),
    upvotes=st.sampled_from([None, 1, 5]),
    identifiers=st.sampled_from([{}, {"pmid": "12"}]),
    truncated=st.sampled_from([frozenset(), frozenset({"abstract", "authors"})]),
    mentions=st.sampled_from([(), (Mention("A", "arxiv", kind="new"),), (Mention("A", "pubmed"),)]),
)


@given(st.lists(st.tuples(CONDITIONS, st.booleans()), min_size=1, max_size=6), PAPERS)
@settings(max_examples=200)
def test_the_index_never_withholds_a_rule_that_fires(conditions: list[tuple[Any, bool]], paper: Paper) -> None:
    rules = [
        {"id": str(position), "when": when, "then": {"exclude": True} if excludes else {"score": 1}}
        for position, (when, excludes) in enumerate(conditions)
    ]
    judge = judge_of(*rules, ab=["alpha", "beta"])
    found = dict.fromkeys(reason.rule for reason in judge.judge(paper, NOW).reasons)
    assert list(found) == [rule.id for rule in judge.rules if fire(rule, evidence(judge, paper))]


def evidence(judge: Judge, paper: Paper) -> Evidence:
    abstract = None if paper.abstract is None else judge.scanner.scan(paper.abstract, judge.sets)
    return Evidence(paper, NOW, judge.scanner.scan(paper.title, judge.sets), abstract)
