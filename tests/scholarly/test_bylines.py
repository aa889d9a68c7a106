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
    ("Ada Okafor, MD and Bo Chen, PhD", ["Ada Okafor", "Bo Chen"]),
    ("Kurdi, Benedek; Melnik, David E.", ["Kurdi, Benedek", "Melnik, David E."]),
    ("Ada Okafor ORCID, Bo Chen ORCID iD", ["Ada Okafor", "Bo Chen"]),
    ("ADA OKAFOR, BO CHEN", ["ADA OKAFOR", "BO CHEN"]),
    ("Ada Okafor, RN, MSN, Bo Chen, DO", ["Ada Okafor", "Bo Chen"]),
    (
        "Okafor, Muhammad F.C.P.S.; Chen, Ada S. M.D.; Roe-Doe, Julia Pharm.D.; Poe, Ihsan B.S.; Tolk, J.R.R.",
        ["Okafor, Muhammad", "Chen, Ada S.", "Roe-Doe, Julia", "Poe, Ihsan", "Tolk, J.R.R."],
    ),
    ("Okafor, Ada S. M.D.", ["Okafor, Ada S."]),
    ("Okafor, Ada DO", ["Okafor, Ada"]),
    ("Okafor, Ada RN, MSN; Chen, Bo-Wei MD, PhD; Roe, Cy, University of X", ["Okafor, Ada", "Chen, Bo-Wei", "Roe, Cy"]),
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
    ("LeCun, Yann A.", ["LeCun, Yann A."]),
    ("Le Gall, R. M., & Al-Rashid, J. L.", ["Le Gall, R. M.", "Al-Rashid, J. L."]),
    ("Ní Dhomhnaill, Ingrid J. (Univ. of X)", ["Ní Dhomhnaill, Ingrid J."]),
    ("Ferreira da Silva, Tomás", ["Ferreira da Silva, Tomás"]),
    ("Ann Roe, Bob A. Doe", ["Ann Roe", "Bob A. Doe"]),
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
    ("Sato K, Kim HJ; AIRBORN-2 Investigators; Nordic Airway Network",
     ["Sato K", "Kim HJ", "AIRBORN-2 Investigators", "Nordic Airway Network"]),
    ("Sato K, Kim HJ; for the AIRBORN-2 Investigators", ["Sato K", "Kim HJ", "AIRBORN-2 Investigators"]),
    ("Smith JA, van der Berg K, Jones RT 3rd, Ito M Jr.", ["Smith JA", "van der Berg K", "Jones RT 3rd", "Ito M Jr"]),
    ("Smith, John A.; van der Berg, Karl; Jones, Robert T., III",
     ["Smith, John A.", "van der Berg, Karl", "Jones, Robert T., III"]),
    ("Halbritter, Dale A.; Storer, Caroline G.; Kawahara, Akito Y.",
     ["Halbritter, Dale A.", "Storer, Caroline G.", "Kawahara, Akito Y."]),
    ("Galia, W; Smith, J.", ["Galia, W", "Smith, J."]),
    ("By Ann Roe, Bob Doe, and Cy Poe", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("By: Ann Roe; Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("BY ANN ROE, BOB DOE", ["ANN ROE", "BOB DOE"]),
    ("by Ann Roe & Bob Doe.", ["Ann Roe", "Bob Doe"]),
    ("Author(s): Roe, A.; Doe, B.", ["Roe, A.", "Doe, B."]),
    ("Authors: Ann Roe (MIT), Bob Doe (ETH Zurich and EPFL)", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe (1 and 2), Bob Doe (1), Cy Poe (2)", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe1, Bob Doe1,2,*, Cy Poe3", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe a,b, Bob Doe c", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe^1, Bob Doe^{1,2}", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe ¹ ², Bob Doe ²", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe(1), Bob Doe(2)(3), Cy Poe(1)", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe, M.D., Ph.D., Bob Doe, M.P.H., and Cy Poe, R.N.", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe, MD; Bob Doe, PhD; Cy Poe, MBBS, MRCP", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe, MD, MSc, FRCPC, Bob Doe, DrPH", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe MD PhD, Bob Doe MSc", ["Ann Roe", "Bob Doe"]),
    ("Prof. Dr. Ann Roe, Dr Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe (ann@example.org), Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe ✉, Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, on behalf of the DEEP Consortium", ["Ann Roe", "Bob Doe", "DEEP Consortium"]),
    ("Ann Roe, Bob Doe on behalf of the DEEP Consortium", ["Ann Roe", "Bob Doe", "DEEP Consortium"]),
    ("Ann Roe, for the DEEP Study Group", ["Ann Roe", "DEEP Study Group"]),
    ("The LIGO Scientific Collaboration, the Virgo Collaboration, the KAGRA Collaboration",
     ["The LIGO Scientific Collaboration", "the Virgo Collaboration", "the KAGRA Collaboration"]),
    ("ATLAS Collaboration, Ann Roe, Bob Doe", ["ATLAS Collaboration", "Ann Roe", "Bob Doe"]),
    ("CMS Collaboration", ["CMS Collaboration"]),
    ("王小明, 李华, 张伟", ["王小明", "李华", "张伟"]),
    ("山田太郎・鈴木花子", ["山田太郎", "鈴木花子"]),
    ("山田 太郎 (東京大学)、鈴木 花子 (京都大学)", ["山田 太郎", "鈴木 花子"]),
    ("김철수, 이영희", ["김철수", "이영희"]),
    ("Xiaoming Wang (王小明), Hua Li (李华)", ["Xiaoming Wang", "Hua Li"]),
    ("Kim Cheol-Su, Lee Young-Hee", ["Kim Cheol-Su", "Lee Young-Hee"]),
    ("WANG Xiaoming, LI Hua", ["WANG Xiaoming", "LI Hua"]),
    ("J. Ø. Åsen, Ł. Żak, Č. Ďuriš", ["J. Ø. Åsen", "Ł. Żak", "Č. Ďuriš"]),
    ("Ana María de los Ángeles, Luís dos Santos", ["Ana María de los Ángeles", "Luís dos Santos"]),
    ("D'Angelo M, O’Neill P, al-Farsi A", ["D'Angelo M", "O’Neill P", "al-Farsi A"]),
    ("Ann Roe | Bob Doe | Cy Poe", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe • Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Roe, Ann, Doe, Bob, Poe, Cy", ["Roe, Ann", "Doe, Bob", "Poe, Cy"]),
    ("Roe, A. B., Doe, C., & Poe, D. E.", ["Roe, A. B.", "Doe, C.", "Poe, D. E."]),
    ("Roe A, Doe B, and Poe C", ["Roe A", "Doe B", "Poe C"]),
    ("A. Roe and B. Doe and C. Poe", ["A. Roe", "B. Doe", "C. Poe"]),
    ("Ann Roe et Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Univ. of X; Bob Doe, Univ. of Y", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe ", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe (0000-0002-1825-0097), Bob Doe", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Student Member, IEEE, Bob Doe, Fellow, IEEE", ["Ann Roe", "Bob Doe"]),
    ("Jean-Pierre de la Tour du Pin, Ann Roe", ["Jean-Pierre de la Tour du Pin", "Ann Roe"]),
    ("Okonkwo, Ada", ["Okonkwo, Ada"]),
    ("Okonkwo, Ada; Varga, Bela and Iwu, C.", ["Okonkwo, Ada", "Varga, Bela", "Iwu, C."]),
    ("Sammy Davis Jr, Ann Roe", ["Sammy Davis Jr", "Ann Roe"]),
    ("Abbott, B. P. (LIGO Scientific Collaboration)", ["Abbott, B. P."]),
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
    ("Ann Roe, Bob Doe, [...]", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, […], Cy Poe", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe, Bob Doe, … Cy Poe", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe, Bob Doe ... Cy Poe", ["Ann Roe", "Bob Doe", "Cy Poe"]),
    ("Ann Roe, Bob Doe, +12 more", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, +2 authors", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe +12 authors", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, + 5 authors, Cy Poe", ["Ann Roe", "Cy Poe"]),
    ("Ann Roe, +5 authors, Cy Poe", ["Ann Roe", "Cy Poe"]),
    ("Ann Roe, ... Cy Poe", ["Ann Roe", "Cy Poe"]),
    ("Ann Roe and 4 more", ["Ann Roe"]),
    ("Okonkwo, Ada and 4 more", ["Okonkwo, Ada"]),
    ("Okonkwo, Ada; Varga, Bela; Iwu, C. and 12 more", ["Okonkwo, Ada", "Varga, Bela", "Iwu, C."]),
    ("Okonkwo, Ada,+:A", ["Okonkwo, Ada"]),
    ("Okonkwo, Ada,+", ["Okonkwo, Ada"]),
    ("Ann Roe et al", ["Ann Roe"]),
    ("Roe A, et al.", ["Roe A"]),
    ("Ann Roe & al.", ["Ann Roe"]),
    ("Ann Roe u. a.", ["Ann Roe"]),
    ("Ann Roe, Bob Doe and 3 other authors", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, (3 more authors)", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, 3 more", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe; Bob Doe; ...", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe; (...); Cy Poe", ["Ann Roe", "Cy Poe"]),
    ("Ann Roe, Bob Doe, others", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe ... (8 authors)", ["Ann Roe", "Bob Doe"]),
    ("王小明等", ["王小明"]),
    ("王小明 等", ["王小明"]),
    ("山田太郎 他3名", ["山田太郎"]),
    ("A Karmakar, B Li…", ["A Karmakar", "B Li"]),
    ("Ann Roe, Bob Doe, et. al.", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, (+ 7 co-authors)", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe…show more", ["Ann Roe", "Bob Doe"]),
    ("Ann Roe, Bob Doe, Show all authors", ["Ann Roe", "Bob Doe"]),
]  # fmt: skip


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
