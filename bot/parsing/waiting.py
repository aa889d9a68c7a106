"""The mails of one call: which wait, which are under suspicion, and what has been read."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence

from bot.models import Reading

MOST_AT_ONCE = 20
_LEAST_BYTES = 30_000
_MOST_BYTES = 1_000_000


class Waiting:
    """Mails by their position in the call. `settled` has what was read of each; `bytes` is what has yet to be taken."""

    def __init__(self, contents: Sequence[bytes]):
        self.settled: dict[int, Reading] = {}
        self.bytes = sum(map(len, contents))
        self._contents = contents
        self._positions = deque(sorted(range(len(contents)), key=lambda position: -len(contents[position])))
        self._alone: deque[int] = deque()
        self._suspected: set[int] = set()
        self._excused: set[int] = set()

    @property
    def unsettled(self) -> int:
        return len(self._contents) - len(self.settled)

    @property
    def is_left(self) -> bool:
        """Whether there is anything to take."""
        return bool(self._positions or self._alone)

    def take(self, hands: int, *, is_idle: bool) -> list[int]:
        """The next mails for one of so many hands: about twenty, fewer the less is left, and the largest first, so that
        all end together.

        One under suspicion goes alone, to one who is idle.
        """
        if self._alone and not self._positions:
            return [self._taken(self._alone)] if is_idle else []
        chunk: list[int] = []
        enough = min(max(self.bytes // (2 * hands), _LEAST_BYTES), _MOST_BYTES)
        size = 0
        while self._positions and len(chunk) < MOST_AT_ONCE and size < enough:
            size += len(self._contents[self._positions[0]])
            chunk.append(self._taken(self._positions))
        return chunk

    def _taken(self, line: deque[int]) -> int:
        position = line.popleft()
        self.bytes -= len(self._contents[position])
        return position

    def contents(self, positions: Iterable[int]) -> list[bytes]:
        return [self._contents[position] for position in positions]

    def put_back(self, positions: Collection[int]) -> None:
        """These could not be read for no fault of theirs."""
        self._positions.extendleft(reversed(list(positions)))
        self.bytes += sum(map(len, self.contents(positions)))

    def suspect(self, position: int) -> bool:
        """A child died over this one: let it be read once more, alone. False if that has happened already."""
        if position in self._suspected:
            return False
        self._suspected.add(position)
        self._alone.append(position)
        self.bytes += len(self._contents[position])
        return True

    def excuse(self, position: int) -> bool:
        """A child stood still over this one: that is no fault of a mail. False if it has happened already."""
        if position in self._excused:
            return False
        self._excused.add(position)
        return True

    def settle(self, position: int, reading: Reading) -> None:
        self.settled[position] = reading
