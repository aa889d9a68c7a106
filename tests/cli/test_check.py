"""`check`, and what a rules file whose examples disappoint means to it and to other commands."""

from __future__ import annotations

from tests.cli.conftest import Desk

BROKEN = "include: [sieve]\nexamples:\n  - Another matter\n"


def test_check_counts_the_examples_it_has_tried(desk: Desk) -> None:
    (desk.folder / "rules.yaml").write_text("include: [sieve]\nexamples: [Sieves]\n", encoding="utf-8")
    status, _, err = desk.run("check")
    assert status == 0
    assert "rules.yaml is good, 1 rule, 1 example kept." in err


def test_check_refuses_rules_whose_example_shows_something_else(desk: Desk) -> None:
    (desk.folder / "rules.yaml").write_text(BROKEN, encoding="utf-8")
    status, _, err = desk.run("check")
    assert status == 2
    assert 'rules.yaml:3: examples.expect.selected: "Another matter" should be selected; what happens: not selec' in err


def test_match_judges_by_such_rules_and_warns(desk: Desk) -> None:
    (desk.folder / "rules.yaml").write_text(BROKEN, encoding="utf-8")
    papers = desk.folder / "papers.jsonl"
    papers.write_text('{"title": "A sieve"}\n', encoding="utf-8")
    status, out, err = desk.run("match", "--rules", str(desk.folder / "rules.yaml"), "--json", str(papers))
    assert status == 0
    assert '"selected": true' in out
    assert err.startswith("Warning: ")
    assert 'rules.yaml:3: examples.expect.selected: "Another matter" should be selected' in err


def test_the_schemas_are_written_into_a_folder(desk: Desk) -> None:
    status, out, _ = desk.run("check", "--schema", "--output", str(desk.folder))
    assert (status, out) == (0, "")
    assert '"$schema"' in (desk.folder / "papersieve.schema.json").read_text(encoding="utf-8")
    assert '"include"' in (desk.folder / "rules.schema.json").read_text(encoding="utf-8")
    assert desk.run("check", "--schema", "--output", str(desk.folder / "missing"))[0] == 1


def test_trying_such_rules_shows_what_they_select_and_warns(desk: Desk) -> None:
    desk.run("collect")
    (desk.folder / "rules.yaml").write_text("include: [policy]\nexamples:\n  - Another matter\n", encoding="utf-8")
    status, out, err = desk.run("rules", "test", "--since", "30d", "--json")
    assert status == 0
    assert err.startswith("Warning: ")
    assert '"Another matter" should be selected; what happens: not selected' in err
    assert out


def test_a_folder_for_the_schemas_is_not_passed_over_in_silence(desk: Desk) -> None:
    status, _, err = desk.run("check", "--output", str(desk.folder))
    assert status == 2
    assert "--output is for --schema" in err
