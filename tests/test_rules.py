"""The rules file: what it becomes, and how its mistakes are told."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.judge import compile_rules, words
from bot.models import Layout, Mention, Paper, Section
from bot.rules import Rules, load_rules

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[1] / "config" / "rules.example.yaml"


def written(folder: Path, text: str) -> Rules:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return load_rules(path)


# ── the short form ────────────────────────────────────────────────────────────────────────────────────

SHORT = """\
include: [GRPO, "process reward model*", "chain of thought"]
exclude: [survey, "in vivo"]
authors: ["Y. LeCun", "Fei-Fei Li"]
"""


@pytest.mark.parametrize(
    ("paper", "selected", "score"),
    [
        (Paper("GRPO again", abstract="We use GRPO."), True, 4),
        (Paper("GRPO and chain-of-thought"), True, 3),
        (Paper("Another", abstract="Process reward modelling"), True, 1),
        (Paper("A survey of GRPO"), False, 3),
        (Paper("A survey of GRPO", authors=("Yann LeCun",)), True, 3),
        (Paper("Nothing", authors=("Li, Fei-Fei",)), True, 0),
        (Paper("Nothing"), False, 0),
    ],
)
def test_the_short_form_is_a_whole_rules_file(tmp_path: Path, paper: Paper, selected: bool, score: float) -> None:
    rules = written(tmp_path, SHORT)
    verdict = compile_rules(rules.ruleset, rules.layout).judge(paper, NOW)
    assert (verdict.selected, verdict.score) == (selected, score)


def test_the_short_form_may_stand_beside_rules(tmp_path: Path) -> None:
    rules = written(tmp_path, SHORT + "rules:\n  - {id: r, when: {title: flow}, then: {score: 1}}\n")
    assert [rule.id for rule in rules.ruleset.rules] == ["r", "include", "exclude", "authors"]


def test_a_single_term_needs_no_list(tmp_path: Path) -> None:
    assert written(tmp_path, "include: GRPO\n").ruleset == written(tmp_path, "include: [GRPO]\n").ruleset


def test_words_that_other_yaml_takes_for_values_are_terms(tmp_path: Path) -> None:
    assert written(tmp_path, "include: [no, 2024, null, 1e3, 012]\n").include == ("no", "2024", "null", "1e3", "012")


# ── the example ───────────────────────────────────────────────────────────────────────────────────────

EXAMPLES = [
    (
        Paper("Flow matching for antibody design", abstract="We sample by score matching.", upvotes=3),
        "Must read",
        ('generative-proteins: title "Flow matching" +10, abstract "score matching" +4',),
    ),
    (
        Paper("Peptides by diffusion models", authors=("Baker, David",)),
        "Generative",
        ('generative-proteins: title "Peptides" +10', 'authors: "Baker, David" pinned'),
    ),
    (
        Paper("Erratum", abstract="", mentions=(Mention("Erratum", "google_scholar", alert="Smith - new citations"),)),
        "Cites me",
        (
            'my-citations: alert "Smith - new citations" pinned',
            'exclude: title "Erratum" would exclude it, but a pin wins',
        ),
    ),
    (
        Paper("AlphaFold 3 in C++", categories=("q-bio.BM",), abstract="A tool."),
        "Worth a look",
        ('structure-tools: title "AlphaFold 3", q-bio.BM +6',),
    ),
    (
        Paper("Protein language models", abstract="Tested in vivo.", upvotes=30, links={"pdf": "https://a.example/"}),
        None,
        (
            'excluded by wet-lab (abstract "in vivo"); would have scored 8',
            "widely-noticed: 30 ▲, has pdf +5",
            'include: title "Protein language models" +3',
        ),
    ),
    (
        Paper("Bayesian optimization", url="https://predatory.example/1", abstract="", authors=("David Baker",)),
        None,
        (
            "excluded by never-again (https://predatory.example/1); would have scored 3",
            'include: title "Bayesian optimization" +3',
            'authors: "David Baker" pinned',
        ),
    ),
    (Paper("Chess", abstract=""), None, ("below the minimum: scored 0 of 3",)),
]


@pytest.mark.parametrize(("paper", "section", "why"), EXAMPLES)
def test_the_example_judges_papers(paper: Paper, section: str | None, why: tuple[str, ...]) -> None:
    rules = load_rules(EXAMPLE)
    verdict = compile_rules(rules.ruleset, rules.layout).judge(paper, NOW)
    said = words(paper, verdict, min_score=rules.layout.min_score)
    assert verdict.section == section
    assert said[: len(why)] == why


def test_the_example_knows_every_condition() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    words_of_conditions = [
        "text title abstract author venue category source alert sender id url kind has upvotes mentions sources age",
        "any all none at_least",
    ]
    assert [word for word in " ".join(words_of_conditions).split() if not re.search(rf"\b{word}:", text)] == []


# ── what becomes of the file ──────────────────────────────────────────────────────────────────────────


def test_the_digest_part_becomes_a_layout(tmp_path: Path) -> None:
    digest = """\
digest:
  select: {min_score: 5}
  sections: [{title: Must read, min_score: 15, limit: 10}, {title: All}]
  rest: count
  order: published
"""
    assert written(tmp_path, digest).layout == Layout(
        sections=(Section("Must read", 15, 10), Section("All")), min_score=5, rest="count", order=("published",)
    )


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    rules = written(tmp_path, SHORT)
    assert rules.layout == Layout()
    assert rules.paused_until is None


def test_sections_that_rules_name_are_listed_where_none_is(tmp_path: Path) -> None:
    rules = written(tmp_path, "rules:\n  - {id: r, when: {title: flow}, then: {score: 1, section: Flows}}\n")
    assert rules.layout.sections == (Section("Flows"),)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("paused_until: 2026-08-15", date(2026, 8, 15)),
        ('paused_until: "2026-08-15"', date(2026, 8, 15)),
        ("digest: {paused_until: 2026-08-15}", date(2026, 8, 15)),
        ("digest: {paused_until: 2026-08-15}\npaused_until: 2026-08-20", date(2026, 8, 20)),
    ],
)
def test_a_digest_may_be_held(tmp_path: Path, text: str, day: date) -> None:
    assert written(tmp_path, text).paused_until == day


RULE = """\
rules:
  - id: core
    when: {title: [flow matching, "@gan"]}
    then: {score: 3, section: Must read}
terms: {gan: GANs}
"""
SAME = """\
# a comment
terms:
  gan: ["GANs"]
rules:
  - then: {section: "Must read", score: 3.0, pin: false}
    note: changes nothing
    enabled: true
    examples: [Flow matching]
    id: core
    when:
      title: ['flow matching', '@gan']
"""


def test_the_hash_does_not_change_with_the_way_things_are_written(tmp_path: Path) -> None:
    assert written(tmp_path, RULE).hash == written(tmp_path, SAME).hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("flow matching", "flow"),
        ("GANs", "GAN"),
        ("score: 3", "score: 4"),
        ("id: core", "id: other"),
        ("terms:", "digest: {select: {min_score: 2}}\nterms:"),
        ("terms:", "exclude: survey\nterms:"),
    ],
)
def test_the_hash_changes_with_what_the_rules_say(tmp_path: Path, old: str, new: str) -> None:
    assert written(tmp_path, RULE).hash != written(tmp_path, RULE.replace(old, new)).hash


def test_rules_are_values(tmp_path: Path) -> None:
    assert written(tmp_path, RULE) == written(tmp_path, RULE)


# ── mistakes ──────────────────────────────────────────────────────────────────────────────────────────


def chained(sets: int, terms: str) -> str:
    """Rules with so many sets, each of which names the next."""
    named = [f"  s{number}: {terms.format(inner=number + 1)}" for number in range(sets)]
    return "\n".join(["terms:", *named, f"  s{sets}: [x]", "include: ['@s0']"])


MISTAKES = [
    # the file as a whole
    ("includes: [GRPO]", 1, 'unknown key "includes"; did you mean "include"?'),
    ("include: []", 1, "include: must not be empty"),
    ("include:", 1, "include: there is nothing after the colon"),
    ("include: {a: b}", 1, "include: expected text, found keys and values"),
    ("dedup: {repeat: forget}", 1, 'dedup.repeat: expected mention, found "forget"'),
    ("dedup: {arxiv_versions: different}", 1, 'dedup.arxiv_versions: expected same, found "different"'),
    ("paused_until: tomorrow", 1, 'paused_until: expected a date such as 2027-02-01, found "tomorrow"'),
    # terms
    ("include:\n  - GRPO\n  - '/(a/'", 3, 'include: "/(a/": RE2 cannot run this regular expression (missing ): (a)'),
    ("include: [or]", 1, 'include: "or" stands between two terms'),
    ("include: ['dif*sion']", 1, 'include: "dif*sion": a * stands at the end of a word'),
    ("include: ['@gans']\nterms: {gan: GAN}", 1, 'include: there is no set "@gans" under terms; did you mean "gan"?'),
    ("terms: {a: ['@b'], b: [x, '@a']}", 1, "terms.a: this set contains itself: @a → @b → @a"),
    (chained(30, '["@s{inner}"]'), 12, "terms.s10: sets name sets here more than 20 deep"),
    (chained(18, '["@s{inner}", "@s{inner} or @s{inner}"]'), 8, "terms.s6: with the sets it names, this one holds"),
    ("terms: {my gans: [GAN]}", 1, "terms.my gans: a set is named by letters, digits, - and _ alone"),
    ("terms:\n  a: []", 2, "terms.a: must not be empty"),
    (
        "terms: {a: /x/}\ninclude: 'b near/3 @a'",
        2,
        'include: "@a" holds a regular expression, which cannot stand beside near',
    ),
    ("authors:\n  - Y. LeCun\n  - '-'", 3, 'authors: "-": there is no letter in it, and so it is nobody\'s name'),
    ("authors: ['…, 007']", 1, 'authors: "…, 007": there is no letter in it'),
    ("include:\n  - GRPO\n  - '…'", 3, 'include: "…": there is no letter or digit in it to look for'),
    ("exclude: '--'", 1, 'exclude: "--": there is no letter or digit in it to look for'),
    ("terms: {a: [x, '=-']}", 1, 'terms.a: "=-": there is no letter or digit in it to look for'),
    ("authors: ['@friends']", 1, 'authors: "@friends": only text, title and abstract know sets of terms'),
    # sections
    (
        "digest:\n  sections:\n    - {title: A}\n    - {title: B}",
        4,
        'digest.sections: no paper can reach this section: "A" above, without min_score or a rule, takes them all',
    ),
    (
        "digest:\n  sections:\n    - {title: A, min_score: 3}\n    - {title: A}",
        4,
        'digest.sections: a section called "A" is listed above already',
    ),
    ("digest: {sections: [{title: A, limit: 0}]}", 1, "digest.sections.limit: must be more than 0"),
    ("digest: {sections: [{min_score: 3}]}", 1, 'digest.sections: the key "title" is missing'),
    ("digest: {order: [score, points]}", 1, "digest.order: expected score, upvotes, published, title or first_seen"),
    ("digest: {select: {min_scor: 3}}", 1, 'digest.select: unknown key "min_scor"; did you mean "min_score"?'),
    ("digest: {rest: hide}", 1, 'digest.rest: expected list, count or drop, found "hide"'),
]
RULE_MISTAKES = [
    # one rule, from line 2 on: its id, when and then
    ("{id: r, when: {titel: x}, then: {pin: true}}", 'rules.when: unknown key "titel"; did you mean "title"?'),
    (
        "{id: r, when: {any: [{titel: x}]}, then: {pin: true}}",
        'rules.when.any: unknown key "titel"; did you mean "title"?',
    ),
    ("{id: r, when: {none: {catgory: x}}, then: {pin: true}}", 'unknown key "catgory"; did you mean "category"?'),
    ("{id: r, when: {}, then: {pin: true}}", "rules.when: a condition is missing here"),
    ("{id: r, when: {any: []}, then: {pin: true}}", "rules.when.any: must not be empty"),
    ("{id: r, when: {any: [{}]}, then: {pin: true}}", "rules.when.any: a condition is missing here"),
    ("{id: r, when: , then: {pin: true}}", "rules.when: has no value"),
    ("{id: r, when: {title: }, then: {pin: true}}", "rules.when.title: there is nothing after the colon"),
    ("{id: r, when: flow, then: {pin: true}}", 'rules.when: expected keys and values, found "flow"'),
    ("{id: r, then: {pin: true}}", 'rules: the key "when" is missing'),
    ("{when: {title: x}, then: {pin: true}}", 'rules: the key "id" is missing'),
    ("{id: r, when: {title: x}}", 'rules: the key "then" is missing'),
    ("{id: r, when: {title: x}, then: {}}", "rules.then: the rule does nothing"),
    ("{id: r, when: {title: x}, then: {pin: true, exclude: true}}", "rules.then: a rule cannot both pin and exclude"),
    ("{id: r, when: {title: x}, then: {scores: 3}}", 'rules.then: unknown key "scores"; did you mean "score"?'),
    (
        "{id: r, when: {title: x}, then: {score: high}}",
        'rules.then.score: expected a number or keys and values, found "high"',
    ),
    (
        "{id: r, when: {title: x}, then: {score: {titel: 3}}}",
        'rules.then.score: unknown key "titel"; did you mean "title"?',
    ),
    (
        "{id: r, when: {title: x}, then: {score: {title: high}}}",
        'rules.then.score.title: expected a number, found "high"',
    ),
    ("{id: r, when: {title: x}, then: {score: .inf}}", "rules.then.score: expected"),
    (
        "{id: r, when: {title: x}, then: {exclude: soft}}",
        "rules.then.exclude: write true for an exclude that yields to a pin",
    ),
    ("{id: r, when: {title: x}, then: {pin: maybe}}", 'rules.then.pin: expected true or false, found "maybe"'),
    ("{id: r, when: {upvotes: many}, then: {pin: true}}", 'rules.when.upvotes: "many" is no comparison'),
    ("{id: r, when: {age: 7 days}, then: {pin: true}}", 'rules.when.age: "7 days" is no age'),
    ("{id: r, when: {kind: old}, then: {pin: true}}", "rules.when.kind: expected new, cross-list or replaced"),
    ("{id: r, when: {has: video}, then: {pin: true}}", "rules.when.has: expected code, pdf, abstract or doi"),
    ("{id: r, when: {id: some paper}, then: {pin: true}}", 'rules.when.id: "some paper" is no identifier'),
    ("{id: r, when: {category: '@cs'}, then: {pin: true}}", "only text, title and abstract know sets of terms"),
    ("{id: r, when: {author: '–'}, then: {pin: true}}", 'rules.when.author: "–": there is no letter in it'),
    *(
        (
            f"{{id: r, when: {{{word}: '--'}}, then: {{pin: true}}}}",
            f'rules.when.{word}: "--": there is no letter or digit',
        )
        for word in ("text", "title", "abstract", "venue", "category", "source", "alert", "sender", "url")
    ),
    ("{id: r, when: {id: '-'}, then: {pin: true}}", 'rules.when.id: "-" is no identifier'),
    (
        "{id: r, when: {at_least: {3: [{title: x}, {title: y}]}}, then: {pin: true}}",
        "rules.when.at_least: it wants 3 conditions to hold, but lists only 2",
    ),
    ("{id: r, when: {at_least: {0: [{title: x}]}}, then: {pin: true}}", "must be more than 0"),
    (
        "{id: r, when: {title: '@nothing'}, then: {pin: true}}",
        'rules.when.title: there is no set "@nothing" under terms',
    ),
    ("{id: r, when: {all: [{title: '@nothing'}]}, then: {pin: true}}", 'there is no set "@nothing" under terms'),
    ("{id: r, when: {title: '/x'}, then: {pin: true}}", "a regular expression ends in / or /i"),
    (
        "{id: r, when: {title: x}, then: {pin: true}, expires: soon}",
        "rules.expires: expected a date such as 2027-02-01",
    ),
    ("{id: r, when: {title: x}, then: {pin: true}, expires: 2027-02-30}", "rules.expires: expected a date such as"),
    ("{id: r, when: {title: x}, then: {pin: true}, expires: 20270201}", "rules.expires: expected a date such as"),
    ("{id: r, when: {title: x}, then: {pin: true}, enabled: off-ish}", "rules.enabled: expected true or false"),
    ("{id: r, when: {title: x}, then: {pin: true}, examples: [y]}", "the rule does not fire for this example"),
    (
        "{id: r, when: {title: x}, then: {pin: true}, examples: [{title: x, fires: false}]}",
        "rules.examples: the rule fires for this example, though it says `fires: false`",
    ),
]


@pytest.mark.parametrize(("text", "line", "sentence"), MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, sentence: str) -> None:
    with pytest.raises(ConfigError) as error:
        written(tmp_path, text)
    assert f"rules.yaml:{line}: {sentence}" in str(error.value)


@pytest.mark.parametrize(("rule", "sentence"), RULE_MISTAKES)
def test_a_mistake_in_a_rule_is_told_with_its_line(tmp_path: Path, rule: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as error:
        written(tmp_path, f"rules:\n  - {rule}\n")
    assert re.search(rf"rules\.yaml:2: .*{re.escape(sentence)}", str(error.value)), str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_ids_are_given_once(tmp_path: Path) -> None:
    rule = "  - {id: core, when: {title: x}, then: {pin: true}}\n"
    with pytest.raises(ConfigError, match=r'rules\.yaml:3: rules\.id: another rule is called "core" already'):
        written(tmp_path, f"rules:\n{rule}{rule}")


def test_an_id_may_not_be_that_of_the_short_form(tmp_path: Path) -> None:
    rule = "rules: [{id: include, when: {title: x}, then: {pin: true}}]\n"
    with pytest.raises(ConfigError, match=r'rules\.yaml:2: include: another rule is called "include" already'):
        written(tmp_path, rule + "include: [GRPO]\n")


def test_a_section_that_is_not_listed_is_told_with_the_nearest(tmp_path: Path) -> None:
    rule = "rules: [{id: r, when: {title: x}, then: {section: Difusion}}]\n"
    with pytest.raises(ConfigError, match=r'1: .*no section "Difusion" is listed .*; did you mean "Diffusion"\?'):
        written(tmp_path, rule + "digest: {sections: [{title: Diffusion, min_score: 3}]}\n")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        written(tmp_path, "incude: x\nrules:\n  - {id: r, when: {titel: x}, then: {pin: true}}\nauthors: []\n")
    assert [line.split(":")[1] for line in str(error.value).splitlines()] == ["1", "3", "4"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_rules(tmp_path / "none.yaml")


@pytest.mark.parametrize("pattern", ["*", "*: ?", "📚", "C", "[!-]*", "论文"])
def test_a_pattern_may_be_of_wildcards_or_of_signs_that_name_something(pattern: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(f"rules: [{{id: r, when: {{alert: '{pattern}'}}, then: {{pin: true}}}}]", encoding="utf-8")
    assert load_rules(path).ruleset.rules
