"""`match` and `dedup`: scripts rely on what they print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import run


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


PAPERS = """\
{"id": "a", "title": "Improved flow matching for graphs", "abstract": "We match flows."}
{"id": 7, "title": "A cookbook", "published": 1999, "authors": null}

{"titel": "no title"}
not json
"""

RULES = "rules:\n  - {id: core, when: {title: ['flow matching']}, then: {score: 10}}\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "some-rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_match_says_what_why_and_where(tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(PAPERS, encoding="utf-8")
    status = run(["match", "--rules", str(rules), "--json", str(papers)])
    first, second, untitled, broken = lines(capsys.readouterr().out)
    assert status == 1
    assert first["id"] == "a"
    assert first["selected"] is True
    assert first["score"] == 10
    assert first["reasons"] == [
        {"rule": "core", "field": "title", "term": "flow matching", "span": [9, 22], "points": 10}
    ]
    assert first["words"] == ['core: title "flow matching" +10']
    assert (second["id"], second["selected"], second["reasons"]) == (7, False, [])
    assert second["words"] == ["below the minimum: scored 0 of 1"]
    assert "line 4: title" in str(untitled["error"])
    assert "line 5 is not a JSON object" in str(broken["error"])


def test_match_refuses_broken_rules_with_their_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "broken.yaml"
    rules.write_text("rules:\n  - {id: core, when: {title: ['/(/']}, then: {score: 1}}\n", encoding="utf-8")
    assert run(["match", "--rules", str(rules), "-"]) == 2
    assert "broken.yaml:2" in capsys.readouterr().err


def test_dedup_groups_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(
        '{"title": "Sieves for the working scientist", "identifiers": {"doi": "10.1000/X.1"}}\n'
        '{"title": "An unrelated paper about something else"}\n'
        '{"title": "Sieves for the Working Scientist.", "identifiers": {"doi": "10.1000/x.1"}}\n',
        encoding="utf-8",
    )
    assert run(["dedup", "--json", str(papers)]) == 0
    assert lines(capsys.readouterr().out) == [
        {"members": [0, 2], "because": "doi"},
        {"members": [1], "because": ""},
    ]
