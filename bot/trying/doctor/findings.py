"""What the doctor finds: suggestions, never edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "never", "broad", "always-excluded", "stops-pins", "overridden", "alike", "expired", "off", "covered", "twice",
    "misspelt", "literal", "unreachable-section", "unreachable-minimum",
]  # fmt: skip
KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """Something that looks wrong.

    path: where it stands, counted through the rules in full. what, mend: clauses: what is the matter, what to do.
    is_note: if it may well be meant so.
    """

    path: KeyPath
    kind: Kind
    what: str
    mend: str
    is_note: bool = False
