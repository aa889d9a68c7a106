"""What has to be known of many papers to tell how rules get into each other's way, gathered paper by paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.models import Paper, Verdict
from bot.trying.doctor.vocabulary import Vocabulary
from bot.trying.statistics import Statistics, fired


@dataclass
class History:
    """excluded: (rule, what excluded the paper) → papers. stopped_pins: (pin, hard exclude) → papers; one_stopped: one
    of these. overridden: soft exclude → papers that a pin keeps all the same. marks: equal for rules that fire for the
    same papers."""

    statistics: Statistics
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    excluded: Counter[tuple[str, str]] = field(default_factory=Counter)
    stopped_pins: Counter[tuple[str, str]] = field(default_factory=Counter)
    one_stopped: dict[tuple[str, str], Paper] = field(default_factory=dict)
    overridden: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)

    def add(self, paper: Paper, verdict: Verdict) -> None:
        self.statistics.add(paper, verdict)
        self.vocabulary.add(paper)
        mark = _mark(self.statistics.papers)
        for rule, firing in fired(verdict).items():
            self.marks[rule] += mark
            if verdict.stopped_by is not None:
                self.excluded[rule, verdict.stopped_by] += 1
                if firing.effect == "pin":
                    self.stopped_pins[rule, verdict.stopped_by] += 1
                    self.one_stopped.setdefault((rule, verdict.stopped_by), paper)
            elif firing.effect == "exclude":
                self.overridden[rule] += 1


def _mark(number: int) -> int:
    """A number of 64 bits: sums of such tell sets of papers apart, as sums of the papers' own numbers would not."""
    return int.from_bytes(blake2b(number.to_bytes(8), digest_size=8).digest())
