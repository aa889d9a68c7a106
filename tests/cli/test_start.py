"""`init`, and the first minute with the program."""

from __future__ import annotations

import errno
from io import TextIOWrapper
from pathlib import Path

import pytest

from bot.cli import COMMANDS, app, load, run
from bot.cli.new_file import write_new
from bot.errors import BotError
from bot.settings import load_settings
from bot.starter import PRESETS


@pytest.mark.parametrize("provider", PRESETS)
def test_init_writes_files_that_check_accepts(
    provider: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / "papersieve.yaml"
    status = run(["--config", str(path), "init", "--provider", provider, "--address", "me@example.org"])
    assert status == 0
    assert path.stat().st_mode & 0o077 == 0
    assert run(["--config", str(path), "check"]) == 0
    assert PRESETS[provider].variable in capsys.readouterr().err


def test_without_smtp_the_digest_goes_into_the_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "papersieve.yaml"
    run(["--config", str(path), "init", "--provider", "gmail", "--address", "me@gmail.com", "--no-smtp"])
    settings = load_settings(path)
    assert settings.smtp is None
    assert [outlet.key for outlet in settings.outlets(settings.digests[0])] == ["imap:gmail/Digests"]


def test_init_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "papersieve.yaml"
    path.write_text("mine")
    assert run(["--config", str(path), "init"]) == 2
    assert path.read_text() == "mine"
    assert "is there already and is not overwritten" in capsys.readouterr().err


def test_wishes_become_rules(tmp_path: Path) -> None:
    path = tmp_path / "papersieve.yaml"
    run(["--config", str(path), "init", "--include", "GRPO", "--include", "C++", "--author", "Fei-Fei Li"])
    text = (tmp_path / "rules.yaml").read_text(encoding="utf-8")
    assert '- "GRPO"' in text
    assert '- "C++"' in text
    assert '- "Fei-Fei Li"' in text
    assert run(["--config", str(path), "check"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--provider", "nosuch"],
        ["--address", "not an address"],
        ["--imap-host", "https://imap.example.org"],
        ["--smtp-host", "smtp.example.org:465"],
        ["--include", "/(/"],
        ["--include", "@nosuch"],
    ],
)
def test_wrong_answers_are_refused(arguments: list[str], tmp_path: Path) -> None:
    assert run(["--config", str(tmp_path / "papersieve.yaml"), "init", *arguments]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> TextIOWrapper:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fdopen", full)
    with pytest.raises(BotError, match="cannot be written: no space left on device"):
        write_new(tmp_path / "papersieve.yaml", "text", option="--config")
    assert list(tmp_path.iterdir()) == []


def test_no_command_shows_the_help_and_an_unknown_one_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Commands" in capsys.readouterr().out
    assert run(["nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert run([command, "--help"]) == 0
        assert "Example: papersieve" in capsys.readouterr().out.replace("\n", " ")


def test_the_table_of_commands_is_what_the_modules_register() -> None:
    load([])
    registered = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert registered | {group.name for group in app.registered_groups} == set(COMMANDS)
