"""`match` and `dedup`: two stages on their own, for files and scripts; no settings are needed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from bot.cli.app import app
from bot.cli.given import STANDARD, cannot_read, standard_input
from bot.cli.output import Json, print_json, say, show_lines
from bot.cli.papers_file import LONGEST_LINE, BadLine, PaperLine, read_papers
from bot.cli.rules_file import rules_to_try
from bot.dedup import group, paper_of
from bot.judge import Judge, compile_rules, words
from bot.models import Paper, Verdict, Work

PapersFile = Annotated[str, typer.Argument(metavar="PAPERS.jsonl", help="Papers as JSON lines; - is standard input.")]


# ── match ─────────────────────────────────────────────────────────────────────────────────────────────


@app.command(epilog="Example: papersieve match --rules rules.yaml --json papers.jsonl")
def match(
    papers: PapersFile,
    rules: Annotated[Path, typer.Option("--rules", help="The rules file to judge by.")],
    as_json: Json = False,
) -> int:
    """Judge papers given as JSON lines, and say why."""
    loaded = rules_to_try(rules)
    judge, now = compile_rules(loaded.ruleset, loaded.layout), datetime.now(UTC).astimezone()
    failed = False
    with _opened(papers) as lines:
        for _, line in read_papers(lines, papers):
            failed |= isinstance(line, BadLine)
            _show_verdict(line, judge, loaded.layout.min_score, now, as_json)
    return int(failed)


def _show_verdict(line: PaperLine | BadLine, judge: Judge, min_score: float, now: datetime, as_json: bool) -> None:
    if isinstance(line, BadLine):
        _show_bad_line(line, as_json)
        return
    paper = paper_of(line.mention())
    verdict = judge.judge(paper, now)
    if as_json:
        print_json(verdict_record(line.id, verdict) | {"words": list(words(paper, verdict, min_score=min_score))})
    else:
        show_lines(_verdict_in_words(paper, verdict, min_score))


def _show_bad_line(line: BadLine, as_json: bool) -> None:
    if as_json:
        print_json({"id": None, "selected": False, "score": 0, "section": None, "reasons": [], "error": line.error})
    else:
        say(line.error)


def verdict_record(paper_id: Any, verdict: Verdict) -> dict[str, object]:
    """A verdict as `match --json` prints it; scripts rely on these keys."""
    return {
        "id": paper_id,
        "selected": verdict.selected,
        "score": _number(verdict.score),
        "section": verdict.section,
        "reasons": [
            {
                "rule": reason.rule,
                "field": reason.field,
                "term": reason.term,
                "span": list(reason.span) if reason.span else None,
                "points": _number(reason.points),
                **({"effect": reason.effect} if reason.effect != "score" else {}),
            }
            for reason in verdict.reasons
        ],
        **({"pinned": True} if verdict.pinned else {}),
        **({"excluded": verdict.excluded, "stopped_by": verdict.stopped_by} if verdict.excluded else {}),
        **({"tags": list(verdict.tags)} if verdict.tags else {}),
        **({"unknown": list(verdict.unknown)} if verdict.unknown else {}),
    }


def _number(points: float) -> int | float:
    return int(points) if points == int(points) else points


def _verdict_in_words(paper: Paper, verdict: Verdict, min_score: float) -> Iterator[str]:
    yield f"{'+' if verdict.selected else '-'} {_number(verdict.score):>4}  {paper.title}"
    yield from (f"        {phrase}" for phrase in ([verdict.section] if verdict.section else []))
    yield from (f"        {phrase}" for phrase in words(paper, verdict, min_score=min_score))


# ── dedup ─────────────────────────────────────────────────────────────────────────────────────────────


@app.command(epilog="Example: papersieve dedup --json papers.jsonl")
def dedup(papers: PapersFile, as_json: Json = False) -> int:
    """Group papers given as JSON lines into works: which lines are the same paper."""
    with _opened(papers) as lines:
        read = list(read_papers(lines, papers))
    good = [(number, line) for number, line in read if isinstance(line, PaperLine)]
    bad = [line for _, line in read if isinstance(line, BadLine)]
    for work in group([line.mention() for _, line in good]):
        members = [good[member][0] for member in work.members]
        if as_json:
            print_json({"members": members, "because": work.because})
        else:
            show_lines(_work_in_words(work, members, [good[member][1] for member in work.members]))
    for line in bad:
        say(line.error)
    return int(bool(bad))


def _work_in_words(work: Work, members: Sequence[int], lines: Sequence[PaperLine]) -> Iterator[str]:
    yield f"{work.paper.title}" + (f"  ({len(members)} by {work.because})" if len(members) > 1 else "")
    if len(members) > 1:
        yield from (f"    line {member + 1}: {line.title}" for member, line in zip(members, lines, strict=True))


@contextmanager
def _opened(name: str) -> Iterator[Iterator[str]]:
    if name == STANDARD:
        lines = io.TextIOWrapper(standard_input(), encoding="utf-8", errors="replace")
        try:
            yield _lines(lines, name)
        finally:
            lines.detach()  # standard input is not ours to close
        return
    try:
        file = Path(name).open(encoding="utf-8", errors="replace")  # noqa: SIM115  # closed below
    except OSError as error:
        raise cannot_read(name, error) from error
    with file:
        yield _lines(file, name)


def _lines(file: TextIO, name: str) -> Iterator[str]:
    """Line by line; of one too long to be a paper only so much that this is seen."""
    try:
        while line := file.readline(LONGEST_LINE + 1):
            yield line
            while len(line) > LONGEST_LINE and not line.endswith("\n"):
                line = file.readline(LONGEST_LINE + 1)
    except OSError as error:
        raise cannot_read(name, error) from error
