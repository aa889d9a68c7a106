"""Formulas as a reader sees them: symbols as `scholarly.tex` reads them, with figures raised and lowered here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from bot.scholarly import tex

_SCRIPT = re.compile(r"([\^_])(?:\{([^{}$\\]{1,8})\}|([0-9A-Za-z]))")
_FORMS = {
    "^": dict(zip("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ", strict=True)),
    "_": dict(zip("0123456789+-=()aeijoruvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₒᵣᵤᵥₓ", strict=True)),
}


def read_maths(text: str) -> tuple[str, Sequence[int]]:
    """`text` as it reads ("$n^{2}$" → "n²") and for each of its characters the offset of its source, then len(text)."""
    plain, offsets = tex.plain_with_map(text)
    characters = list(plain)
    for script in _SCRIPT.finditer(text) if "$" in text or "\\" in text else ():
        for position, form in _raised(script, offsets):
            characters[position] = form
    return "".join(characters), offsets


def _raised(script: re.Match[str], offsets: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What to put where; nothing if one character has no such form, or if `^` and `_` are no TeX here and stay."""
    group = 2 if script[2] else 3
    positions = [_at(offsets, offset) for offset in range(*script.span(group))]
    forms = [_FORMS[script[1]].get(char) for char in script[group]]
    known = [(at, form) for at, form in zip(positions, forms, strict=True) if at is not None and form is not None]
    if len(known) == len(forms) and _at(offsets, script.start()) is None:
        yield from known


def _at(offsets: Sequence[int], offset: int) -> int | None:
    """The position in the reading that comes from exactly this offset."""
    position = bisect_left(offsets, offset)
    return position if position < len(offsets) - 1 and offsets[position] == offset else None
