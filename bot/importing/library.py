"""Suggestions from a BibTeX library, all commented out: whom its owner reads, and which words its titles share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.importing.bibtex import Work, works_in
from bot.importing.terms import term
from bot.importing.writing import Imported, comment, file_of, printable, quoted
from bot.scholarly.names import family_keys, same_person

MOST_SUGGESTED = 30
LEAST_WORKS, LEAST_TITLES = 2, 2
LONGEST_PHRASE = 4  # words

_WORD = re.compile(r"[^\W_]+(?:[-'’+][^\W_]+)*")
_LITTLE = frozenset(
    "a an and are as at based be between beyond by can do does for from has have how in into is it its more new not of"
    " on or over than that the their this through to toward towards under using via we what when where which with"
    " without your".split()
)


def rules_from_bibtex(text: str) -> Imported:
    """The rules file; raises ValueError if there is no work in the library."""
    works = works_in(text)
    if not works and re.match(r"\s*(?:TY  -|PMID-|%0 )", text):
        raise ValueError("this is no BibTeX but another format for references; export the library as BibTeX (.bib)")
    if not works:
        raise ValueError("there is no BibTeX entry with a title or authors in it")
    return Imported(file_of(_file(works)))


def _file(works: Sequence[Work]) -> Iterator[str]:
    yield from comment(
        f"From a BibTeX library: what {len(works)} {'work' if len(works) == 1 else 'works'} have in common. These are"
        " suggestions: remove the # in front of a key and of what you want under it."
    )
    yield ""
    yield from _suggested("authors", "works", frequent_authors(works))
    yield from _suggested("include", "titles", frequent_phrases(works))
    yield "digest:"
    yield "  select: {min_score: 1}"


def _suggested(key: str, what: str, counted: Iterable[tuple[str, int]]) -> Iterator[str]:
    lines = [f"#   - {quoted(printable(text))}  # {count} {what}" for text, count in counted]
    if lines:
        yield from (f"# {key}:", *lines, "")


def frequent_authors(works: Iterable[Work]) -> list[tuple[str, int]]:
    """Who wrote at least two of the works, by how many; one person however the name is written."""
    people: list[list[str]] = []
    filed: dict[str, list[list[str]]] = defaultdict(list)
    for name in (name for work in works for name in work.authors):
        keys = family_keys(name)
        known = (names for key in keys for names in filed[key] if same_person(names[0], name))
        person = next(known, None)
        if person is None:
            person = []
            people.append(person)
            for key in keys:
                filed[key].append(person)
        person.append(name)
    return _most([(max(names, key=len), len(names)) for names in people if len(names) >= LEAST_WORKS])


def frequent_phrases(works: Iterable[Work]) -> list[tuple[str, int]]:
    """Phrases of two words and more that several titles share, the longest way they are shared."""
    count = Counter(phrase for work in works for phrase in _phrases(work.title))
    shared = {phrase: number for phrase, number in count.items() if number >= LEAST_TITLES and _is_term(phrase)}
    longer = {
        part: number for phrase, number in shared.items() for part in _shorter(phrase) if shared.get(part) == number
    }
    return _most([(phrase, number) for phrase, number in shared.items() if phrase not in longer])


def _most(counted: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counted, key=lambda entry: (-entry[1], entry[0].casefold()))[:MOST_SUGGESTED]


def _phrases(title: str) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(title)]
    return {
        " ".join(words[start : start + length])
        for length in range(2, LONGEST_PHRASE + 1)
        for start in range(len(words) - length + 1)
        if _says_something(words[start], words[start + length - 1])
    }


def _says_something(first: str, last: str) -> bool:
    return not {first, last} & _LITTLE and not first.isdigit() and not last.isdigit()


def _shorter(phrase: str) -> Iterator[str]:
    """Every phrase within it."""
    words = phrase.split()
    for length in range(2, len(words)):
        yield from (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))


def _is_term(phrase: str) -> bool:
    try:
        term(phrase)
    except ValueError:
        return False
    return True
