"""What imported rules say of a paper."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.importing import Imported
from bot.judge import compile_rules
from bot.models import Mention, Paper
from bot.rules import Rules
from bot.yamlfile import validate
from bot.yamlfile.reading import read_yaml

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def rules_of(imported: Imported) -> Rules:
    """The rules in the file, read as a file is."""
    return validate(read_yaml(Path("imported.yaml"), imported.text.encode()), Rules)


def is_selected(imported: Imported, paper: Paper) -> bool:
    rules = rules_of(imported)
    return compile_rules(rules.ruleset, rules.layout).judge(paper, NOW).selected


def whens(imported: Imported) -> list[dict[str, Any]]:
    """The conditions of the rules, as they would be written."""
    return [plain(rule.when.model_dump(exclude_none=True, mode="json")) for rule in rules_of(imported).rules]


def plain(when: Any) -> Any:
    """Lists of one value without their brackets."""
    match when:
        case dict():
            return {word: plain(value) for word, value in when.items()}
        case [str() as value]:
            return value
        case list():
            return [plain(value) for value in when]
    return when


def paper(title: str, abstract: str = "", authors: tuple[str, ...] = (), **known: Any) -> Paper:
    """A paper of which everything is known that is not said."""
    known.setdefault("categories", ())
    known.setdefault("venue", "")
    return Paper(title, abstract=abstract, authors=authors, mentions=(Mention(title, "arxiv"),), **known)
