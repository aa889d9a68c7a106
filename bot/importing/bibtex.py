"""Reads authors and titles out of BibTeX libraries as they are: an entry that is broken is passed over."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import NormalizeFieldKeys
from bibtexparser.middlewares.names import split_multiple_persons_names

from bot.scholarly.tex import plain

# It says at length what is broken in which line; libraries are seldom clean, and nobody asked.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_JOINT = re.compile(r'(?<=["}])\s*#\s*(?=["{])')


@dataclass(frozen=True)
class Work:
    """A work of a library: its title, and its authors as people write them."""

    title: str
    authors: tuple[str, ...] = ()


def works_in(text: str) -> list[Work]:
    """The works of a library that have a title or authors."""
    library = parse_string(text, parse_stack=[NormalizeFieldKeys()])
    works = (_work({key: field.value for key, field in entry.fields_dict.items()}) for entry in library.entries)
    return [work for work in works if work.title or work.authors]


def _work(fields: dict[str, str]) -> Work:
    names = (_name(written) for written in split_multiple_persons_names(_bare(fields.get("author", ""))))
    return Work(_readable(_bare(fields.get("title", ""))), tuple(dict.fromkeys(name for name in names if name)))


def _bare(value: str) -> str:
    """A value without the braces or quotes around it, its parts joined by # put together."""
    return " ".join(part.strip()[1:-1] if part.strip()[:1] in {"{", '"'} else part for part in _JOINT.split(value))


def _name(written: str) -> str:
    """`LeCun, Yann` as Yann LeCun; "" for what is no person: others, and an institution in braces."""
    stripped = written.strip()
    if stripped.lower() == "others" or (stripped.startswith("{") and stripped.endswith("}") and " " in stripped):
        return ""
    parts = [part.strip() for part in _readable(stripped).split(",")]
    return f"{parts[1]} {parts[0]}".strip() if len(parts) == 2 else ", ".join(filter(None, parts))


def _readable(written: str) -> str:
    """TeX read as text, without the braces that keep capitals."""
    return " ".join(re.sub(r"[{}]", "", plain(" ".join(written.split()))).split())
