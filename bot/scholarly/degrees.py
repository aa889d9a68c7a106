"""Degrees and fellowships behind names ("Ada Roe, MD, Ph.D., FRCP"): one list for all that read names.

Many are also somebody's initials ("Roe MA", as PubMed writes names), so where they stand tells how far they are
trusted. The lists give them with all their full stops; mails leave out any of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Hardly anybody's initials, so they also end a name without a comma. Spaces may be left out.
_SPACED = ("Ph. D", "Pharm. D", "M.B. Ch.B", "Dr. rer. nat")
_SURE = """
    D.Phil D.Sc Sc.D Dr.P.H Ed.D Psy.D M.Sc M.P.H M.B.A M.Ed M.Eng M.Phil M.Div M.Res M.M.Sc M.H.Sc M.S.P.H M.S.C.E
    M.B.B.S B.Sc Sc.M D.V.M R.Ph F.R.C.P F.R.C.P.C F.R.C.S F.R.C.A F.C.P.S F.A.C.C F.A.C.P F.A.C.S F.A.A.N F.A.H.A
    F.E.S.C M.R.C.P
""".split()
# Rather initials where they end a name without a comma.
_OF_THREE = "M.H.S M.S.N M.L.S M.P.A M.P.P M.S.W D.M.D D.D.S D.N.P B.S.N LL.M".split()
_OF_TWO = "M.S M.A B.S B.A D.O R.N J.D".split()
_RARE = ("S.M",)  # so rare that behind a given name, too, it is rather initials
_UNDOTTED = frozenset(("PA", "NP", "BM"))  # initials if they have full stops
_DOCTOR = "M.D"


def _written(degrees: Iterable[str]) -> str:
    """A pattern for any of the degrees, whichever of their full stops and spaces stand: "PhD", "Ph.D", "Ph. D"."""
    longest_first = sorted(degrees, key=len, reverse=True)
    return "|".join(one.replace("B. C", "B.,? C").replace(".", r"\.?").replace(" ", r"\s?") for one in longest_first)


def _bare(degrees: Iterable[str]) -> frozenset[str]:
    """As most mails write them: "PhD"."""
    return frozenset(re.sub(r"[. ]", "", degree) for degree in degrees)


_TRUSTED = _written([*_SPACED, *_SURE])
# Behind a given name that is written out "B.S." and "RN" are no more initials ("Roe, Ada-Li J. MD").
_BEHIND_GIVEN_NAME = re.compile(
    r"(?<=, )([^\W\d_]{2,}(?:-[^\W\d_]+)?(?:\s[A-Z]\.)?)"
    rf"\s(?:{_written([*_OF_TWO, *_OF_THREE, _DOCTOR])})\.?$"
)
_BEHIND_SURELY = re.compile(rf"(?:\s+(?:MD(?=,?\s+(?:{_TRUSTED}))|M\.D|{_TRUSTED})\.?)+$")
_BEHIND = re.compile(rf"(?<=\w[ ,.])(?:[ ,]*\b(?:M\.?D|{_TRUSTED})\b\.?)+$")
_LONGEST = 120  # characters of all degrees that somebody has; a mail may repeat them without end
# Most names do not even end like one.
_LAST_PARTS = tuple({re.split(r"[. ]", one)[-1] for one in (*_SPACED, *_SURE, *_OF_THREE, *_OF_TWO, _DOCTOR)})
_ALL = frozenset(map(str.lower, _bare([*_SPACED, *_SURE, *_OF_THREE, *_OF_TWO, *_RARE, _DOCTOR])))
_WITH_SPACES = {one.replace(".", "").lower() for one in _SPACED}

# What counts as a degree wherever it stands in a line that names people, and what does only where commas set it apart.
IN_LINE = _bare([*_SPACED, *_SURE, *_OF_THREE, _DOCTOR]) | {"Ph.D", "M.D"}
BETWEEN_COMMAS = _bare([*_OF_TWO, *_RARE]) | _UNDOTTED


def is_degree(part: str) -> bool:
    """Whether what stands between two commas of a byline is a degree: "MA" and "M.A."; "Ma" is a surname."""
    if len(part) == 2 and part.istitle():
        return False
    letters = part.replace(".", "").lower()
    return letters in _ALL or letters in _WITH_SPACES or part in _UNDOTTED


def without_degrees(name: str) -> str:
    """A name without the degrees at its end, with commas or without; "Roe MD" may have lost initials."""
    return _without_end(_BEHIND, name) if _may_end_in_degrees(name) else name


def without_sure_degrees(name: str) -> str:
    """A name without what ends it and can only be degrees; of "Roe MD" all is left, of "Roe MD PhD" the name."""
    if not _may_end_in_degrees(name):
        return name
    return _BEHIND_GIVEN_NAME.sub(r"\1", _without_end(_BEHIND_SURELY, name))


def _may_end_in_degrees(name: str) -> bool:
    return name.rstrip(".").endswith(_LAST_PARTS)


def _without_end(pattern: re.Pattern[str], name: str) -> str:
    found = pattern.search(name, max(0, len(name) - _LONGEST))
    return name[: found.start()] if found else name
