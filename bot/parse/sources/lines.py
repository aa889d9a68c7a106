"""A body as lines, each a Block: HTML and plain text brought to one form. Plain text has no tags, but paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.parse.html import Block, Link, blocks_of
from bot.parse.text import collapse, visible

_LONGEST = 4_000  # characters of a line that are looked at
_LONGEST_FIELD = 400  # lines; author lists of large collaborations are that long

_LONGEST_BUTTON = 40
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_URL = re.compile(r"https?://[^\s<>\"“”]+", re.I)
_URL_END = ".,;:!?'’*_"
_BROKEN_URL = re.compile(r"<\s*(https?:[^<>]{1,4000})>")
# Where Gmail breaks a line that has become too long by the address behind its words.
_ADDRESS_BELOW = re.compile(r"(?<=[^\s>])\*?[ \t]*\n[ \t]*(?=<https?:)")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{1,400})\]\(\s*<?(https?:[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?\s*\)")
_FOOTNOTE = re.compile(r"^[ \t]*\[(\d{1,3})\][:.]?[ \t]+<?(https?:\S+?)>?[ \t]*$", re.M)
_FOOTNOTE_MARK = re.compile(r"[ \t]?\[(\d{1,3})\](?!\()")
_DECORATION = re.compile(
    r"^(?:[ \t]*(?:[*•·‣◦▪■►▶➤✦★☆|]|[-–—](?=\s)|#{1,6}(?=\s)))+[ \t]*|(?<![ \t])[ \t]*+(?<![*|])[*|]++[ \t]*+$"
)
_LONG_FIELD = re.compile(
    r"(?:title|titel|titre|t[ií]tulo|titolo|authors?|author\(s\)|verfasser(?:in)?|autor(?:en|es|in)?|auteurs?|source"
    r"|作者|著者|저자|авторы?|标题|题目|题名|论文题目|タイトル|제목|название)\s*[:：]",
    re.I,
)
# Ovid's alerts have each label on a line of its own.
_LABEL_ALONE = re.compile(
    r"Title|Authors?(?: Full Names?)?|Source|Institution|Journal|Year|Abstract|Publication Type"
    r"|(?:Unique|Digital Object) Identifier|Accession Number|Date of Publication|Status"
)
# DSpace puts each author on a line: "Authors: Example, Ada" / "Poe, Cy".
_ONE_INVERTED = re.compile(r"(?:[\w()]+:\s*)?[^\W\d_][^,;:\d]{0,40},\s[^\W\d_][^,;:\d]{0,40}")
_ANY_FIELD = re.compile(r"[^\W\d_a-z][\w()/-]*(?:\s[\w()/-]+){0,3}\s*[:：]|(?i:doi|pmid|author\(s\)|online|tl;?dr)\b")
_RULE = re.compile(r"[\W_]+")


def lines_of_html(html: str) -> list[Block]:
    """One line per block, or per line of a preformatted block."""
    return [line for block in blocks_of(html) for line in _lines_of_block(block)]


def _lines_of_block(block: Block) -> Sequence[Block]:
    if "\n" in block.text:
        return lines_of_text(_with_addresses(block))
    return (block,) if len(block.text) <= _LONGEST else (_beginning(block),)


def _beginning(block: Block) -> Block:
    links = tuple(link for link in block.links if link.end <= _LONGEST)
    return block._replace(text=block.text[:_LONGEST], links=links)


def _with_addresses(block: Block) -> str:
    """Preformatted text with each link's address behind its words, unless these are the address."""
    pieces, position = [], 0
    for link in block.links:
        words = block.text[link.start : link.end]
        shown = "" if words.strip().startswith("http") else f" <{link.url}>"
        pieces += [block.text[position : link.end], shown]
        position = link.end
    return "".join([*pieces, block.text[position:]])


def lines_of_text(text: str) -> list[Block]:
    """The lines of plain text without quote marks, bullets and rules; footnotes and Markdown links are links."""
    lines, opens = [], True
    for raw in _prepared(text).split("\n"):
        line = _DECORATION.sub("", raw[:_LONGEST]).strip()
        if not line or _RULE.fullmatch(line):
            opens = True
            continue
        lines.append(_plain_line(line)._replace(opens=opens))
        opens = False
    return list(_with_joined_fields(lines))


def _with_joined_fields(lines: Sequence[Block]) -> Iterator[Block]:
    """A labelled title or author list on one line, over however many it was wrapped."""
    number = 0
    while number < len(lines):
        line, number = lines[number], number + 1
        if number < len(lines) and _LABEL_ALONE.fullmatch(line.text) and _is_value(lines[number]):
            line, number = _with_label(line, lines[number]), number + 1
        if _LONG_FIELD.match(line.text) and not line.links:
            end = number
            while end < min(len(lines), number + _LONGEST_FIELD) and _continues_field(lines[end]):
                end += 1
            pieces = [one.text for one in (line, *lines[number:end])]
            line = line._replace(text=("; " if all(map(_ONE_INVERTED.fullmatch, pieces)) else " ").join(pieces))
            number = end
        yield line


def _is_value(line: Block) -> bool:
    """Of a label above it; a title may read like a field of its own ("Falls: what helps")."""
    return not line.opens and not _LABEL_ALONE.fullmatch(line.text)


def _with_label(label: Block, value: Block) -> Block:
    moved = len(label.text) + 2
    links = tuple(link._replace(start=link.start + moved, end=link.end + moved) for link in value.links)
    return value._replace(text=f"{label.text}: {value.text}", links=links, opens=label.opens)


def _continues_field(line: Block) -> bool:
    is_field = _ANY_FIELD.match(line.text) or _LABEL_ALONE.fullmatch(line.text)
    return not line.opens and not line.links and not is_field


def _prepared(text: str) -> str:
    text = visible(text) if not text.isascii() else text
    text = text.replace("\xa0", " ")
    if ">" in text:
        text = _QUOTE.sub("", text)
        text = _BROKEN_URL.sub(lambda found: f"<{''.join(found[1].split())}>", text)
        text = _ADDRESS_BELOW.sub(" ", text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(lambda found: f"{' '.join(found[1].split())} <{found[2]}>", text)
    footnotes = dict(_FOOTNOTE.findall(text))
    return _resolved(_FOOTNOTE.sub("", text), footnotes) if footnotes else text


def _resolved(text: str, footnotes: Mapping[str, str]) -> str:
    return _FOOTNOTE_MARK.sub(lambda mark: f" <{footnotes[mark[1]]}>" if mark[1] in footnotes else mark[0], text)


def _plain_line(line: str) -> Block:
    """An address in brackets links the words before it, any other address links itself."""
    text, position = "", 0
    links: list[Link] = []
    for start, end, url in _addresses(line):
        before = line[position:start]
        if before.endswith("[ ") and line[end : end + 2] == " ]":  # Substack's
            before, end = before[:-1], end + 1
        bracketed = before[-1:] in ("<", "(", "[") and line[end : end + 1] in (">", ")", "]")
        words = _button(collapse(before[:-1])) if bracketed else ""
        if words:
            text = f"{text} {collapse(before[:-1]).removesuffix(words)}".strip()
            text, links = _joined(text, words, links, url)
            position = end + 1
        else:
            text = f"{text} {collapse(before.rstrip('<'))}".strip()
            text, links = _joined(text, url, links, url)
            position = end + (line[end : end + 1] == ">")
    return Block(f"{text} {collapse(line[position:])}".strip(), links=tuple(links))


def _button(words: str) -> str:
    """What one clicks on, of the words before an address: "paper" of "… at half the memory. (paper"."""
    _, bracket, last = words.rpartition("(")
    return last.strip() if bracket and 0 < len(last.strip()) <= _LONGEST_BUTTON and ")" not in last else words


def _joined(text: str, words: str, links: list[Link], url: str) -> tuple[str, list[Link]]:
    text = f"{text} {words}".strip()
    return text, [*links, Link(url, len(text) - len(words), len(text))]


def _addresses(line: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each address; not with the sentence's punctuation or a bracket it did not open."""
    for found in _URL.finditer(line) if "://" in line else ():
        url = found[0]
        while url[-1] in _URL_END or (url[-1] in ")]" and url.count("(") < url.count(")") + url.count("]")):
            url = url[:-1]
        yield found.start(), found.start() + len(url), url
