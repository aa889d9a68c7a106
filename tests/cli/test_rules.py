"""`rules test`, `stats` and `doctor` over papers of a real store."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import sole_worker
from bot.cli.rounds import now
from bot.settings import load_settings
from bot.store import open_store
from tests.cli.conftest import RULES, Desk
from tests.store.sample import mail, mention, save

BEFORE = """\
rules:
  - {id: core, when: {title: ["flow matching"]}, then: {score: 10}}
  - {id: no-diffusion, when: {text: [diffusion]}, then: {exclude: true}}
"""


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A desk whose mail has been read."""
    assert desk.run("collect")[0] == 0
    return desk


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def written(desk: Desk, text: str, name: str = "before.yaml") -> str:
    path = desk.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


# ── test ──────────────────────────────────────────────────────────────────────────────────────────────


def test_people_see_what_the_rules_select_and_why(stocked: Desk) -> None:
    status, out, err = stocked.run("rules", "test")
    assert (status, err) == (0, "")
    assert out.startswith("reasoning: 1 of 5 papers of the last 30d selected, 1 excluded, 3 below 1.\n")
    assert (
        "Papers: 1\n     10  Group-Relative Policy Optimization without a Critic: Where Does the Variance Go?  (paper "
        in out
    )
    assert '         core: title "Policy Optimization" +10\n' in out
    assert "Excluded by:\n      1  no-diffusion\n" in out
    assert "Scores:\n            0  ████████████████████████████████████████ 4\n            1  " in out
    assert out.endswith("           10  ██████████ 1\n")


def test_programs_get_every_paper_and_the_counts(stocked: Desk) -> None:
    *papers, last = records(stocked.run("rules", "test", "reasoning", "--since", "2 weeks", "--json")[1])
    (selected,) = (paper for paper in papers if paper["selected"])
    (excluded,) = (paper for paper in papers if paper.get("excluded"))
    assert len(papers) == 5
    assert list(selected) == ["digest", "id", "selected", "score", "section", "reasons", "title", "words"]
    assert (selected["digest"], selected["score"], selected["section"]) == ("reasoning", 10, "Papers")
    assert excluded["words"][0].startswith("excluded by no-diffusion (")
    assert last["digest"] == "reasoning"
    assert list(last["summary"]) == [
        "rules", "since", "papers", "selected", "below", "excluded", "sections", "near_misses", "scores",
    ]  # fmt: skip
    assert (last["summary"]["papers"], last["summary"]["selected"]) == (5, 1)
    assert last["summary"]["excluded"] == {"no-diffusion": 1}
    assert last["summary"]["scores"][0] == [0, 1, 4]


def test_near_misses_say_how_much_they_lack(stocked: Desk) -> None:
    (stocked.folder / "rules.yaml").write_text(RULES + "digest: {select: {min_score: 12}}\n", encoding="utf-8")
    out = stocked.run("rules", "test")[1]
    assert "Near misses: 1\n     10  Group-Relative Policy Optimization without a Critic: " in out
    assert "  (2 short, paper " in out


def test_no_more_than_the_limit_is_shown(stocked: Desk) -> None:
    everything = written(stocked, "rules: [{id: all, when: {source: '*'}, then: {score: 1}}]\n")
    out = stocked.run("rules", "test", "--rules", everything, "--limit", "2")[1]
    assert out.startswith(f"{everything}: 5 of 5 papers of the last 30d selected")
    assert out.count("(paper ") == 2
    assert "         and 3 more\n" in out


def test_papers_that_came_before_are_left_out(stocked: Desk) -> None:
    status, out, _ = stocked.run("rules", "test", "--since", "0d")
    assert (status, out) == (0, "reasoning: no paper was stored within 0d; try a longer --since.\n")


def test_it_works_while_the_daemon_holds_the_data_folder(stocked: Desk) -> None:
    with sole_worker(load_settings(stocked.folder / "papersieve.yaml"), "daemon", now):
        assert stocked.run("rules", "test")[0] == 0


# ── against ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_of_the_rules_shows_what_is_gained_and_lost(stocked: Desk) -> None:
    status, out, err = stocked.run("rules", "test", "--against", written(stocked, BEFORE))
    assert (status, err) == (0, "")
    assert out.startswith(f"reasoning against {stocked.folder / 'before.yaml'}: 1 gained, 1 lost, of 5 papers of the")
    assert "\nBy core (2).\n" in out
    assert "Gained: 1\n   0 → 10  Group-Relative Policy Optimization without a Critic: " in out
    assert '           not selected → Papers\n         + core: title "Policy Optimization" +10\n' in out
    assert "Lost: 1\n   10 → 0  " in out
    assert '         - core: title "Flow Matching" +10\n' in out


def test_programs_get_every_change_and_the_counts(stocked: Desk) -> None:
    before = written(stocked, BEFORE)
    gained, lost, last = records(stocked.run("rules", "test", "--against", before, "--json")[1])
    assert list(gained) == ["digest", "id", "title", "change", "because", "before", "after"]
    assert (gained["change"], gained["before"]["selected"], gained["after"]["score"]) == ("gained", False, 10)
    assert gained["because"] == [{"what": "core", "before": None, "after": 'core: title "Policy Optimization" +10'}]
    assert lost["change"] == "lost"
    assert last["summary"] == {
        "against": before, "since": "30d", "papers": 5,
        "changed": {"gained": 1, "lost": 1, "moved": 0, "rescored": 0, "otherwise": 0},
        "unchanged": 3, "because": {"core": 2},
    }  # fmt: skip


def test_it_is_said_if_nothing_changes(stocked: Desk) -> None:
    same = written(stocked, RULES + "# a remark\n")
    assert stocked.run("rules", "test", "--against", same)[:2] == (
        0,
        f"reasoning: nothing changes against {same}, for none of 5 papers of the last 30d.\n",
    )


# ── wrong use ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nonsense"], "There is no digest 'nonsense'; the settings have reasoning."),
        (
            ["--since", "soon"],
            """--since: expected a length of time such as "14 days", "6 hours" or "30d", not 'soon'.""",
        ),
        (["--rules", "missing.yaml"], "missing.yaml: cannot be read: no such file or directory."),
        (["--against", "missing.yaml"], "missing.yaml: cannot be read: no such file or directory."),
        (["--limit", "-1"], "Invalid value for '--limit': "),
    ],
)
def test_wrong_use_gets_a_sentence(desk: Desk, arguments: list[str], sentence: str) -> None:
    status, out, err = desk.run("rules", "test", *arguments)
    assert (status, out) == (2, "")
    assert sentence in err


def test_broken_rules_are_refused_with_their_line(desk: Desk) -> None:
    broken = written(desk, "rules:\n  - {id: core, when: {titel: x}, then: {score: 1}}\n")
    status, _, err = desk.run("rules", "test", "--against", broken)
    assert status == 2
    assert err.startswith(f"{broken}:2: ")


def test_of_several_digests_the_one_to_compare_has_to_be_named(desk: Desk) -> None:
    settings = desk.folder / "papersieve.yaml"
    second = "  - {name: second, rules: rules.yaml, schedule: hourly, via: [{folder: out}]}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + second, encoding="utf-8")
    status, _, err = desk.run("rules", "test", "--against", written(desk, BEFORE))
    assert (status, err.count("Name one of reasoning, second.")) == (2, 1)


# ── stats ─────────────────────────────────────────────────────────────────────────────────────────────


def test_people_see_how_each_rule_fares(stocked: Desk) -> None:
    status, out, err = stocked.run("rules", "stats")
    assert (status, out) == (0, "")
    assert "reasoning: 1 of 5 papers of the last 90d selected." in err
    assert "core" in err
    assert "just now" in err


def test_programs_get_the_figures_of_each_rule(stocked: Desk) -> None:
    rules = Path(written(stocked, RULES + "  - {id: old, when: {title: x}, then: {score: 1}, expires: 2020-01-01}\n"))
    status, out, _ = stocked.run("rules", "stats", "--rules", str(rules), "--json")
    (record,) = records(out)
    core, no_diffusion, old = record["rules"]
    assert status == 0
    assert (record["digest"], record["since"], record["papers"], record["selected"]) == (str(rules), "90d", 5, 1)
    assert core["last_hit"]
    assert core | {"last_hit": None} == {
        "rule": "core", "effect": "score", "state": "active", "hits": 1, "share_of_papers": 0.2, "sole_hits": 1,
        "selected": 1, "share_of_selected": 1, "last_hit": None,
    }  # fmt: skip
    assert (no_diffusion["effect"], no_diffusion["hits"], no_diffusion["sole_hits"]) == ("exclude", 1, 0)
    assert (old["state"], old["hits"], old["last_hit"]) == ("expired", 0, None)


def test_stats_of_an_empty_store_say_so(desk: Desk) -> None:
    assert "no paper was stored within 90d" in desk.run("rules", "stats")[2]


# ── doctor ────────────────────────────────────────────────────────────────────────────────────────────

ILL = """\
rules:
  - id: core
    when:
      any:
        - title: [flow, flow matching]
    then: {score: 10}
  - {id: off, when: {title: x}, then: {score: 1}, enabled: false}
include: [graph, graph network]
"""


def test_people_are_told_what_looks_wrong_where_it_stands_and_what_to_do(stocked: Desk) -> None:
    path = written(stocked, ILL)
    status, out, err = stocked.run("rules", "doctor", "--rules", path)
    assert status == 0
    assert out.splitlines() == [
        f'{path}:5: "flow matching" adds nothing to "flow", which finds all it finds; remove it.',
        f"{path}:7: note: off is switched off; remove it if that is for good.",
        f'{path}:8: "graph network" adds nothing to "graph", which finds all it finds; remove it.',
    ]
    assert err == f"{path}: 3 findings, from the file alone, as fewer than 100 papers were stored within 90d.\n"


def test_programs_get_a_line_for_each_finding(stocked: Desk) -> None:
    path = written(stocked, ILL)
    covered, off, _ = records(stocked.run("rules", "doctor", "reasoning", "--rules", path, "--json")[1])
    assert covered == {
        "digest": "reasoning", "file": path, "line": 5, "kind": "covered", "note": False,
        "what": '"flow matching" adds nothing to "flow", which finds all it finds', "mend": "remove it",
    }  # fmt: skip
    assert (off["kind"], off["note"]) == ("off", True)


def test_findings_are_a_failure_only_where_that_is_asked_for(stocked: Desk) -> None:
    ill = written(stocked, ILL, "ill.yaml")
    well = written(stocked, RULES, "well.yaml")
    noted = written(stocked, RULES + "  - {id: a, when: {title: x}, then: {pin: true}, enabled: false}\n", "noted.yaml")
    assert stocked.run("rules", "doctor", "--rules", well, "--strict")[:2] == (0, "")
    assert stocked.run("rules", "doctor", "--rules", noted, "--strict")[0] == 0
    assert stocked.run("rules", "doctor", "--rules", ill, "--strict")[0] == 1


def test_a_misspelt_term_is_told_from_the_papers_that_are_stored(stocked: Desk) -> None:
    with open_store(f"sqlite:///{stocked.folder / 'data/papersieve.db'}") as store:
        mentions = [mention(f"Diffusion number {number}") for number in range(120)]
        save(store, mail(900, *mentions), now=datetime.now(UTC))
    path = written(stocked, "include: [difusion, graphs]\n")
    status, out, err = stocked.run("rules", "doctor", "--rules", path)
    assert status == 0
    assert f'{path}:1: "difusion" stands in no paper; did you mean "diffusion" (12' in out
    assert "and 125 papers of the last 90d." in err
