"""What reading a mail costs beside its floor: MIME by mail-parser and HTML by Lexbor, which no reading can do without.

    python -m bench.parse [--repeats N] [--json]

Ours, the floor and the standard library take turns on the same mails, and medians of processor time are compared:
reading waits for nothing, and what else the machine does then counts little.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import gc
import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import process_time

import mailparser
from selectolax.lexbor import LexborHTMLParser

from bench.mails import KINDS
from bot.parse import read_mail

MOST_PER_KIND = 2.5
MOST_FOR_THE_MIX = 1.8


@dataclass(frozen=True)
class Cost:
    """Medians for one kind of mail. size: bytes; ours, floor, stdlib: milliseconds; papers: how many were read."""

    kind: str
    size: int
    papers: int
    ours: float
    floor: float
    stdlib: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def measure(kind: str, make: Callable[..., bytes], repeats: int) -> Cost:
    """Three ways to read a mail, taking turns; another mail each time, as nobody reads one twice."""
    times: dict[str, list[float]] = {"floor": [], "ours": [], "stdlib": []}
    for seed in range(repeats):
        for way, taken in _once(make(seed)).items():
            times[way].append(taken)
    medians = {way: statistics.median(taken) for way, taken in times.items()}
    return Cost(kind, len(make(0)), len(read_mail(make(0)).mentions), **medians)


def _once(content: bytes) -> dict[str, float]:
    html = "".join(mailparser.parse_from_bytes(content).text_html)
    return {
        "floor": _milliseconds(
            lambda: (mailparser.parse_from_bytes(content), LexborHTMLParser(html) if html else None)
        ),
        "ours": _milliseconds(lambda: read_mail(content)),
        "stdlib": _milliseconds(lambda: email.message_from_bytes(content, policy=email.policy.default)),
    }


def _milliseconds(read: Callable[[], object]) -> float:
    start = process_time()
    read()
    return (process_time() - start) * 1000


def mix(costs: list[Cost]) -> float:
    """The ratio for a mailbox in which each kind has as many bytes as any other."""
    return sum(cost.ours / cost.size for cost in costs) / sum(cost.floor / cost.size for cost in costs)


def table(costs: list[Cost]) -> str:
    head = f"{'kind':<18}{'kB':>7}{'papers':>8}{'ms':>9}{'floor':>9}{'ratio':>7}{'stdlib':>9}{'ratio':>7}"
    rows = (
        f"{cost.kind:<18}{cost.size / 1000:>7.0f}{cost.papers:>8}{cost.ours:>9.2f}{cost.floor:>9.2f}{cost.ratio:>7.2f}"
        f"{cost.stdlib:>9.2f}{cost.ours / cost.stdlib:>7.2f}"
        for cost in costs
    )
    return "\n".join([head, *rows, f"{'mix by bytes':<18}{'':>33}{mix(costs):>7.2f}"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.parse", description="What reading a mail costs.")
    parser.add_argument("--repeats", type=int, default=25)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    gc.freeze()  # as the children do in which the program reads mail
    costs = [measure(kind, make, options.repeats) for kind, make in KINDS.items()]
    if options.json:
        print(json.dumps({"kinds": [{**asdict(cost), "ratio": cost.ratio} for cost in costs], "mix": mix(costs)}))
    else:
        print(table(costs))
    within = all(cost.ratio <= MOST_PER_KIND for cost in costs) and mix(costs) <= MOST_FOR_THE_MIX
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
