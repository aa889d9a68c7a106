"""A query in one of the syntaxes we know, as a rules file with one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.importing import arxiv, indexes, pubmed, search
from bot.importing.expression import Expression, QueryError
from bot.importing.reading import Binding, Token, read
from bot.importing.translating import condition_of, notes_of, sayable
from bot.importing.writing import Imported, file_of, head, printable, rule

SCORES_ONE = "{score: 1}"
ONLY_NOT = "the rule fires for every paper that has nothing of what stands under none"


@dataclass(frozen=True)
class Syntax:
    """How one kind of query is read. title: what it is called in comments."""

    title: str
    unwrapped: Callable[[str], str]
    tokens: Callable[[str], Iterable[Token]]
    binding: Binding


SYNTAXES = {
    "arxiv": Syntax("an arXiv query", arxiv.unwrapped, arxiv.tokens, arxiv.BINDING),
    "pubmed": Syntax("a PubMed query", pubmed.unwrapped, pubmed.tokens, pubmed.BINDING),
    "search": Syntax("a search", search.unwrapped, search.tokens, search.BINDING),
}


def _syntax_of(query: str, kind: str) -> Syntax:
    """A search may be one of Web of Science or Scopus, which name their fields in ways of their own."""
    index = indexes.index_of(query) if kind == "search" else None
    return Syntax(index[0], str, indexes.tokens, index[1]) if index else SYNTAXES[kind]


def expression_of(query: str, syntax: Syntax) -> Expression:
    """What the query says; raises QueryError if it cannot be read."""
    return read(query, list(syntax.tokens(query)), syntax.binding)


def rules_from_query(query: str, kind: str, name: str) -> Imported:
    """The rules file with a rule called `name` for what the query, of one of SYNTAXES, finds; raises QueryError."""
    syntax = _syntax_of(query, kind)
    plain = printable(syntax.unwrapped(query)).strip()
    expression = expression_of(plain, syntax)
    wanted, notes = sayable(expression), notes_of(expression)
    if wanted is None:
        raise QueryError(f"nothing in it can become a rule ({'; '.join(notes)})", plain, 0)
    condition = condition_of(wanted)
    if {part.word for part in condition} == {"none"}:
        notes.append(ONLY_NOT)
    lines = [*head(f"From {syntax.title}: {plain}", notes), "rules:", *rule(name, condition, SCORES_ONE)]
    return Imported(file_of(lines), tuple(notes))
