"""What the whole stage `parse` costs, its child processes and their limits included, beside the floor of `bench.parse`.

    python -m bench.children [--rounds N] [--json]

Every kind of mail has as many bytes as any other. The floor, the stage without children and the stage take turns with
every batch, on the same two processors. The stage's processor time is that of the children and of the process that
hands mails out and takes readings in.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter, process_time

import mailparser
from selectolax.lexbor import LexborHTMLParser

from bench.mails import KINDS
from bot.parse import read_mail
from bot.parsing import Parsers

MOST_PROCESSOR_TIME = 1.8
MOST_WALL_TIME = 1.0
PROCESSORS = 2
BYTES_PER_KIND = 1_500_000
MAILS_AT_ONCE, BYTES_AT_ONCE = 50, 8_000_000  # as intake hands them over


@dataclass(frozen=True)
class Cost:
    """Seconds for the mix, on the processor and on the clock; bare: without children.

    start: on the processor, once, for all children together.
    """

    mails: int
    size: int
    floor_processor: float
    floor_wall: float
    bare_processor: float
    processor: float
    wall: float
    start: float
    load: float

    @property
    def processor_ratio(self) -> float:
        return self.processor / self.floor_processor

    @property
    def wall_ratio(self) -> float:
        return self.wall / self.floor_wall


def mix() -> list[bytes]:
    """Mails of all kinds, the same number of bytes of each, as mixed as in a mailbox."""
    mails = [mail for make in KINDS.values() for mail in [make()] * -(-BYTES_PER_KIND // len(make()))]
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


def measure(rounds: int) -> Cost:
    """The three ways in turns, the children warm as they are in a daemon."""
    mails = mix() * rounds
    start = _start(mails)
    floor, bare, ours = Stopwatch(), Stopwatch(), Stopwatch()
    children_before = _children_time()
    with Parsers(most=PROCESSORS) as parsers:
        _warm(parsers, mails)
        for batch in batches(mails):
            with floor:
                read_floor(batch)
            with bare:
                for mail in batch:
                    read_mail(mail)
            with ours:
                parsers.read(batch)
    children = _children_time() - children_before - start
    return Cost(
        mails=len(mails),
        size=sum(map(len, mails)),
        floor_processor=floor.processor,
        floor_wall=floor.wall,
        bare_processor=bare.processor,
        processor=ours.processor + children,
        wall=ours.wall,
        start=start,
        load=os.getloadavg()[0],
    )


class Stopwatch:
    """Adds up the time, on this process's processor and on the clock, of what is done inside."""

    def __init__(self) -> None:
        self.processor = self.wall = 0.0

    def __enter__(self) -> None:
        self._began = process_time(), perf_counter()

    def __exit__(self, *_: object) -> None:
        self.processor += process_time() - self._began[0]
        self.wall += perf_counter() - self._began[1]


def _warm(parsers: Parsers, mails: Sequence[bytes]) -> None:
    """Start all children, and have each read some."""
    parsers.read([*mails[: 2 * MAILS_AT_ONCE], max(mails, key=len) * PROCESSORS])


def _start(mails: Sequence[bytes]) -> float:
    """Processor time of children that are started, warmed up and ended."""
    before = _children_time()
    with Parsers(most=PROCESSORS) as parsers:
        _warm(parsers, mails)
    return _children_time() - before


def _children_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(cost: Cost) -> str:
    return (
        f"{cost.mails} mails, {cost.size / 1e6:.0f} MB; {PROCESSORS} children; load {cost.load:.1f}\n"
        f"{'seconds':<18}{'floor':>9}{'bare':>9}{'ours':>9}{'ratio':>7}\n"
        f"{'processor':<18}{cost.floor_processor:>9.2f}{cost.bare_processor:>9.2f}{cost.processor:>9.2f}"
        f"{cost.processor_ratio:>7.2f}\n"
        f"{'clock':<18}{cost.floor_wall:>9.2f}{'':>9}{cost.wall:>9.2f}{cost.wall_ratio:>7.2f}\n"
        f"{'start, once':<18}{'':>18}{cost.start:>9.2f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.children", description="What the stage parse costs.")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    cost = measure(options.rounds)
    if options.json:
        ratios = {"processor_ratio": cost.processor_ratio, "wall_ratio": cost.wall_ratio}
        print(json.dumps({**asdict(cost), **ratios}))
    else:
        print(table(cost))
    within = cost.processor_ratio <= MOST_PROCESSOR_TIME and cost.wall_ratio <= MOST_WALL_TIME
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
