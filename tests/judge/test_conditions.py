"""What each condition asks of a paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.judge.conditions import OF_MENTIONS, When
from bot.models import Mention, Paper
from tests.judge.papers import excludes, fires, judged, mentioned, paper, rule

AUTHORS = [
    ("Yann LeCun", "Y. LeCun", True),
    ("Yann LeCun", "LeCun, Y.", True),
    ("Yann LeCun", "Yann A. LeCun", True),
    ("Yann LeCun", "Yu LeCun", False),
    ("Y. LeCun", "Yu LeCun", True),
    ("Y. LeCun", "Yann LeCun", True),
    ("LeCun", "Yann LeCun", True),
    ("Fei-Fei Li", "Li, Fei-Fei", True),
    ("Fei-Fei Li", "Fei Wang", False),
    ("J. Müller", "Johannes Mueller", True),
    ("Laurens van der Maaten", "L. van der Maaten", True),
]


@pytest.mark.parametrize(("wanted", "author", "is_found"), AUTHORS)
def test_an_author_is_found_however_the_name_is_written(wanted: str, author: str, is_found: bool) -> None:
    assert fires(paper(authors=("A. Nother", author)), author=wanted) is is_found


CATEGORIES = [
    ("cs.LG", True),
    ("cs.lg", True),
    ("cs.*", True),
    ("*", True),
    ("cs", False),
    ("cs.?V", False),
    ("stat.[ML]L", True),
    (["math.*", "stat.ML"], True),
    ("q-bio.*", False),
]


@pytest.mark.parametrize(("pattern", "is_found"), CATEGORIES)
def test_a_category_is_a_shell_pattern(pattern: Any, is_found: bool) -> None:
    assert fires(paper(categories=("cs.LG", "stat.ML")), category=pattern) is is_found


MENTIONED = [
    ({"alert": "new citations to my articles"}, {"alert": "New citations to MY articles"}, True),
    ({"alert": "Papers citing *Smith*"}, {"alert": "papers citing “On Smith”"}, True),
    ({"alert": "Papers citing"}, {"alert": "Papers citing Smith"}, False),
    ({"source": "arxiv"}, {"source": "arxiv"}, True),
    ({"source": ["hugging*", "pubmed"]}, {"source": "huggingface"}, True),
    ({"sender": "*@arxiv.org"}, {"sender": "no-reply@arxiv.org"}, True),
    ({"sender": "*@arxiv.org"}, {"sender": "no-reply@arxiv.org.example"}, False),
    ({"url": "https://www.nature.com/*"}, {"url": "https://www.nature.com/articles/s1"}, True),
    ({"kind": "new"}, {"kind": "new"}, True),
    ({"kind": ["replaced", "cross-list"]}, {"kind": "cross-list"}, True),
    ({"kind": "replaced"}, {"kind": "new"}, False),
]


@pytest.mark.parametrize(("when", "said", "is_found"), MENTIONED)
def test_what_a_mail_says_of_its_papers_can_be_asked_for(when: Any, said: Any, is_found: bool) -> None:
    assert fires(mentioned(**said), **when) is is_found


PAPERS = [
    ({"venue": "Nature*"}, {"venue": "Nature Methods"}, True),
    ({"venue": "nature"}, {"venue": "Nature Methods"}, False),
    ({"url": "*arxiv.org/abs/*"}, {"url": "https://arxiv.org/abs/2303.08867"}, True),
    ({"upvotes": ">= 40"}, {"upvotes": 57}, True),
    ({"upvotes": ">= 40"}, {"upvotes": 39}, False),
    ({"upvotes": "< 40"}, {}, False),
    ({"has": "code"}, {"links": {"code": "https://github.com/a/b"}}, True),
    ({"has": ["code", "pdf"]}, {"links": {"pdf": "https://a.example/b.pdf"}}, True),
    ({"has": "pdf"}, {}, False),
    ({"has": "abstract"}, {"abstract": "We show"}, True),
    ({"has": "abstract"}, {"abstract": ""}, False),
    ({"has": "doi"}, {"identifiers": {"doi": "10.1/x"}}, True),
    ({"id": "arxiv:2303.08867v2"}, {"identifiers": {"arxiv": "2303.08867"}}, True),
    ({"id": "2303.08867"}, {"identifiers": {"arxiv": "2303.08867"}}, True),
    ({"id": "https://arxiv.org/abs/2303.08867"}, {"identifiers": {"arxiv": "2303.08867"}}, True),
    ({"id": ["10.1000/A", "pmid:123"]}, {"identifiers": {"doi": "10.1000/a"}}, True),
    ({"id": "pmid:123"}, {"identifiers": {"pmid": "124"}}, False),
    ({"age": "< 7 days"}, {"published": "2026-11-16"}, True),
    ({"age": "< 7 days"}, {"published": "2026-11-15"}, False),
    ({"age": "<= 7 days"}, {"published": "2026-11-15"}, True),
    ({"age": "< 7 days"}, {"published": "2027-01"}, True),
    ({"age": "> 30 days"}, {"published": "2026-09"}, True),
    ({"age": "< 2 years"}, {"published": "2025"}, True),
    ({"age": "> 7 days"}, {"published": "2026-11"}, False),
    ({"age": "< 7 days"}, {"published": "soon", "first_seen": datetime(2026, 11, 20, tzinfo=UTC)}, True),
    ({"age": "< 36 hours"}, {"first_seen": datetime(2026, 11, 21, tzinfo=UTC)}, True),
    ({"age": "< 7 days"}, {}, False),
]


@pytest.mark.parametrize(("when", "known", "is_found"), PAPERS)
def test_what_is_known_of_a_paper_can_be_asked_for(when: Any, known: Any, is_found: bool) -> None:
    assert fires(paper(**known), **when) is is_found


def test_mentions_and_sources_are_counted() -> None:
    twice = Paper("A", mentions=(Mention("A", "arxiv"), Mention("A", "arxiv"), Mention("A", "huggingface")))
    assert fires(twice, mentions=3)
    assert fires(twice, sources="= 2")
    assert not fires(twice, sources="> 2")


def test_a_paper_new_in_one_mail_and_replaced_in_another_is_new() -> None:
    both = Paper("A", mentions=(Mention("A", "arxiv", kind="replaced"), Mention("A", "arxiv", kind="new")))
    assert fires(both, kind="new")
    assert not fires(both, kind="replaced")


def test_conditions_beside_each_other_must_all_hold() -> None:
    given = paper("Flow matching", categories=("cs.LG",))
    assert fires(given, title="flow", category="cs.LG")
    assert not fires(given, title="flow", category="cs.CV")


def test_groups_may_stand_in_groups() -> None:
    given = paper("Flow matching for robots", abstract="We survey.")
    assert fires(given, any=[{"all": [{"title": "flow"}, {"abstract": "survey"}]}, {"title": "diffusion"}])
    assert not fires(given, none={"any": [{"all": [{"title": "flow"}, {"abstract": "survey"}]}]})


def test_at_least_so_many_must_hold() -> None:
    given = paper("Flow matching for robots")
    assert fires(given, at_least={2: [{"title": "flow"}, {"title": "robot"}, {"title": "drone"}]})
    assert not fires(given, at_least={3: [{"title": "flow"}, {"title": "robot"}, {"title": "drone"}]})


# ── unknown is not no ─────────────────────────────────────────────────────────────────────────────────

UNKNOWN: list[tuple[dict[str, Any], Paper]] = [
    ({"abstract": "survey"}, paper()),
    ({"text": "survey"}, paper()),
    ({"abstract": "survey"}, paper(abstract="We propose …", truncated=frozenset({"abstract"}))),
    ({"title": "survey"}, paper("On the …", truncated=frozenset({"title"}))),
    ({"author": "LeCun"}, paper()),
    ({"author": "LeCun"}, paper(authors=("A. Smith",), truncated=frozenset({"authors"}))),
    ({"category": "cs.*"}, paper()),
    ({"venue": "Nature"}, paper()),
    ({"url": "*nature*"}, paper()),
    ({"alert": "x"}, paper()),
    ({"alert": "x"}, mentioned()),
    ({"sender": "x@y.example"}, mentioned()),
    ({"source": "pubmed"}, paper()),
    ({"kind": "new"}, mentioned()),
    ({"upvotes": ">= 1"}, paper()),
    ({"mentions": ">= 1"}, paper()),
    ({"sources": ">= 1"}, mentioned(source="")),
    ({"id": "pmid:123"}, paper(identifiers={"doi": "10.1/x"})),
    ({"age": "< 7 days"}, paper()),
    ({"age": "< 7 days"}, paper(published="2026")),
]


@pytest.mark.parametrize(("when", "given"), UNKNOWN)
def test_what_no_mail_says_lets_no_rule_exclude_either_way(when: dict[str, Any], given: Paper) -> None:
    assert not excludes(given, **when)
    assert not excludes(given, none=[when])


@pytest.mark.parametrize(("when", "given"), UNKNOWN)
def test_what_no_mail_says_counts_as_not_found_in_any_other_rule(when: dict[str, Any], given: Paper) -> None:
    assert not fires(given, **when)
    assert fires(given, none=[when])


KNOWN: list[tuple[dict[str, Any], Paper]] = [
    ({"abstract": "survey"}, paper(abstract="We propose")),
    ({"abstract": "survey"}, paper(abstract="")),
    ({"text": "survey"}, paper(abstract="We propose")),
    ({"author": "LeCun"}, paper(authors=("A. Smith",))),
    ({"author": "LeCun"}, paper(authors=())),
    ({"category": "cs.*"}, paper(categories=("math.GT",))),
    ({"category": "cs.*"}, paper(categories=())),
    ({"alert": "x"}, mentioned(alert="y")),
    ({"kind": "new"}, mentioned(kind="replaced")),
    ({"upvotes": ">= 1"}, paper(upvotes=0)),
    ({"id": "pmid:123"}, paper(identifiers={"pmid": "124"})),
    ({"age": "< 7 days"}, paper(published="2025")),
    ({"has": "code"}, paper()),
]


@pytest.mark.parametrize(("when", "given"), KNOWN)
def test_what_a_mail_denies_lets_a_rule_exclude(when: dict[str, Any], given: Paper) -> None:
    assert not excludes(given, **when)
    assert excludes(given, none=[when])


def test_a_hit_in_what_was_cut_short_counts() -> None:
    cut = paper("A", abstract="We survey the …", authors=("Y. LeCun",), truncated=frozenset({"abstract", "authors"}))
    assert excludes(cut, abstract="survey")
    assert excludes(cut, author="Yann LeCun")
    assert fires(cut, abstract="survey")


def test_a_mail_without_an_alert_leaves_open_what_another_denies() -> None:
    both = Paper("A", mentions=(Mention("A", "arxiv", alert="cs.LG daily"), Mention("A", "huggingface")))
    assert not excludes(both, none=[{"alert": "Papers citing*"}])
    assert excludes(both, alert="cs.*")


def test_an_exclude_fires_when_the_unknown_does_not_matter() -> None:
    given = paper("A survey of flows")
    assert excludes(given, any=[{"title": "survey"}, {"abstract": "survey"}])
    assert not excludes(given, all=[{"title": "survey"}, {"abstract": "survey"}])
    assert excludes(given, at_least={1: [{"title": "survey"}, {"abstract": "flow"}, {"upvotes": ">= 1"}]})


def test_the_verdict_says_what_rules_asked_for_and_no_mail_gave() -> None:
    given = paper(abstract="We …", truncated=frozenset({"abstract"}), categories=("cs.LG",))
    asking = rule(text="x", author="LeCun", category="cs.*", upvotes=3, alert="a", none=[{"venue": "Nature"}])
    assert judged(given, asking).unknown == ("abstract", "authors", "venue", "upvotes", "alert")
    assert judged(given, rule(title="x")).unknown == ()


# ── of mentions ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "when",
    [
        {"author": "A. Smith"}, {"venue": "NeurIPS"}, {"category": "cs.*"}, {"id": "doi:10.1/x"}, {"has": "code"},
        {"upvotes": ">= 1"}, {"age": "> 1 day"}, {"source": "arxiv"}, {"alert": "daily"}, {"sender": "a@b.org"},
        {"url": "*example.org*"}, {"kind": "new"}, {"mentions": ">= 1"}, {"sources": ">= 1"},
    ],
)  # fmt: skip
def test_only_conditions_of_mentions_say_otherwise_without_them(when: dict[str, Any]) -> None:
    said = {"kind": "new", "alert": "daily", "sender": "a@b.org", "url": "https://example.org/1"}
    of_paper = {
        "authors": ("A. Smith",), "venue": "NeurIPS", "categories": ("cs.LG",), "identifiers": {"doi": "10.1/x"},
        "links": {"code": "https://example.org/code"}, "upvotes": 3, "published": "2026-11-01",
    }  # fmt: skip
    bare = paper("A paper", **of_paper)
    ((_, condition),) = When.model_validate(when).single

    assert fires(replace(bare, mentions=mentioned(**said).mentions), **when)
    assert fires(bare, **when) is not isinstance(condition, OF_MENTIONS)
