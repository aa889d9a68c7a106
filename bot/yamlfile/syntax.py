"""Says in a reader's words what is wrong with text that is not YAML, from what ruamel.yaml's parser stumbled over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

INDENTATION = "the indentation does not fit the lines above; keys of one mapping begin in the same column"


@dataclass(frozen=True)
class Stumble:
    """Where the parser stumbled; lines and columns count from 0.

    context, problem: its own words. start: where what it was reading began, if it says so.
    """

    lines: list[str]
    context: str
    problem: str
    line: int
    column: int
    start_line: int
    start_column: int

    @property
    def rest(self) -> str:
        """What stands from the stumbling point to the end of its line."""
        return self._line(self.line)[self.column :]

    @property
    def before(self) -> str:
        """What stands on the line before the stumbling point."""
        return self._line(self.line)[: self.column]

    @property
    def start(self) -> str:
        """What stands from the start of the construct to the end of that line."""
        return self._line(self.start_line)[self.start_column :]

    @property
    def line_above(self) -> str:
        return self._line(self.line - 1)

    def _line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""


def explain_syntax(error: YAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) and what is wrong in it, for an error of ruamel.yaml's pure parser on `text`."""
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1, f"this line holds the control character U+{error.character:04X}"
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 1, f"this is not YAML: {error}"
    stumble = _stumble(error, text)
    line, words = _explained(stumble)
    return min(line + 1, max(len(stumble.lines), 1)), words


def _stumble(error: MarkedYAMLError, text: str) -> Stumble:
    mark = error.problem_mark
    start = error.context_mark or mark
    lines = re.split(r"\r\n|\n|\r", text)
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    context, problem = str(error.context or ""), str(error.problem or "")
    return Stumble(lines, context, problem, mark.line, mark.column, start.line, start.column)


def _explained(stumble: Stumble) -> tuple[int, str]:
    problem, context = stumble.problem, stumble.context
    if "cannot start any token" in problem:
        return stumble.line, _about_first_character(stumble.rest)
    if "scanning an alias" in context or "scanning an anchor" in context or "block scalar" in context:
        return stumble.start_line, _about_first_character(stumble.start)
    if "tag" in context or "tag handle" in problem:
        return stumble.start_line, _about_first_character(stumble.start)
    if "quoted scalar" in context:
        return _about_quotes(stumble)
    if "mapping values are not allowed" in problem:
        return _about_colon(stumble)
    if "could not find expected ':'" in problem:
        return stumble.start_line, _about_line_without_colon(stumble.start)
    if "flow" in context:
        return _about_brackets(stumble)
    if "sequence entries are not allowed" in problem:
        return stumble.line, "a list with dashes begins on a line of its own; on one line write it as [one, two]"
    return _about_structure(stumble)


def _about_first_character(rest: str) -> str:
    character = rest[:1]
    if character == "\t":
        return "there is a tab here; YAML wants spaces"
    value = re.split(r"[,\]}]| #", rest)[0].strip()
    quote = "'" if '"' in value else '"'
    return f"a value that starts with {character} needs quotes: write {quote}{value}{quote}"


def _about_quotes(stumble: Stumble) -> tuple[int, str]:
    if "escape" in stumble.problem:
        return stumble.line, (
            f'"\\{stumble.rest[:1]}" means nothing inside double quotes; put the value in single quotes instead'
        )
    return stumble.start_line, f"the quote {stumble.start[:1]} that opens here is never closed"


def _about_colon(stumble: Stumble) -> tuple[int, str]:
    inside = re.match(r"\s*(?:- +)*(?:[^\s:][^:]*:\s+)(?P<value>\S.*)$", stumble.before)
    if inside:
        value = (inside["value"] + stumble.rest).split(" #")[0].strip()
        return stumble.line, f'a value with a colon and a space in it needs quotes: write "{value}"'
    if re.match(r"\s*(?:- +)*[\w-]+:\S+$", stumble.line_above):
        return stumble.line - 1, "a space is missing after the colon: write `key: value`"
    return stumble.line, INDENTATION


def _about_line_without_colon(start: str) -> str:
    if re.match(r"[\w-]+:\S", start):
        return "a space is missing after the colon: write `key: value`"
    return f'"{start.strip()}" is neither `key: value` nor an item of a list (`- item`)'


def _about_brackets(stumble: Stumble) -> tuple[int, str]:
    if "expected the node content" in stumble.problem and stumble.rest:
        return stumble.line, _about_nothing_between(stumble.rest)
    opening = stumble.start[:1]
    closing = {"[": "]", "{": "}"}.get(opening, "")
    if tagged := re.search(r"[\[{,]\s*(![^,\]}]*)", stumble.start):
        return stumble.start_line, _about_first_character(tagged[1])
    if stumble.line > stumble.start_line and stumble.start.count('"') % 2:
        return stumble.start_line, "a quote that opens in this line is never closed in it"
    if not stumble.rest or stumble.line > stumble.start_line:
        return stumble.start_line, _about_never_closed(opening, closing)
    if re.search(r"[\"']\s*$", stumble.before):
        return stumble.line, _about_text_after_quote(stumble.rest)
    if stumble.rest[:1] in "[]{}":
        return stumble.line, f"a value with {stumble.rest[:1]} in it needs quotes inside {opening} {closing}"
    if stumble.rest.startswith(": ") and (cut := re.search(r"[{,]\s*[\w-]+:\s+([^{}\[\],]+)$", stumble.before)):
        value = (cut[1] + re.split(r"[,\]}]| #", stumble.rest)[0]).strip()
        return stumble.line, f'a value with a colon and a space in it needs quotes: write "{value}"'
    return stumble.line, f"a comma or the closing {closing} is missing before `{stumble.rest.strip()}`"


def _about_comma(stumble: Stumble) -> str:
    if listed := re.match(r"\s*(?:- +)*[\w-]+:\s+([\"'].*)$", stumble.before + stumble.rest):
        return f"several values stand in brackets: write [{listed[1].strip()}]"
    return "a value that starts with , needs quotes"


def _about_never_closed(opening: str, closing: str) -> str:
    if not closing:
        return "a [ or { that opens above or here is never closed"
    return f"the {opening} that opens here is never closed with {closing}"


def _about_nothing_between(rest: str) -> str:
    if rest.startswith("-"):
        return "a value that starts with a dash and a space needs quotes; inside [ ] items need no dash"
    return f"there is no value before this `{rest[:1]}`; remove the comma or put quotes around the value"


def _about_text_after_quote(rest: str) -> str:
    return (
        f"text goes on after the closing quote (`{re.split('[,}#]|]', rest)[0].strip()}`); put the whole value in"
        " quotes of the other kind, or a comma between two values"
    )


def _about_structure(stumble: Stumble) -> tuple[int, str]:
    if re.search(r"[\"']\s*$", stumble.before) and "<scalar>" in stumble.problem:
        return stumble.line, _about_text_after_quote(stumble.rest)
    if stumble.rest[:1] in {"]", "}"}:
        return stumble.line, f"there is one {stumble.rest[:1]} too many"
    if stumble.lines[0].startswith("%"):
        return 0, _about_first_character(stumble.lines[0])
    if stumble.rest[:1] == ",":
        return stumble.line, _about_comma(stumble)
    if "key" in stumble.problem and "not allowed" in stumble.problem:
        return stumble.line, "a value that starts with ? needs quotes"
    if re.match(r"- ", stumble.rest) or "expected" in stumble.problem:
        return stumble.line, INDENTATION
    return stumble.line, f"this is not YAML: {stumble.problem}"
