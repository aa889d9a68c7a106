"""Titles: cleaned of what mails hang on them, and told from everything that looks like one."""

from __future__ import annotations

import pytest

from bot.parse.sources.titles import clean_title, is_no_paper, is_prose, is_title_case, looks_like_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1. Deep nets are fun.", "Deep nets are fun"),
        ("[PDF] Deep nets are fun", "Deep nets are fun"),
        ("[ASAP] Deep nets are fun", "Deep nets are fun"),
        ("[12] Deep nets are fun", "Deep nets are fun"),
        ("1、Deep nets are fun", "Deep nets are fun"),
        ("（2）Deep nets are fun", "Deep nets are fun"),
        ("标题：Deep nets are fun", "Deep nets are fun"),
        ("「Deep nets are fun」", "Deep nets are fun"),
        ("“Deep nets are fun,”", "Deep nets are fun"),
        ('"Deep nets are fun"', "Deep nets are fun"),
        ("Deep nets are fun (140 ▲)", "Deep nets are fun"),
        ("Deep nets are fun（82▲）", "Deep nets are fun"),
        ("Deep nets are fun (4 minute read)", "Deep nets are fun"),
        ("Deep nets are fun [PDF] (Open Access)", "Deep nets are fun"),
        ("Title: Deep nets are fun", "Deep nets are fun"),
        ("[2601.00001v2] Deep nets are fun", "Deep nets are fun"),
        ("Deep nets are fun. [Review] [45 refs]", "Deep nets are fun"),
        ("Deep nets are fun →", "Deep nets are fun"),
        ("Erd\\H{o}s and P\\'al", "Erdős and Pál"),
        ("Deep nets are fun (pages 12-20)", "Deep nets are fun"),
        ("Deep nets are fun (p NA)", "Deep nets are fun"),
        ("Deep nets are fun (pages", "Deep nets are fun"),
        ("Deep nets are fun (p38)", "Deep nets are fun"),
        ("Nets that page (MAPK)", "Nets that page (MAPK)"),
        ("What do they want?", "What do they want?"),
        ("A title cut short...", "A title cut short..."),
        ("The work of Smith et al.", "The work of Smith et al."),
        ("Rates (2020) and (2021)", "Rates (2020) and (2021)"),
        ('"Fun" and "games"', '"Fun" and "games"'),
    ],
)
def test_a_title_is_cleaned(text: str, title: str) -> None:
    assert clean_title(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "Deep nets are fun",
        "Is short sleep a cause or a consequence? A crossover trial",
        "DreamFusionNet",
        "深層学習による量子誤り訂正の高速化",
        "Ageing clocks tick",
        "p53 in the zebrafish",
        "The Moss Survey. III. Demographics of stones",
        "Hollow CuCo@TiO2 for washing gutters",
    ],
)
def test_titles_look_like_titles(text: str) -> None:
    assert looks_like_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PDF",
        "Abstract",
        "ana@example.org",
        "write to ana@example.org today",
        "@moss_and_more on gutters",
        "https://doi.org/10.1000/x",
        "doi:10.1000/x1",
        "2026ApJ...991...12O",
        "Research Article",
        "22 January 2026",
        "here are the candidates:",
        "One. Two things. Three things. Four.",
        "深層",
        "12345",
        "Nets 2009;118 961-981",
        "J. Net Stud. 2009; 118(4): 961",
        "Okafor, Ada; Chen, Bo. Garden Studies; Oxford Vol. 12, Iss. 3, (Sep 2021): 1-19",
    ],
)
def test_other_short_texts_do_not(text: str) -> None:
    assert not looks_like_title(text)


@pytest.mark.parametrize(
    "title",
    [
        "Erratum: Spin ice [Phys. Rev. B 1, 2 (2025)]",
        "Transactions on Invented Graphics Publication Information",
        "Author Correction: A blood test",
        "Correction to “Zeolites”",
        "Corrigendum to: Things",
        "Publisher’s Note: Pumps",
        "Retraction: Magic",
        "Issue Information",
        "Cover Picture",
        "Front Cover: Lithium dendrites",
        "Solid electrolytes that heal (Adv. Energy Mater. 13/2026)",
        "Ship agents faster (Sponsor)",
        "Editorial: A new year",
        "Table of Contents",
        "Contents list",
        "PTA volume 59 issue 4 Cover and Front matter",
        "In this issue",
        "Call for papers",
        "Outstanding Reviewers",
        "Reviewers G–M",
        "Read the full issue on ScienceDirect",
        "Proceedings of the 12th Workshop",
        "Similar articles",
    ],
)
def test_items_that_are_no_papers_are_known_by_their_titles(title: str) -> None:
    assert is_no_paper(title)


@pytest.mark.parametrize(
    "title",
    [
        "Corrections to scaling in the Ising model",
        "Erratum-free copying in a bacterium",
        "Retraction dynamics of actin",
        "Cover times of random walks",
        "Withdrawal from caffeine",
        "Subscription pricing online",
        "Editorial bias in peer review",
        "Contents of the stomach of a squid",
    ],
)
def test_papers_whose_titles_begin_alike_are_kept(title: str) -> None:
    assert not is_no_paper(title)


def test_running_text_is_prose_and_titles_are_not() -> None:
    assert is_prose("We published a study (doi:10.1000/a1) and liked it very much, as you may know from earlier mail.")
    assert not is_prose("A very long title about the slow decay of correlations in driven systems with memory")
    assert not is_prose("Nat Med. 2017 Mar 30. doi: 10.1038/nm.1. [Epub ahead of print] and more")


def test_title_case_ignores_small_words() -> None:
    assert is_title_case("Attention Is All You Need")
    assert is_title_case("The Price of Anarchy in the Market for Lemons")
    assert not is_title_case("a study published last week")
