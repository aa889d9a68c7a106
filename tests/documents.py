"""What the README, the docs and the example files show, found so that tests can try it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
EXAMPLES = tuple(sorted((ROOT / "config").glob("*.example.yaml")))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SETTINGS_KEYS = re.compile(r"^(mailboxes|digests|smtp|database|timezone|keep|sources):", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page. label: page and line, for the names of tests."""

    label: str
    language: str
    text: str

    @property
    def is_settings(self) -> bool:
        """Whether it is a settings file, or a part of one."""
        return _SETTINGS_KEYS.search(self.text) is not None


def blocks(*languages: str) -> list[Block]:
    """Every fenced block in one of these languages, of every page."""
    return [block for page in PAGES for block in _blocks_of(page) if block.language in languages]


def _blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(f"{page.name}:{text.count(chr(10), 0, found.start()) + 1}", found[1], found[2])
        for found in _FENCE.finditer(text)
    ]
