"""Regular expressions are ruled out together, and none that matches is."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from bot.judge.regexes import LETTERS_IN_FILTER, MOST_IN_SET, RegexFilter
from bot.judge.term_language import parse_term
from bot.judge.terms import Regex
from bot.judge.tokens import Text


def regex(written: str) -> Regex:
    (parsed,) = parse_term(written)
    assert isinstance(parsed, Regex)
    return parsed


def candidates(text: str, *written: str) -> set[str]:
    return set(RegexFilter(map(regex, written)).candidates(text.encode()))


def matching(text: str, *written: str) -> set[str]:
    return set(RegexFilter(map(regex, written)).matching(Text(text)))


@pytest.mark.parametrize(
    ("written", "text", "may_match"),
    [
        (r"/in\s+vivo/", "in\nvivo", True),
        (r"/in\s+vivo/", "in silico", False),
        (r"/in\s+vivo/i", "tested In ViVo", True),
        (r"/GPT-?[34]/", "GPT4", True),
        (r"/GPT-?[34]/", "LLaMA 3", False),
        (r"/résumé/i", "RÉSUMÉ", True),
        (r"/kelvin/i", "\u212aelvin", True),
        (r"/(?:LoRA|DoRA)s?/", "a DoRA", True),
        (r"/(?:LoRA|DoRA)s?/", "a dora", True),
        (r"/[0-9]{4}/", "in 2019", True),
        (r"/[0-9]{4}/", "in June", False),
        (r"/^\S+$/", "two words", False),
        (r"/(a+)+$/", "aaab", False),
        (r"/\d|\d\Q/i", "a", False),
    ],
)
def test_what_a_text_cannot_match_is_mostly_ruled_out(written: str, text: str, may_match: bool) -> None:
    assert candidates(text, written) == ({written} if may_match else set())


def test_without_regular_expressions_none_matches() -> None:
    assert matching("any text") == set()


def test_one_that_two_rules_share_is_looked_for_once() -> None:
    assert candidates("flow", "/flow/", "/flow/", "/flow/i") == {"/flow/", "/flow/i"}


def test_more_than_one_automaton_can_hold_are_found_all_the_same() -> None:
    digits = [rf"/^[0-9]{{{count}}} of/" for count in range(1, 2 * MOST_IN_SET)]
    classes = [rf"/[^a-c]{{{count}}}[0-9]$/" for count in range(1, 2 * MOST_IN_SET)]
    found = candidates("123 of them 7", *digits, *classes)
    assert {digits[2], *classes[:8]} <= found


def test_one_that_is_very_long_is_found() -> None:
    long = "abcdefgh" * (LETTERS_IN_FILTER // 8 + 1)
    assert candidates(f"x {long} y", "/flow/", f"/{long}/i") == {f"/{long}/i"}


def test_those_too_large_to_be_looked_for_together_stay_candidates() -> None:
    large = [rf"/\pL{{{count}}}[0-9]\pL*/i" for count in range(60, 100)]
    assert set(large) == candidates("word1", *large)


ATOMS = st.sampled_from(["a", "b", "ab", "[ab]", "[^a]", ".", "é", "k", r"\s", r"\b", "^", "$", r"\d", "(?i:B)", "s"])
SOURCES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("(?:{0[0]}|{0[1]})".format),
        st.tuples(inner, st.sampled_from("*+?")).map("(?:{0[0]}){0[1]}".format),
    ),
    max_leaves=6,
)
WRITTEN = st.builds("/{}/{}".format, SOURCES, st.sampled_from(["", "i"]))


@given(st.lists(WRITTEN, min_size=1, max_size=5), st.text(alphabet="abABékK\u212asſ1 \n", max_size=12))
def test_just_those_that_match_are_found(written: list[str], text: str) -> None:
    expected = {one for one in written if regex(one).compiled.search(text)}
    event("one matches" if expected else "none matches")
    assert matching(text, *written) == expected
