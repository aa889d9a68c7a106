"""The files in force. A changed file is read and checked whole before it takes over; a broken one changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.assembly import CompiledRules, compiled, templates_of
from bot.compose import Templates
from bot.rules import load_rules
from bot.settings import DigestSettings, Settings, load_settings

Stamps = dict[Path, int]


@dataclass(frozen=True)
class Configuration:
    """Settings with the rules of every digest, compiled, and the templates, and when their files were last changed."""

    settings: Settings
    rules: dict[str, CompiledRules]
    templates: Templates
    stamps: Stamps

    def rules_of(self, digest: DigestSettings) -> CompiledRules:
        return self.rules[digest.name]

    def stamps_now(self) -> Stamps:
        """When the files were changed that this was read from, as it is now."""
        return _stamps(self.stamps)

    def acknowledged(self) -> Configuration:
        """The same, with the files as they are now: what is wrong with them has been told, once."""
        return replace(self, stamps=self.stamps_now())


class FileWatch:
    """Tells when files in force have changed and come to rest: an editor may still be writing."""

    def __init__(self) -> None:
        self._before: Stamps = {}

    def has_news(self, configuration: Configuration) -> bool:
        """Whether the files differ from what is in force, and are as they were when this was asked the last time."""
        stamps = configuration.stamps_now()
        before, self._before = self._before, stamps
        return stamps == before != configuration.stamps


def load_configuration(path: Path) -> Configuration:
    """Read settings, rules and templates, validated whole; raises ConfigError."""
    # Stamped before they are read: what changes meanwhile is read again.
    stamps = _stamps([path])
    settings = load_settings(path)
    stamps |= _stamps([digest.rules for digest in settings.digests] + _template_files(settings))
    rules = {digest.name: load_rules(digest.rules) for digest in settings.digests}
    return Configuration(settings, compiled(rules), templates_of(settings), stamps)


def _template_files(settings: Settings) -> list[Path]:
    """The reader's own templates, and their folder, which changes when one comes or goes."""
    folder = settings.folder / "templates"
    return [folder, *folder.glob("*.j2")]


def _stamps(paths: Iterable[Path]) -> Stamps:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> int:
    """When it was changed, in nanoseconds; 0 while it is not there, as an editor may have it for a moment."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
