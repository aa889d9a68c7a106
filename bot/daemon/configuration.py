"""The files in force. A changed file is read and checked whole before it takes over; a broken one changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.assembly import templates_of
from bot.rules import Rules, load_rules
from bot.settings import DigestSettings, Settings, load_settings


@dataclass(frozen=True)
class Configuration:
    """Settings with the rules of every digest, and when the files they come from were last changed."""

    settings: Settings
    rules: dict[str, Rules]
    stamps: dict[Path, int]

    def rules_of(self, digest: DigestSettings) -> Rules:
        return self.rules[digest.name]

    def is_stale(self) -> bool:
        """Whether one of the files was changed since it was read."""
        return _stamps(self.stamps) != self.stamps

    def acknowledged(self) -> Configuration:
        """The same, with the files as they are now: what is wrong with them has been told, once."""
        return replace(self, stamps=_stamps(self.stamps))


def load_configuration(path: Path) -> Configuration:
    """Read settings, rules and templates, validated whole; raises ConfigError."""
    stamps = _stamps([path])
    settings = load_settings(path)
    stamps |= _stamps(digest.rules for digest in settings.digests)
    rules = {digest.name: load_rules(digest.rules) for digest in settings.digests}
    templates_of(settings)
    return Configuration(settings, rules, stamps)


def _stamps(paths: Iterable[Path]) -> dict[Path, int]:
    """When each was changed, in nanoseconds; 0 while it is not there, as an editor may have it for a moment."""
    return {path: path.stat().st_mtime_ns if path.exists() else 0 for path in paths}
