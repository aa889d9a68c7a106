"""Folded text and the way back to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.folding import fold, fold_with_map, title_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Fine-Tuning", "fine tuning"),
        ("fine–tuning — now", "fine tuning now"),
        ("fine\u2011tuning\u00a0of\u2009it", "fine tuning of it"),
        ("TCP/IP and snake_case", "tcp ip and snake case"),
        ("  two \n lines ", "two lines"),
        ("C++ and C#", "c++ and c#"),
        ("Ｃ＋＋ ＡＢＣ", "c++ abc"),
        ("Straße Łódź Ørsted Æon Đà", "strasse lodz orsted aeon da"),
        ("Müller Čapek İzmir ılıca", "muller capek izmir ilica"),
        ("e\u0301tude", "etude"),
        ("ﬁne ﬂow", "fine flow"),
        ("CO₂ and x²", "co2 and x2"),
        ("Parkinson’s and Parkinson's", "parkinsons and parkinsons"),
        ("'quoted' ‘so’", "'quoted' 'so'"),
        ("Stokes’ and agents' ''classes''", "stokes and agents ''classes"),
        ("L^2 and a ^b s'^x", "l2 and a ^b s'^x"),
        ("ﾃﾞｰﾀ と デ", "データ と デ"),
        ("Fig.~3", "fig. 3"),
        ("α-divergence and TNF-α", "alpha divergence and tnf alpha"),
        ("TNFα ανάλυση μm", "tnfα αναλυση μm"),
        ("soft\u00adhyphen zero\u200bwidth \u202abidi\u202c", "softhyphen zerowidth bidi"),
        ("深度学习 がんばる 한국어", "深度学习 がんばる 한국어"),
        ("Ёлка", "елка"),
        ("a, b; c. (d)!", "a, b; c. (d)!"),
        ("p < 0.05 & 20%", "p < 0.05 & 20%"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found", "source"),
    [
        ("The Fine–Tuning of it", "fine tuning", "Fine–Tuning"),
        ("a  —  b c", "b c", "b c"),
        ("ﬁne α-divergence!", "alpha divergence", "α-divergence"),
        ("in Straße 5", "strasse", "Straße"),
        ("Parkinson’s disease", "parkinsons", "Parkinson’s"),
        ("x e\u0301tude y", "etude", "e\u0301tude"),
        ("ﬁne", "fi", "ﬁ"),
    ],
)
def test_a_folded_hit_leads_back_to_its_source(text: str, found: str, source: str) -> None:
    folded, offsets = fold_with_map(text)
    start = folded.index(found)
    assert text[offsets[start] : offsets[start + len(found)]].rstrip() == source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Histone H3. 3 in cells", "Histone H3.3 in cells"),
        ("CO 2 capture", r"CO$_2$ capture"),
        (r"R\'enyi $\alpha$-divergence", "Rényi α-divergence"),
        ("alpha-divergence", "α divergence"),
        ("Lyα emitters", "Ly alpha emitters"),
        ("FINE TUNING!", "fine-tuning"),
    ],
)
def test_titles_that_read_alike_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_a_title_key_keeps_letters_of_every_script() -> None:
    assert title_key("深度学习：综述 (Обзор)") == "深度学习综述обзор"


ANYTHING = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=" \t-–'’^saÉßﬁαβ\u0301\u00ad\u200b½₂Ａ™…㎧_/深ﾃﾞ\u0640", max_size=30),
)


@given(ANYTHING)
def test_the_map_ascends_and_stays_within_the_text(text: str) -> None:
    folded, offsets = fold_with_map(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)


@given(ANYTHING)
def test_folding_with_and_without_the_map_agree(text: str) -> None:
    assert fold(text) == fold_with_map(text)[0]


@given(ANYTHING)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip(" ")
    assert "  " not in folded


@given(st.text(max_size=40))
def test_a_title_key_is_letters_and_digits(text: str) -> None:
    key = title_key(text)
    assert key == "" or key.isalnum()
