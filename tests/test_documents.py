"""Whatever the README, the docs, the examples and the help show works as it is shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli import app, load
from bot.rules import load_rules
from bot.settings import load_settings
from bot.starter import Answers, starter_rules, starter_settings
from tests.documents import EXAMPLES, PAGES, Block, blocks

# What a part of a settings file needs beside it to be a whole one.
BESIDE = {
    "mailboxes": "mailboxes: [{name: gmail, host: imap.gmail.com, user: me, password: secret}]\n",
    "digests": "digests: [{name: all, rules: rules.yaml, schedule: hourly, via: {folder: out}}]\n",
    "smtp": "smtp: {host: smtp.gmail.com, from: me@gmail.com}\n",
}


@pytest.mark.parametrize("block", blocks("yaml"), ids=lambda block: block.label)
def test_every_file_that_is_shown_loads(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "shown.yaml"
    missing = [text for key, text in BESIDE.items() if block.is_settings and f"{key}:" not in block.text]
    path.write_text("".join([block.text, *missing]), encoding="utf-8")
    assert load_settings(path).digests if block.is_settings else load_rules(path).hash


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_file_loads_and_does_what_its_examples_say(path: Path) -> None:
    assert load_rules(path).example_count if path.name.startswith("rules") else load_settings(path).digests


def test_the_reference_shows_what_it_says() -> None:
    """Rules on a page are judged: nearly every block carries examples, which are tried when it loads."""
    shown = [block for block in blocks("yaml") if block.label.startswith("rules.md")]
    assert [block.label for block in shown if "examples:" not in block.text] == []


# ── commands ──────────────────────────────────────────────────────────────────────────────────────────


def shown_commands() -> Iterator[str]:
    """Every `papersieve …` in a shell block, in code within a sentence, in the files we write and in the help."""
    for block in blocks("sh"):
        yield from re.findall(r"^papersieve .*$", block.text, re.MULTILINE)
    settings = starter_settings(Answers("gmail", "me@gmail.com"))
    texts = [page.read_text(encoding="utf-8") for page in (*PAGES, *EXAMPLES)]
    for text in (*texts, settings, starter_rules()):
        yield from re.findall(r"`(papersieve [^`\n]*)`", text)
    yield from (help_of.removeprefix("Example: ") for help_of in epilogs())


def epilogs() -> Iterator[str]:
    """The last line of the help of every command."""
    load([])
    groups = [app, *(group.typer_instance for group in app.registered_groups if group.typer_instance)]
    for group in groups:
        yield from (command.epilog for command in group.registered_commands if command.epilog)
    yield from (str(group.epilog) for group in app.registered_groups if group.epilog)


def arguments_of(line: str) -> list[str]:
    """What the shell would hand over, up to a pipe."""
    words = shlex.split(line, comments=True)
    return words[1 : words.index("|") if "|" in words else None]


@pytest.mark.parametrize("line", sorted(set(shown_commands())))
def test_every_command_that_is_shown_is_one_with_such_options(line: str) -> None:
    group = typer.main.get_command(app)
    context = group.make_context("papersieve", arguments_of(line))
    while hasattr(group, "resolve_command"):
        name, group, rest = group.resolve_command(context, [*context._protected_args, *context.args])
        assert group is not None
        context = group.make_context(name, rest, parent=context)


def test_a_command_that_is_none_would_be_noticed() -> None:
    with pytest.raises(typer.TyperException):
        test_every_command_that_is_shown_is_one_with_such_options("papersieve parse --jsn alert.eml")


def test_every_page_is_reached_from_the_readme() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    unreached = [page.name for page in PAGES[1:] if page.parent.name == "docs" and f"docs/{page.name}" not in readme]
    assert unreached == []
