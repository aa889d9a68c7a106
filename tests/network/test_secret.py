"""Secrets come from where the settings say and never show."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.errors import ConfigError
from bot.network import secret as secret_module
from bot.network.secret import MASK, Secret, redact


class Login(BaseModel):
    password: Secret


def test_a_plain_password_is_revealed() -> None:
    assert Secret.model_validate("correct horse").reveal() == "correct horse"


def test_an_environment_variable_is_read_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Secret(env="PAPERSIEVE_TEST_PASSWORD")
    monkeypatch.setenv("PAPERSIEVE_TEST_PASSWORD", "from the environment")
    assert secret.reveal() == "from the environment"


def test_a_missing_environment_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAPERSIEVE_TEST_PASSWORD", raising=False)
    with pytest.raises(ConfigError, match="environment variable PAPERSIEVE_TEST_PASSWORD is not set"):
        Secret(env="PAPERSIEVE_TEST_PASSWORD").reveal()


@pytest.mark.parametrize("content", ["s3cret", "s3cret\n", "s3cret\r\n"])
def test_the_newline_at_the_end_of_a_file_is_not_part_of_the_secret(tmp_path: Path, content: str) -> None:
    file = tmp_path / "password"
    file.write_bytes(content.encode())
    assert Secret(file=file).reveal() == "s3cret"


def test_spaces_in_a_file_are_part_of_the_secret(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(" a b \n")
    assert Secret(file=tmp_path / "password").reveal() == " a b "


def test_a_secret_file_is_found_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret")
    secret = Secret.model_validate({"file": "password"}, context={"folder": tmp_path})
    assert secret.reveal() == "s3cret"


def test_a_missing_secret_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read from .*/nowhere: no such file or directory\."):
        Secret(file=tmp_path / "nowhere").reveal()


def test_a_secret_file_with_several_lines_is_refused(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("one\ntwo\n")
    with pytest.raises(ConfigError, match="one line, but has several"):
        Secret(file=tmp_path / "password").reveal()


def test_a_secret_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "password").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        Secret(file=tmp_path / "password").reveal()


def test_the_first_line_a_command_prints_is_the_secret() -> None:
    command = (sys.executable, "-c", "print('s3cret'); print('user: me')")
    assert Secret(command=command).reveal() == "s3cret"


def test_a_command_runs_without_a_shell() -> None:
    assert Secret(command=("echo", "$HOME; true")).reveal() == "$HOME; true"


def test_a_failed_command_tells_its_status_and_keeps_its_output_to_itself() -> None:
    command = (sys.executable, "-c", "import sys; print('s3cret'); print('s3cret', file=sys.stderr); sys.exit(7)")
    with pytest.raises(ConfigError, match="ended with status 7") as caught:
        Secret(command=command).reveal()
    assert "s3cret" not in repr(caught.value) + repr(caught.value.__cause__)


def test_a_command_killed_by_a_signal_says_so() -> None:
    command = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(ConfigError, match="killed by signal 9"):
        Secret(command=command).reveal()


def test_a_command_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigError, match="'no-such-program' that should print a secret cannot run: no such file"):
        Secret(command=("no-such-program",)).reveal()


def test_a_command_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_module, "COMMAND_SECONDS", 0.2)
    command = (sys.executable, "-uc", "import time; print('s3cret'); time.sleep(60)")
    with pytest.raises(ConfigError, match=r"printed no secret within 0\.2 seconds") as caught:
        Secret(command=command).reveal()
    assert caught.value.__cause__ is None


def test_a_command_cannot_ask_for_input() -> None:
    command = (sys.executable, "-c", "import sys; print(repr(sys.stdin.read()))")
    assert Secret(command=command).reveal() == "''"


@pytest.mark.parametrize("written", ["", "   "])
def test_an_empty_password_is_refused_at_once(written: str) -> None:
    with pytest.raises(ValidationError, match="the secret is empty"):
        Secret.model_validate(written)


def test_an_empty_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERSIEVE_TEST_PASSWORD", "")
    with pytest.raises(ConfigError, match="environment variable PAPERSIEVE_TEST_PASSWORD is empty"):
        Secret(env="PAPERSIEVE_TEST_PASSWORD").reveal()


def test_a_command_that_prints_nothing_is_an_error() -> None:
    with pytest.raises(ConfigError, match="the command 'true' is empty"):
        Secret(command=("true",)).reveal()


@pytest.mark.parametrize("form", ["keyring", "oauth2"])
def test_forms_that_are_yet_to_come_are_refused_with_what_to_use_instead(form: str) -> None:
    with pytest.raises(ValidationError, match=f'"{form}" is not available yet; use an app password'):
        Secret.model_validate({form: "google"})


@pytest.mark.parametrize("written", [{"evn": "X"}, {"env": "X", "file": "y"}, {}, {"text": "x"}])
def test_other_forms_are_refused_with_those_there_are(written: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=r"a secret is written as \{env: NAME\}"):
        Secret.model_validate(written)


def test_a_secret_never_shows() -> None:
    login = Login(password=Secret.model_validate("hunter2hunter"))
    shown = f"{login} {login!r} {login.password} {login.password!r} {login.model_dump()} {login.model_dump_json()}"
    assert "hunter2" not in shown
    assert "from the settings file" in shown


def test_revealed_secrets_are_redacted() -> None:
    Secret.model_validate("hunter2").reveal()
    assert redact("LOGIN me hunter2 failed") == f"LOGIN me {MASK} failed"


def test_the_escaped_forms_a_log_would_show_are_redacted() -> None:
    Secret.model_validate('pä"ss\\wörd').reveal()
    assert redact(repr('pä"ss\\wörd')) == f"'{MASK}'"
    assert redact(repr('pä"ss\\wörd'.encode())) == f"b'{MASK}'"


def test_a_secret_that_contains_another_is_redacted_whole() -> None:
    Secret.model_validate("swordfish").reveal()
    Secret.model_validate("swordfish-2000").reveal()
    assert redact("swordfish-2000 swordfish") == f"{MASK} {MASK}"


def test_secrets_too_short_to_tell_apart_from_words_are_left() -> None:
    Secret.model_validate("abc").reveal()
    assert redact("abc") == "abc"


def test_the_schema_for_editors_offers_text_or_one_of_the_forms() -> None:
    schema = Login.model_json_schema()["$defs"]["Secret"]["anyOf"]
    assert schema[0]["type"] == ["string", "number"]
    assert set(schema[1]["properties"]) == {"env", "file", "command"}
