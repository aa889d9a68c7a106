"""Where the program is started: pipes that close, full disks, odd locales, terminals; a sentence at most of each."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.program import COMMAND, Program, arxiv_mail, until

ANSWERED = (("Mail provider", "gmial"), ("Mail provider", "other"), ("address", "me"), ("address", "me@example.org"),
            ("SMTP", "n"), ("IMAP server", "imap:993"), ("IMAP server", "imap.example.org"), ("Terms", "/(/, GRPO"),
            ("Terms", "GRPO, C++"), ("Authors", ""))  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.write("listing.eml", arxiv_mail(*range(2000)).decode())
    program.write("names.eml", arxiv_mail(1).decode().replace("Ada Example", "Jürgen Ø. Żuk"))
    return program


def shell(program: Program, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, in which $P is the program."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; P='{' '.join(COMMAND)}'; {line}"],
        cwd=program.folder, env=program.environment(environment), capture_output=True, text=True, timeout=30,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["parse listing.eml", "parse --json listing.eml listing.eml", "check --schema"])
def test_a_reader_that_has_seen_enough_is_no_failure(program: Program, command: str) -> None:
    done = shell(program, f"$P {command} | head -c 10")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["parse names.eml", "parse --json names.eml", "--help", "fixture names.eml -o -"])
def test_output_onto_a_full_disk_is_told(program: Program, command: str) -> None:
    done = shell(program, f"$P {command} > /dev/full")
    assert done.returncode == 1
    assert (
        done.stderr
        == "papersieve: The output cannot be written: no space left on device: mend that, and run it again.\n"
    )


@pytest.mark.parametrize("command", ["parse -", "match --rules rules.yaml -", "dedup -", "fixture -"])
def test_without_standard_input_there_is_nothing_to_read(program: Program, command: str) -> None:
    program.write("rules.yaml", "include: [paper]\n")
    done = shell(program, f"$P {command} <&-")
    assert (done.returncode, done.stderr) == (2, "papersieve: Standard input is closed; name a file, or pipe one in.\n")


def test_an_encoding_that_lacks_characters_escapes_them(program: Program) -> None:
    done = shell(program, "$P parse names.eml; $P parse --json names.eml", PYTHONIOENCODING="ascii")
    people, record = done.stdout.splitlines()[2], done.stdout.splitlines()[-1]
    assert people.strip() == r"J\xfcrgen \xd8. \u017buk, Blaise Sample"
    assert r"J\u00fcrgen" in record


def test_what_is_told_does_not_mix_with_the_output_where_stderr_is_closed(program: Program) -> None:
    assert shell(program, "$P fixture names.eml -o - 2>&-").stdout.startswith("From: ")


def test_init_asks_again_until_the_answer_can_be_used(program: Program) -> None:
    assert converse(program, ("init",), ANSWERED) == 0
    assert program.run("check").status == 0
    assert '- "C++"' in (program.folder / "config/rules.yaml").read_text(encoding="utf-8")


def converse(program: Program, arguments: Sequence[str], answers: Sequence[tuple[str, str]]) -> int:
    """Run a command at a terminal, answering each question once it is asked; its exit status."""
    ours, theirs = pty.openpty()
    said = bytearray()

    def asked(question: str, after: int) -> bool:
        said.extend(os.read(ours, 4096))
        return question.encode() in said[after:] and said.endswith(b": ")

    command = [*COMMAND, *arguments]
    process = subprocess.Popen(
        command, cwd=program.folder, env=program.environment({}), stdin=theirs, stdout=theirs, stderr=theirs
    )
    for question, answer in answers:
        start = len(said)
        until(lambda question=question, start=start: asked(question, start), question)  # type: ignore[misc]
        os.write(ours, f"{answer}\n".encode())
    os.close(theirs)
    status = process.wait(30)
    os.close(ours)
    return status
