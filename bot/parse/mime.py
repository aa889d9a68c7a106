"""Bytes → the tree of a mail's parts: the same as the standard library makes, which looks at every line of it.

A subscription mail is thousands of lines of body and some boundaries, so boundaries and headers are searched for here,
and what is not plainly well formed is left to the standard library. Preamble, epilogue, defects and what a delivery
status says, which nobody here reads, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser, Parser

_BLANK_LINE = re.compile(r"\n[\r\n]|\r\r")
_LINE_END = re.compile(r"\r\n?|\n")
_FIELD = re.compile(r"([!-9;-~]+):([^\r\n]*+\r?\n(?:[ \t][^\r\n]*+\r?\n)*+)")
_AFTER_BOUNDARY = re.compile(r"(--)?[ \t]*(?:\r\n?|\n|\Z)")


def message_of(content: bytes) -> Message:
    """The mail in `content`, bytes beyond ASCII as surrogates, like `email.message_from_bytes`."""
    return _message(content.decode("ascii", "surrogateescape"))


def _message(text: str, *, is_part: bool = False) -> Message:
    """is_part: a boundary follows, to which the last line end belongs."""
    head, body = _halves(text)
    message = _headed(head)
    kind = message.get_content_maintype()
    if kind == "multipart":
        return message if _has_parts(message, body) else Parser().parsestr(text)
    if message.get_payload():  # the body began before the blank line
        return Parser().parsestr(_without_line_end(text) if is_part else text)
    if kind == "message" and message.get_content_type() != "message/delivery-status":
        message.set_payload([_message(body, is_part=is_part)])
    else:
        message.set_payload(_without_line_end(body) if is_part else body)
    return message


def _halves(text: str) -> tuple[str, str]:
    """The headers with their last line end, and what follows the blank line after them."""
    blank = _BLANK_LINE.search(text)
    start = 0 if text[:1] in ("\r", "\n") else blank.start() + 1 if blank else len(text)
    line_end = _LINE_END.match(text, start)
    return text[:start], text[line_end.end() :] if line_end else ""


def _headed(head: str) -> Message:
    """A message of these headers; what follows the last of them, if the body begins there, is its payload."""
    message, end = Message(), 0
    for field in _FIELD.finditer(head):
        if field.start() != end:
            break
        message.set_raw(field[1], field[2].lstrip(" \t").rstrip("\r\n"))
        end = field.end()
    return message if end == len(head) else HeaderParser().parsestr(head)


def _without_line_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def _has_parts(container: Message, body: str) -> bool:
    """Whether `body` is made of parts beyond doubt; `container` holds them then."""
    boundary = container.get_boundary()
    if boundary is None or _LINE_END.search(boundary) or container.get_content_type() == "multipart/digest":
        return False
    if container.get_payload() or not (parts := _parts(body, "--" + boundary)):
        return False
    container.set_payload([_message(part, is_part=True) for part in parts])
    return True


def _parts(body: str, mark: str) -> list[str]:
    """What stands between the lines that begin with `mark`; nothing if these follow each other or end too early."""
    parts: list[str] = []
    begin: int | None = None
    for start, end, is_last in _boundary_lines(body, mark):
        if start == begin or (begin is None and is_last):
            return []
        if begin is not None:
            parts.append(body[begin:start])
        if is_last:
            return parts
        begin = end
    return parts if begin is None else [*parts, body[begin:]]


def _boundary_lines(text: str, mark: str) -> Iterator[tuple[int, int, bool]]:
    """Where each line begins and ends that separates parts, and whether it says that it is the last."""
    start = text.find(mark)
    while start >= 0:
        rest = _AFTER_BOUNDARY.match(text, start + len(mark))
        if rest and (start == 0 or text[start - 1] in "\r\n"):
            yield start, rest.end(), rest[1] is not None
        start = text.find(mark, start + len(mark))
