"""Author lists in every style that mails write them in."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.names import split_authors
from bot.scholarly.tex import decode_accents
from tests.corpus import CORPUS, needs_corpus

WHOLE = [
    ("Ruth Durrer and Serge Parnovsky", ["Ruth Durrer", "Serge Parnovsky"]),
    ("A. Smith, B. Roe and C. Doe", ["A. Smith", "B. Roe", "C. Doe"]),
    ("A. Smith, B. Roe, and C. Doe", ["A. Smith", "B. Roe", "C. Doe"]),
    ("A. Smith,B. Roe,C. Doe", ["A. Smith", "B. Roe", "C. Doe"]),
    ("A. Smith & B. Roe", ["A. Smith", "B. Roe"]),
    ("A. Smith, B. Roe, & C. Doe", ["A. Smith", "B. Roe", "C. Doe"]),
    ("Chia-Min Lin", ["Chia-Min Lin"]),
    ("Plato", ["Plato"]),
    ("R.Gonzalez Quaglia, Gabriel German", ["R.Gonzalez Quaglia", "Gabriel German"]),
    ("M.O. Archer, J.W.B. Eggington", ["M.O. Archer", "J.W.B. Eggington"]),
    ("Sz. Csizmadia, B.-O. Demory", ["Sz. Csizmadia", "B.-O. Demory"]),
    ("E. F. van Dishoeck, N. van der Marel", ["E. F. van Dishoeck", "N. van der Marel"]),
    ("Santiago Ramón y Cajal, José de la Cruz", ["Santiago Ramón y Cajal", "José de la Cruz"]),
    ("Alexandra Sand, Andy Roe", ["Alexandra Sand", "Andy Roe"]),
    ("By Jane Roe", ["Jane Roe"]),
    ("by Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
    ("Authors: Jane Roe, John Doe", ["Jane Roe", "John Doe"]),
    ("Author(s): Jane Roe", ["Jane Roe"]),
    ("Byron Smith, John Doe", ["Byron Smith", "John Doe"]),
    ("A. Smith (1 and 2), B. Roe (2), C. Doe (1) ((1) Univ. X, Town, (2) Inst. of Y and Z)",
     ["A. Smith", "B. Roe", "C. Doe"]),
    ("A. Smith (MIT, Cambridge), B. Roe (ETH Zürich)", ["A. Smith", "B. Roe"]),
    ("A. Smith (Univ. X (Town)), B. Roe", ["A. Smith", "B. Roe"]),
    ("A. Smith (1), B. Roe (2) ((1) Univ. of a place that the mail cut", ["A. Smith", "B. Roe"]),
    ("Hai (Helen) Li, Yiran Chen", ["Hai (Helen) Li", "Yiran Chen"]),
    ("Jane Roe (Max Planck Institute)", ["Jane Roe"]),
    ("Smith, G.; Roe, H.", ["Smith, G.", "Roe, H."]),
    ("Smith, G.; Roe, H.; and Doe, K.", ["Smith, G.", "Roe, H.", "Doe, K."]),
    ("Galia, W; Smith, JK", ["Galia, W", "Smith, JK"]),
    ("Jane Roe; John Doe", ["Jane Roe", "John Doe"]),
    ("Smith, G., Roe, H., and Doe, K.", ["Smith, G.", "Roe, H.", "Doe, K."]),
    ("Smith, G. A., Roe, H.-P. & Doe, K.", ["Smith, G. A.", "Roe, H.-P.", "Doe, K."]),
    ("van der Maaten, L., Hinton, G.", ["van der Maaten, L.", "Hinton, G."]),
    ("LeCun, Y.", ["LeCun, Y."]),
    ("LeCun, Yann", ["LeCun, Yann"]),
    ("LeCun, Yann and Bengio, Yoshua and Hinton, Geoffrey", ["LeCun, Yann", "Bengio, Yoshua", "Hinton, Geoffrey"]),
    ("Smith GM, Jones KL, van Dyke P.", ["Smith GM", "Jones KL", "van Dyke P"]),
    ("Smith GM, Xu L.", ["Smith GM", "Xu L"]),
    ("Jane Roe, John Doe.", ["Jane Roe", "John Doe"]),
    ("DV Dennison, RCC Garcia, M Le Nguyen", ["DV Dennison", "RCC Garcia", "M Le Nguyen"]),
    ("Mamani Maribel, Quispe Juan", ["Mamani Maribel", "Quispe Juan"]),
    ("John Smith, Jr., Ann Roe", ["John Smith, Jr.", "Ann Roe"]),
    ("John Smith Jr., Ann Roe III", ["John Smith Jr.", "Ann Roe III"]),
    ("Ann Roe, PhD, Bob Doe, MD, MPH", ["Ann Roe", "Bob Doe"]),
    ("Dr. Ann Roe, Prof. Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe Ph.D., Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe1,2, Bob Doe2 and Carl Poe*", ["Ann Roe", "Bob Doe", "Carl Poe"]),
    ("Ann Roe¹, Bob Doe²,³", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe†, Bob Doe‡", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe$^{1,2}$, Bob Doe$^2$", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe [1], Bob Doe [2,3]", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe <ann@example.org>, Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("ATLAS Collaboration", ["ATLAS Collaboration"]),
    ("Edward J. Wollack, and The CMB-S4 Collaboration", ["Edward J. Wollack", "The CMB-S4 Collaboration"]),
    ("Planck Collaboration: P. Ade, N. Aghanim", ["Planck Collaboration", "P. Ade", "N. Aghanim"]),
    ("张三，李四、王五", ["张三", "李四", "王五"]),
    ("山田 太郎、鈴木 花子", ["山田 太郎", "鈴木 花子"]),
    ("Иван Иванов, Пётр Петров", ["Иван Иванов", "Пётр Петров"]),
    ("Ann  Roe,\n   Bob\u00a0Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, , Bob Doe,", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe · Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Jean-Luc Picard und Käthe Müller", ["Jean-Luc Picard", "Käthe Müller"]),
    ("", []),
    ("1, 2", []),
]  # fmt: skip

CUT = [
    ("A Smith, B Li…", ["A Smith", "B Li"]),
    ("A Smith, B Li\u00a0…", ["A Smith", "B Li"]),
    ("A Smith, B Li, ...", ["A Smith", "B Li"]),
    ("A Smith, B Li [...]", ["A Smith", "B Li"]),
    ("A Smith et al.", ["A Smith"]),
    ("A Smith, et al", ["A Smith"]),
    ("Smith, G., Roe, H. et al.", ["Smith, G.", "Roe, H."]),
    ("Smith, G.; Roe, H.; et al.", ["Smith, G.", "Roe, H."]),
    (
        "D. Magrin, G. Peter, D. Piazza, et al. (20 additional authors not shown)",
        ["D. Magrin", "G. Peter", "D. Piazza"],
    ),
    ("Smith J, Roe K, ..., Doe L", ["Smith J", "Roe K", "Doe L"]),
    ("Jane Roe, John Doe, and 12 others", ["Jane Roe", "John Doe"]),
    ("Jane Roe, John Doe + 3 more", ["Jane Roe", "John Doe"]),
    ("Jane Roe and others", ["Jane Roe"]),
    ("Jane Roe,+", ["Jane Roe"]),
    ("张三，李四，等", ["张三", "李四"]),
]


@pytest.mark.parametrize(("text", "names"), WHOLE)
def test_a_whole_list_of_authors(text: str, names: list[str]) -> None:
    assert split_authors(text) == (tuple(names), False)


@pytest.mark.parametrize(("text", "names"), CUT)
def test_a_list_of_authors_that_was_cut_short(text: str, names: list[str]) -> None:
    assert split_authors(text) == (tuple(names), True)


@needs_corpus
def test_every_author_list_of_the_arxiv_listings() -> None:
    written = [
        entry["authors"] for path in sorted(CORPUS.glob("arxiv/*.json")) for entry in json.loads(path.read_text())
    ]
    lists = [split_authors(decode_accents(text)) for text in written]
    names = [name for authors, _ in lists for name in authors]
    assert (len(lists), sum(cut for _, cut in lists), len(names)) == (51, 2, 463)
    assert [name for name in names if not name.replace(".", "").replace(" ", "").replace("-", "").isalpha()] == [
        "The CMB-S4 Collaboration"
    ]
    assert max(names, key=len) == "Srivatsav Kunnawalkam Elayavalli"


@given(st.text(max_size=80))
def test_any_text_is_split_without_an_error(text: str) -> None:
    names, _ = split_authors(text)
    assert all(name and name == name.strip() for name in names)


@given(st.lists(st.sampled_from(["Ann Roe", "B. C. Doe", "Lars van der Berg", "Wei Li"]), min_size=2, max_size=6))
def test_a_list_joined_with_commas_comes_apart_again(names: list[str]) -> None:
    assert split_authors(", ".join(names)) == (tuple(names), False)


@pytest.mark.parametrize(
    "hostile", ["(" * 20_000, "(a" * 9_000 + ")" * 9_000, ", " * 30_000, "and " * 20_000, "A B, " * 9_000]
)
def test_a_hostile_list_is_split_in_little_time(hostile: str) -> None:
    started = time.process_time()
    split_authors(hostile)
    assert time.process_time() - started < 2
