"""Text from mail made safe to show, matches kept in place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose.card.text import Run, marked, shortened, shown

UNSEEN = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff\u00ad\x00\x1b\x9b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two \n lines\t", "two lines"),
        ("Evil\u202egnp.exe\u202c", "Evilgnp.exe"),
        ("zero\u200bwidth \u200b end", "zerowidth end"),
        ("a\x00b\x07c\x9bd", "abcd"),
        ("line\u2028separator\x85next", "line separator next"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("م\u200cی‌خواهم", "م\u200cی\u200cخواهم"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 3),
        ("non\u00a0breaking", "non breaking"),
    ],
)
def test_unseen_and_broken_characters_are_dropped(text: str, expected: str) -> None:
    assert shown(text) == expected


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_whatever_comes_one_clean_line_is_shown(text: str) -> None:
    line = shown(text)

    assert not UNSEEN & set(line)
    assert line.splitlines() in ([], [line])
    assert line.encode("utf-8").decode("utf-8") == line


def test_matches_are_marked_where_the_rule_found_them() -> None:
    text = marked("On flow matching, and more", [(3, 16)])

    assert text.runs == (Run("On ", False), Run("flow matching", True), Run(", and more", False))


def test_tex_is_read_and_matches_move_with_it() -> None:
    source = r"An $\alpha$-divergence for {\em flow matching}"

    text = marked(source, [(source.index("$"), source.index(" for")), (source.index("flow"), len(source) - 1)])

    assert str(text) == "An α-divergence for flow matching"
    assert [run.text for run in text.runs if run.matched] == ["α-divergence", "flow matching"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"$O(n^2)$ time", "O(n²) time"),
        (r"$10^{-3}$ and $x_{12}$", "10⁻³ and x₁₂"),
        (r"$\ell_1$", "ℓ₁"),
        (r"$x^{a,b}$", "xa,b"),
        ("snake_1 and 2^8 as text", "snake_1 and 2^8 as text"),
        (r"a_1 costs \$5", "a_1 costs $5"),
    ],
)
def test_raised_and_lowered_figures_are_shown_as_such(source: str, expected: str) -> None:
    assert str(marked(source)) == expected


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=5))
def test_the_runs_are_the_text_whatever_the_spans(source: str, spans: list[tuple[int, int]]) -> None:
    text = marked(source, spans)

    assert "".join(run.text for run in text.runs) == str(text)
    assert "\ufdd0" not in str(text)


def test_dashes_of_tex_are_shown_as_dashes() -> None:
    text = marked("lenses -- I: 1990--2020, a--b and --help", [(0, 6), (10, 11)])

    assert str(text) == "lenses – I: 1990–2020, a--b and --help"
    assert [run.text for run in text.runs if run.matched] == ["lenses", "I"]


def test_overlapping_matches_are_one() -> None:
    assert marked("abcdef", [(0, 3), (2, 4), (4, 5)]).matches == ((0, 5),)


def test_a_cut_keeps_the_matches_inside_it() -> None:
    piece = marked("one two three", [(4, 7), (8, 13)]).cut(4, 10, before="… ", after=" …")

    assert str(piece) == "… two th …"
    assert [run.text for run in piece.runs if run.matched] == ["two", "th"]


@pytest.mark.parametrize(("limit", "expected"), [(11, "short words"), (9, "short…"), (3, "sh…")])
def test_long_text_is_cut_between_words(limit: int, expected: str) -> None:
    assert shortened("short words", limit) == expected
