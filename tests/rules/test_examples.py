"""Examples in a rules file: what they can describe, what they can expect, and what is said when they disappoint."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.judge.samples import Sample
from bot.models import Mention
from bot.rules import Rules, load_rules, try_rules

RULES = """\
include: [GRPO]
exclude: [survey]
authors: [Yann LeCun]
rules:
  - {id: graphs, when: {title: graph network}, then: {score: {title: 10}, section: Graphs, tag: [nets, deep]}}
  - {id: never, when: {venue: Predatory *}, then: {exclude: hard}}
  - {id: old, when: {title: perceptron}, then: {score: 5}, expires: 2001-01-01}
  - {id: away, when: {kind: replaced}, then: {score: -2}}
digest: {select: {min_score: 2}, sections: [{title: Graphs}, {title: The rest}]}
examples:
"""


def written(folder: Path, examples: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(RULES + examples, encoding="utf-8")
    return path


def complaint(folder: Path, examples: str) -> str:
    path = written(folder, examples)
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    return str(caught.value).replace(f"{path}:", "")


# ── what an example describes ─────────────────────────────────────────────────────────────────────────


def test_an_example_describes_whatever_a_condition_can_look_at() -> None:
    paper = Sample.model_validate(
        {
            "title": "T", "abstract": "A", "authors": "Y. LeCun", "categories": ["cs.LG"], "venue": "V",
            "source": ["arxiv", "huggingface"], "alert": "mine", "sender": "Me@Lab.example", "kind": "new",
            "id": ["arxiv:2303.08867v2", "doi:10.1000/X"], "url": "https://a.example/", "has": "code", "upvotes": 3,
            "age": "2 weeks", "truncated": "authors",
        }
    ).paper()  # fmt: skip
    assert (paper.title, paper.abstract, paper.authors, paper.categories) == ("T", "A", ("Y. LeCun",), ("cs.LG",))
    assert (paper.venue, paper.url, paper.upvotes, paper.published) == ("V", "https://a.example/", 3, "1999-12-18")
    assert paper.identifiers == {"arxiv": "2303.08867", "doi": "10.1000/x"}
    assert (list(paper.links), list(paper.truncated)) == (["code"], ["authors"])
    said = {"kind": "new", "alert": "mine", "sender": "me@lab.example"}
    assert paper.mentions == (Mention("T", "arxiv", **said), Mention("T", "huggingface", **said))  # type: ignore[arg-type]


def test_what_an_example_does_not_say_is_unknown() -> None:
    paper = Sample(title="T").paper()
    assert (paper.abstract, paper.authors, paper.categories, paper.upvotes, paper.published) == (None,) * 5


# ── what it may expect ────────────────────────────────────────────────────────────────────────────────

KEPT = [
    "GRPO again",  # a title alone must be selected
    "{title: GRPO again, expect: {selected: true, rule: include, score: 3, section: The rest}}",
    "{title: GRPO, abstract: GRPO, expect: {score: '>= 4', not_rule: [exclude, authors], excluded: false}}",
    "{title: A survey of GRPO, expect: {selected: false, excluded: soft, rule: [include, exclude]}}",
    "{title: A survey of GRPO, expect: {excluded: true}}",
    "{title: A survey, authors: [Yann LeCun], expect: {selected: true, pinned: true, rule: exclude, score: 0}}",
    "{title: GRPO, venue: Predatory Letters, expect: {excluded: hard}}",
    "{title: Graph networks, expect: {section: Graphs, tag: nets, score: '< 11'}}",
    "{title: Graph networks, expect: {tag: [nets, deep], pinned: false}}",
    "{title: Perceptrons, expect: {rule: old, score: 5}}",  # as if no rule had expired
    "{title: Graphs, kind: replaced, expect: {score: -2, selected: false}}",
]


@pytest.mark.parametrize("example", KEPT)
def test_an_example_that_shows_what_it_says_is_no_mistake(tmp_path: Path, example: str) -> None:
    load_rules(written(tmp_path, f"  - {example}\n"))


BROKEN = [
    (
        "Graphs",
        "selected",
        '"Graphs" should be selected; what happens: not selected; no rule fires; below the minimum: scored 0 of 2;'
        " abstract not in the mail; authors not in the mail; venue not in the mail.",
    ),
    (
        "{title: GRPO, expect: {selected: false}}",
        "selected",
        '"GRPO" should not be selected; what happens: selected for The rest, score 3; include: title "GRPO" +3;',
    ),
    (
        "{title: A survey of GRPO, expect: {rule: authors}}",
        "rule",
        '"A survey of GRPO" should make "authors" fire; what happens: not selected; excluded by exclude (title'
        ' "survey"); would have scored 3; include: title "GRPO" +3;',
    ),
    ("{title: GRPO, expect: {not_rule: include}}", "not_rule", 'should not make "include" fire; what happens: '),
    ("{title: GRPO, expect: {section: Graphs}}", "section", 'should stand in the section "Graphs"; what happens: '),
    (
        "{title: GRPO, expect: {score: '> 3'}}",
        "score",
        "should score > 3; what happens: selected for The rest, score 3",
    ),
    ("{title: GRPO, expect: {score: 4}}", "score", "should score 4; what happens: "),
    ("{title: GRPO, expect: {pinned: true}}", "pinned", "should be pinned; what happens: "),
    ("{title: GRPO, expect: {excluded: true}}", "excluded", "should be excluded; what happens: "),
    ("{title: A survey, expect: {excluded: hard}}", "excluded", "should be excluded (hard); what happens: "),
    ("{title: A survey, expect: {excluded: false}}", "excluded", "should not be excluded; what happens: "),
    ("{title: GRPO, expect: {tag: nets}}", "tag", 'should be tagged "nets"; what happens: '),
]


@pytest.mark.parametrize(("example", "key", "sentence"), BROKEN)
def test_an_example_that_shows_something_else_is_told_with_its_line_and_why(
    tmp_path: Path, example: str, key: str, sentence: str
) -> None:
    told = complaint(tmp_path, f"  - GRPO again\n  - {example}\n")
    assert told.startswith(f"12: examples.expect.{key}: ")
    assert sentence in told


def test_every_expectation_that_is_not_met_is_told(tmp_path: Path) -> None:
    told = complaint(tmp_path, "  - title: GRPO\n    expect:\n      score: 4\n      pinned: true\n")
    assert [line.partition(" should")[0] for line in told.splitlines()] == [
        '13: examples.expect.score: "GRPO"',
        '14: examples.expect.pinned: "GRPO"',
    ]


SENSELESS = [
    ("{title: x, expect: {}}", "examples.expect: nothing is expected here"),
    ("{title: x, expects: {selected: true}}", 'examples: unknown key "expects"; did you mean "expect"?'),
    ("{title: x, expect: {selectd: true}}", 'examples.expect: unknown key "selectd"; did you mean "selected"?'),
    ("{titel: x}", 'examples: unknown key "titel"; did you mean "title"?'),
    ("{title: x, expect: {rule: grafs}}", 'examples.expect.rule: there is no rule "grafs"; did you mean "graphs"?'),
    ("{title: x, expect: {not_rule: grph}}", 'there is no rule "grph"; did you mean "graphs"?'),
    ("{title: x, expect: {section: Graph}}", 'there is no section "Graph"; did you mean "Graphs"?'),
    ("{title: x, expect: {tag: net}}", 'there is no tag "net"; did you mean "nets"?'),
    ("{title: x, expect: {score: high}}", '"high" is no score; write a number such as 14, or a comparison'),
    ("{title: x, expect: {selected: false, section: Graphs}}", "a paper that is not selected stands in no section"),
    ("{title: x, age: last week}", '"last week" does not say how old the paper is; write "3 days" or "2 weeks"'),
    ("{title: x, has: abstract}", 'examples.has: expected code or pdf, found "abstract"'),
    ("{title: ''}", "examples.title: must not be empty"),
]


@pytest.mark.parametrize(("example", "sentence"), SENSELESS)
def test_an_example_without_sense_is_told_with_its_line(tmp_path: Path, example: str, sentence: str) -> None:
    told = complaint(tmp_path, f"  - {example}\n")
    assert told.startswith("11: ")
    assert sentence in told


# ── where examples are tried ──────────────────────────────────────────────────────────────────────────


def test_a_broken_example_does_not_keep_rules_from_being_tried(tmp_path: Path) -> None:
    rules, broken = try_rules(written(tmp_path, "  - Graphs\n"))
    assert rules.ruleset.rules
    assert 'rules.yaml:11: examples.expect.selected: "Graphs" should be selected' in str(broken)


def test_what_is_wrong_with_the_rules_themselves_is_raised_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown key"):
        try_rules(written(tmp_path, "  - Graphs\nincludes: x\n"))


def test_examples_change_nothing_in_what_the_rules_do(tmp_path: Path) -> None:
    with_one = load_rules(written(tmp_path, "  - GRPO again\n"))
    with_two = load_rules(written(tmp_path, "  - GRPO again\n  - GRPO and more\n"))
    assert with_one.hash == with_two.hash
    assert (with_one.example_count, with_two.example_count) == (1, 2)


def test_examples_of_single_rules_are_counted_too() -> None:
    rule = {"id": "r", "when": {"title": "x"}, "then": {"pin": True}, "examples": ["x", {"title": "y", "fires": False}]}
    assert Rules.model_validate({"rules": [rule]}).example_count == 2


# ── of a single rule ──────────────────────────────────────────────────────────────────────────────────

RULE = """\
rules:
  - id: r
    when: {{title: x, at_least: {{2: [{{category: a}}, {{venue: b}}]}}, none: [{{title: y}}]}}
    then: {{pin: true}}
    examples:
      - {}
"""


@pytest.mark.parametrize(
    ("example", "sentence"),
    [
        (
            "{title: x y, categories: a}",
            "the rule does not fire for this example (what does not hold: none, at_least).",
        ),
        (
            "{title: x, categories: a, venue: b, fires: false}",
            'the rule fires for this example, though it says `fires: false` (it finds title "x", category "a", venue'
            ' "b").',
        ),
    ],
)
def test_what_speaks_against_the_example_of_a_rule_is_named(tmp_path: Path, example: str, sentence: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(RULE.format(example), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    assert str(caught.value) == f"{path}:6: rules.examples: {sentence}"


def test_the_example_of_a_rule_that_is_off_or_expired_is_tried_as_if_it_were_not(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    rest = "when: {title: x}, then: {pin: true}, examples: x"
    path.write_text(
        f"rules:\n  - {{id: a, {rest}, enabled: false}}\n  - {{id: b, {rest}, expires: {date(2001, 1, 1)}}}\n",
        encoding="utf-8",
    )
    load_rules(path)
