"""References are read in the order of their style, and only where they are a list of papers."""

from __future__ import annotations

import pytest

from bot.parse.html import Block
from bot.parse.sources.reference import Reference, first_source, reference_before

END = "https://doi.org/10.5555/bog.1"


def read(*lines: str) -> Reference | None:
    blocks = [Block(line, opens=not number) for number, line in enumerate((*lines, END))]
    return reference_before(blocks, len(lines), 0)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        (
            "Okonkwo, A., & Lindgren, B. M. (2026). Does peat remember? A record. Bog Studies, 12(1), 1-19.",
            ("Does peat remember? A record", "Okonkwo, A., & Lindgren, B. M.", "Bog Studies, 12(1), 1-19, 2026"),
        ),
        (
            "Okonkwo, A. (2026a). Why do wrens sing? Bird Letters, 7(2).",
            ("Why do wrens sing?", "Okonkwo, A.", "Bird Letters, 7(2), 2026"),
        ),
        (
            '3. A. Okonkwo and B. Lindgren, "Counting earthworms by ear," Soil Trans., vol. 3, 2026, doi:',
            ("Counting earthworms by ear", "A. Okonkwo and B. Lindgren", "Soil Trans., vol. 3, 2026, doi:"),
        ),
        (
            "Okonkwo A, Lindgren BM, et al. Counting earthworms by ear. J Soil. 2026;12:1-9.",
            ("Counting earthworms by ear", "Okonkwo A, Lindgren BM, et al", "J Soil. 2026;12:1-9"),
        ),
        (
            "Tolls and tales of a village. By: Okonkwo, Ada; Lindgren, Bo. In: Roads. Jan2026, Vol. 2",
            ("Tolls and tales of a village", "Okonkwo, Ada; Lindgren, Bo", "Roads. Jan2026, Vol. 2"),
        ),
        (
            "[2] A. B. Okonkwo, Bo Lindgren, and D Diaz. Does peat remember? In Proc. of Bogs, 2026.",
            ("Does peat remember?", "A. B. Okonkwo, Bo Lindgren, and D Diaz", "Proc. of Bogs, 2026"),
        ),
        (
            "2) Okonkwo & Lindgren-Poe (2026). Does peat remember? Bog Studies. doi:",
            ("Does peat remember?", "Okonkwo & Lindgren-Poe", "Bog Studies. doi:, 2026"),
        ),
        (
            "3) What Do We Mean by “Remembering” in Peat? -- Ada Okonkwo et al., Bog Studies 2026, ",
            ("What Do We Mean by “Remembering” in Peat?", "Ada Okonkwo et al.", "Bog Studies 2026"),
        ),
        (
            'Okonkwo, Ada (2026): "Tolls and tales of a village". Working Paper 7, Institute.',
            ("Tolls and tales of a village", "Okonkwo, Ada", "Working Paper 7, Institute, 2026"),
        ),
    ],
)
def test_a_reference_is_read_in_its_style(text: str, reference: tuple[str, str, str]) -> None:
    assert read(text) == Reference(*reference)


def test_a_reference_may_be_wrapped() -> None:
    assert read("Okonkwo, A., & Lindgren, B. (2026). Does peat", "remember rain. Bog Studies, 12.") == Reference(
        "Does peat remember rain", "Okonkwo, A., & Lindgren, B.", "Bog Studies, 12, 2026"
    )


def test_all_authors_of_a_wrapped_reference_are_its_own() -> None:
    assert read(
        "Okonkwo, A., Lindgren, B., Diaz, C., &", "Egger, D. (2026). Does peat remember? Bogs, 12."
    ) == Reference("Does peat remember?", "Okonkwo, A., Lindgren, B., Diaz, C., & Egger, D.", "Bogs, 12, 2026")


def test_a_reference_ends_at_the_number_of_the_next() -> None:
    one, two = '1. Ada Roe, "Slow peat", Bogs (2026), arXiv:2601.00001', '2. Bo Poe, "Fast peat", Bogs (2026),'
    assert read(one, two) == Reference("Fast peat", "Bo Poe", "Bogs (2026)")


def test_a_reference_ends_at_the_identifier_of_the_one_above() -> None:
    texts = ('Ada Roe, "Slow peat", Bogs (2026), arXiv:2601.00001', 'Bo Poe, "Fast peat", Bogs (2026),')
    blocks = [Block(text, opens=not number) for number, text in enumerate(texts)]
    assert reference_before(blocks, 1, len(texts[1]), {0}) == Reference("Fast peat", "Bo Poe", "Bogs (2026)")


@pytest.mark.parametrize(
    "text",
    [
        "B. P. Okonkwo et al. (Bog Collaboration) Phys. Bogs 12, 34 (2026)",
        "In the spring of the year (2026). We went to see the bog and liked it.",
        "Okonkwo, A. wrote to us about the bog and its peat.",
        "The show (2026) is on. See it now at the museum of bogs.",
    ],
)
def test_other_text_is_no_reference(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("heading", ["References", "Sources:", "FURTHER READING", "Literature cited"])
def test_what_backs_the_mail_begins_below_its_heading(heading: str) -> None:
    assert first_source([Block("Hello"), Block(heading), Block("Okonkwo, A. (2026). Peat.")]) == 1


def test_a_mail_without_sources_has_none() -> None:
    assert first_source([Block("Hello"), Block("References to peat are many.")]) == 2
