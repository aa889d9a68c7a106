"""What taking in a whole mailbox costs: `papersieve collect` against Dovecot, beside merely downloading the same mails
and taking them apart with mail-parser.

    python -m bench.backfill [--mails N] [--json]    (Linux, with Dovecot)

Both are processes of their own and take turns; processor time is theirs with their children's, start-up included, and
memory the most that one process held. The mailbox is read once, and once three times as full: memory must not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from statistics import median

from bench.mails import KINDS
from tests.servers.dovecot import BINARY, PASSWORD, Dovecot, DovecotUser, running_dovecot

# An installed program finds itself compiled; where a development machine forbids that, it would be compiled each time.
_AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": ""}

MOST_PROCESSOR_TIME = 2.0
MOST_GROWTH_OF_MEMORY = 1.2
TIMES_AS_MANY = 3
TURNS = 3

_DOWNLOAD = """
import sys
import mailparser
from imapclient import IMAPClient

with IMAPClient("localhost", port=int(sys.argv[1]), ssl=False) as client:
    client._imap.debug = 0
    client.login(sys.argv[2], sys.argv[3])
    client.select_folder("INBOX", readonly=True)
    uids = client.search()
    for start in range(0, len(uids), 50):
        for fetched in client.fetch(uids[start : start + 50], ["BODY.PEEK[]"]).values():
            mailparser.parse_from_bytes(fetched[b"BODY[]"])
"""
_SETTINGS = """
database: sqlite:///papersieve.db
mailboxes:
  - name: inbox
    host: localhost
    port: {port}
    security: none
    user: {user}
    password: {{env: PASSWORD}}
    folders: [{{name: INBOX, take: everything}}]
    since: 3650 days
digests:
  - {{name: all, rules: rules.yaml, schedule: daily at 07:00, to: [reader@example.org], via: [{{folder: out/}}]}}
"""


@dataclass(frozen=True)
class Cost:
    """Of a process and its children: seconds on processors, and the most memory one of them held, in MB."""

    processor: float
    memory: float


def mails(number: int) -> list[bytes]:
    """So many mails, all kinds in turn, no two alike."""
    return list(islice((make(seed) for seed in count() for make in KINDS.values()), number))


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end; RuntimeError with what it said if it fails."""
    environment = os.environ | {"PASSWORD": PASSWORD, "PYTHONPATH": str(Path.cwd())} | _AS_INSTALLED
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command[:4])} ended with {process.returncode}: {said.read()}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def download(user: DovecotUser, folder: Path) -> Cost:
    return cost_of([sys.executable, "-c", _DOWNLOAD, str(user.server.port), user.name, PASSWORD], folder)


def collect(user: DovecotUser, folder: Path) -> Cost:
    """Into a database of its own."""
    folder.mkdir()
    (folder / "papersieve.yaml").write_text(_SETTINGS.format(port=user.server.port, user=user.name), encoding="utf-8")
    (folder / "rules.yaml").write_text("include: [graph]\n", encoding="utf-8")
    return cost_of([sys.executable, "-m", "bot", "--config", "papersieve.yaml", "collect"], folder)


def measure(server: Dovecot, number: int, folder: Path) -> dict[str, float]:
    few, many = server.user(), server.user()
    few.append(*mails(number))
    many.append(*mails(TIMES_AS_MANY * number))
    turns = [(download(few, folder), collect(few, folder / f"turn{turn}")) for turn in range(TURNS)]
    large = collect(many, folder / "large")
    floor, ours = (Cost(*map(median, zip(*map(_figures, costs), strict=True))) for costs in zip(*turns, strict=True))
    return {
        "mails": number,
        "floor, seconds": floor.processor,
        "collect, seconds": ours.processor,
        "collect, to the floor": median(ours.processor / floor.processor for floor, ours in turns),
        "memory, MB": ours.memory,
        f"memory for {TIMES_AS_MANY} times as many": large.memory / ours.memory,
    }


def _figures(cost: Cost) -> Iterator[float]:
    yield from asdict(cost).values()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.backfill", description="What taking in a mailbox costs.")
    parser.add_argument("--mails", type=int, default=350)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    if BINARY is None:
        print("Dovecot is not installed; this measurement is left out.", file=sys.stderr)
        return 0
    with running_dovecot() as server, tempfile.TemporaryDirectory() as folder:
        found = measure(server, options.mails, Path(folder))
    print(json.dumps(found) if options.json else "\n".join(f"{what:<32}{value:>9.2f}" for what, value in found.items()))
    *_, ratio, _, growth = found.values()
    return 0 if ratio <= MOST_PROCESSOR_TIME and growth <= MOST_GROWTH_OF_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
