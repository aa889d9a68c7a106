"""The automaton finds what a plain, slow reading of the rules finds: no more, no less."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from bot.judge.matcher import Matcher
from bot.judge.term_language import parse_term, term_list
from bot.judge.terms import Phrase, Word
from bot.judge.tokens import Text
from tests.judge.marked import scan
from tests.judge.reference import first_spans, places_of_words

# Letters of plurals mostly, so that words which only nearly agree abound.
WORDS = st.text(alphabet="aesyiw", min_size=1, max_size=6)
TEXTS = st.lists(WORDS, max_size=25)
PHRASES = st.builds(
    Phrase, st.lists(st.builds(Word, WORDS, st.sampled_from(["plural", "prefix"])), min_size=1, max_size=3).map(tuple)
)


@given(st.lists(PHRASES, max_size=12), TEXTS)
@example([Phrase((Word("be", "prefix"),))], ["bee"])
@example([Phrase((Word("s", "prefix"),))], ["see", "ses"])
@example([Phrase((Word("case", "prefix"), Word("ys")))], ["cases", "ys"])
@example([Phrase((Word("aay"),)), Phrase((Word("aaies"),))], ["aaies", "aay", "aai"])
def test_the_automaton_finds_all_places_of_all_phrases(phrases: list[Phrase], tokens: list[str]) -> None:
    found = Matcher(phrases).scan(Text(" ".join(tokens)))
    expected = {phrase.key: places_of_words(plainly(phrase), tokens) for phrase in phrases}
    assert found == {key: there for key, there in expected.items() if there}


TERM_WORDS = st.builds("".join, st.tuples(WORDS, st.sampled_from(["", "", "*"])))
OPERANDS = st.lists(TERM_WORDS, min_size=1, max_size=2).map(" ".join)
NEARS = st.builds("{} near/{} {}".format, OPERANDS, st.integers(1, 4), OPERANDS)
TERMS = st.lists(OPERANDS | NEARS, min_size=1, max_size=3).map(" or ".join)


@given(TERMS, TEXTS)
@example("a near/1 a", ["a"])
def test_a_term_is_found_just_where_it_stands(term: str, tokens: list[str]) -> None:
    text, terms = " ".join(tokens), term_list([term])
    assert terms.first_spans(scan(text, terms)) == sorted(first_spans(term, text, {}))


@given(TERMS, st.text(alphabet="aesy -.,()\u00e9\u0301\u4e00\\{}$+#'", max_size=60))
def test_spans_lie_in_the_text_whatever_it_holds(term: str, text: str) -> None:
    terms = term_list([term])
    assert all(0 <= start < end <= len(text) for start, end in terms.first_spans(scan(text, terms)))


@given(st.text(max_size=80))
def test_any_text_can_be_scanned(text: str) -> None:
    terms = term_list(["a*", "=B", "the model or c", "/x+/i", "d near/3 e*"])
    assert isinstance(terms.first_spans(scan(text, terms)), list)


@given(st.text(max_size=40))
def test_any_text_is_a_term_or_is_refused_with_a_sentence(source: str) -> None:
    with suppress(ValueError):
        assert parse_term(source)


def test_a_matcher_without_phrases_finds_nothing() -> None:
    assert Matcher([]).scan(Text("anything")) == {}


def test_a_phrase_that_two_terms_share_is_looked_for_once() -> None:
    assert Matcher([*term_phrases("models"), *term_phrases("models")]).scan(Text("model")) == {"models": [(0, 1)]}


def plainly(phrase: Phrase) -> list[tuple[str, bool]]:
    return [(word.text, word.how == "prefix") for word in phrase.words]


def term_phrases(source: str) -> list[Phrase]:
    return [wanted for wanted in parse_term(source) if isinstance(wanted, Phrase)]
