"""What the whole stage `parse` costs, its child processes and their limits included, beside the floor of `bench.parse`.

    python -m bench.children [--rounds N] [--json]    (Linux)

Every kind of mail has as many bytes as any other, and no mail is read twice. The floor, the stage without children and
the stage take turns, on the same two processors; ratios are medians over the turns. The stage's processor time is that
of the children and of the process that hands mails out and takes readings in.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import mailparser
from selectolax.lexbor import LexborHTMLParser

from bench.mails import KINDS
from bot.parsing import Parsers
from bot.pipeline import read_here

MOST_PROCESSOR_TIME = 1.8
MOST_WALL_TIME = 1.0
PROCESSORS = 2
BYTES_PER_KIND = 1_500_000
BATCHES_IN_A_TURN = 6  # about a second: who is next finds the caches warm soon, and the machine as fast as it was
MAILS_AT_ONCE, BYTES_AT_ONCE = 50, 8_000_000  # as intake hands them over

Batches = Sequence[list[bytes]]


@dataclass(frozen=True)
class Time:
    """Seconds on processors, those of children included, and on the clock."""

    processor: float
    wall: float


@dataclass(frozen=True)
class Turn:
    """What the same mails cost in three ways. bare: the stage without children."""

    floor: Time
    bare: Time
    ours: Time


def mix(rounds: int) -> list[bytes]:
    """Mails of all kinds, the same number of bytes of each, no two the same, as mixed as in a mailbox."""
    numbers = {make: rounds * -(-BYTES_PER_KIND // len(make())) for make in KINDS.values()}
    mails = [make(seed) for make, number in numbers.items() for seed in range(number)]
    random.Random(7).shuffle(mails)
    return mails


def batches(mails: Sequence[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for mail in mails:
        if batch and (len(batch) == MAILS_AT_ONCE or sum(map(len, batch)) + len(mail) > BYTES_AT_ONCE):
            yield batch
            batch = []
        batch.append(mail)
    yield batch


def read_floor(mails: Sequence[bytes]) -> None:
    """MIME by mail-parser, and HTML by Lexbor: what no reading can do without."""
    for mail in mails:
        if html := "".join(mailparser.parse_from_bytes(mail).text_html):
            LexborHTMLParser(html)


def measure(mails: Sequence[bytes]) -> tuple[float, list[Turn]]:
    """Seconds it took to start the children and have them read some, and all turns after that."""
    whole = list(batches(mails))
    with Parsers(most=PROCESSORS) as parsers:
        started = _time(parsers.read, [[*mails[: 2 * MAILS_AT_ONCE], max(mails, key=len) * PROCESSORS]])
        turns = [whole[start : start + BATCHES_IN_A_TURN] for start in range(0, len(whole), BATCHES_IN_A_TURN)]
        return started.wall, [
            Turn(_time(read_floor, turn), _time(read_here, turn), _time(parsers.read, turn)) for turn in turns
        ]


def _time(read: Callable[[list[bytes]], object], turn: Batches) -> Time:
    processor, wall = _processor_time(), perf_counter()
    for batch in turn:
        read(batch)
    return Time(_processor_time() - processor, perf_counter() - wall)


def _processor_time() -> float:
    """Of this process and of the children that live now."""
    lists = Path("/proc/self/task").glob("*/children")
    pids = [pid for each in lists for pid in each.read_text(encoding="ascii").split()]
    used = (int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) for pid in pids)
    return process_time() + sum(used) / 1e9


def summary(mails: Sequence[bytes], start: float, turns: Sequence[Turn]) -> dict[str, float]:
    return {
        "mails": len(mails),
        "megabytes": sum(map(len, mails)) / 1e6,
        "load": os.getloadavg()[0],
        "seconds to start": start,
        "processor, to the floor": median(turn.ours.processor / turn.floor.processor for turn in turns),
        "processor, to the stage without children": median(turn.ours.processor / turn.bare.processor for turn in turns),
        "clock, to the floor": median(turn.ours.wall / turn.floor.wall for turn in turns),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.children", description="What the stage parse costs.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    mails = mix(options.rounds)
    found = summary(mails, *measure(mails))
    print(json.dumps(found) if options.json else "\n".join(f"{what:<42}{value:>9.2f}" for what, value in found.items()))
    within = found["processor, to the floor"] <= MOST_PROCESSOR_TIME and found["clock, to the floor"] <= MOST_WALL_TIME
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
