"""Finds and loads the settings file, and looks for what is right but unwise in it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import ConfigError
from bot.network.secret import remember
from bot.settings.model import Settings
from bot.yamlfile import load_yaml, validate

VARIABLE = "PAPERSIEVE_CONFIG"
NAME = "papersieve.yaml"


def find_settings(explicit: Path | None) -> Path:
    """The settings file: as given, as $PAPERSIEVE_CONFIG says, else the first of the usual places that has one.

    Raises ConfigError that names the places looked at.
    """
    if explicit is not None:
        return _existing(explicit, "as given")
    if named := os.environ.get(VARIABLE):
        return _existing(Path(named).expanduser(), f"as ${VARIABLE} says")
    places = (Path("config", NAME), Path.home() / ".config" / "papersieve" / NAME, Path("/etc/papersieve", NAME))
    for place in places:
        if place.is_file():
            return place
    looked_at = ", ".join(map(str, places))
    raise ConfigError(f"There is no settings file; looked at {looked_at}. `papersieve init` makes one.")


def _existing(path: Path, why: str) -> Path:
    if not path.exists():
        raise ConfigError(f"There is no settings file {path}, {why}. `papersieve init` makes one.")
    if path.is_dir():
        raise ConfigError(f"{path}, {why}, is a folder; the settings file in it is wanted, such as {path / NAME}.")
    return path


def load_settings(path: Path) -> Settings:
    """Read and check the settings file; raises ConfigError with a line `file:line: sentence` for each mistake."""
    settings = validate(load_yaml(path), Settings)
    settings._path = path
    if password := urlsplit(settings.database).password:
        remember(password)
        remember(unquote(password))
    return settings
