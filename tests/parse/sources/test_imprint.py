"""Dates, journals, pages and buttons around the people of a line go."""

from __future__ import annotations

import pytest

from bot.parse.sources.imprint import LONGEST, journal_and_year, without_imprint


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("March 2018Ada Okafor", "Ada Okafor"),
        ("Early View Ada Okafor", "Ada Okafor"),
        ("Ada Okafor | 12 March 2026", "Ada Okafor"),
        ("Ada Okafor (pp. 12-34)", "Ada Okafor"),
        ("Ada Okafor - 2021 - Noûs 21 (3):1-24.", "Ada Okafor"),
        ("Ada Okafor (2026) Ecology of Gardens", "Ada Okafor"),
        ("Ada Okafor · ArXiv · 2026", "Ada Okafor"),
        ("Ada Okafor et al 2024 J. Phys.: Condens. Matter 36 04LT01", "Ada Okafor et al"),
        ("Ada Okafor met 2024 Snails in 36 045601 Gardens", "Ada Okafor met 2024 Snails in 36 045601 Gardens"),
        ("Ada Okafor — bioRxiv", "Ada Okafor"),
        ("Ecology of Gardens by Ada Okafor / 2h", "by Ada Okafor"),
        ("Ada Okafor, Bo Chen • 2h ago", "Ada Okafor, Bo Chen"),
        ("Ada Okafor · 3 days ago", "Ada Okafor"),
        ("Ada Okafor #33871 (LS, PE)", "Ada Okafor"),
        ("Ada Okafor, Bo Chen #4021", "Ada Okafor, Bo Chen"),
        ("Ada Okafor, Bo Chen 14000–14016", "Ada Okafor, Bo Chen"),
        ("Ada Okafor and Bo Chen 21-34", "Ada Okafor and Bo Chen"),
        ("Hedges, Ditches and Moles 1919-1939", "Hedges, Ditches and Moles 1919-1939"),
        ("Psalms 120–134", "Psalms 120–134"),
        ("Ada St. Clair; 23(40):1-46, 2022.", "Ada St. Clair"),
        ("Ada Okafor, Bo Chen; Proceedings of The 26th Conference on Nets, PMLR 206:1-9", "Ada Okafor, Bo Chen"),
        ("J. Inv. Nets 2026; 46(3):12-20", "J. Inv. Nets 2026; 46(3):12-20"),
        ("Ada Okafor, Bo Chen", "Ada Okafor, Bo Chen"),
    ],
)
def test_the_people_are_left(text: str, people: str) -> None:
    assert without_imprint(text) == people


def test_a_text_too_long_for_an_author_line_is_not_looked_at() -> None:
    text = f"{'x' * LONGEST} | 12 March 2026"
    assert without_imprint(text) == text


def test_one_person_between_another_and_the_year_is_no_journal() -> None:
    assert journal_and_year("Ada Okafor · Bo Chen · 2026") is None
    assert (found := journal_and_year("Ada Okafor, Tove Lund · ArXiv · 2026")) is not None
    assert found.groupdict() == {"venue": "ArXiv", "year": "2026"}
