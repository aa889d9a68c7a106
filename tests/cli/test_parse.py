"""`parse`: a record for every file, whatever it holds and however long it would take."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import run
from bot.cli.parse import MOST_AT_ONCE, read_files
from bot.intake import LARGEST_MAIL_BYTES
from bot.parsing import Limits, Parsers
from tests.cli.conftest import Desk
from tests.parsing.samples import GOOD, laborious

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


class Endless(io.BytesIO):
    """A pipe that never ends, as `cat /dev/zero` fills."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0, "all of it is wanted"
        self.taken += size
        return b"x" * size


def test_what_is_piped_in_without_end_is_too_large(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = Endless()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(endless))
    assert run(["parse", "--json", "-"]) == 1
    (record,) = lines(capsys.readouterr().out)
    assert (record["status"], record["error"]) == ("unreadable", "The mail is too large to be read.")
    assert endless.taken == LARGEST_MAIL_BYTES + 1


def test_an_mbox_is_piped_in_whole_however_large(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = [*GOOD[:2], b"Subject: Lunch\n\n" + b"Lentils?\n" * 700_000]
    piped = b"".join(b"From a@example.org Thu Nov 19 08:00:00 2026\n" + mail + b"\n\n" for mail in mails)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped)))
    run(["parse", "--json", "-"])
    (record,) = lines(capsys.readouterr().out)
    assert (record["status"], record["detected"]) == ("parsed", 2)


def test_parse_for_people_shows_titles(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["parse", str(tmp_path / "mail/1.eml")])
    out = capsys.readouterr().out
    assert "parsed, 3 of 3 papers by arxiv" in out
    assert "   1. Group-Relative Policy Optimization without a Critic" in out


def test_a_mail_that_takes_too_much_is_unreadable_and_the_other_files_get_their_records(tmp_path: Path) -> None:
    names = write(tmp_path, GOOD[0], laborious(30_000), GOOD[1])
    with Parsers(Limits(cpu=0.1)) as parsers:
        records = list(read_files(names, parsers))
    assert [name for name, _ in records] == names
    assert [reading.status for _, reading in records] == ["parsed", "unreadable", "parsed"]
    assert records[1][1].error == "Reading this mail took more than 0.1 seconds of computing, the most a mail may take."


def test_records_come_in_order_however_many_files_there_are(tmp_path: Path) -> None:
    names = write(tmp_path, *GOOD[:7]) * (MOST_AT_ONCE // 7 + 3)
    with Parsers(most=2) as parsers:
        records = list(read_files(names, parsers))
    assert [name for name, _ in records] == names
    assert [reading.mentions[0].title[-1] for _, reading in records[-7:]] == list("0123456")


def test_an_mbox_with_a_hostile_mail_has_the_papers_of_the_others(tmp_path: Path) -> None:
    mails = (GOOD[0], laborious(30_000), GOOD[1])
    mbox = b"".join(b"From a@example.org Thu Nov 19 08:00:00 2026\n" + mail + b"\n\n" for mail in mails)
    with Parsers(Limits(cpu=0.1)) as parsers:
        ((_, reading),) = read_files(write(tmp_path, mbox), parsers)
    assert (reading.status, len(reading.mentions)) == ("parsed", 2)
    assert "more than 0.1 seconds" in (reading.error or "")


def write(folder: Path, *contents: bytes) -> list[str]:
    """Files of these contents; their names."""
    paths = [folder / f"{number}.eml" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return [str(path) for path in paths]


def test_the_stage_is_loaded_by_children_alone() -> None:
    script = "import sys; from bot.cli import load; load(['parse']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "bot.cli.parse" in loaded
    assert not {"bot.parse", "bot.intake", "selectolax", "mailparser", "sqlalchemy"} & set(loaded)


def test_nobody_watches_a_bar_in_a_pipe(desk: Desk, tmp_path: Path) -> None:
    _, _, err = desk.run("parse", str(tmp_path / "mail/1.eml"))
    assert err == ""
