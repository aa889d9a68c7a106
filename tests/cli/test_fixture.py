"""`fixture`: a mail without its reader, for a report or a test."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.cli import run
from bot.fixture import anonymised
from tests.fixture import readers


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "alert.eml"
    path.write_bytes(readers.alert())
    return path


def test_the_copy_is_written_beside_the_mail(mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fixture", str(mail)]) == 0
    copy = mail.with_name("alert.anonymised.eml")
    assert copy.read_bytes() == anonymised(mail.read_bytes())
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{copy} written." in said.err
    assert "In the copy papersieve reads 2 of 2 papers by generic, as in the mail." in said.err
    assert "Look it over before you send it" in said.err


def test_doubts_are_listed(mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mail.write_bytes(b"From: Bob <bob@home-lab.org>\nTo: ada@home-lab.org\n\nAsk help@journal.example.\n")
    assert run(["fixture", str(mail)]) == 0
    said = capsys.readouterr().err
    assert "reads no papers, as in the mail" in said
    assert "  - A person wrote or passed on" in said
    assert "  - Addresses taken for those of services were kept: help@journal.example." in said


def test_what_is_larger_than_any_mail_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sparse = tmp_path / "sparse.eml"
    with sparse.open("wb") as file:
        file.truncate(200_000_000)
    assert run(["fixture", str(sparse)]) == 2
    assert "is larger than the 25 MB that are read." in capsys.readouterr().err


def test_nothing_is_ever_overwritten(mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fixture", str(mail), "-o", str(mail)]) == 2
    assert "nothing is ever overwritten" in capsys.readouterr().err
    assert mail.read_bytes() == readers.alert()


def test_it_goes_through_pipes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(readers.alert("8bit"))))
    assert run(["fixture", "-"]) == 0
    assert capsys.readouterr().out.encode() == anonymised(readers.alert("8bit"))


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path, mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fixture", str(tmp_path / "missing.eml")]) == 2
    assert run(["fixture", str(mail), "-o", str(tmp_path / "no" / "where.eml")]) == 2
    said = capsys.readouterr().err
    assert "missing.eml cannot be read: no such file" in said
    assert "where.eml cannot be written: no such file" in said


def test_an_mbox_of_several_mails_is_refused(mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = b"From a@example.org Thu Jan 22 08:15:00 2026\nSubject: x\n\nx\n\n"
    mail.write_bytes(one + one)
    assert run(["fixture", str(mail)]) == 2
    assert "holds 2 mails" in capsys.readouterr().err
