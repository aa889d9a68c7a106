"""What the doctor finds, and what it does not: one who cries wolf is not asked again."""

from __future__ import annotations

from typing import Any

import pytest

from bot.models import Paper
from bot.rules import load_rules
from bot.trying.doctor import ENOUGH, Finding, examine
from tests.documents import EXAMPLES
from tests.judge.papers import NOW, rule
from tests.trying.rules import rules_of

PIN, SOFT, HARD = {"pin": True}, {"exclude": True}, {"exclude": "hard"}


def told(*rules: dict[str, Any], papers: list[Paper] | None = None, **keys: Any) -> list[tuple[str, str]]:
    """(kind, what) of each finding."""
    found, _ = examine(rules_of(*rules, **keys), papers or [], NOW)
    return [(finding.kind, finding.what) for finding in found]


def found_in(*rules: dict[str, Any], papers: list[Paper] | None = None, **keys: Any) -> list[Finding]:
    return examine(rules_of(*rules, **keys), papers or [], NOW)[0]


def papers_of(*titles: str, times: int = ENOUGH) -> list[Paper]:
    """So many papers of each title."""
    return [Paper(title) for title in titles for _ in range(times)]


def test_rules_that_are_well_are_left_alone() -> None:
    well = [
        rule("core", text=["flow matching", "diffus* model"], then={"score": {"title": 10, "abstract": 4}}),
        rule("also", title="graph", then={"score": 2}),
        rule("no", text="in vivo", then=SOFT),
        rule("me", author="Y. LeCun", then=PIN),
    ]
    papers = [*papers_of("Flow matching", "A tree", "Diffusive models", "A graph", "Mice in vivo"),
              Paper("By me", authors=("Yann LeCun",))]  # fmt: skip
    assert told(*well, papers=papers) == []


# ── the file alone ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("terms", "what"),
    [
        (["flow", "flow matching"], '"flow matching" adds nothing to "flow", which finds all it finds'),
        (["flow matching", "flow"], '"flow matching" adds nothing to "flow", which finds all it finds'),
        (["flow", "flows"], '"flows" adds nothing to "flow", which finds all it finds'),
        (["flow", "tree near/5 flows"], '"tree near/5 flows" adds nothing to "flow", which finds all it finds'),
        (["flow", "tree or flow matching"], '"flow matching" adds nothing to "flow", which finds all it finds'),
        (["flow", "tree", "Flow"], '"flow" stands here already'),
        (["@s", "tree"], '"tree" stands in a set that is named here already'),
        (["@s", "tree search"], '"tree search" adds nothing to "tree", which finds all it finds'),
    ],
)
def test_a_term_that_adds_nothing_to_its_list_is_told_once(terms: list[str], what: str) -> None:
    assert [sentence for _, sentence in told(rule("r", text=terms), terms={"s": ["tree"]})] == [what]


@pytest.mark.parametrize(
    ("term", "what"),
    [
        ("graph AND tree", "looks for the word AND too"),
        ("graph NOT tree", "looks for the word NOT too"),
        ("(graph or tree) search", "is cut at its or, brackets or not"),
        ("graph|tree", "looks for the sign | too"),
        ("graph NEAR tree", "looks for the word NEAR too"),
        ("graph, tree", "looks for the comma or semicolon too"),
        ("graph; tree", "looks for the comma or semicolon too"),
        ("title:graph", "looks for the colon and what is before it too"),
    ],
)
def test_a_term_that_other_programs_would_read_otherwise_is_a_note(term: str, what: str) -> None:
    (found,) = found_in(rule("r", any=[{"text": ["forest", term]}]))
    assert (found.kind, found.is_note, found.path) == ("literal", True, ("rules", 0, "when", "any", 0, "text", 1))
    assert found.what == f'"{term}" {what}'


@pytest.mark.parametrize(
    "term",
    [
        '"graph AND tree"',
        "and-or graph",
        "near infrared",
        "=A,B",
        "/a|b/",
        "low-rank adaptation (LoRA)",
        "10,000 nodes",
    ],
)
def test_a_term_that_nobody_reads_otherwise_is_well(term: str) -> None:
    assert told(rule("r", text=term)) == []


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ({"author": "*LeCun"}, '"*LeCun" is no pattern: names know no *'),
        ({"author": "Ann Roe, Bo Li"}, '"Ann Roe, Bo Li" is one name'),
        ({"author": "Ann Roe and Bo Li"}, '"Ann Roe and Bo Li" is one name'),
        ({"author": ["Roe", "Ann"]}, '"Roe" and "Ann" are two surnames'),
        ({"url": "/arxiv/"}, '"/arxiv/" is a shell pattern, not a regular expression'),
        ({"category": "cs.LG, cs.CV"}, '"cs.LG, cs.CV" is one category'),
        ({"category": "cs.LG cs.CV"}, '"cs.LG cs.CV" is one category'),
    ],
)
def test_a_value_that_other_programs_would_read_otherwise_is_a_note(when: dict[str, Any], what: str) -> None:
    assert told(rule("r", **when)) == [("literal", what)]


def test_points_for_a_field_where_a_rule_does_not_look_are_a_note() -> None:
    (found,) = found_in(rule("r", any=[{"title": "graph"}], then={"score": {"title": 2, "venue": 1}}))
    assert found.what == "r has points for venue, where it looks for nothing"
    assert told(rule("r", text="graph", then={"score": {"title": 2, "abstract": 1}})) == []


def test_usual_names_are_well() -> None:
    assert told(rule("r", author=["LeCun, Yann", "García Márquez, G.", "Fei-Fei Li", "van der Maaten, Laurens"])) == []


def test_terms_that_do_not_find_the_same_are_left_alone() -> None:
    terms = ["flow matching", "flow model", "=RAG", "diffusion", "/flow/", "match* flow", "tree near/3 flow"]
    assert told(rule("r", text=terms), rule("s", title="flow", category="cs.*")) == []


def test_a_term_that_scores_in_two_rules_is_a_note() -> None:
    (found,) = found_in(rule("one", text="flow"), rule("two", title=["graph", "flow"]))
    assert (found.kind, found.is_note, found.path) == ("twice", True, ("rules", 1, "when", "title", 1))
    assert found.what == '"flow" stands in one too: a paper gets the points of both rules'


def test_a_term_in_rules_that_do_other_things_is_well() -> None:
    sent = rule("two", title=["flow", "tree"], then={"score": 1, "section": "Flow"})
    assert told(rule("one", title="flow"), sent, rule("three", abstract="flow")) == []


def test_rules_with_the_same_conditions_cannot_be_told_apart() -> None:
    (found,) = found_in(rule("one", text="flow", then=PIN), rule("two", text=["flow"], then={"tag": "t"}))
    assert (found.what, found.path) == ("two has the same conditions as one", ("rules", 1, "when"))


def test_a_rule_out_of_force_is_told_and_nothing_else_of_it() -> None:
    gone = rule("gone", text=["flow", "flow"]) | {"expires": "2026-01-01"}
    off = rule("off", text=["flow", "flow"]) | {"enabled": False}
    assert told(gone, off, rule("well", text="tree")) == [
        ("expired", "gone expired on 2026-01-01"),
        ("off", "off is switched off"),
    ]


def test_a_rule_whose_terms_an_exclude_covers_fires_in_vain() -> None:
    no = rule("no", text="flow", then=SOFT)
    assert told(rule("core", title=["flow matching", "flow"]), no)[-1] == (
        "always-excluded", "whatever core finds is excluded by no, which looks for part of its terms",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "exclude"),
    [
        (rule("core", text="flow matching"), rule("no", title="flow", then=SOFT)),
        (rule("core", title=["flow matching", "graph"]), rule("no", text="flow", then=SOFT)),
        (rule("core", title="flow matching", then=PIN), rule("no", text="flow", then=SOFT)),
        (rule("core", title="flow matching"), rule("no", text="flow", category="cs.*", then=SOFT)),
        (rule("core", any=[{"title": "flow"}, {"title": "tree"}]), rule("no", text="flow", then=SOFT)),
    ],
)
def test_a_rule_that_an_exclude_covers_in_part_is_well(one: dict[str, Any], exclude: dict[str, Any]) -> None:
    assert told(one, exclude) == []


def test_a_pin_yields_to_a_hard_exclude_that_covers_it() -> None:
    assert [kind for kind, _ in told(rule("p", title="flow", then=PIN), rule("no", text="flow", then=HARD))] == [
        "always-excluded"
    ]


@pytest.mark.parametrize(
    ("sections", "what"),
    [
        ([{"title": "Top", "min_score": 8}], "no paper can reach “Top”: all rules together give 7, and it begins at 8"),
        ([{"title": "A", "min_score": 3}, {"title": "B", "min_score": 5}],
         "no paper can reach “B”: “A” above it takes all from 3"),
        ([{"title": "Gone"}, {"title": "Rest"}],
         "no paper can reach “Gone”: the rules that send papers there are out of force"),
    ],
)  # fmt: skip
def test_a_section_nothing_can_reach_is_told(sections: list[dict[str, Any]], what: str) -> None:
    rules = (
        rule("core", text="flow", then={"score": {"title": 5, "abstract": 2}}),
        rule("less", text="tree", then={"score": -3}),
        rule("gone", text="x", then={"section": "Gone"}) | {"enabled": False},
    )
    listed = [*sections, {"title": "Gone", "min_score": 1}] if sections[0]["title"] != "Gone" else sections
    assert what in [sentence for _, sentence in told(*rules, digest={"sections": listed})]


def test_sections_that_can_be_reached_are_well() -> None:
    sections = [{"title": "A", "min_score": 5}, {"title": "B", "min_score": 3}, {"title": "Sent"}, {"title": "Rest"}]
    core = rule("core", text="flow", then={"score": 7})
    assert told(core, rule("s", text="x", then={"section": "Sent"}), digest={"sections": sections}) == []


def test_a_minimum_no_paper_can_score_is_told_unless_something_pins() -> None:
    keys: dict[str, Any] = {"digest": {"select": {"min_score": 5}}}
    assert told(rule("r", text="x"), **keys) == [
        ("unreachable-minimum", "no paper can score 5: all rules together give 1")
    ]
    assert told(rule("r", text="x"), rule("p", author="Y. LeCun", then=PIN), **keys) == []


# ── with papers ───────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_that_never_fires_is_a_note() -> None:
    (found,) = found_in(rule("r", title="xylophone"), papers=papers_of("A paper"))
    assert (found.kind, found.is_note, found.what) == ("never", True, f"r fires for none of {ENOUGH} papers")


def test_of_few_papers_nothing_is_told() -> None:
    assert told(rule("r", title="xylophone"), rule("all", title="paper"), papers=[Paper("A paper")] * 99) == []


def test_a_rule_that_fires_for_most_papers_is_told() -> None:
    papers = papers_of("A paper", "Another paper", "A graph")
    assert told(rule("all", title="paper"), papers=papers) == [
        ("broad", "all fires for 67% of all papers, and so tells few from the others")
    ]
    assert told(rule("tags", title="paper", then={"tag": "t"}), rule("g", title="graph"), papers=papers) == []


def test_a_rule_whose_every_paper_is_excluded_is_told() -> None:
    papers = papers_of("A flow in vivo", times=6) + papers_of("A tree in vivo", "A graph", "A tree")
    assert told(rule("core", title="flow"), rule("no", title="vivo", then=SOFT), papers=papers) == [
        ("always-excluded", "core fires in vain: all its 6 papers are excluded, 6 by no")
    ]


def test_a_hard_exclude_that_stops_pins_is_told() -> None:
    papers = papers_of("A flow in vivo", times=2) + papers_of("A flow", "A tree in vivo", "A graph")
    rules = rule("mine", title="flow", then=PIN), rule("no", title="vivo", then=HARD)
    assert told(*rules, papers=papers) == [
        ("stops-pins", "no keeps out 2 of the papers that mine pins, such as “A flow in vivo”")
    ]


def test_a_soft_exclude_that_pins_always_overrule_is_told() -> None:
    papers = papers_of("A flow in vivo", times=5) + papers_of("A flow", "A tree", "A graph")
    rules = rule("mine", title="flow", then=PIN), rule("no", title="vivo", then=SOFT)
    assert told(*rules, papers=papers) == [("overridden", "no keeps nothing out: each of its 5 papers is pinned")]


def test_rules_that_fire_for_the_same_papers_are_told() -> None:
    papers = papers_of("Flow matching", times=20) + papers_of("A tree", "A graph")
    assert told(rule("one", title="flow"), rule("two", title="matching"), papers=papers) == [
        ("alike", "two fires for the same 20 papers as one")
    ]


def test_rules_that_fire_for_as_many_papers_are_not_alike() -> None:
    papers = papers_of("A flow", "A tree", "A graph", times=40)
    assert told(rule("one", title="flow"), rule("two", title="tree"), papers=papers) == []


# ── spelling ──────────────────────────────────────────────────────────────────────────────────────────

KNOWN = ("Diffusion matching", "Generated antibodies", "Gamma rays", "Adapters and adaptive optics", "Reinforcement")


@pytest.mark.parametrize(
    ("term", "meant"),
    [
        ("difusion", 'difusion" stands in no paper; did you mean "diffusion" (100 papers)?'),
        ("flow matchign", 'matchign" stands in no paper; did you mean "matching" (100 papers)?'),
        ("reinforcment* x", 'reinforcment" stands in no paper; did you mean "reinforcement" (100 papers)?'),
        ("reinfrocement*", 'reinfrocement" stands in no paper; did you mean "reinforcement" (100 papers)?'),
        ("tree near/5 difussion", 'difussion" stands in no paper; did you mean "diffusion" (100 papers)?'),
        ("generate", None),
        ("antibody", None),
        ("gemma", None),
        ("adaption", None),
        ("DiffuSion", None),
        ("rats", None),
        ("/difusion/", None),
        ("xylophone", None),
    ],
)
def test_a_word_no_paper_bears_though_many_bear_one_like_it_is_told(term: str, meant: str | None) -> None:
    found = [what for kind, what in told(rule("r", title=term), papers=papers_of(*KNOWN)) if kind == "misspelt"]
    assert [what.lstrip('"') for what in found] == ([meant] if meant else [])


def test_of_a_rule_that_never_fires_for_a_misspelt_term_only_that_is_told() -> None:
    (found,) = found_in(rule("r", title=["graph", "difusion"]), papers=papers_of(*KNOWN))
    assert (found.kind, found.path) == ("misspelt", ("rules", 0, "when", "title", 1))


def test_the_examples_we_ship_are_well() -> None:
    (path,) = (path for path in EXAMPLES if path.name.startswith("rules"))
    found, _ = examine(load_rules(path), [], NOW)
    assert [finding.kind for finding in found] == ["off"]
