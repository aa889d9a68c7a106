"""Whether words are names of people, and how many a bare list names: one without labels, degrees, marks and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parse.text import has_digit
from bot.scholarly.degrees import BETWEEN_COMMAS

_LOOKED_AT = 400  # characters of a text that show whether it names people

_PARTICLE = (
    r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|d['’]|de['’]|al|bin|ibn|ten|ter|zu|af|av|y|e|das|do|Mc"
    r"|st\.)"
)
_NAME_WORD = r"(?:(?:[dl]['’]|(?:al|el|de|ibn|bin)-))?[^\W\d_a-z][\w'’´`.-]*"
NAME = re.compile(
    rf"(?:(?:{_NAME_WORD}|{_PARTICLE})\s+){{1,5}}(?:{_NAME_WORD}|Jr\.?|Sr\.?)|[^\W\d_a-z](?:\.\s?|\s)-?[^\W\d_a-z][\w'’-]+"
)
_CJK_NAME = re.compile(
    "(?!.*(?:学报|杂志|研究|科学|评论|通讯|通报|期刊|学刊|论坛|技术|工程|大学|学会|学院|月刊|季刊|雑誌|会誌|紀要|論文集)$)[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·]{2,6}"
)
_INVERTED = re.compile(
    rf"(?:{_PARTICLE}\s){{0,3}}{_NAME_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_NAME_WORD})?,"
    rf"\s*{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|{_PARTICLE})){{0,3}},?\s*"
)
_ONE_WITH_INITIALS = (
    rf"(?:{_PARTICLE}\s){{0,2}}{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}},\s(?:[^\W\d_a-z]\.[\s-]?){{1,4}}"
    r"(?:,\s?(?:and\s|&\s)?|\s?and\s|\s?&\s|$)"
)
_WITH_INITIALS = re.compile(_ONE_WITH_INITIALS)
_ALL_WITH_INITIALS = re.compile(rf"(?:{_ONE_WITH_INITIALS})+")
_FIRST_OF_MANY = re.compile(rf"(?:{_PARTICLE}\s){{0,3}}{_NAME_WORD}(?:\s{_NAME_WORD})?\s+(?i:et al)\b\.?")
_SEPARATORS = (" and ", " & ", "&", ";", " und ", " · ", " • ", "|", "、")
# Of a list of so many so large a share must look like names; the rest may be written in ways we do not know.
_SOME, _MOST = 3, 0.75

# What no Chinese name holds, and what Japanese sentences do: verbs, and Latin words among Japanese particles.
_IN_SENTENCE = re.compile("[的您你请我们这那吗呢：]|です|ます|した|ください|から")
_HIRAGANA = re.compile("[ぁ-ん]")
_LATIN = re.compile("[A-Za-z]")
_FROM_KANA_ON = re.compile("[ぁ-\uffff]")  # characters, of which each sentence has one
# "Phys. Rev. B 114, 094123 (2026)" is a citation; nobody is abbreviated like that.
_ABBREVIATED_JOURNAL = re.compile(r"\b[A-Z][a-z]{2,9}\.\s(?:[A-Z][A-Za-z]{0,9}\.?\s){1,5}[A-Z]?\d")
# Words no author list has; they tell "Deep Learning and Protein Folding" from two people.
_NO_NAMES = frozenset(
    """
    learning neural network networks model models data analysis system systems theory university institute department
    journal proceedings review letters science sciences research medicine physics chemistry biology engineering volume
    issue press society association conference international cell cells protein proteins quantum optimization language
    vision robotics computing health disease cancer study studies effect effects method methods transactions arxiv ieee
    acm communications advances nature identifier accession publication year article articles investigation
    investigations commentary commentaries viewpoint viewpoints perspective perspectives editorial forum
    reports dynamics bank the of for in with on from using via is are
    """.split()
)
_VOLUME_AND_PAGE = re.compile(r"(?<!\S)\d{2,} \d{2,}(?!\S)")
_MOST_OF_A_TITLE = 40  # words; among more names one of those words may be somebody's
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)  # some are names
INSTITUTIONS = tuple(  # how their words begin
    "universit institut school college center centre faculty hospital laborator academy department".split()
)


def people_in(text: str) -> int:
    """How many people a bare list names, in either order of their names; 0 when it is none."""
    if ";" in text and (inverted := _inverted(text)):
        return inverted
    if "., " in text and (inverted := _inverted_with_initials(" ".join(text.split()))):
        return inverted
    people = _separated(text)
    names = sum(bool(NAME.fullmatch(name) or _CJK_NAME.fullmatch(name)) for name in people)
    if people and (names == len(people) or (names >= _SOME and names >= _MOST * len(people))):
        return len(people)
    if " and " in text and (inverted := _inverted(text.replace(" and ", ";"))) > 1:
        return inverted
    return 1 if len(people) == 2 and _INVERTED.fullmatch(text.strip(" .,").removesuffix(" and")) else 0


def is_first_of_many(text: str) -> bool:
    """Whether a surname alone stands for all: "Roe et al."."""
    return _FIRST_OF_MANY.fullmatch(text) is not None


def words_of(text: str) -> list[str]:
    """The words that show whether a text names people, without the punctuation around them."""
    return [word.strip(".,;:()[]") for word in text[:_LOOKED_AT].split()]


def is_in_lower_case(words: Sequence[str]) -> bool:
    """Whether there are more such words than names have particles: "by Ada Okafor We show that nets are fun"."""
    words = words[:-2] if [*words[-2:]] == ["et", "al"] else words
    return sum([word[:1].islower() for word in words]) > 1 + 0.4 * len(words)


def has_no_names(text: str, lowered: Sequence[str]) -> bool:
    """Whether there is something that no list of names has; lowered: its words in lower case."""
    if len(lowered) < _MOST_OF_A_TITLE and not _NO_NAMES.isdisjoint(lowered):
        return True
    if _VOLUME_AND_PAGE.search(text):
        return True
    if not _MONTHS.isdisjoint(lowered) and has_digit(" ".join(lowered)):
        return True
    if any([word.startswith(INSTITUTIONS) for word in lowered]):  # noqa: C419 -- faster than a generator
        return True
    return _ABBREVIATED_JOURNAL.match(text) is not None


def is_sentence(text: str) -> bool:
    """Whether Chinese or Japanese words are running text; other text says no."""
    if text.isascii() or _FROM_KANA_ON.search(text) is None:
        return False
    is_mixed = _HIRAGANA.search(text) is not None and _LATIN.search(text) is not None
    return is_mixed or _IN_SENTENCE.search(text) is not None


def _inverted(text: str) -> int:
    """How many people "Lu, Sirui; Feldman, Gilad" names, one between two semicolons; 0 when it is no such list."""
    people = [person.strip(" ,") for person in text.split(";") if person.strip(" ,.")]
    return len(people) if all(map(_INVERTED.fullmatch, people)) else 0


def _inverted_with_initials(text: str) -> int:
    """How many people "Roe, A. B., Doe, C., & Poe, D. E." names; 0 when it is no such list."""
    return len(_WITH_INITIALS.findall(text)) if _ALL_WITH_INITIALS.fullmatch(text) else 0


def _separated(text: str) -> list[str]:
    for mark in _SEPARATORS:
        text = text.replace(mark, ",")
    return [
        name
        for part in text.split(",")
        if (name := part.strip(" .:;").removeprefix("and ")) and name not in BETWEEN_COMMAS
    ]
