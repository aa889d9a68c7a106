"""Which papers a change of rules can touch: never one too few."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Mention, Paper
from bot.trying.comparing import comparison, kind_of
from bot.trying.in_force import in_force
from tests.judge.marked import unmarked
from tests.judge.papers import NOW, mentioned, paper, rule
from tests.judge.term_cases import CASES
from tests.trying.rules import counting, rules_of

FLOWS = paper("Flow matching", abstract="We match flows.")


def touches(before: list[dict[str, Any]], after: list[dict[str, Any]], given: Paper, **keys: Any) -> bool:
    return comparison(counting(*before, **keys), counting(*after, **keys)).difference.touches(given, NOW)


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        ("flow", "flow", False),
        ("flow", "graph", True),
        ("graph", "network", False),
        (["flow", "graph"], ["flow", "network"], False),
        (["flow", "graph"], ["graph", "flow"], False),
        ("graph", "flows", True),
        ("graph", "flo*", True),
        ("graph", "=Flow", True),
        ("graph", "network near/5 flow", False),
        ("graph near/5 flow", "graph near/6 flow", False),
        ("matching near/5 flow", "matching near/6 flow", True),
        ("graph", "/FLOW/", False),
        ("graph", "/FLOW/i", True),
        ("graph", "network or flow", True),
        ("graph", "low", False),
    ],
)
def test_a_changed_term_touches_papers_that_bear_it(before: object, after: object, touched: bool) -> None:
    assert touches([rule(text=before)], [rule(text=after)], FLOWS) is touched


FOUND = [(term, unmarked(marked)[0]) for term, marked in CASES if "⟦" in marked]


@pytest.mark.parametrize(("term", "title"), [*FOUND, ("a ^ b", "how a ^b reads")])
def test_whatever_a_term_finds_it_touches(term: str, title: str) -> None:
    assert touches([rule(text="qqq")], [rule(text=term)], paper(title))


def test_a_term_is_found_in_a_set_that_changed() -> None:
    old, new = (counting(rule(text="@s"), terms={"s": terms}) for terms in (["graph", "net"], ["graph", "flow"]))
    touching = comparison(old, new).difference
    assert touching.touches(FLOWS, NOW)
    assert not touching.touches(paper("Graphs", abstract="Many graphs."), NOW)


def test_a_term_of_a_set_within_near_is_found() -> None:
    old, new = (
        counting(rule(text="flow near/3 @s"), terms={"s": terms}) for terms in (["graph"], ["graph", "matching"])
    )
    touching = comparison(old, new).difference
    assert touching.touches(FLOWS, NOW)
    assert not touching.touches(paper("A tree"), NOW)


@pytest.mark.parametrize(
    "after",
    [
        rule("r", text="graph", then={"score": 2}),
        rule("other", text="graph"),
        rule("r", title="graph"),
        rule("r", text="graph", category="cs.*"),
        rule("r", all=[{"text": "graph"}]),
        rule("r", any=[{"text": "graph"}, {"upvotes": ">= 5"}]),
        rule("r", at_least={2: [{"text": "graph"}, {"upvotes": ">= 5"}, {"text": "flow"}]}),
    ],
)
def test_a_rule_that_differs_as_a_whole_touches_what_it_may_fire_for(after: dict[str, Any]) -> None:
    assert not touches([rule(text="graph")], [after], FLOWS)
    assert touches([rule(text="graph")], [after], paper("A graph", categories=("cs.LG",), upvotes=7))


def test_what_is_told_by_the_absence_of_terms_touches_all() -> None:
    assert touches([rule(text="graph")], [rule(none=[{"text": "flow"}])], FLOWS)


def test_other_conditions_are_asked_themselves() -> None:
    assert touches([], [rule(upvotes=">= 5")], paper(upvotes=5))
    assert not touches([], [rule(upvotes=">= 5")], paper(upvotes=4))


def test_before_mentions_are_read_conditions_on_them_are_left_open() -> None:
    compared = comparison(counting(), counting(rule(text="flow", any=[{"source": "arxiv"}, {"upvotes": ">= 5"}])))
    assert compared.may_change(FLOWS, NOW)
    assert not compared.difference.touches(FLOWS, NOW)
    assert not compared.may_change(paper("Graphs"), NOW)


def test_changes_are_only_told_where_mentions_are_as_asked() -> None:
    compared = comparison(counting(), counting(rule(source="arxiv")))
    given = [mentioned("One", source="arxiv"), mentioned("Two", source="pubmed")]
    assert [change.paper.title for change in compared.changes(given, NOW)] == ["One"]


def test_of_rules_in_another_order_nothing_can_be_told() -> None:
    one, two = rule("one", text="graph"), rule("two", text="network")
    assert touches([one, two], [two, one], FLOWS)
    assert not touches([one, two], [rule("new", text="tree"), one, two], FLOWS)


def test_sections_and_the_minimum_touch_all() -> None:
    before = counting(rule(text="graph"))
    assert comparison(before, counting(rule(text="graph"), digest={"select": {"min_score": 2}})).difference.everything
    assert comparison(before, counting(rule(text="graph"), digest={"sections": [{"title": "A"}]})).difference.everything


def test_a_limit_of_a_section_a_note_and_the_like_make_no_difference() -> None:
    before = counting(rule(text="graph"), digest={"sections": [{"title": "A"}]})
    after = counting(
        rule(text=["graph"]) | {"note": "n", "examples": ["a graph"]}, digest={"sections": [{"title": "A", "limit": 3}]}
    )
    assert not comparison(before, after).difference


def test_a_rule_that_is_off_or_has_expired_makes_no_difference() -> None:
    off, gone = rule("off", text="x") | {"enabled": False}, rule("gone", text="y") | {"expires": NOW.date()}
    assert not comparison(counting(rule(text="graph")), counting(rule(text="graph"), off, gone)).difference


# ── never one too few ─────────────────────────────────────────────────────────────────────────────────

WORDS = ["flow", "Flows", "match", "matching", "étude", "C++", "RAG", "rag", "fine-tuning", "studies", "study", "α",
         "x'y", "3.5", "生成", "bo\u0301x", "boxes", "$\\beta$", "lie", "\ud800"]  # fmt: skip
words_ = st.sampled_from(WORDS)
texts = st.lists(st.one_of(words_, st.sampled_from([" ", "-", ", ", "''", "{", "}"])), min_size=1, max_size=8).map(
    " ".join
)
glued = st.lists(words_, min_size=1, max_size=4).map("".join)
terms = st.one_of(
    words_.filter(lambda word: "'" not in word and "\ud800" not in word),
    st.sampled_from(["flow matching", "flow near/2 match", "@s", "@s near/3 study", "stud*", "=RAG", "/[fF]low/",
                     '"fine tuning" or α', "=C++", "生", "alpha"]),
)  # fmt: skip
lists = st.lists(terms, min_size=1, max_size=3)
single = st.one_of(
    st.fixed_dictionaries({"text": lists}),
    st.fixed_dictionaries({"title": lists}),
    st.fixed_dictionaries({"abstract": lists}),
    st.just({"upvotes": ">= 5"}),
    st.just({"category": "cs.*"}),
    st.sampled_from([{"source": "arxiv"}, {"kind": "new"}, {"sources": ">= 1"}, {"mentions": ">= 2"}]),
)
whens = st.one_of(
    single,
    st.fixed_dictionaries({"any": st.lists(single, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"all": st.lists(single, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"text": lists, "none": st.lists(single, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"at_least": st.fixed_dictionaries({2: st.lists(single, min_size=2, max_size=3)})}),
)
thens = st.sampled_from([{"score": 2}, {"score": {"title": 3, "abstract": 1}}, {"pin": True}, {"exclude": True}])
one_rule = st.builds(lambda name, when, then: {"id": name, "when": when, "then": then}, st.just("r"), whens, thens)
files = st.builds(
    lambda first, second, members: rules_of(first, second | {"id": "s"}, terms={"s": members}),
    one_rule, one_rule,
    st.lists(terms.filter(lambda term: "@" not in term and "/" not in term), min_size=1, max_size=3),
)  # fmt: skip
papers = st.builds(
    lambda title, abstract, upvotes, categories: Paper(
        title, abstract=abstract, upvotes=upvotes, categories=categories, mentions=(Mention(title, "arxiv"),)
    ),
    st.one_of(texts, glued), st.one_of(st.none(), texts, glued), st.sampled_from([None, 3, 7]),
    st.sampled_from([None, ("cs.LG",)]),
)  # fmt: skip


@given(files, files, st.lists(papers, min_size=1, max_size=5))
def test_a_paper_that_is_not_touched_has_the_same_verdict_under_both(
    before: Any, after: Any, given_papers: list[Paper]
) -> None:
    compared = comparison(in_force(before, NOW.date()), in_force(after, NOW.date()))
    untouched = [
        each
        for each in given_papers
        if not compared.difference.touches(each, NOW) or not compared.may_change(replace(each, mentions=()), NOW)
    ]
    assert [compared.before.verdict(each, NOW).reasons for each in untouched] == [
        compared.after.verdict(each, NOW).reasons for each in untouched
    ]


@given(files, files, st.lists(papers, min_size=1, max_size=5))
def test_what_rules_that_are_alike_find_is_found_once_and_said_as_by_each_file_alone(
    before: Any, after: Any, given_papers: list[Paper]
) -> None:
    compared = comparison(in_force(before, NOW.date()), in_force(after, NOW.date()))
    for each in given_papers:
        old, new = compared.before.verdict(each, NOW), compared.after.verdict(each, NOW)
        change = compared.change(each, NOW)
        assert kind_of(old, new) == (change and change.kind)
        if change:
            assert (change.before, change.after) == (old, new)
            assert change.causes == tuple(cause.what for cause in change.because)
            assert change.old.outline == replace(old, reasons=(), unknown=())


def test_tex_that_the_title_leaves_open_hides_nothing_of_the_abstract() -> None:
    given = paper("What $5 buys", abstract="Of $\\alpha$-flows, for {5")
    assert touches([], [rule(text="alpha flow")], given)
