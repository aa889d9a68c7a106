"""Single values of the settings file: names, timezones, database addresses, mail addresses, schedules."""

from __future__ import annotations

import re
import warnings
from email.utils import getaddresses, parseaddr
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import tzlocal
from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema

from bot.schedule import FOR_EDITORS, Schedule, parse_schedule
from bot.yamlfile import did_you_mean

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# RFC 5321 §4.1.2 without quoted local parts; other alphabets in the domain only, as few servers take them before the @.
_ADDRESS = re.compile(r"(?P<local>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@(?P<domain>[^\s@<>\"(),:;\\]{1,253})")
_SQLITE, _POSTGRESQL = "sqlite", "postgresql+psycopg"


def _pattern(expression: str) -> Any:
    """What an editor can check of a text."""
    return Field(json_schema_extra={"pattern": expression})


def check_name(name: str) -> str:
    """Names stand in keys, file names and Message-IDs; raises ValueError if `name` cannot."""
    if not _NAME.fullmatch(name):
        slug = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._")[:64] or "my-name"
        raise ValueError(f'"{name}" cannot be a name: letters, digits, ".", "_" and "-" can, as in "{slug}"')
    return name


def check_timezone(name: str) -> str:
    """An IANA timezone that this machine knows; ValueError names the nearest."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f'there is no timezone "{name}"{_nearest_timezone(name)}') from error
    return name


def _nearest_timezone(name: str) -> str:
    names = available_timezones()
    city = name.strip().replace(" ", "_").casefold()
    for zone in sorted(names):
        if zone.rpartition("/")[2].casefold() == city:
            return f'; did you mean "{zone}"?'
    return (did_you_mean(name, names) if "/" in name else "") or "; it is written like Europe/Berlin"


def local_timezone() -> str:
    """The timezone this machine is set to, UTC if that cannot be told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tzlocal.reload_localzone()
            return check_timezone(str(tzlocal.get_localzone_name()))
        except (LookupError, ValueError, OSError):
            return "UTC"


def check_database(url: str, info: ValidationInfo) -> str:
    """A database URL, the path of an SQLite file made absolute; `info.context["folder"]` is that of the settings."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        raise ValueError("a database is written as sqlite:///data/papersieve.db or postgresql+psycopg://…")
    if scheme == _SQLITE:
        return f"{_SQLITE}:///{_sqlite_path(rest, (info.context or {}).get('folder', Path()))}"
    if scheme in {"postgresql", "postgres"} or (scheme.startswith("postgresql+") and scheme != _POSTGRESQL):
        raise ValueError(f"for PostgreSQL the address begins with {_POSTGRESQL}://")
    if scheme != _POSTGRESQL:
        raise ValueError(f"databases of the kind {scheme} are not supported; use sqlite:///… or {_POSTGRESQL}://…")
    return url


def _sqlite_path(rest: str, folder: Path) -> Path:
    slash, path = rest[:1], rest[1:]
    if slash not in {"", "/"}:
        raise ValueError(f"sqlite needs three slashes before the path: sqlite:///{rest}")
    if not path or path.startswith((":memory:", "?")):
        raise ValueError("a database in memory would forget everything at each start; name a file")
    if "?" in path:
        raise ValueError("options after the path of an SQLite database are not supported; leave out ? and the rest")
    return (folder / Path(path).expanduser()).absolute()


def check_address(written: str) -> str:
    """The bare address out of "Name <me@example.org>" or "me@example.org"; ValueError if there is none."""
    _, address = parseaddr(written)
    if len(getaddresses([written])) > 1:
        raise ValueError(f'"{written}" is more than one mail address; write each by itself in [ ], with commas between')
    match = _ADDRESS.fullmatch(address)
    if match is None or not _is_domain(match["domain"]):
        raise ValueError(f'"{written}" is not a mail address such as me@example.org')
    return address


def _is_domain(domain: str) -> bool:
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return not domain.startswith((".", "-")) and not domain.endswith("-")


def _schedule(written: Any) -> Schedule:
    if isinstance(written, Schedule):
        return written
    if not isinstance(written, str):
        raise ValueError('expected a schedule in quotes, such as "daily at 07:00" or "0 7 * * mon-fri"')
    return parse_schedule(written)


Name = Annotated[str, _pattern(f"^{_NAME.pattern}$"), AfterValidator(check_name)]
Timezone = Annotated[str, AfterValidator(check_timezone)]
Database = Annotated[str, _pattern(r"^(sqlite:///|postgresql\+psycopg://)"), AfterValidator(check_database)]
Address = Annotated[str, _pattern("@"), AfterValidator(check_address)]
When = Annotated[
    Schedule,
    PlainValidator(_schedule),
    PlainSerializer(lambda schedule: schedule.text, return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": FOR_EDITORS, "examples": ["daily at 07:00", "0 7 * * mon-fri", "as they come"]}
    ),
]
