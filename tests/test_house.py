"""What stands around the code: the examples, the README, the container, the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in COMMANDS if f"`{name}" not in README] == []


def test_docker_compose_follows_the_compose_schema() -> None:
    checked = subprocess.run(
        [
            sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
            str(ROOT / "docker-compose.yml"),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_the_changelog_knows_this_version() -> None:
    import bot

    assert f"## {bot.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)],
        check=True,
    )
    (built,) = folder.glob("papersieve-*.whl")
    return built


def test_the_wheel_holds_templates_examples_and_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "bot/shipped/templates/digest.html.j2",
        "bot/shipped/templates/digest.txt.j2",
        "bot/shipped/config/papersieve.example.yaml",
        "bot/shipped/config/rules.example.yaml",
        "bot/shipped/config/papersieve.schema.json",
        "bot/shipped/config/rules.schema.json",
        "bot/demo/papers.jsonl",
        "bot/py.typed",
    } <= names
    assert any(re.fullmatch(r"bot/store/migrations/versions/0001_\w+\.py", name) for name in names)
    assert not any(name.startswith(("tests/", "bench/")) for name in names)


def test_the_installed_wheel_works_outside_a_checkout(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(tmp_path / "site")], check=True)
    (tmp_path / "papersieve.yaml").write_text(
        "mailboxes: [{name: files, path: mail}]\n"
        "digests: [{name: papers, rules: rules.yaml, schedule: hourly, via: [{folder: out}]}]\n",
        encoding="utf-8",
    )
    (tmp_path / "rules.yaml").write_text("include: [sieve]\n", encoding="utf-8")
    (tmp_path / "mail").mkdir()
    # -P and the path: only what the wheel holds can be imported as bot.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "--config", "papersieve.yaml", "once"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").glob("*papers.html"))
