"""Plain text as mail programs leave it, with its links in one form: <address> behind what it is on."""

from __future__ import annotations

import re
from collections import Counter

_NEWLINE = re.compile(r"\r*\n|\r")
_QUOTE = re.compile(r"\n([ \t]*[>|](?:[ \t]?[>|])*)")
_SHARE_QUOTED = 0.3
_BROKEN = re.compile(r"<\s*(https?:[^<>]{1,8000})>")
_MARKDOWN = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(\s*<?(https?:(?:[^\s()<>]|\([^\s()]*\))+)>?\s*\)")
_REFERENCE = re.compile(r"^[ \t]*\[(\d{1,3})\]:?[ \t]+<?(https?:\S+?)>?[ \t]*$", re.M)
_REFERRED = re.compile(r"\s?\[(\d{1,3})\](?!\()")


def normalise(text: str) -> str:
    """Unquoted, newlines alone between lines, broken addresses mended, Markdown and numbered links put inline."""
    text = "\n" + text.replace("\xa0", " ")
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    if "\n>" in text or "\n|" in text or "\n " in text:
        text = _unquoted(text)
    if "<" in text:
        text = _BROKEN.sub(lambda found: f"<{''.join(found[1].split())}>", text)
    if "](" in text:
        text = _MARKDOWN.sub(lambda found: f"{' '.join(found[1].split())} <{found[2]}>", text)
    references = dict(_REFERENCE.findall(text)) if "[1]" in text else {}
    return _with_references(text, references) if references else text


def _unquoted(text: str) -> str:
    """Without as many marks as most quoted lines have, if these are many: a line can begin with ">90%" of its own."""
    quotes = [found[1] for found in _QUOTE.finditer(text)]
    if len(quotes) < _SHARE_QUOTED * text.count("\n"):
        return text
    [(depth, _)] = Counter(quote.count(">") + quote.count("|") for quote in quotes).most_common(1)
    return re.sub(rf"\n(?:[ \t]*[>|] ?){{1,{depth}}}", "\n", text)


def _with_references(text: str, references: dict[str, str]) -> str:
    """``Title [1]`` and, at the end of the text, ``[1] https://…``."""
    text = _REFERENCE.sub("", text)
    return _REFERRED.sub(lambda found: f" <{references[found[1]]}>" if found[1] in references else found[0], text)
