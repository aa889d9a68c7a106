"""`parse`, `match` and `dedup`: scripts rely on what they print."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import run
from tests.cli.conftest import Desk

PAPER_KEYS = [
    "title", "authors", "abstract", "identifiers", "url", "links", "venue", "published", "categories", "kind",
    "alert", "upvotes",
]  # fmt: skip


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_parse_prints_one_record_per_file_whatever_it_holds(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rubbish = tmp_path / "rubbish.bin"
    rubbish.write_bytes(bytes(range(256)) * 10)
    names = [str(tmp_path / "mail/1.eml"), str(tmp_path / "mail/4.eml"), str(rubbish), str(tmp_path / "missing.eml")]
    status = run(["parse", "--json", *names])
    records = lines(capsys.readouterr().out)
    assert status == 1
    assert [record["file"] for record in records] == names
    assert records[0]["status"] == "parsed"
    assert records[1]["status"] == "no_papers"
    assert records[3]["status"] == "unreadable"
    assert "missing.eml cannot be read: no such file" in str(records[3]["error"])


def test_a_record_has_the_documented_keys(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["parse", "--json", str(tmp_path / "mail/1.eml")])
    (record,) = lines(capsys.readouterr().out)
    assert list(record) == ["file", "status", "source", "detected", "error", "papers"]
    papers = record["papers"]
    assert isinstance(papers, list)
    assert list(papers[0])[: len(PAPER_KEYS)] == PAPER_KEYS


def test_parse_reads_standard_input(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (tmp_path / "mail/2.eml").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run(["parse", "--json", "-"]) == 0
    (record,) = lines(capsys.readouterr().out)
    assert (record["file"], record["source"], record["detected"]) == ("-", "huggingface", 2)


def test_an_mbox_is_one_record(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mbox = tmp_path / "alerts.mbox"
    mails = [(tmp_path / "mail" / name).read_bytes().replace(b"\r\n", b"\n") for name in ("1.eml", "2.eml")]
    mbox.write_bytes(b"".join(b"From a@example.org Thu Nov 19 08:00:00 2026\n" + mail + b"\n" for mail in mails))
    run(["parse", "--json", str(mbox)])
    (record,) = lines(capsys.readouterr().out)
    assert record["source"] == "arxiv, huggingface"
    assert record["detected"] == 5


def test_parse_for_people_shows_titles(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["parse", str(tmp_path / "mail/1.eml")])
    out = capsys.readouterr().out
    assert "parsed, 3 of 3 papers by arxiv" in out
    assert "   1. Group-Relative Policy Optimization without a Critic" in out


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
    assert (second["id"], second["selected"], second["reasons"]) == (7, False, [])
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
