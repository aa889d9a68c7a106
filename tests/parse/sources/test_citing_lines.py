"""Lines that cite a journal in the ways of many houses."""

from __future__ import annotations

import pytest

from bot.parse.sources.citing_lines import cited_in


@pytest.mark.parametrize(
    ("line", "venue", "date"),
    [
        ("Hedge Computation (2026) 37 (5): 817–858. doi: https://doi.org/10.9999/h.1", "Hedge Computation", "2026"),
        ("Hedg. Lett. Express 32(10), 17001-17015 (2026) View: PDF", "Hedg. Lett. Express", "2026"),
        ("Trans. Hedg. Soc. 379 (2026), 2200-2240.", "Trans. Hedg. Soc.", "2026"),
        ("Ann. Hedg. 54(1): 1-28 (February 2026).", "Ann. Hedg.", "2026-02"),
        ("Media, Hedges & Society 2026; 40:3–19", "Media, Hedges & Society", "2026"),
        ("Hedgerows 2026;41 267-270", "Hedgerows", "2026"),
        ("Rev. Hedg. Stud. 2026 27: 925-962", "Rev. Hedg. Stud.", "2026"),
        ("Hedges 2026, 13(3), 700; https://doi.org/10.9999/h1 - 28 Feb 2026", "Hedges", "2026-02-28"),
        ("Hedge A: Low-growing Systems, Volume 84, October 2026, Pages 1–7", "Hedge A: Low-growing Systems", "2026-10"),
        ("Comptes Rendus Haies, In Press, Available online 2 June 2026", "Comptes Rendus Haies", "2026-06-02"),
        ("Science 10 Jun 2026: 1416-1421", "Science", "2026-06-10"),
        ("Hedge Engineering Part A. April 2026: 501-510.", "Hedge Engineering Part A", "2026-04"),
        ("Journal of Hedges: Conference Series, 2696(1), 012005", "Journal of Hedges: Conference Series", None),
        ("Histoire & Haies, 2026, 61 (1), pp.77-112. ⟨hal-1⟩", "Histoire & Haies", "2026"),
        ("Citation: Hedge Medicine 2026 21:84 — Published on: 21 February 2026", "Hedge Medicine", "2026-02-21"),
        ("Originally published January 3, 2026 | Hedges. 2026;147:10–20", "Hedges", "2026-01-03"),
        ("PNAS September 22, 2026 123 (38) e26", None, None),
        ("medRxiv 2026.06.06.26124265; doi:10.9999/2026.06.06.26124265", "medRxiv", "2026"),
        ("J. Hedg. Soc., Article ASAP", "J. Hedg. Soc.", None),
    ],
)  # fmt: skip
def test_journal_and_date_of_a_citing_line(line: str, venue: str | None, date: str | None) -> None:
    assert cited_in(line) == ((venue, date) if venue else None)


@pytest.mark.parametrize(
    "line",
    [
        "Roe A, Doe B and Poe C 2026; 40:3",
        "Volume 61 / Issue 1, February 2026",
        "© 2026 Society of Hedges, 330 N Wabash Ave",
        "Erratum: Slow Hedges [Hedg. Rev. Lett. 132, 116401 (2026)]",
        "Hedges in 2026",
        "Heidelberger Platz 3, 14197 Berlin, Germany",
    ],
)
def test_other_lines_cite_none(line: str) -> None:
    assert cited_in(line) is None
