"""TeX in titles, names and abstracts: accents decoded for showing, everything read as text for matching.

Mail bears little TeX and much prose with stray `$`, `%` and `\\`, so nothing here is a TeX parser: what is not
surely TeX stays as written.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache

from bot.scholarly.spacing import single_spaced

_COMBINING = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "b": "\u0331",
    "d": "\u0323",
    "t": "\u0361",
}

_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "dh": "ð",
    "DH": "Ð",
    "eth": "ð",
    "ETH": "Ð",
    "dj": "đ",
    "DJ": "Đ",
    "th": "þ",
    "TH": "Þ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
}

# A closing `$` may stand before a digit ("$\sim$10 kpc"), but prices ("$5 and $6") have white space before it.
_MATHS = r"""
    \$\$(?:[^$\\]|\\.)+\$\$
  | \$(?!\s)(?:[^$\\]|\\.)*(?<!\s)\$
  | \$(?=[^$]{0,200}(?:\\[A-Za-z]{2}|[\^_]))(?:[^$\\]|\\.){1,200}\$
  | \\\(.{0,500}?\\\)
  | \\\[.{0,500}?\\\]
"""

# TeX takes the space after `\l` away; before a capital ("Pawe\l Nowak") the author meant it to stay.
# `\' w` is an apostrophe at the end of a word, `\v w` an accent.
_MARK = r"(?:['`^\"~=.](?:\s*(?=\{))?|[cvuHkrbdt](?:\s+(?=[^\W\d_])|\s*(?=[{\\])))"
_LETTER = r"(?:" + "|".join(_LETTERS) + r")(?![A-Za-z])"
_ACCENT = rf"""
    (?P<open>\{{\s*)?
    (?: \\(?P<mark>{_MARK})
        (?: \{{(?P<group>(?:[^{{}}]|\{{[^{{}}]*\}})*)\}} | \\(?P<dotless>[ij])(?![A-Za-z])[ ]? | (?P<bare>[^\W\d_]) )
      | \\(?P<letter>{_LETTER})(?:\{{\}}|\\(?=\s)|(?(open)|\s++(?![A-Z])))?
    )
    (?(open)\s*\}})
  | \\(?P<escaped>[%&_\#${{}}])
"""
_SHOWN = re.compile(rf"\\\\ | {_MATHS} | {_ACCENT}", re.VERBOSE | re.DOTALL)


def decode_accents(text: str) -> str:
    """`text` with accents, special letters and escapes outside maths decoded, white space collapsed, in NFC.

    Maths and every other command stay as written.
    """
    if "\\" in text:
        text = _SHOWN.sub(_decoded, text)
    text = single_spaced(text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _decoded(token: re.Match[str]) -> str:
    if token["letter"]:
        return _LETTERS[token["letter"]]
    if token["mark"]:
        return _accented(token)
    return token["escaped"] or token[0]


def _accented(token: re.Match[str]) -> str:
    """The base letter with its mark, or the token as written when that is no letter of any alphabet we know."""
    mark = token["mark"].strip()
    braced = token["group"] is not None
    base = _SHOWN.sub(_decoded, token["group"]).strip() if braced else token["dotless"] or token["bare"]
    base = {"ı": "i", "ȷ": "j", "\\i": "i", "\\j": "j"}.get(base, base)
    if mark == "t" and len(base) == 2:
        return base[0] + _COMBINING["t"] + base[1]
    if len(base) != 1 or not base.isalpha():
        return token[0]
    composed = unicodedata.normalize("NFC", base + _COMBINING[mark])
    # `\'q` outside braces is a quotation mark in prose, not an accent.
    return composed if len(composed) == 1 or braced else token[0]


# ── TeX read as text ──────────────────────────────────────────────────────────────────────────────────

_COMMANDS = r"""
    \\(?:cite[a-z]*|ref|eqref|label|[hv]space|begin|end|href)\*?(?:\[[^\]]*\])?\{[^{}]*\}
  | \\(?P<command>[A-Za-z]+)\*?
  | (?P<space>\\[,;:> ~]|\\\\|~)
  | \\[!/()\[\]-]
  | [{}]
"""
_READ = re.compile(rf"(?P<maths>{_MATHS}) | {_ACCENT} | {_COMMANDS}", re.VERBOSE | re.DOTALL)
_READ_MATHS = re.compile(rf"(?P<gap>\}}\s*\{{) | {_ACCENT} | {_COMMANDS} | [\^_$]", re.VERBOSE | re.DOTALL)

# Commands that read as their names.
_WORDS = frozenset(
    re.findall(
        r"\w+",
        "arccos arcsin arctan arg bmod cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup "
        "ln log max min mod Pr sec sin sinh sup tan tanh LaTeX TeX BibTeX",
    )
)


@cache
def _symbols() -> dict[str, str]:
    """Command → character, out of pylatexenc's table; its parser is not used, for it drops what follows a `%`."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict  # 40 ms, and most mail bears no TeX

    commands = (
        (re.fullmatch(r"(?:\\ensuremath\{)?\\([A-Za-z]+)\}?", tex), code)
        for code, tex in sorted(get_builtin_uni2latex_dict().items(), reverse=True)
    )
    return {command[1]: chr(code) for command, code in commands if command} | {
        "varepsilon": "ε",
        "times": "×",
        "rightarrow": "→",
        "leftrightarrow": "↔",
        "dagger": "†",
        "to": "→",
        "ne": "≠",
        "le": "≤",
        "ge": "≥",
    }


def plain(text: str) -> str:
    """`text` as it reads: `$\\alpha$-divergence` → "α-divergence", `\\emph{so}` → "so", white space collapsed."""
    if not _bears_tex(text):
        return single_spaced(text)
    return unicodedata.normalize("NFC", single_spaced(reading(text)))


def reading(text: str) -> str:
    """The text of `plain_with_map` alone, for a fifth of the time."""
    if not _bears_tex(text):
        return text
    return "".join(piece for piece, _, _ in _pieces(text, 0, len(text), _READ))


def plain_with_map(text: str) -> tuple[str, array[int]]:
    """`text` as it reads, and for each of its characters the offset of its source in `text`, then len(text).

    White space is left as it is, so that text without TeX comes back unchanged.
    """
    if not _bears_tex(text):
        return text, array("L", range(len(text) + 1))
    pieces = list(_pieces(text, 0, len(text), _READ))
    offsets = array("L")
    for piece, start, step in pieces:
        offsets.extend(range(start, start + len(piece)) if step else [start] * len(piece))
    offsets.append(len(text))
    return "".join(piece for piece, _, _ in pieces), offsets


def _bears_tex(text: str) -> bool:
    return "\\" in text or "$" in text or "{" in text


def _pieces(text: str, start: int, end: int, tokens: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """The reading of text[start:end] in pieces: what it reads, source offset, 1 if that is the source itself else 0."""
    for token in _found(tokens, text, start, end):
        yield text[start : token.start()], start, 1
        if token.groupdict().get("maths"):
            fence = 1 if token[0][0] == "$" and token[0][1] != "$" else 2
            yield from _pieces(text, token.start() + fence, token.end() - fence, _READ_MATHS)
        else:
            yield _reading(token), token.start(), 0
        start = token.end()
    yield text[start:end], start, 1


# What each of the patterns begins with; asked at every letter of an abstract, they would take twenty times as long.
_SIGN = re.compile(r"[\\$~{}^_]")


def _found(tokens: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """As `tokens.finditer`."""
    while sign := _SIGN.search(text, start, end):
        token = tokens.match(text, sign.start(), end)
        if token:
            yield token
        start = token.end() if token else sign.end()


def _reading(token: re.Match[str]) -> str:
    command = token["command"]
    if command:
        return command if command in _WORDS else _symbols().get(command, "")
    if token["space"] or token.groupdict().get("gap"):
        return " "
    if token["letter"] or token["mark"] or token["escaped"]:
        return _decoded(token)
    return ""
