"""Passwords as the settings write them, fetched when they are needed, and their removal from whatever is logged."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, SecretStr, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bot.errors import ConfigError
from bot.written_path import WrittenPath

COMMAND_SECONDS = 30
SHORTEST_REDACTED = 4
MASK = "•••"
FORMS = "{env: NAME}, {file: PATH}, {command: [program, argument]} or the password itself in quotes"
NOT_YET = ("keyring", "oauth2")

_SHELL_VARIABLE = re.compile(r"\$\{?[A-Z_][A-Z0-9_]*\}?")  # what a shell would replace; no file does

_revealed: dict[str, None] = {}


class Secret(BaseModel):
    """A password, or where it is to be found: exactly one of the fields is set; `text` is the password itself.

    env: the environment variable that holds it. file: a file whose only line it is. command: a program and its
    arguments, of whose output it is the first line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    env: str | None = None
    file: WrittenPath | None = None
    command: tuple[str, ...] | None = Field(default=None, min_length=1)
    text: SecretStr | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_what_is_written(cls, written: Any) -> Any:
        if isinstance(written, str):
            return {"text": _not_empty(written)}
        if isinstance(written, Secret):
            return written
        if not isinstance(written, Mapping):
            raise ValueError(f"a secret is written as {FORMS}")
        _refuse_other_forms(written)
        return written

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        mapping = handler.resolve_ref_schema(handler(schema))
        mapping["properties"].pop("text", None)
        return {
            "anyOf": [
                {"type": ["string", "number"], "minLength": 1},
                {**mapping, "minProperties": 1, "maxProperties": 1},
            ]
        }

    def reveal(self) -> str:
        """Fetch the password, and remember it for `redact`; raises ConfigError if it cannot be had."""
        value = self._fetch()
        if not value:
            raise ConfigError(f"The secret from {self.origin} is empty.")
        remember(value)
        return value

    @property
    def origin(self) -> str:
        """Where the secret comes from, in words that give nothing away."""
        if self.env is not None:
            return f"the environment variable {self.env}"
        if self.file is not None:
            return f"the file {self.file}"
        if self.command is not None:
            return f"the command {self.command[0]!r}"
        return "the settings file"

    @property
    def is_plain_text(self) -> bool:
        """Whether the password itself stands in the settings."""
        return self.text is not None

    def _fetch(self) -> str:
        if self.env is not None:
            return _from_environment(self.env)
        if self.file is not None:
            return _from_file(self.file)
        if self.command is not None:
            return _from_command(self.command)
        return self.text.get_secret_value() if self.text else ""

    def __repr__(self) -> str:
        return f"Secret(from {self.origin})"

    __str__ = __repr__

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield "origin", self.origin


def redact(text: str) -> str:
    """Return `text` with every secret revealed so far masked, the longest first."""
    for secret in sorted(_revealed, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def remember(value: str) -> None:
    """Keep `value`, and the ways a log would write it, for `redact`: for secrets that come in by other ways too."""
    written = (value, repr(value)[1:-1], repr(value.encode())[2:-1], json.dumps(value)[1:-1])
    _revealed.update(dict.fromkeys(form for form in written if len(value) >= SHORTEST_REDACTED))


def _refuse_other_forms(written: Mapping[str, Any]) -> None:
    for name in NOT_YET:
        if name in written:
            raise ValueError(f'"{name}" is not available yet; use an app password with env, file or command')
    if len(written) != 1 or not written.keys() <= {"env", "file", "command"}:
        raise ValueError(f"a secret is written as {FORMS}")
    for name, value in written.items():
        if value is None or value == "":
            raise ValueError(f'there is nothing after "{name}:"; a secret is written as {FORMS}')


def _not_empty(text: str) -> str:
    if not text.strip():
        raise ValueError("the secret is empty")
    if _SHELL_VARIABLE.fullmatch(text):  # not quoted: it may be a password after all
        raise ValueError("an environment variable is written as {env: NAME}, without the $")
    return text


def _from_environment(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError as error:
        raise ConfigError(f"The environment variable {name} is not set; it should hold a secret.") from error


def _from_file(path: Path) -> str:
    """Read a one-line file; the newline at its end is not part of the secret."""
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise ConfigError(f"The secret cannot be read from {path}: {reason}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"The secret in {path} is not UTF-8 text.") from error
    value = content.rstrip("\r\n")
    if "\n" in value:
        raise ConfigError(f"The secret file {path} should have one line, but has several.")
    return value


def _from_command(command: tuple[str, ...]) -> str:
    """Run `command` without a shell; the first line it prints is the secret, as `pass show` prints it."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS, check=False
        )
    except OSError as error:
        reason = (error.strerror or "it cannot be started").lower()
        raise ConfigError(f"The command {command[0]!r} that should print a secret cannot run: {reason}.") from error
    except subprocess.TimeoutExpired:
        # Not chained: this exception carries what the command had printed.
        raise ConfigError(f"The command {command[0]!r} printed no secret within {COMMAND_SECONDS} seconds.") from None
    if done.returncode != 0:
        raise ConfigError(f"The command {command[0]!r} that should print a secret {_ending(done.returncode)}.")
    return _first_line(command[0], done.stdout)


def _ending(status: int) -> str:
    return f"ended with status {status}" if status > 0 else f"was killed by signal {-status}"


def _first_line(program: str, output: bytes) -> str:
    try:
        return output.decode("utf-8").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        # Not chained: this exception carries the output.
        raise ConfigError(f"The command {program!r} printed a secret that is not UTF-8 text.") from None
