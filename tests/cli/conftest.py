"""A reader's folder: mail as .eml files, digests as pages in a folder; no server is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import run
from bot.demo.mails import arxiv, google_scholar, hugging_face, plain

SETTINGS = """\
timezone: Europe/Berlin
mailboxes:
  - {name: files, path: mail}
digests:
  - name: reasoning
    rules: rules.yaml
    schedule: daily at 07:00
    via: [{folder: out}]
"""

RULES = """\
rules:
  - {id: core, when: {title: ["policy optimization"]}, then: {score: 10}}
  - {id: no-diffusion, when: {text: [diffusion]}, then: {exclude: true}}
"""


@dataclass(frozen=True)
class Desk:
    """Where commands run, and what they say."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, stdout and stderr of a command with this desk's settings."""
        status = run(["--config", str(self.folder / "papersieve.yaml"), *arguments])
        said = self.capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    now = datetime.now(UTC)
    (tmp_path / "papersieve.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    mail = tmp_path / "mail"
    mail.mkdir()
    (mail / "1.eml").write_bytes(arxiv(now, "cs.LG", ["grpo", "diffusion-text", "kv"], [], []).content)
    (mail / "2.eml").write_bytes(hugging_face(now, ["grpo", "robot"]).content)
    (mail / "3.eml").write_bytes(google_scholar(now, "flow matching - new results", ["flow"]).content)
    (mail / "4.eml").write_bytes(plain(now, "rosa@family.example", "Lunch", "Lentils?").content)
    return Desk(tmp_path, capsys)
