"""How far a child is: it tells of every mail it begins when that was, and how long it had computed until then."""

from __future__ import annotations

import os
import struct
import time

_BEGUN = struct.Struct("=dd")  # seconds: of the machine's clock, which all processes share, and of computing
_MOST_TOLD = 1000 * _BEGUN.size  # of more mails than a child ever has


def tell_begun(pipe: int) -> None:
    """In the child: it begins a mail now, or has started and will."""
    os.write(pipe, _BEGUN.pack(time.monotonic(), time.process_time()))


class Progress:
    """What a child has told, as its parent knows it.

    begun: of the mails it was given and has not answered. began_at: when it began the last of them, in seconds of
    `time.monotonic`, or could have begun the first. computed: for how many seconds it had computed in its life before
    that.
    """

    def __init__(self, pipe: int):
        os.set_blocking(pipe, False)
        self._pipe = pipe
        self.given_more()
        self.computed = 0.0

    def given_more(self) -> None:
        """It has been given mails, and has begun none of them."""
        self.begun = 0
        self.began_at = time.monotonic()

    def answered(self, mails: int) -> None:
        """It has answered the first of those it was given, so many, and goes on with the next."""
        self.note()
        self.begun = max(0, self.begun - mails)
        if not self.begun:
            self.began_at = time.monotonic()

    def note(self) -> bool:
        """Whether it has begun another mail since this was last asked."""
        try:
            told = os.read(self._pipe, _MOST_TOLD)
        except BlockingIOError:
            return False
        if told:
            self.begun += len(told) // _BEGUN.size
            self.began_at, self.computed = _BEGUN.unpack_from(told, len(told) - _BEGUN.size)
        return bool(told)
