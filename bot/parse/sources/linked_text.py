"""Plain text as mail programs leave it, with its links in one form: <address> behind what it is on."""

from __future__ import annotations

import re

_NEWLINE = re.compile(r"\r*\n|\r")
_QUOTE = re.compile(r"^[ \t]*(?:[>|][ \t]?)+", re.M)
_BROKEN = re.compile(r"<\s*(https?:[^<>]{1,8000})>")
_MARKDOWN = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(\s*<?(https?:(?:[^\s()<>]|\([^\s()]*\))+)>?\s*\)")
_REFERENCE = re.compile(r"^[ \t]*\[(\d{1,3})\]:?[ \t]+<?(https?:\S+?)>?[ \t]*$", re.M)
_REFERRED = re.compile(r"\s?\[(\d{1,3})\](?!\()")


def normalise(text: str) -> str:
    """Unquoted, newlines alone between lines, broken addresses mended, Markdown and numbered links put inline."""
    text = text.replace("\xa0", " ")
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    if ">" in text or "|" in text:
        text = _QUOTE.sub("", text)
    if "<" in text:
        text = _BROKEN.sub(lambda found: f"<{''.join(found[1].split())}>", text)
    if "](" in text:
        text = _MARKDOWN.sub(lambda found: f"{' '.join(found[1].split())} <{found[2]}>", text)
    references = dict(_REFERENCE.findall(text)) if "[1]" in text else {}
    return _with_references(text, references) if references else text


def _with_references(text: str, references: dict[str, str]) -> str:
    """``Title [1]`` and, at the end of the text, ``[1] https://…``."""
    text = _REFERENCE.sub("", text)
    return _REFERRED.sub(lambda found: f" <{references[found[1]]}>" if found[1] in references else found[0], text)
