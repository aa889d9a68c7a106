"""Dates as the lines beside a title write them, in English."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MONTH = r"(?P<m{n}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format(n=1)},?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|\b{_MONTH.format(n=2)}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|\b(?P<y3>(?:19|20)\d\d)\s+{_MONTH.format(n=3)}(?:\s+(?P<d3>\d{{1,2}}))?\b"
    rf"|\b{_MONTH.format(n=4)}\s+(?P<y4>(?:19|20)\d\d)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def has_year(text: str) -> bool:
    """Whether a text names a year of these two centuries."""
    return ("19" in text or "20" in text) and _YEAR.search(text) is not None


def read_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, as precise as it is written."""
    found = _DATE.search(text)
    if found is None:
        bare_year = _YEAR.search(text)
        return bare_year[0] if bare_year else None
    if found["iso"]:
        return found["iso"]
    parts = found.groupdict()
    year = next(parts[f"y{n}"] for n in "1234" if parts[f"y{n}"])
    month = MONTHS[next(parts[f"m{n}"] for n in "1234" if parts[f"m{n}"]).lower()]
    day = next((parts[f"d{n}"] for n in "123" if parts[f"d{n}"]), None)
    return _iso(int(year), month, int(day) if day else None)


def _iso(year: int, month: int, day: int | None) -> str:
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
