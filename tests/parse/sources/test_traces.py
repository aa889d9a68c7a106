"""The cheap look before the dear one misses nothing."""

from __future__ import annotations

import pytest

from bot.parse.sources.traces import may_be_in_address, may_be_in_text, may_hold_identifiers
from bot.scholarly.identifiers import from_url, in_text

ADDRESSES = [
    "https://arxiv.org/abs/2601.00001",
    "https://export.arxiv.org/pdf/astro-ph/0001001",
    "https://ar5iv.labs.arxiv.org/html/2601.00001",
    "https://www.alphaxiv.org/abs/2601.00001",
    "https://huggingface.co/papers/2601.00001",
    "https://doi.org/10.1000/x1",
    "https://www.biorxiv.org/content/10.64898/2026.01.20.700468v1",
    "http://biorxiv.org/cgi/content/short/2026.01.20.700468v1",
    "https://www.nature.com/articles/s41586-025-09999-1",
    "https://pubmed.ncbi.nlm.nih.gov/40111222/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/",
    "https://www.sciencedirect.com/science/article/pii/S0927024819301234",
    "https://www.cell.com/cell/fulltext/S0092-8674(25)01401-7",
    "https://www.semanticscholar.org/paper/x/0123456789abcdef0123456789abcdef01234567",
    "https://openreview.net/forum?id=aBcD123456",
    "https://aclanthology.org/2025.acl-long.123/",
    "https://ui.adsabs.harvard.edu/abs/2026ApJ...991...12O/abstract",
    "https://scixplorer.org/abs/2026ApJ...991...12O/abstract",
    "https://ieeexplore.ieee.org/document/11234567",
    "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=5901234",
    "https://elifesciences.org/articles/12345",
    "https://www.emergentmind.com/papers/2601.00001",
    "https://www.jmir.org/2026/1/e91234",
    "https://read.qxmd.com/read/31234567/hedges-at-night",
]
WRAPPED = [
    "https://x.example/CL0/https:%2F%2Farxiv.org%2Fabs%2F2601.00001/1/0100",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2601.00001&d=x",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__house.example_doi_full_10.5555_inv.1000&d=x",
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2FCL0%2Fhttps%3A%252F%252F"
    "www.cell.com%252Fcell%252Ffulltext%252FS0092-8674%2825%2901401-7%2F1",
    "https://click.example/a/aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzI2MDEuMDAwMDE",
]
WRITTEN = [
    "arXiv:2601.00001",
    "doi:10.1000/x1",
    "DOI 10.1000/x1",
    "PMID: 40111222",
    "PMC1234567",
    "pii: S0092-8674(25)01401-7",
    "S0927024819301234",
    "Okonkwo, Ada (2026ApJ...991...12O)",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_addresses_of_papers_are_looked_at(url: str) -> None:
    assert from_url(url)
    assert may_be_in_address(url)
    assert may_hold_identifiers(f'<p><a href="{url}">Title</a></p>')


@pytest.mark.parametrize("url", WRAPPED)
def test_wrapped_addresses_are_looked_at(url: str) -> None:
    assert may_be_in_address(url)
    assert may_hold_identifiers(f'<p><a href="{url}">Title</a></p>')


@pytest.mark.parametrize("text", WRITTEN)
def test_identifiers_written_out_are_looked_at(text: str) -> None:
    assert in_text(text)
    assert may_be_in_text(text)


@pytest.mark.parametrize(
    "url", ["https://links.springernature.com/f/a/Qx7rB2kD~~/AABE5gA~/Rg", "https://news.example.com/1"]
)
def test_other_addresses_are_not(url: str) -> None:
    assert not may_be_in_address(url)


def test_mail_about_other_things_is_done_with() -> None:
    assert not may_hold_identifiers('<p style="width:10.5px">Hello <a href="https://news.example.com/x">you</a></p>')
