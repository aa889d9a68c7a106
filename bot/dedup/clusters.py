"""Records being united into works: who belongs together by now, by what, and which identifiers each work has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.dedup.identity import Record, same_page, same_title, strangers, values_conflict
from bot.scholarly.identifiers import SCHEMES

_STRENGTH = {scheme: place for place, scheme in enumerate((*SCHEMES, "url", "title"))}
_COMPARED = 5  # members of a work, those with authors first, that stand for it when works are compared


class Clusters:
    """A union-find over records 0 … n-1, `records[i]` being what is compared of record i."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._parents = list(range(len(records)))
        self._members = [[index] for index in range(len(records))]
        self._telling = [[index] for index in range(len(records))]
        self._reasons: list[set[str]] = [set() for _ in records]
        self._values = [_values(record) for record in records]

    def root(self, index: int) -> int:
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def members(self, index: int) -> list[int]:
        """All records of the work of record `index`, ascending."""
        return sorted(self._members[self.root(index)])

    def because(self, index: int) -> str:
        """The strongest of what joined the work of record `index`: an identifier before "url" before "title"."""
        return min(self._reasons[self.root(index)], key=lambda reason: _STRENGTH.get(reason, 99), default="")

    def unite(self, a: int, b: int, reason: str) -> None:
        a, b = self.root(a), self.root(b)
        if a == b:
            self._reasons[a].add(reason)
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parents[b] = a
        self._members[a] += self._members[b]
        self._telling[a] = self._most_telling(self._telling[a] + self._telling[b])
        self._reasons[a] |= self._reasons[b] | {reason}
        for scheme, values in self._values[b].items():
            self._values[a][scheme] |= values

    def may_unite(self, a: int, b: int, *, by_address: bool = False) -> bool:
        """Whether the works of two records are one by title (or by their address), every member considered.

        One pair has to agree; none of the members looked at may have another title with other authors, so that a
        mention without authors does not join two papers of one title.
        """
        a, b = self.root(a), self.root(b)
        if a == b or self._conflict(a, b):
            return False
        agree = same_page if by_address else same_title
        pairs = [(self._records[one], self._records[other]) for one in self._telling[a] for other in self._telling[b]]
        return any(agree(*pair) for pair in pairs) and not any(strangers(*pair) for pair in pairs)

    def _conflict(self, a: int, b: int) -> bool:
        mine, theirs = self._values[a], self._values[b]
        return any(values_conflict(scheme, mine[scheme], theirs[scheme]) for scheme in mine.keys() & theirs.keys())

    def _most_telling(self, members: list[int]) -> list[int]:
        return sorted(members, key=lambda index: (self._records[index].authors is None, index))[:_COMPARED]


def _values(record: Record) -> defaultdict[str, set[str]]:
    values: defaultdict[str, set[str]] = defaultdict(set)
    for scheme, value in record.keys:
        values[scheme].add(value)
    return values
