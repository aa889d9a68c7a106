"""What reading one mail may take, and the sentences for a mail that takes more."""

from __future__ import annotations

import signal
from dataclasses import dataclass

OUT_OF_MEMORY = 3
"""Exit status of a child whose memory did not suffice."""

_NOBODYS_FAULT = {0, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}


@dataclass(frozen=True)
class Limits:
    """What one mail may take. cpu, wall: seconds; memory: bytes of address space, of which a child needs 40 MB itself.

    The time on the clock is longer: on a busy machine a mail waits for others, which is not its fault.
    """

    cpu: float = 20
    wall: float = 60
    memory: int = 1_000_000_000


@dataclass(frozen=True)
class Death:
    """How a child ended: its exit status, negative for a signal, or whether we ended it because its time was over.

    stood_still: it had computed hardly anything in that time. What a mail makes a child do is computing, so it was
    stopped, swapped out or suspended with its machine.
    """

    status: int
    overdue: bool = False
    stood_still: bool = False

    @property
    def is_nobodys_fault(self) -> bool:
        """It was told to end, or had been idle for long."""
        return not self.overdue and self.status in _NOBODYS_FAULT

    @property
    def is_certain(self) -> bool:
        """Whether it was surely the mail it was reading; memory may have been short for other reasons."""
        return self.overdue or self.status == -signal.SIGPROF

    def sentence(self, limits: Limits) -> str:
        """What to say of the mail."""
        if self.stood_still:
            return (
                f"Reading this mail took longer than {limits.wall:g} seconds twice, with hardly any computing: the"
                " machine was suspended, or short of memory or of time. Try this mail again when it has less to do."
            )
        if self.overdue:
            return f"Reading this mail took longer than {limits.wall:g} seconds, the most a mail may take."
        if self.status == -signal.SIGPROF:
            return f"Reading this mail took more than {limits.cpu:g} seconds of computing, the most a mail may take."
        if self.status == OUT_OF_MEMORY:
            return f"Reading this mail took more than {limits.memory / 1e6:.0f} MB of memory, the most a mail may take."
        if self.status == -signal.SIGKILL:
            return "The system ended the process that read this mail, probably for want of memory."
        return f"Reading this mail ended the process that read it ({_in_words(self.status)})."


def _in_words(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
