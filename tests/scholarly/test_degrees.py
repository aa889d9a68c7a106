"""Degrees are told from names and initials by where they stand."""

from __future__ import annotations

import pytest

from bot.scholarly.bylines import split_authors
from bot.scholarly.degrees import BETWEEN_COMMAS, IN_LINE, is_degree, without_degrees, without_sure_degrees


@pytest.mark.parametrize(
    "part", ["MA", "M.A.", "PhD", "Ph. D.", "Phd", "Dr. rer. nat.", "Dr.rer.nat.", "MBChB", "F.R.C.S.", "LLM", "PA"]
)
def test_between_commas_degrees_are_known_however_they_are_written(part: str) -> None:
    assert is_degree(part)


@pytest.mark.parametrize("part", ["Ma", "Do", "P.A.", "M. A.", "Ada Roe", "Roe", ""])
def test_between_commas_surnames_and_initials_are_no_degrees(part: str) -> None:
    assert not is_degree(part)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ada Roe PhD", "Ada Roe"),
        ("Ada Roe M.B., Ch.B.", "Ada Roe"),
        ("Ada Roe MD PhD", "Ada Roe"),
        ("Ada Roe Pharm. D.", "Ada Roe"),
        ("Roe, Ada J. B.S.", "Roe, Ada J."),
        ("Roe, Ada J. MD", "Roe, Ada J."),
        ("Roe, Ada-Li RN", "Roe, Ada-Li"),
        ("Roe, Ada MSN", "Roe, Ada"),
        ("Roe MD", "Roe MD"),
        ("Roe MA", "Roe MA"),
        ("Roe, J.D.", "Roe, J.D."),
        ("Roe, Ada S.M.", "Roe, Ada S.M."),
    ],
)
def test_behind_a_name_only_what_nobody_has_as_initials_is_a_degree(written: str, name: str) -> None:
    assert without_sure_degrees(written) == name


@pytest.mark.parametrize("written", ["Ada Roe, MD, PhD", "Ada Roe MD", "Ada Roe, Dr.P.H."])
def test_a_name_on_its_own_loses_its_degrees_with_commas_and_without(written: str) -> None:
    assert without_degrees(written).strip(" ,") == "Ada Roe"


def test_nobody_is_called_a_degree() -> None:
    names = ("Ada Roe", "Bo Poe", "Cy Doe")
    assert split_authors("Ada Roe, PA, Bo Poe, Phd, NP, and Cy Doe, M.Div., MSCE") == (names, False)


def test_whatever_counts_in_a_line_also_counts_between_commas() -> None:
    assert all(map(is_degree, IN_LINE | BETWEEN_COMMAS))
    assert not IN_LINE & BETWEEN_COMMAS


def test_degrees_without_end_are_looked_for_at_the_end_only() -> None:
    endless = f"Ada Roe{' PhD' * 10_000}"
    assert endless.startswith(without_sure_degrees(endless))
    assert len(without_degrees(endless)) > len(endless) - 200
