"""The order of the stages and their checkpoints: collect, digest, deliver. Nothing about papers is decided here.

collect:  intake | parse | dedup     each batch of mail is stored whole, with the cursor, or not at all
digest:   judge  | compose           an issue is frozen in one transaction, and from then on only read
deliver:  deliver                    a delivery is claimed, in doubt for a moment, then settled
"""

from __future__ import annotations

from bot.pipeline.collecting import (
    MOST_ATTEMPTS,
    Clock,
    ReadMails,
    Tally,
    collect,
    collected,
    read_here,
    save,
    take_in,
)
from bot.pipeline.composing import Composed, DigestPlan, compose, digest
from bot.pipeline.delivering import SETTLING_WAITS, Sent, deliver
from bot.pipeline.watching import SourceReport, changes, source_reports

__all__ = [
    "MOST_ATTEMPTS",
    "SETTLING_WAITS",
    "Clock",
    "Composed",
    "DigestPlan",
    "ReadMails",
    "Sent",
    "SourceReport",
    "Tally",
    "changes",
    "collect",
    "collected",
    "compose",
    "deliver",
    "digest",
    "read_here",
    "save",
    "source_reports",
    "take_in",
]
