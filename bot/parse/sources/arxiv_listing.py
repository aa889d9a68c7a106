"""The text form of arXiv's daily listings, 1992 to today: from text to items, nothing interpreted further.

An item is a delimiter (two backslashes), head line, date, fields, delimiter, abstract, and a footer that is a delimiter
with the address; rules stand between items (arxiv-browse, browse/services/listing). Copies that went through web mail,
quoting or HTML are read as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.models import MentionKind
from bot.scholarly.identifiers import canonical

_MARGIN = r"[>| \t]*+"
_DELIMITER = r"\\\\?"  # some converters turn the two backslashes into one
_RULE = r"-{20}|_{20}|%-%-%-|%%--%%|%%%---"
_ID_MARK = r"(?:arXiv: ?|Paper(?: ?\(\*?cross-listing\*?\))?: ?(?:arXiv:)?)"
_DATE_LINE = r"(?:(?:Date|From|Title|Authors?)\b[^\n]*:|replaced with|figures added|part added)"
_DATED = rf"(?={_MARGIN}\n(?:{_MARGIN}\n)*{_MARGIN}{_DATE_LINE})"

# Before 1996 there was no address in it: an identifier, or nothing but the size.
_FOOTER_BEGIN = r"\([ \t]*(?:\n|[<\[]?https?:|[a-z.-]+/\d{7}|\d+[ ]?kb)"

_NEWLINE = re.compile(r"\r+\n?")
_HEAD = re.compile(
    rf"\n(?P<margin>{_MARGIN})(?P<line>{_ID_MARK}(?P<id>[^\s<]+)[ \t]*(?:<[^\s>]*>)?"
    rf"[ \t]*(?:\(\*?cross-listing\*?\))?){_DATED}"
)
# It begins with its delimiter, which is rare in a text, and not with its line, which is not.
_DELIMITED_HEAD = re.compile(
    rf"{_DELIMITER}[ \t]*+\n(?:{_MARGIN}\n)*+(?P<margin>{_MARGIN}){_ID_MARK}[\w.-]+[./]\d[^\n]*?{_DATED}"
)
_FOOTER = re.compile(rf"{_DELIMITER}[ \t]*\([\s>|]*[<\[]?https?://[\w.]*ar[Xx]iv\.org/abs/")

_SECTION = re.compile(r"%(?:-%-%-|%--%%|%%---)")
_SECTIONS: dict[str, MentionKind] = {
    "%-%-%-": "cross-list",
    "%%--%%": "replaced",
    "%%%---": "new",  # the end of a listing: another one may follow in the same mail
}

_END_OF_HEADER = re.compile(rf"\n[ \t]*+(?:{_DELIMITER}[ \t]*(?:(?P<bare>(?=\n|$))|\()|{_RULE})")
_FIELD = re.compile(
    r"\n(?=[a-z])(Title|Authors?|Categories|Com{1,3}ents?|Date(?: ?\([^)\n]*\))?|Subj-class|MSC-class|ACM-class"
    r"|Report-no|Journal-ref|DOI|From|Proxy|License|Notes?)[ \t]*:(?=\s|$)",
    re.I,
)
_AUTHORS_IN_TITLE = re.compile(r"(?<=\S)[ \t]+(Authors?:)(?=\s)")  # typed by hand, as all was until 1993
_REPLACED = re.compile(r"\s*+(?:replaced with|figures added|part added)\b")
# A bare delimiter ends an abstract only at the end of the item: in between it is a line break somebody wrote in TeX.
_END_OF_ABSTRACT = re.compile(rf"\n[ \t]*+(?:{_DELIMITER}[ \t]*(?:{_FOOTER_BEGIN}|(?=\s*(?:$|{_RULE})))|{_RULE})")
_RULED = re.compile(_RULE)
_SIGNATURE = re.compile(r"\n-- ?\n")


class Item(NamedTuple):
    """One entry of a listing.

    arxiv_id: canonical. fields: lower-case field name → its value. Texts are TeX, with line ends and spaces as in the
    mail. abstract: None if the entry has none.
    """

    arxiv_id: str
    kind: MentionKind
    fields: Mapping[str, str]
    abstract: str | None


def is_listing(text: str) -> bool:
    """Whether the text holds at least one item in its unmistakable form."""
    return any(_delimited_heads(_plain(text)))


def count_items(text: str) -> int:
    """How many items there seem to be, by their heads or by their footers, whichever are more."""
    text = _plain(text)
    return max(sum(1 for _ in _delimited_heads(text)), len(_FOOTER.findall(text)))


def _delimited_heads(text: str) -> Iterator[re.Match[str]]:
    """Heads with a delimiter above them, both behind the same margin."""
    for head in _DELIMITED_HEAD.finditer(text):
        if text[text.rfind("\n", 0, head.start()) + 1 : head.start()] == head["margin"]:
            yield head


def read_listing(text: str) -> list[Item]:
    """All items in order of appearance."""
    text = _unquoted(_plain(text))
    heads = [(head, arxiv_id) for head in _HEAD.finditer(text) if (arxiv_id := _id_of(head, text))]
    starts = [head.start() for head, _ in heads]
    kinds = _section_kinds(text, starts)
    return [
        _item(head, arxiv_id, text[head.end() : end], kind)
        for (head, arxiv_id), end, kind in zip(heads, [*starts[1:], len(text)], kinds, strict=False)
    ]


def _plain(text: str) -> str:
    """With a newline before each line and plain spaces for those that web mail puts at the margin."""
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    return "\n" + text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "") + "\n"


def _unquoted(text: str) -> str:
    """Without as many quote marks as the first head carries: abstracts may begin with ">" of their own."""
    head = _HEAD.search(text)
    depth = sum(head["margin"].count(mark) for mark in ">|") if head else 0
    return re.sub(rf"\n(?:[ \t]*[>|] ?){{1,{depth}}}", "\n", text) if depth else text


def _id_of(head: re.Match[str], text: str) -> str | None:
    """The identifier of an item, None for what only looks like the head of one."""
    return canonical("arxiv", head["id"]) if _stands_as_head(head, text) else None


def _stands_as_head(head: re.Match[str], text: str) -> bool:
    """An identifier alone on its line can stand in an abstract too, so what is around it decides."""
    before = text[max(0, head.start() - 200) : head.start()]
    if before.endswith("\n\\\\"):  # nearly always, and then nothing has to be taken apart
        return not head["margin"]
    line = before.rstrip().rpartition("\n")[2]
    if line.strip() in ("\\\\", "\\"):
        return len(head["margin"]) <= len(line) - len(line.lstrip())
    return not before.strip() or "\n" in before[len(before.rstrip()) :] or _RULED.match(line.strip()) is not None


def _section_kinds(text: str, heads: Sequence[int]) -> Iterator[MentionKind]:
    """For each head, given by where it begins, the section it stands in; the rules may be missing in a partial copy."""
    sections = [(rule.start(), _SECTIONS[rule[0]]) for rule in _SECTION.finditer(text) if _begins_line(rule, text)]
    starts = [start for start, _ in sections]
    for head in heads:
        number = bisect_left(starts, head)
        yield sections[number - 1][1] if number else "new"


def _begins_line(rule: re.Match[str], text: str) -> bool:
    return not text[text.rfind("\n", 0, rule.start()) + 1 : rule.start()].strip(" \t")


def _item(head: re.Match[str], arxiv_id: str, body: str, section: MentionKind) -> Item:
    if margin := len(head["margin"]):
        body = re.sub(rf"\n[ \t]{{1,{margin}}}", "\n", body)
    end = _END_OF_HEADER.search(body)
    header = body[: end.start()] if end else body
    return Item(
        arxiv_id=arxiv_id,
        kind=_kind(head["line"], header, section),
        fields=_fields(header),
        abstract=_abstract(body[end.end() :]) if end and end["bare"] is not None else None,
    )


def _kind(head: str, header: str, section: MentionKind) -> MentionKind:
    """An item can be both cross-listed and replaced; that it was replaced says more."""
    if section == "replaced" or _REPLACED.match(header):
        return "replaced"
    return "cross-list" if "cross-listing" in head else section


def _fields(header: str) -> dict[str, str]:
    """Continuation lines are indented, unless a converter dropped the indent: then they are what is no field."""
    parts = _FIELD.split(header)
    names, values = list(map(str.lower, parts[1::2])), parts[2::2]
    fields = dict(zip(names, values, strict=True))
    if "authors" not in fields and "author" not in fields and (authors := _AUTHORS_IN_TITLE.search(header)):
        return _fields(f"{header[: authors.start()]}\n{authors[1]}{header[authors.end() :]}")
    return fields if len(fields) == len(names) else _joined(names, values)


def _joined(names: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """Fields of which some are given more than once."""
    given: dict[str, list[str]] = {}
    for name, value in zip(names, values, strict=True):
        given.setdefault(name, []).append(value)
    return {name: "\n".join(filter(None, values)) for name, values in given.items()}


def _abstract(rest: str) -> str | None:
    """What stands between the second delimiter and the footer or, where that is gone, the next rule or a signature."""
    end = _END_OF_ABSTRACT.search(rest)
    text = rest[: end.start()] if end else _SIGNATURE.split(rest, maxsplit=1)[0]
    return text.strip() or None
