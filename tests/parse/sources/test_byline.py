"""Author lines are told from titles, journals and dates, however they are written."""

from __future__ import annotations

import pytest

from bot.parse.sources.byline import authors_in, byline_of, people_of


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Okafor, Lars Brandvold, and Mei-Ling Zhao", 3),
        ("By Ada Okafor and Lars Brandvold", 2),
        ("Castellano P, Wu HY, van der Berg T.", 3),
        ("A. Smith; B. de la Cruz; C. O’Brien", 3),
        ("Ada Okafor [...] Jun Watanabe", 1),
        ("Ada Okafor*, Lars Brandvold1,2", 2),
        ("Helena Costa, MD, Ravi Menon, MBBS, PhD and Tove Lund, MD", 3),
        ("Okonkwo, Ada and 4 more", 1),
        ("山田太郎, 鈴木花子", 2),
        ("Ada Okafor", 1),
        ("Lu, Sirui; Efendić, Emir; Feldman, Gilad", 3),
        ("Silva, J. M. da; Souza, A. de", 2),
        ("Okafor, Ada and Brandvold, Lars", 2),
        ("作者：Ada Okafor，Bo Chen，Lars Brandvold", 3),
        ("王建国，李明", 2),
        ("亲爱的用户，您选择的文献", 0),
        ("あと基礎として Okafor の", 0),
        ("Scaling, Pruning and Distillation of Models", 0),
        ("Okafor et al.", 1),
        ("Ada Okafor and Others", 1),
        ("Okafor A., Chen B. in Ecology of Gardens (2026)", 2),
        ("Ada Okafor, Bo Chen +7 more · ArXiv · 2026", 2),
        ("von der Wiese, Ruprecht", 1),
        ("Digital Object Identifier", 0),
        ("花园工程学报", 0),
        ("教育研究", 0),
        ("Page 9 à 31", 0),
        ("Ada Okafor, Bo Chen, for the NETS Study Group", 2),
        ("Ada Okafor, MD, PhD; Bo Chen, MBBS; on behalf of the NETS-2 Investigators", 2),
        ("Stéphane d’Aubert, Omar al-Hakim", 2),
        ("March 2018Ada Okafor and Bo Chen", 2),
        ("12 March 2019 Ada Okafor", 1),
        ("Ada Okafor; Bo Chen  -  12/15/2025  - Volume 131, Issue 4", 2),
        ("Ferreira da Silva, Mei-Ling K. L.; O’Brien, Ruth", 2),
        ("Ferreira da Silva, Tomás", 1),
        ("Ada Okafor and Bo Chen — bioRxiv", 2),
        ("ADVERTISEMENT", 0),
        ("EDITORS PICK", 0),
        ("Accession Number: 220382330", 0),
        ("(Leaf II Collaboration)", 1),
        ("The Leaf Collaboration", 1),
        ("The Leaf Collaboration has found a new leaf", 0),
        ("The Art of Collaboration", 0),
        ("The Leaf Collaboration, the Root Collaboration, and the Bog Scientific Collaboration", 3),
        ("A. Okafor-Chen and The Leaf Collaboration", 2),
        ("Ada Okafor, Bo Chen, and the 12 Hedges Consortium", 0),
        ("Ada Okafor, Bo Chen, and the Hedges Consortium", 3),
        ("Daniel van der Berg et al.", 1),
        ("as we show with Okafor et al.", 0),
        ("Phys. Rev. B 113, 034101 (2026)", 0),
        ("by the light of the moon", 0),
        ("by Ada Okafor, Bo Chen We show that nets are fun, and that they remain so when nobody looks at them", 0),
        ("Verfasser: Okafor, Ada; Chen, Bo", 2),
        ("Deep Learning and Protein Folding", 0),
        ("A study of things that matter", 0),
        ("Physical Review Letters", 0),
        ("Kim DO, Lee MS", 2),
        ("Okafor A", 1),
        ("Brandvold L, Okafor MJ, Chen A", 3),
        ("Ada Okafor, Bo Chen, +: A", 2),
        ("Ada Banks, Bo Bankole", 2),
        ("Bank Branches and Local Loans", 0),
        ("GBD 2026 Causes of Decay Collaborators", 1),
        ("The Moss Trial Study Group", 1),
        ("Meet the Investigators", 0),
        ("Ada B. Okafor - Bo Chen", 2),
        ("Ada Okafor - University of Somewhere", 0),
        ("Okafor, Ada MD; Chen, Bo L. MD, PhD; Lund, Tove MBBS, MSc", 3),
        ("by Ada Okafor, Bo Chen • 2h ago", 2),
        ("Ada Okafor, Bo Chen #33871 (LS, PE)", 2),
        ("Abstract Favorites PDF", 0),
        ("Resumen PDF", 0),
        ("Ada Okafor, DVM, Bo Chen, DDS", 2),
        ("Ada Okafor / Bo C. Chen", 2),
        ("Supply / Demand", 0),
        ("PDF", 0),
        ("22 January 2026", 0),
        ("University of Somewhere, Northern Institute", 0),
    ],
)
def test_author_lines_are_told_from_others(text: str, people: int) -> None:
    assert authors_in(text) == people


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Ada Okafor", "Ada Okafor"),
        ("Author(s)  Ada Okafor & Bo Chen", "Ada Okafor & Bo Chen"),
        ("Castellano P, Wu HY.", "Castellano P, Wu HY"),
        ("A. Smith, B. Jones Jr.", "A. Smith, B. Jones Jr."),
        ("Ada Okafor, Bo Chen, +2 authors", "Ada Okafor, Bo Chen et al."),
        ("Okonkwo, Ada and 4 more", "Okonkwo, Ada; et al."),
        ("van der Meer, Yara B.,+:7", "van der Meer, Yara B.; et al."),
        ("Ada Okonkwo, Yara van der Meer and 2 more", "Ada Okonkwo, Yara van der Meer et al."),
        ("Okonkwo, Ada J..", "Okonkwo, Ada J."),
        ("Okonkwo, A.", "Okonkwo, A."),
        ("Ada Okonkwo / Bo C. Chen", "Ada Okonkwo, Bo C. Chen"),
        ("Kurdi, Benedek; Melnik, David E.", "Kurdi, Benedek; Melnik, David E."),
        ("Okonkwo, Ada J.", "Okonkwo, Ada J."),
        ("Ada Okafor — bioRxiv", "Ada Okafor"),
        ("Authors: Okonkwo AJ. van der Meer Y. Poe C.", "Okonkwo AJ, van der Meer Y, Poe C"),
        ("Ada Okafor, Bo Chen · Garden Vision · 2026", "Ada Okafor, Bo Chen"),
        ("Ada Okafor · Bo Chen · 2026", "Ada Okafor · Bo Chen · 2026"),
        ("March 2018Ada Okafor and Bo Chen", "Ada Okafor and Bo Chen"),
        ("Lu, Sirui; Efendić, Emir - 7/9/2026 - Volume 131, Issue 4", "Lu, Sirui; Efendić, Emir"),
    ],
)
def test_labels_and_endings_are_taken_off(text: str, byline: str) -> None:
    assert byline_of(text) == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Ecology of Gardens by Ada Okafor / 2h", "Ada Okafor"),
        ("Ecology of Gardens by Okafor A, Chen B / 14min", "Okafor A, Chen B"),
        ("Ecology of Gardens by Ada Okafor / 3d // keep unread", "Ada Okafor"),
        ("Ecology of Gardens / 2h", None),
        ("Gardens killed by slow rain / 2h", None),
    ],
)
def test_feedly_names_people_behind_the_feed(line: str, byline: str | None) -> None:
    assert (byline_of(line) if authors_in(line) else None) == byline


@pytest.mark.parametrize(
    ("byline", "authors", "cut"),
    [
        ("Ada Okafor, Bo Chen", ("Ada Okafor", "Bo Chen"), set()),
        ("Ada Okafor, Bo Chen, et al.", ("Ada Okafor", "Bo Chen"), {"authors"}),
        ("et al.", None, set()),
        ("", None, set()),
    ],
)
def test_a_list_of_authors_is_cut_only_where_it_names_somebody(
    byline: str, authors: tuple[str, ...] | None, cut: set[str]
) -> None:
    assert people_of(byline) == (authors, frozenset(cut))
