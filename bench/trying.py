"""What it costs to try a change of rules on stored papers, beside merely reading them: `python -m bench.trying`.

One word of a rules file is changed, and the whole command `papersieve rules test --against`, its own start left out, is
run over 20,000 stored papers with abstracts. The floor reads the same papers from the store, with the same statements
and into the same values, one by one, and does nothing with them. Both take turns; a ratio is the median over the turns.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from bench.judge import papers, vocabulary
from bot.cli import run, spare_the_collector
from bot.models import Mention, Paper, RawMail, Reading, Work
from bot.store import CollectedMail, Store, open_store

MOST = 3.0
PAPERS = 20_000
IN_A_MAIL = 50
TURNS = 5

SETTINGS = """\
database: sqlite:///{database}
timezone: UTC
mailboxes: [{{name: files, path: mail}}]
digests: [{{name: papers, rules: rules.yaml, schedule: hourly, via: [{{folder: out}}]}}]
"""
RULES = """\
terms:
  generative: [flow matching, score-based, "diffus* model*"]
rules:
  - {id: core, when: {text: "@generative"}, then: {score: {title: 10, abstract: 4}, section: Core}}
  - {id: near, when: {abstract: reward near/5 model}, then: {score: 2}}
  - {id: exact, when: {text: "=RAG"}, then: {score: 2}}
  - {id: networks, when: {category: "cs.*", text: graph network}, then: {score: 4}}
  - {id: single, when: {text: [vivo, survey]}, then: {score: 2}}
  - {id: frequent, when: {abstract: awksc}, then: {score: 1}}
  - {id: popular, when: {upvotes: ">= 40"}, then: {score: 1}}
  - {id: regex, when: {text: '/in\\s+vivo/i'}, then: {exclude: true}}
  - {id: author, when: {author: Y. LeCun}, then: {pin: true}}
  - {id: no-surveys, when: {title: transformer, none: [{abstract: reward}]}, then: {score: 1}}
  - {id: source, when: {source: huggingface}, then: {score: 1}}
digest:
  select: {min_score: 4}
  sections: [{title: Must read, min_score: 14}, {title: Core}, {title: Others}]
"""


@dataclass(frozen=True)
class Edit:
    """One word of the rules put in place of another."""

    what: str
    old: str
    new: str

    def undone(self) -> str:
        """The rules as they were before."""
        assert RULES.count(self.new) == 1, self
        return RULES.replace(self.new, self.old)


EDITS = (
    Edit("a word of a phrase in a set", "flow control", "flow matching"),
    Edit("a word of a phrase beside a category", "tree network", "graph network"),
    Edit("a word that stands alone, in 8 of 100 papers", "[vitro,", "[vivo,"),
    # Each of these papers is judged, and most are told: that alone is more than reading all of them twice.
    Edit("a word that stands alone, in 29 of 100 papers", "{abstract: nowhere}", "{abstract: awksc}"),
    Edit("a word beside near", "reward near/5 network", "reward near/5 model"),
    Edit("a word of a regular expression", r"in\s+vitro", r"in\s+vivo"),
    Edit("a word that keeps papers away", "{abstract: penalty}", "{abstract: reward}"),
    Edit("points", "{score: {title: 9,", "{score: {title: 10,"),
)


def given_papers() -> list[Paper]:
    rng = random.Random(20261122)
    words = vocabulary(20_000, rng)
    return [*papers(words, rng), *papers(words, rng)][:PAPERS]


def fill(store: Store, given: Sequence[Paper], now: datetime) -> None:
    """Store them as mails of so many papers would have brought them within the last days."""
    for uid, first in enumerate(range(0, len(given), IN_A_MAIL), start=1):
        mentions = tuple(_mention(paper, first + place) for place, paper in enumerate(given[first : first + IN_A_MAIL]))
        works = [Work(_paper(mention), (place,)) for place, mention in enumerate(mentions)]
        keys = [set(mention.identifiers.items()) for mention in mentions]
        raw = RawMail("files", "", 1, uid, f"mail {uid}".encode())
        reading = Reading("parsed", source="arxiv", mentions=mentions)
        store.save([CollectedMail(raw, reading, "parsed")], works, keys, None, now - timedelta(minutes=uid))


def _mention(paper: Paper, number: int) -> Mention:
    identifier = f"26{number // 100_000 + 10}.{number % 100_000:05}"
    return Mention(
        paper.title,
        "arxiv",
        authors=paper.authors,
        abstract=paper.abstract,
        identifiers={"arxiv": identifier},
        url=f"https://arxiv.org/abs/{identifier}",
        published="2026-11-20",
        categories=paper.categories,
        kind="new",
        alert="cs daily",
        upvotes=paper.upvotes,
        sender="no-reply@arxiv.org",
    )


def _paper(mention: Mention) -> Paper:
    shared = ("authors", "abstract", "identifiers", "url", "published", "categories", "upvotes")
    return Paper(mention.title, **{name: getattr(mention, name) for name in shared})


@contextlib.contextmanager
def desk() -> Iterator[Path]:
    """A reader's folder, with the papers in its database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "papersieve.yaml").write_text(SETTINGS.format(database=folder / "papers.db"), encoding="utf-8")
        (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
        with open_store(f"sqlite:///{folder / 'papers.db'}") as store:
            fill(store, given_papers(), datetime.now(UTC))
        yield folder


def seconds_to_read(folder: Path) -> float:
    begin = process_time()
    with open_store(f"sqlite:///{folder / 'papers.db'}") as store:
        read = sum(1 for _ in store.each_paper_since(datetime.now(UTC) - timedelta(days=30)))
    assert read == PAPERS
    return process_time() - begin


def seconds_to_try(folder: Path, edit: Edit) -> tuple[float, int]:
    """And how many papers the edit changes something for."""
    before = folder / "before.yaml"
    before.write_text(edit.undone(), encoding="utf-8")
    said = io.StringIO()
    begin = process_time()
    with contextlib.redirect_stdout(said):
        status = run(["--config", str(folder / "papersieve.yaml"), "rules", "test", "--against", str(before)])
    taken = process_time() - begin
    assert status == 0
    assert f"of {PAPERS} papers" in said.getvalue()
    counts = re.findall(r"(\d+) (?:gained|lost|moved|rescored|otherwise)", said.getvalue())
    return taken, sum(map(int, counts))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.trying", description="What trying changed rules costs.")
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    ratios: dict[str, list[float]] = {edit.what: [] for edit in EDITS}
    changed: dict[str, int] = {}
    with desk() as folder:
        seconds_to_try(folder, EDITS[0])  # imports the command's modules
        spare_the_collector()  # as the command does
        for _ in range(options.turns):
            for edit in EDITS:
                floor = seconds_to_read(folder)
                taken, changed[edit.what] = seconds_to_try(folder, edit)
                ratios[edit.what].append(taken / floor)
    medians = {what: round(median(each), 2) for what, each in ratios.items()}
    if options.json:
        print(json.dumps({"load": os.getloadavg()[0], "ratios": medians, "changed": changed}))
    else:
        print(f"{PAPERS} papers; to merely reading them (load {os.getloadavg()[0]:.1f}):")
        for what, ratio in medians.items():
            print(f"  {what:<48}{ratio:>6.2f}   {changed[what]:>6} papers changed")
    return int(any(medians[edit.what] > MOST for edit in EDITS))


if __name__ == "__main__":
    sys.exit(main())
