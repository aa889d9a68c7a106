"""`rules import`, as it is called."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.cli import run
from bot.rules import load_rules


def test_the_rules_go_to_standard_output_and_the_notes_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "import", "search", '"flow matching" label:x', "--id", "flows"]) == 0
    said = capsys.readouterr()
    assert '- id: "flows"' in said.out
    assert said.err == 'Note: label:x: left out; rules have nothing that "label:" could become.\n'


def test_a_new_file_is_written_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "rules.yaml"
    assert run(["rules", "import", "arxiv", "ti:flow", "-o", str(path)]) == 0
    assert [rule.id for rule in load_rules(path).rules] == ["imported"]
    assert run(["rules", "import", "arxiv", "ti:other", "-o", str(path)]) == 2
    assert "is there already and is not overwritten; name another place with --output" in capsys.readouterr().err
    assert "other" not in path.read_text(encoding="utf-8")


def test_alerts_and_libraries_are_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alerts, library = tmp_path / "alerts.txt", tmp_path / "library.bib"
    alerts.write_text("\ufeffYann LeCun - new articles\n", encoding="utf-8")
    library.write_bytes("@misc{a, title={Flow}, author={Müller, Jo}}".encode("latin-1"))
    assert run(["rules", "import", "scholar-alerts", str(alerts)]) == 0
    assert run(["rules", "import", "bibtex", str(library)]) == 0
    assert '- "Yann LeCun"' in capsys.readouterr().out


def test_a_query_may_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"flow[ti]\n")))
    assert run(["rules", "import", "pubmed", "-"]) == 0
    assert 'title: "flow"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["arxiv", "(ti:flow"], 'The query cannot be read at character 1, "(ti:flow": the ( is never closed.'),
        (["bibtex", "no-such.bib"], "no-such.bib cannot be read: no such file or directory. Check the path."),
        (["scholar-alerts", "/dev/null"], "No line names an alert; they look like `"),
        (["arxiv", "ti:flow", "--id", " "], "A rule needs a name; say --id NAME."),
        (["endnote", "x"], "is not one of 'arxiv', 'pubmed', 'search', 'scholar-alerts', 'bibtex'"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "import", *arguments]) == 2
    assert sentence in capsys.readouterr().err
