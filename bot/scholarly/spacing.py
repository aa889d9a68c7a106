"""White space brought to one form; every text of a paper comes through here."""

from __future__ import annotations


def single_spaced(text: str) -> str:
    """`text` on one line: each run of white space one space, none at either end."""
    if "\n" in text:
        text = " ".join(map(str.strip, text.split("\n")))
    # Printable text has no white space but the space itself; to look is many times cheaper than to split into words.
    if "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(text.split())
