"""Reasons in words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.judge.conditions import When
from bot.judge.words import why, words
from bot.models import Layout, Paper
from tests.judge.papers import judged, mentioned, paper, rule


def said(given: Paper, *rules: dict[str, object], min_score: float = 1) -> tuple[str, ...]:
    return words(given, judged(given, *rules, layout=Layout(min_score=min_score)), min_score=min_score)


@pytest.mark.parametrize(
    ("given", "scoring", "phrase"),
    [
        (
            paper("Flow matching"),
            rule("core", title="flow matching", then={"score": 10}),
            'core: title "Flow matching" +10',
        ),
        (paper(upvotes=57), rule("popular", upvotes=">= 40", then={"score": 5}), "popular: 57 ▲ +5"),
        (
            paper(authors=("Yann LeCun",)),
            rule("authors", author="Y. LeCun", then={"pin": True}),
            'authors: "Yann LeCun" pinned',
        ),
        (paper(categories=("cs.CV",)), rule("vision", category="cs.*", then={"score": 2.5}), "vision: cs.CV +2.5"),
        (paper("Flow"), rule("dull", title="flow", then={"score": -3}), 'dull: title "Flow" −3'),
        (paper(venue="Nature"), rule("n", venue="nature"), 'n: venue "Nature" +1'),
        (mentioned(alert="Citations"), rule("a", alert="citations"), 'a: alert "Citations" +1'),
        (mentioned(source="arxiv"), rule("s", source="arxiv"), "s: from arxiv +1"),
        (mentioned(), rule("m", mentions=1), "m: mentions: 1 +1"),
        (mentioned(), rule("m", sources=1), "m: sources: 1 +1"),
        (mentioned(kind="new"), rule("k", kind="new"), "k: new +1"),
        (paper(abstract="x"), rule("h", has="abstract"), "h: has abstract +1"),
        (paper(published="2026-11-20"), rule("y", age="< 7 days"), "y: 2 days old +1"),
        (paper(identifiers={"pmid": "12"}), rule("i", id="pmid:12"), "i: pmid:12 +1"),
        (paper(), rule("quiet", none=[{"title": "survey"}]), "quiet: nothing speaks against it +1"),
        (paper("Flow"), rule("tagged", title="flow", then={"tag": "x"}), 'tagged: title "Flow"'),
    ],
)
def test_a_rule_that_fired_is_said_in_a_phrase(given: Paper, scoring: dict[str, object], phrase: str) -> None:
    assert why(judged(given, scoring)) == (phrase,)


FLOW = paper("Flow", abstract="flows", authors=("Y. LeCun",), venue="Nature", categories=("cs.LG",), upvotes=3)
SEEN = paper("Flow", url="https://a.example/1", links={"pdf": "https://a.example/1.pdf"}, published="2026-11-20")
SENT = mentioned(kind="new", alert="Flows", sender="a@b.example")
BY_CONDITION: dict[str, tuple[Paper, Any, str]] = {
    "text": (FLOW, "flow", 'title "Flow", abstract "flows"'),
    "title": (FLOW, "flow", 'title "Flow"'),
    "abstract": (FLOW, "flow", 'abstract "flows"'),
    "author": (FLOW, "Yann LeCun", '"Y. LeCun"'),
    "venue": (FLOW, "nat*", 'venue "Nature"'),
    "category": (FLOW, "cs.*", "cs.LG"),
    "source": (SENT, "arxiv", "from arxiv"),
    "alert": (SENT, "flow*", 'alert "Flows"'),
    "sender": (SENT, "*@b.example", "from a@b.example"),
    "id": (paper(identifiers={"pmid": "12"}), "pmid:12", "pmid:12"),
    "url": (SEEN, "*a.example*", "https://a.example/1"),
    "kind": (SENT, "new", "new"),
    "has": (SEEN, "pdf", "has pdf"),
    "upvotes": (FLOW, ">= 2", "3 ▲"),
    "mentions": (SENT, 1, "mentions: 1"),
    "sources": (SENT, 1, "sources: 1"),
    "age": (SEEN, "< 7 days", "2 days old"),
    "any": (FLOW, [{"title": "flow"}, {"title": "tree"}], 'title "Flow"'),
    "all": (FLOW, [{"title": "flow"}, {"category": "cs.LG"}], 'title "Flow", cs.LG'),
    "none": (FLOW, [{"title": "tree"}], "nothing speaks against it"),
    "at_least": (FLOW, {2: [{"title": "flow"}, {"title": "tree"}, {"upvotes": 3}]}, 'title "Flow", 3 ▲'),
}


@pytest.mark.parametrize("word", When.model_fields)
def test_every_condition_says_what_it_found(word: str) -> None:
    given, wanted, found = BY_CONDITION[word]
    assert why(judged(given, rule("r", **{word: wanted}))) == (f"r: {found} +1",)
    assert said(given, rule("r", **{word: wanted}, then={"exclude": "hard"}))[0] == (
        f"excluded by r ({found}); would have scored 0"
    )


def test_points_stand_at_each_field_or_at_the_end_where_they_are_for_all() -> None:
    given = paper("Flow matching", abstract="flows", categories=("cs.CV",))
    by_field = rule("core", text=["flow", "matching"], then={"score": {"title": 10, "abstract": 4}})
    once = rule("vision", title="flow", category="cs.CV", then={"score": 6})
    assert said(given, by_field, once) == (
        'core: title "Flow" +10, abstract "flows" +4',
        'vision: title "Flow", cs.CV +6',
    )


def test_an_excluded_paper_says_by_what_and_what_it_would_have_scored() -> None:
    given = paper("Flow", abstract="tested in vivo")
    core, wet = (
        rule("core", title="flow", then={"score": 12}),
        rule("no-wet-lab", text="in vivo", then={"exclude": True}),
    )
    assert said(given, core, wet) == (
        'excluded by no-wet-lab (abstract "in vivo"); would have scored 12',
        'core: title "Flow" +12',
    )


def test_a_second_exclude_is_said_too() -> None:
    wet, dry = (rule(name, title="flow", then={"exclude": True}) for name in ("wet", "dry"))
    assert said(paper("Flow"), wet, dry)[1] == 'dry: title "Flow" excludes it too'


def test_a_pin_that_wins_over_an_exclude_is_said() -> None:
    wet, pin = rule("wet", title="flow", then={"exclude": True}), rule("pin", title="flow", then={"pin": True})
    assert said(paper("Flow"), wet, pin) == (
        'wet: title "Flow" would exclude it, but a pin wins',
        'pin: title "Flow" pinned',
    )


def test_a_paper_below_the_minimum_says_what_it_scored() -> None:
    scoring = rule("core", title="flow", then={"score": 2})
    assert said(paper("Flow"), scoring, min_score=5) == ("below the minimum: scored 2 of 5", 'core: title "Flow" +2')
    assert words(paper("A"), judged(paper("A"), scoring))[0] == "below the minimum: scored 0"


def test_what_no_mail_gave_is_said_last() -> None:
    cut = paper("Flow", authors=("A. Smith",), truncated=frozenset({"authors"}))
    asking = rule("core", any=[{"text": "flow"}, {"author": "LeCun"}, {"upvotes": 3}])
    assert said(cut, asking)[-2:] == ("abstract not in the mail", "authors cut short in the mail")
