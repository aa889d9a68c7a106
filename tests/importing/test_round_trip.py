"""Whatever a query says, the rule made of it selects the same papers: random expressions, written in each syntax."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importing import QueryError, rules_from_query
from bot.importing.expression import All, Any, Expression, Leaf, Not
from bot.models import Paper
from tests.importing.judged import is_selected, paper

WORDS = ("ox", "yak", "emu", "gnu")
PHRASES = (*WORDS, "ox yak", "emu gnu")
SURNAMES = ("Adler", "Brandt", "Curie")

# How each syntax writes a condition, in the words of the rules language.
WRITTEN: dict[str, dict[str, Callable[[str], str]]] = {
    "arxiv": {
        "text": 'all:"{}"'.format,
        "title": 'ti:"{}"'.format,
        "abstract": 'abs:"{}"'.format,
        "author": "au:{}".format,
        "category": "cat:{}".format,
    },
    "pubmed": {
        "text": '"{}"[tiab]'.format,
        "title": "{}[Title]".format,
        "abstract": '"{}"[ab]'.format,
        "author": "{}[Author]".format,
    },
    "search": {
        "text": '"{}"'.format,
        "title": 'intitle:"{}"'.format,
        "author": "author:{}".format,
    },
}
AND = {"arxiv": " AND ", "pubmed": " AND ", "search": " "}
NOT = {"arxiv": "NOT ", "pubmed": "NOT ", "search": "-"}


def leaves(kind: str) -> st.SearchStrategy[Expression]:
    values = {"author": SURNAMES, "category": ("cs.LG", "stat.ML")}
    return st.sampled_from([Leaf(word, value, "") for word in WRITTEN[kind] for value in values.get(word, PHRASES)])


def expressions(kind: str) -> st.SearchStrategy[Expression]:
    def larger(smaller: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(smaller, min_size=2, max_size=3).map(tuple)
        return several.map(All) | several.map(Any) | smaller.map(Not)

    return st.recursive(leaves(kind), larger, max_leaves=6)


papers = st.builds(
    paper,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    st.lists(st.sampled_from(SURNAMES), max_size=2, unique=True).map(lambda names: tuple(f"Mia {n}" for n in names)),
    categories=st.lists(st.sampled_from(("cs.LG", "stat.ML")), max_size=2).map(tuple),
)


def holds(expression: Expression, of: Paper) -> bool:
    """What the expression means, said plainly."""
    match expression:
        case All(members):
            return all(holds(member, of) for member in members)
        case Any(members):
            return any(holds(member, of) for member in members)
        case Not(member):
            return not holds(member, of)
        case Leaf(word, value):
            return value in _values(of, word or "") if word in {"author", "category"} else _says(of, word or "", value)


def _values(of: Paper, word: str) -> tuple[str, ...]:
    return tuple(name.split()[-1] for name in of.authors or ()) if word == "author" else of.categories or ()


def _says(of: Paper, word: str, phrase: str) -> bool:
    fields = {"title": [of.title], "abstract": [of.abstract or ""], "text": [of.title, of.abstract or ""]}[word]
    return any(f" {phrase} " in f" {text} " for text in fields)


def written(expression: Expression, kind: str) -> str:
    """The expression in that syntax, every group in brackets."""
    match expression:
        case All(members):
            return f"({AND[kind].join(written(member, kind) for member in members)})"
        case Any(members):
            return f"({' OR '.join(written(member, kind) for member in members)})"
        case Not(member):
            return f"{NOT[kind]}{written(member, kind)}" if not isinstance(member, Not) else _twice(member, kind)
        case Leaf(word, value):
            return WRITTEN[kind][word or ""](value)


def _twice(member: Not, kind: str) -> str:
    return f"{NOT[kind]}({written(member, kind)})"


def agrees(kind: str, expression: Expression, of: Paper) -> bool:
    imported = rules_from_query(written(expression, kind), kind, "imported")
    return is_selected(imported, of) is holds(expression, of)


@given(expressions("arxiv"), papers)
@settings(max_examples=200, deadline=None)
def test_an_arxiv_query_selects_what_it_says(expression: Expression, of: Paper) -> None:
    assert agrees("arxiv", expression, of)


@given(expressions("pubmed"), papers)
@settings(max_examples=200, deadline=None)
def test_a_pubmed_query_selects_what_it_says(expression: Expression, of: Paper) -> None:
    assert agrees("pubmed", expression, of)


@given(expressions("search"), papers)
@settings(max_examples=200, deadline=None)
def test_a_search_selects_what_it_says(expression: Expression, of: Paper) -> None:
    assert agrees("search", expression, of)


odd_text = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            '"',
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "ti:",
            "[ti]",
            "-",
            "|",
            "AND",
            "OR",
            "NOT",
            "TS=",
            "PY=",
            "ABS(",
            "W/2 ",
            "a",
            "b*",
            "@",
            "/",
            " ",
        ]
    )
).map("".join)


def answer(kind: str, text: str) -> str:
    """The file, once it has judged a paper, or what is wrong with the query."""
    try:
        imported = rules_from_query(text, kind, "imported")
    except QueryError as error:
        return str(error)
    is_selected(imported, paper("Anything"))
    return imported.text


@given(st.sampled_from(sorted(WRITTEN)), odd_text)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_rules_that_load_or_a_sentence(kind: str, text: str) -> None:
    assert answer(kind, text).startswith(("# From", "the query cannot be read"))
