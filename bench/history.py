"""What a long history costs: `papersieve once` on the same new mails with few papers stored and with many.

    python -m bench.history [--papers N] [--json]

A run is a process of its own on a copy of the database; processor time is its own and its children's, start-up
included, and memory the most that one of them held. Both histories take turns; a ratio is the median over the turns.
A million papers take some minutes to store, and four gigabytes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bench.backfill import Cost, cost_of, mails
from bench.mails import invented_title
from bot.dedup import keys_of
from bot.models import Mention, Paper, RawMail, Reading, Work
from bot.store import CollectedMail, Store, open_store

FEW, MANY = 10_000, 200_000
NEW_MAILS = 40
YEARS = 3
TURNS = 3
IN_A_MAIL = 500
MOST = 1.25
"""Processor time and memory of the long history, each to those of the short one."""

_SETTINGS = """\
database: sqlite:///{database}
timezone: UTC
mailboxes: [{{name: files, path: mail}}]
digests: [{{name: papers, rules: rules.yaml, schedule: hourly, to: [reader@example.org], via: [{{folder: out}}]}}]
"""
_RULES = "include: [graph, neural network]\n"


def mentions(number: int) -> Iterator[Mention]:
    """Papers whose titles have the words of those in the new mails, so that many share the ends of a title."""
    chance = random.Random(number)
    for place in range(number):
        doi = f"10.5555/history.{place}"
        yield Mention(invented_title(chance), "generic", identifiers={"doi": doi}, url=f"https://doi.org/{doi}")


def fill(store: Store, number: int) -> None:
    """Store so many papers as if they had come evenly within the last years."""
    coming = mentions(number)
    now = datetime.now(UTC)
    for uid, first in enumerate(range(0, number, IN_A_MAIL), start=1):
        mail = tuple(next(coming) for _ in range(min(IN_A_MAIL, number - first)))
        works = [Work(_paper(mention), (place,)) for place, mention in enumerate(mail)]
        raw = RawMail("past", "", 1, uid, f"mail {uid}".encode())
        reading = Reading("parsed", source="generic", mentions=mail)
        moment = now - timedelta(days=365 * YEARS * (1 - first / number))
        store.save([CollectedMail(raw, reading, "parsed")], works, [*map(keys_of, mail)], None, moment)


def _paper(mention: Mention) -> Paper:
    return Paper(mention.title, identifiers=mention.identifiers, url=mention.url)


def desk(folder: Path, papers: int) -> Path:
    """A reader's folder with so many papers behind it, all of them considered, and new mails waiting."""
    folder.mkdir()
    (folder / "papersieve.yaml").write_text(_SETTINGS.format(database=folder / "now.db"), encoding="utf-8")
    (folder / "rules.yaml").write_text(_RULES, encoding="utf-8")
    (folder / "mail").mkdir()
    with open_store(f"sqlite:///{folder / 'papers.db'}") as store:
        fill(store, papers)
    shutil.copy(folder / "papers.db", folder / "now.db")
    once(folder)
    shutil.copy(folder / "now.db", folder / "papers.db")
    for number, mail in enumerate(mails(NEW_MAILS)):
        (folder / "mail" / f"{number}.eml").write_bytes(mail)
    return folder


def once(folder: Path) -> Cost:
    return cost_of([sys.executable, "-m", "bot", "--config", "papersieve.yaml", "once"], folder)


def turn(folder: Path) -> Cost:
    """On the database as it was before the new mails."""
    for file in folder.glob("now.db*"):
        file.unlink()
    shutil.copy(folder / "papers.db", folder / "now.db")
    return once(folder)


def measure(few: Path, many: Path, turns: int) -> dict[str, float]:
    costs = [(turn(few), turn(many)) for _ in range(turns)]
    return {
        "short history, seconds": median(short.processor for short, _ in costs),
        "long history, seconds": median(long.processor for _, long in costs),
        "long to short": median(long.processor / short.processor for short, long in costs),
        "memory, long to short": median(long.memory / short.memory for short, long in costs),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.history", description="What a long history costs.")
    parser.add_argument("--papers", type=int, default=MANY, help="stored in the long history (%(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measure(desk(Path(name, "few"), FEW), desk(Path(name, "many"), options.papers), TURNS)
    print(json.dumps(found) if options.json else "\n".join(f"{what:<32}{value:>9.2f}" for what, value in found.items()))
    return int(found["long to short"] > MOST or found["memory, long to short"] > MOST)


if __name__ == "__main__":
    sys.exit(main())
