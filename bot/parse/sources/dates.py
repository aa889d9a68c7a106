"""Dates as the lines beside a title write them, in English and the languages journals write to their readers in."""

from __future__ import annotations

import re
from datetime import date

_NAMES = """
    january jan januar jänner janvier janv enero ene janeiro gennaio
    february feb februar février févr fév febrero fevereiro fev febbraio
    march mar märz mär mars marzo março
    april apr avril avr abril abr aprile
    may mai mayo maio maggio
    june jun juni juin junio junho giugno
    july jul juli juillet juil julio julho luglio
    august aug août agosto
    september sept sep septembre septiembre setiembre setembro settembre
    october oct oktober okt octobre octubre outubro ottobre
    november nov novembre noviembre novembro
    december dec dezember dez décembre déc diciembre dic dezembro dicembre
"""
MONTHS = {name: number for number, names in enumerate(_NAMES.strip().split("\n"), 1) for name in names.split()}
# What a pattern that ignores case takes for "s" and "i", too.
_TWINS = str.maketrans("ſıİ", "sii")
# Any of them, as it stands in a pattern that ignores case.
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}"
_INITIALS = "".join(sorted({name[0] for name in MONTHS}))
# In two parts that differ in how they begin, which most places of a text do not.
_DATE = re.compile(
    rf"(?=\d)(?:(?P<iso>(?<!\d){YEAR}[-–‒]\d\d[-–‒]\d\d(?!\d))"
    rf"|(?<!\d)(?P<y0>{YEAR})(?:/(?=\d\d?/)|\s?年\s?(?=\d\d?\s?月))(?P<n0>{_DAY})(?:/|\s?月)(?:\s?(?P<d0>{_DAY})(?!\d))?"
    rf"|(?<![\d./])(?P<a>{_DAY})(?P<sign>[/.])(?P<b>{_DAY})(?P=sign)(?P<y5>{YEAR})(?!\d)"
    rf"|\b(?P<d1>{_DAY})(?:st|nd|rd|th|er|\.)?(?:\s+|-)(?:de\s)?(?P<m1>{MONTH}),?(?:\sde)?(?:\s+|-)(?P<y1>{YEAR})\b"
    rf"|\b(?P<y3>{YEAR})\s+\(?(?P<m3>{MONTH})(?:\s+(?P<d3>{_DAY}))?\b)"
    rf"|\b(?=[{_INITIALS}])(?:(?P<m2>{MONTH})\s+(?P<d2>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<y2>{YEAR})\b"
    rf"|(?P<m4>{MONTH})(?:-\d)?,?\s+(?:de\s)?(?P<y4>{YEAR})\b)",
    re.I,
)
_YEAR = re.compile(rf"\b{YEAR}(?:\b|(?=年))")
_YEAR_AND_MONTH = re.compile(rf"({YEAR})[-–‒](0[1-9]|1[0-2])")
_LAST_MONTH = 12


def may_have_year(text: str) -> bool:
    """Whether a text has how any year or date of these two centuries begins: no to nearly all, at little cost."""
    return "20" in text or "19" in text


def has_year(text: str) -> bool:
    """Whether a text names a year of these two centuries."""
    return may_have_year(text) and (_YEAR.search(text) or _DATE.search(text)) is not None


def read_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, as precise as it is written."""
    if not may_have_year(text):
        return None
    found = _DATE.search(text)
    if found is None:
        bare_year = _YEAR.search(text)
        return bare_year[0] if bare_year else None
    return _read(found)


def date_alone(text: str) -> str | None:
    """The date that `text` is and nothing more, to the month at least."""
    bare = text.strip(" ().日")
    if month := _YEAR_AND_MONTH.fullmatch(bare):
        return f"{month[1]}-{month[2]}"
    found = _DATE.fullmatch(bare)
    return _read(found) if found else None


def day_first(text: str) -> str | None:
    """The day that `text` begins with."""
    found = _DATE.match(text)
    day = _read(found) if found else ""
    return day if len(day) == len("2026-01-31") else None


def _read(found: re.Match[str]) -> str:
    if found["iso"]:
        year, month, day = re.findall(r"\d+", found["iso"])
        return _iso(int(year), int(month), int(day))
    if found["y5"]:
        return _in_numbers(int(found["y5"]), int(found["a"]), int(found["b"]), has_dots=found["sign"] == ".")
    parts = found.groupdict()
    year = next(parts[f"y{n}"] for n in "01234" if parts[f"y{n}"])
    named = next((parts[f"m{n}"] for n in "1234" if parts[f"m{n}"]), None)
    number = MONTHS[named.translate(_TWINS).lower().rstrip(".")] if named else int(parts["n0"])
    bare_day = next((parts[f"d{n}"] for n in "0123" if parts[f"d{n}"]), None)
    return _iso(int(year), number, int(bare_day) if bare_day else None)


def _in_numbers(year: int, first: int, second: int, *, has_dots: bool) -> str:
    """Of "13.5.2026", "13/5/2026" or "5/13/2026"; "5/6/2026" may be a day of May or of June, so it is but a year."""
    if has_dots or first > _LAST_MONTH:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > _LAST_MONTH else str(year)


def _iso(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= _LAST_MONTH:
        return str(year)
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
