"""The text form of arXiv's daily listings, 1997 to today: from lines to items, nothing interpreted further.

An item is a delimiter (two backslashes), head line, date, fields, delimiter, abstract, and a footer that is a delimiter
with the address; rules stand between items (arxiv-browse, browse/services/listing). Copies that went through web mail,
quoting or HTML are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.models import MentionKind
from bot.scholarly.identifiers import canonical

_HEAD_START = r"(?:arXiv:|Paper(?: ?\(\*?cross-listing\*?\))?: ?(?:arXiv:)?)"
_MARGIN = r"[>| \t]*"
_DELIMITER = r"\\{1,2}"  # some converters turn the two backslashes into one

_NEWLINE = re.compile(r"\r*\n|\r")
_QUOTE = re.compile(r"^(?:[ \t]*[>|])+ ?")
_HEAD = re.compile(rf"\s*{_HEAD_START}\s*(?P<id>[^\s<]+)\s*(?:<\S*>)?\s*(?:\(\*?cross-listing\*?\))?\s*$", re.I)
_CROSS_LISTED = re.compile(r"\(\*?cross-listing\*?\)", re.I)
_BARE_DELIMITER = re.compile(rf"\s*{_DELIMITER}\s*$")
_FOOTER = re.compile(rf"\s*{_DELIMITER}\s*\(\s*(?:$|[<\[]?https?:)", re.I)
_RULE = re.compile(r"\s*(?:-{20,}|_{20,}|(?:%-){5,}|(?:%%--){3,}|(?:%%%---){2,})")
_SIGNATURE = re.compile(r"-- ?$")
_REPLACED = re.compile(r"replaced with\b|(?:figures|part) added", re.I)
_FIELD = re.compile(
    r"\s*(?P<name>Title|Authors?|Categories|Comments?|Subj-class|MSC-class|ACM-class|Report-no|Journal-ref|DOI|"
    r"Date(?: ?\([^)]*\))?|From|Proxy|License|Notes?)\s*:(?:\s+|$)(?P<value>.*)",
    re.I,
)
_SECTIONS: tuple[tuple[str, MentionKind], ...] = (
    ("%-%-%-", "cross-list"),
    ("%%--%%--", "replaced"),
    ("%%%---%%%---", "new"),  # the end of a listing: another one may follow in the same mail
)

_BLANK_LINES = rf"(?:{_MARGIN}\n)*"
_DATED = r"(?:Date|From|Title|Authors?)\b.*:|(?:replaced with|figures added|part added)\b"
_ID_LINE = rf"{_HEAD_START}[ \t]*[\w.-]+[./]\d.*\n{_BLANK_LINES}{_MARGIN}(?:{_DATED})"
_DATE_LINE = re.compile(_DATED, re.I)
_HEADS = re.compile(rf"^({_MARGIN}){_DELIMITER}[ \t]*\n{_BLANK_LINES}\1{_ID_LINE}", re.I | re.M)
_FOOTERS = re.compile(rf"^{_MARGIN}{_DELIMITER}[ \t]*\([\s>|]*[<\[]?https?://[\w.]*arxiv\.org/abs/", re.I | re.M)


@dataclass(frozen=True)
class Item:
    """One entry of a listing.

    arxiv_id: canonical. fields: lower-case field name → its value on one line, as TeX.
    abstract: its lines joined by newlines, None if the entry has none.
    """

    arxiv_id: str
    kind: MentionKind
    fields: Mapping[str, str]
    abstract: str | None


def is_listing(text: str) -> bool:
    """Whether the text holds at least one item in its unmistakable form."""
    return _HEADS.search(plain_lines(text)) is not None


def count_items(text: str) -> int:
    """How many items there seem to be, by their heads or by their footers, whichever are more."""
    text = plain_lines(text)
    return max(len(_HEADS.findall(text)), len(_FOOTERS.findall(text)))


def plain_lines(text: str) -> str:
    """The text with newlines alone between lines and plain spaces for those that web mail puts at the margin."""
    return _NEWLINE.sub("\n", text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", ""))


def read_listing(text: str) -> list[Item]:
    """All items in order of appearance."""
    lines = _unquoted(plain_lines(text).split("\n"))
    heads = [number for number, line in enumerate(lines) if _is_head(lines, number, line)]
    kinds = _section_kinds(lines, heads)
    ends = [*heads[1:], len(lines)]
    return [_item(lines[head:end], kind) for head, end, kind in zip(heads, ends, kinds, strict=True)]


def _unquoted(lines: list[str]) -> list[str]:
    """Without as many quote marks as the first item head carries: abstracts may begin with ">" of their own."""
    head = next((line for line in lines if _HEAD.match(_QUOTE.sub("", line))), "")
    quote = _QUOTE.match(head)
    if quote is None:
        return lines
    depth = sum(quote[0].count(mark) for mark in ">|")
    marks = re.compile(rf"(?:[ \t]*[>|] ?){{1,{depth}}}")
    return [marks.sub("", line, count=1) if marks.match(line) else line for line in lines]


def _is_head(lines: Sequence[str], number: int, line: str) -> bool:
    """An identifier alone on its line can stand in an abstract too, so what is around it decides."""
    if ":" not in line[:80] or not (head := _HEAD.match(line)) or canonical("arxiv", head["id"]) is None:
        return False
    before = next((lines[at] for at in range(number - 1, -1, -1) if lines[at].strip()), "")
    after = next((lines[at] for at in range(number + 1, len(lines)) if lines[at].strip()), "")
    if not _DATE_LINE.match(after.lstrip()):
        return False
    if _BARE_DELIMITER.match(before):
        return _indent(line) <= _indent(before)
    return not before or not lines[number - 1].strip() or bool(_RULE.match(before))


def _section_kinds(lines: Sequence[str], heads: Sequence[int]) -> Iterator[MentionKind]:
    """For each head the section it stands in; the rules may be missing in a partial copy."""
    kind: MentionKind = "new"
    start = 0
    for head in heads:
        for line in lines[start:head]:
            kind = _section_of(line, kind)
        yield kind
        start = head


def _section_of(line: str, current: MentionKind) -> MentionKind:
    stripped = line.lstrip()
    if not stripped.startswith("%"):
        return current
    return next((kind for start, kind in _SECTIONS if stripped.startswith(start)), current)


def _item(lines: Sequence[str], section: MentionKind) -> Item:
    head = _HEAD.match(lines[0])
    arxiv_id = canonical("arxiv", head["id"]) if head else None
    end = next((number for number, line in enumerate(lines) if number and _ends_header(line)), len(lines))
    header = lines[1:end]
    return Item(
        arxiv_id=arxiv_id or "",
        kind=_kind(lines[0], header, section),
        fields=_fields(header, margin=_indent(lines[0])),
        abstract=_abstract(lines[end:]),
    )


def _ends_header(line: str) -> bool:
    return bool(_BARE_DELIMITER.match(line) or _FOOTER.match(line) or _RULE.match(line))


def _kind(head: str, header: Sequence[str], section: MentionKind) -> MentionKind:
    """An item can be both cross-listed and replaced; that it was replaced says more."""
    if section == "replaced" or any(_REPLACED.match(line.lstrip()) for line in header[:3]):
        return "replaced"
    return "cross-list" if _CROSS_LISTED.search(head) else section


def _fields(header: Sequence[str], margin: int) -> dict[str, str]:
    """Continuation lines are indented, unless a converter dropped the indent: then they are what is no field."""
    values: dict[str, list[str]] = {}
    current: list[str] = []
    for line in header:
        field = _FIELD.match(line) if _indent(line) <= margin else None
        if field:
            current = values.setdefault(field["name"].lower(), [])
        current.append((field["value"] if field else line).strip())
    return {name: " ".join(part for part in parts if part) for name, parts in values.items()}


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _abstract(rest: Sequence[str]) -> str | None:
    """The lines between the second delimiter and the footer, or None if the second delimiter is the footer."""
    if not rest or not _BARE_DELIMITER.match(rest[0]):
        return None
    end = next((number for number in range(1, len(rest)) if _ends_abstract(rest, number)), None)
    lines = rest[1:end] if end else list(takewhile(lambda line: not _SIGNATURE.match(line), rest[1:]))
    return "\n".join(lines).strip() or None


def _ends_abstract(rest: Sequence[str], number: int) -> bool:
    """A bare delimiter ends it only at the end of the item: in between it is a line break somebody wrote in TeX."""
    if _RULE.match(rest[number]) or _FOOTER.match(rest[number]):
        return True
    if not _BARE_DELIMITER.match(rest[number]):
        return False
    following = next((line for line in rest[number + 1 :] if line.strip()), None)
    return following is None or _RULE.match(following) is not None
