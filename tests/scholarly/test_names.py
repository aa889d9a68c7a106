"""One person in two spellings, and two persons in similar ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.names import Name, family_key, parse_name, same_person

SAME = [
    ("Yann LeCun", "Y. LeCun"),
    ("Yann LeCun", "LeCun, Y."),
    ("Yann LeCun", "LeCun, Yann"),
    ("Yann LeCun", "Yann A. LeCun"),
    ("Yann LeCun", "Y LeCun"),
    ("Yann LeCun", "LeCun Y"),
    ("Yann LeCun", "LeCun YA"),
    ("Yann LeCun", "yann lecun"),
    ("Yann LeCun", "YANN LECUN"),
    ("Yann LeCun", "LeCun"),
    ("Y. LeCun", "Yu LeCun"),
    ("Fei-Fei Li", "F. Li"),
    ("Fei-Fei Li", "F.-F. Li"),
    ("Fei-Fei Li", "FF Li"),
    ("Fei-Fei Li", "Feifei Li"),
    ("Fei-Fei Li", "Fei Fei Li"),
    ("Fei-Fei Li", "Li FF"),
    ("Xiaoming Wang", "Xiao-Ming Wang"),
    ("Xiaoming Wang", "X.-M. Wang"),
    ("Jean-Pierre Serre", "J.-P. Serre"),
    ("Jean-Pierre Serre", "J. P. Serre"),
    ("Jean-Pierre Serre", "Jean P. Serre"),
    ("RCC Garcia", "Rosa C. C. Garcia"),
    ("PM Nguyen", "Phuong Minh Nguyen"),
    ("M Le Nguyen", "Minh Le Nguyen"),
    ("Laurens van der Maaten", "L Van Der Maaten"),
    ("Laurens van der Maaten", "van der Maaten, L."),
    ("Laurens van der Maaten", "Maaten, L. van der"),
    ("Laurens van der Maaten", "L. Maaten"),
    ("José de la Cruz", "J de la Cruz"),
    ("Leonardo DiCaprio", "L. Di Caprio"),
    ("Ludwig von Mises", "L Mises"),
    ("Hector Garcia-Molina", "H. Garcia Molina"),
    ("Hector Garcia-Molina", "Garcia Molina, Hector"),
    ("Hector Garcia Molina", "Garcia-Molina, H."),
    ("Andrew Collier Cameron", "A. Collier Cameron"),
    ("Collier Cameron, A.", "Andrew Collier Cameron"),
    ("Jens Müller", "J. Mueller"),
    ("Jens Müller", "Jens Muller"),
    ("Søren Sørensen", "Soeren Soerensen"),
    ("Łukasz Kaiser", "L. Kaiser"),
    ("Bernhard Schölkopf", "B Scholkopf"),
    ("Karl Weiß", "Karl Weiss"),
    ("Conor O'Brien", "C. O’Brien"),
    ("Conor O'Brien", "Conor OBrien"),
    ("B. Scott Gaudi", "Scott Gaudi"),
    ("B. Scott Gaudi", "B.S. Gaudi"),
    ("J. Richard Bond", "John Richard Bond"),
    ("Hai (Helen) Li", "Hai Li"),
    ("Hai (Helen) Li", "Helen Li"),
    ("Hai (Helen) Li", "H. Li"),
    ("John Smith, Jr.", "J. Smith"),
    ("John Smith Jr", "Smith, John, Jr."),
    ("Sz. Csizmadia", "Szilárd Csizmadia"),
    ("Alessandro D.A.M. Spallicci", "A. Spallicci"),
    ("Wei LI", "W. Li"),
    ("Li W", "Wei Li"),
    ("李飞飞", "李 飞飞"),
    ("Иван Иванов", "И. Иванов"),
    ("ATLAS Collaboration", "The ATLAS Collaboration"),
    ("ATLAS Collaboration", "on behalf of the ATLAS Collaboration"),
    ("Anne-Marie Lagrange", "A M Lagrange"),
]

OTHERS = [
    ("Yann LeCun", "Yu LeCun"),
    ("Yann LeCun", "Z. LeCun"),
    ("Yann LeCun", "Yann Lecoin"),
    ("Y. A. LeCun", "Y. B. LeCun"),
    ("Yann Albert LeCun", "Yann Bruno LeCun"),
    ("Wei Wang", "Wen Wang"),
    ("W Wang", "Y Wang"),
    ("Xiaoming Wang", "Xiaohong Wang"),
    ("Fei-Fei Li", "Fei-Yue Li"),
    ("Jean-Pierre Serre", "Jean-Paul Serre"),
    ("John Smith, Jr.", "John Smith, Sr."),
    ("John Smith III", "John Smith Jr."),
    ("Jane Smith", "Jane Smyth"),
    ("H. Garcia-Molina", "H. Garcia"),
    ("H. Bauer", "H. Baur"),
    ("李飞飞", "李飞"),
    ("ATLAS Collaboration", "CMS Collaboration"),
    ("ATLAS Collaboration", "A. Collaboration"),
    ("Scott Gaudi", "Steven Gaudi"),
    ("Smith GM", "Smith GK"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person_in_two_spellings(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_persons_with_similar_names(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("Yann A. LeCun", Name("LeCun", ("Yann", "A."))),
        ("LeCun, Yann A.", Name("LeCun", ("Yann", "A."))),
        ("Smith GM", Name("Smith", ("G", "M"))),
        ("RCC Garcia", Name("Garcia", ("R", "C", "C"))),
        ("M.O. Archer", Name("Archer", ("M.", "O."))),
        ("E. F. van Dishoeck", Name("Dishoeck", ("E.", "F."), "van")),
        ("van der Maaten, Laurens", Name("Maaten", ("Laurens",), "van der")),
        ("A. Lecavelier des Etangs", Name("Etangs", ("A.", "Lecavelier"), "des")),
        ("Sammy Davis, Jr.", Name("Davis", ("Sammy",), "", "jr")),
        ("Ann Roe III", Name("Roe", ("Ann",), "", "iii")),
        ("Van Nguyen", Name("Nguyen", ("Van",))),
        ("Quyen Van", Name("Van", ("Quyen",))),
        ("Di Wu", Name("Wu", ("Di",))),
        ("Plato", Name("Plato")),
        ("李飞飞", Name("李飞飞")),
        ("The ATLAS Collaboration", Name("ATLAS Collaboration", group=True)),
        ("R.Gonzalez Quaglia", Name("Quaglia", ("R.", "Gonzalez"))),
    ],
)
def test_a_name_is_taken_apart(name: str, parsed: Name) -> None:
    assert parse_name(name) == parsed


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Yann LeCun", "lecun"),
        ("LeCun, Y.", "lecun"),
        ("LeCun Y", "lecun"),
        ("L Van Der Maaten", "maaten"),
        ("H. García-Molina", "molina"),
        ("Garcia Molina, H.", "molina"),
        ("J. Mueller", "muller"),
        ("Conor O’Brien", "obrien"),
        ("The ATLAS Collaboration", "atlascollaboration"),
    ],
)
def test_the_family_key_is_the_same_in_every_spelling(name: str, key: str) -> None:
    assert family_key(name) == key


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_alike_from_both_sides(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)


@given(st.text(min_size=1, max_size=40))
def test_everybody_is_himself(name: str) -> None:
    assert same_person(name, name)
