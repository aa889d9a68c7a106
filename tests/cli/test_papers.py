"""`match` and `dedup`: scripts rely on what they print."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import run
from bot.cli.papers_file import LONGEST_LINE


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
    assert untitled["error"] == f'{papers}:4: the key "title" is missing.'
    assert broken["error"] == f"{papers}:5: this is not JSON: expecting value, at character 1."


def test_a_line_longer_than_any_paper_is_told_and_the_next_is_judged(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text("x" * (2 * LONGEST_LINE + 5) + '\n{"title": "Flow matching"}\n', encoding="utf-8")
    assert run(["match", "--rules", str(rules), "--json", str(papers)]) == 1
    too_long, judged = lines(capsys.readouterr().out)
    assert too_long["error"] == f"{papers}:1: this line is longer than the 10 MB that are read."
    assert judged["selected"] is True


def test_a_title_paints_nothing_on_the_terminal(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(r'{"title": "Flow matching \u001b[31mred\u0007 \u202eback\rhome"}', encoding="utf-8")
    run(["match", "--rules", str(rules), str(papers)])
    assert capsys.readouterr().out.startswith("+   10  Flow matching �[31mred� �back�home\n")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"title": "x"', "this is not JSON: expecting ',' delimiter, at character 14."),
        ("[1]", 'expected an object such as {"title": "…"}, found a list.'),
        ("[" * 100_000, "this cannot be read: "),
        ('{"title": ""}', "title: must not be empty."),
        ('{"title": null}', "title: expected text, found nothing."),
        ('{"title": "x", "authors": "A. Smith"}', 'authors: expected a list, found "A. Smith".'),
        ('{"title": "x", "kind": "old"}', 'kind: expected new, cross-list or replaced, found "old".'),
        ('{"title": "x", "upvotes": "many"}', 'upvotes: expected a whole number, found "many".'),
        ('{"title": "x", "identifiers": {"doi": ["a"]}}', "identifiers.doi: expected text, found a list."),
        (r'{"title": "\ud800"}', "title: holds half a character (a lone surrogate)."),
    ],
)
def test_a_line_that_is_no_paper_is_named_and_the_others_are_judged(
    line: str, sentence: str, tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(f'{line}\n{{"title": "Flow matching"}}\n', encoding="utf-8")
    assert run(["match", "--rules", str(rules), str(papers)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{papers}:1: {sentence}")
    assert said.out.startswith("+   10  Flow matching\n")


def test_null_is_absent_and_published_may_be_a_year(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers.jsonl"
    keys = ("authors", "abstract", "identifiers", "url", "venue", "categories", "kind", "alert", "upvotes")
    given = dict.fromkeys(keys) | {"id": None, "title": "Flow matching", "published": 2023}
    papers.write_text(json.dumps(given | {"links": {"pdf": None}}), encoding="utf-8")
    assert run(["match", "--rules", str(rules), "--json", str(papers)]) == 0
    (record,) = lines(capsys.readouterr().out)
    assert (record["id"], record["selected"], record["section"]) == (None, True, "Papers")


def test_match_reads_standard_input_with_a_mark_of_byte_order_and_odd_bytes(
    rules: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b'\xef\xbb\xbf{"id": "\\ud800", "title": "Flow matching"}\n{"title": "Caf\xe9s: flow matching"}\n{"id"\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run(["match", "--rules", str(rules), "--json", "-"]) == 1
    first, second, broken = lines(capsys.readouterr().out)
    assert (first["id"], first["score"], second["score"]) == ("\ud800", 10, 10)
    assert str(broken["error"]).startswith("standard input:3: this is not JSON: ")


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
