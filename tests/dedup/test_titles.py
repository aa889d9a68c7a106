"""Titles that are one, nearly one, or another paper's."""

from __future__ import annotations

import pytest

from bot.dedup.titles import clearly_differ, likeness, read_title

LONG = "An efficient data clustering method for very large databases"


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        (LONG, LONG.upper(), "equal"),
        (LONG, "An efficient data-clustering method, for very large data bases", "equal"),
        ("Histone H3. 3 in CO 2", "Histone H3.3 in CO$_2$", "equal"),
        (r"R\'enyi $\alpha$-divergence", "Renyi alpha divergence", "equal"),
        (LONG, f"{LONG} (extended abstract)", "equal"),
        (f"{LONG} ( panel session )", LONG, "equal"),
        (LONG, f"{LONG} [J]", "equal"),
        (LONG, "An efficient data clustering method for very large databses", "near"),
        (LONG, "An efficient data clustering methods for very large database", "near"),
        ("Modelling behaviour of tumours in very small mice", "Modeling behavior of tumors in very small mice", "near"),
        (LONG, f"BIRCH: {LONG}", "part"),
        (f"{LONG}: the full story", LONG, "part"),
        (LONG, f"Livny M. {LONG}", "part"),
        ("An efficient data clustering method…", LONG, "cut"),
        ("An efficient data clustering meth ...", LONG, "cut"),
        ("An effic…", LONG, ""),
        (LONG, "An inefficient data clustering method for very large databases", ""),
        (LONG, "An efficient data clustering method for very small databases", ""),
        (LONG, f"A survey of {LONG}", ""),
        (LONG, f"{LONG} in the cloud", ""),
        (LONG, f"Reply to: {LONG}", ""),
        (LONG, f"Corrigendum to {LONG}", ""),
        (LONG, f"{LONG} without data", ""),
        (f"{LONG}: Part I", f"{LONG}: Part II", ""),
        (f"{LONG} 1", f"{LONG} 2", ""),
        (f"{LONG} I", f"{LONG} II", ""),
        (f"{LONG}, part a", f"{LONG}, part b", ""),
        (f"The first {LONG}", f"The third {LONG}", ""),
        ("Overview of the shared task on claims 2019", "Overview of the shared task on claims 2020", ""),
        ("Measurement of pions in pp collisions at 7 TeV", "Measurement of kaons in pp collisions at 7 TeV", ""),
        ("Measurement of pions in pp collisions at 7 TeV", "Measurement of pions in pp collisions at 8 TeV", ""),
        ("Supervised learning of very deep networks", "Unsupervised learning of very deep networks", ""),
        ("Learning the macro structure of proteins", "Learning the micro structure of proteins", ""),
        ("Deep learning", "Deep learning methods", ""),
        ("深度学习在蛋白质结构预测中的应用综述", "深度学习在蛋白质结构预测中的应用综述", "equal"),
    ],
)
def test_how_two_titles_agree(one: str, other: str, like: str) -> None:
    assert likeness(read_title(one), read_title(other)) == like
    assert likeness(read_title(other), read_title(one)) == like


@pytest.mark.parametrize(
    "title",
    [
        "Editorial",
        "Guest Editorial",
        "Guest Editors' Introduction",
        "Editor 's notes",
        "Preface",
        "Introduction",
        "Book Reviews",
        "Book review column",
        "Keynote address",
        "Issue Information",
        "In This Issue",
        "Table of Contents",
        "Chair's message",
        "Correction",
        "News",
    ],
)
def test_a_title_that_names_no_paper(title: str) -> None:
    assert read_title(title).generic


@pytest.mark.parametrize(
    "title",
    ["Introduction to algorithms", "Reviewing the reviewers", "News from the proton", "Letters of credit", LONG],
)
def test_a_title_that_names_a_paper(title: str) -> None:
    assert not read_title(title).generic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, "Attention is all you need"),
        ("Diffusion models beat GANs", "A survey of reinforcement learning"),
    ],
)
def test_titles_that_clearly_differ(one: str, other: str) -> None:
    assert clearly_differ(read_title(one), read_title(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, f"Towards {LONG}"),
        (LONG, "An efficient data clustering…"),
        (LONG, "深度学习综述"),
        (LONG, "Efficient clustering of data in large databases"),
        (LONG, ""),
    ],
)
def test_titles_that_may_be_one(one: str, other: str) -> None:
    assert not clearly_differ(read_title(one), read_title(other))
