"""Canonical forms, and identifiers written out in running text."""

from __future__ import annotations

import subprocess
import sys
import time

import idutils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.identifiers import SCHEMES, canonical, in_text


@pytest.mark.parametrize(
    ("scheme", "written", "value"),
    [
        ("arxiv", "arXiv:1912.02015v2", "1912.02015"),
        ("arxiv", "1912.02015", "1912.02015"),
        ("arxiv", " arXiv: 1912.02015 [cs.LG]", "1912.02015"),
        ("arxiv", "astro-ph/0001001", "astro-ph/0001001"),
        ("arxiv", "math.GT/0309136v1", "math/0309136"),
        ("arxiv", "HEP-TH/9901001", "hep-th/9901001"),
        ("arxiv", "10.48550/arXiv.1706.03762", "1706.03762"),
        ("arxiv", "1913.02015", None),
        ("arxiv", "0602.0001", None),
        ("arxiv", "1912.020155", None),
        ("arxiv", "biology/0001001", None),
        ("doi", "10.1000/XYZ123", "10.1000/xyz123"),
        ("doi", "doi:10.1/x.", "10.1/x"),
        ("doi", "https://doi.org/10.1000/XYZ", "10.1000/xyz"),
        ("doi", "https://dx.doi.org/10.1000%2FXYZ", "10.1000/xyz"),
        ("doi", "DOI: 10.1000/xyz?rss=1", "10.1000/xyz"),
        ("doi", "info:doi/10.1000/xyz", "10.1000/xyz"),
        ("doi", "10.1055/s-0037-1601453self.", "10.1055/s-0037-1601453"),
        ("doi", "10.1101/2020.01.01.123456v2.full.pdf", "10.1101/2020.01.01.123456"),
        ("doi", "10.1016/S0140-6736(05)67728-8", "10.1016/s0140-6736(05)67728-8"),
        ("doi", "10.1016/j.bpj.2014.11.1079", "10.1016/j.bpj.2014.11.1079"),
        ("doi", "10.1000/xyz).", "10.1000/xyz"),
        ("doi", "10.1000/abc(12)", "10.1000/abc(12)"),
        ("doi", "10.1890/0012-9658(2001)082[0290:EOF]2.0.CO;2", "10.1890/0012-9658(2001)082[0290:eof]2.0.co;2"),
        ("doi", "10.1175/1520-0469(1963)020&lt;0130:DNF&gt;2.0.CO;2", "10.1175/1520-0469(1963)020<0130:dnf>2.0.co;2"),
        ("doi", "10.48550/arXiv.1706.03762", None),
        ("doi", "11.1000/xyz", None),
        ("doi", "10.1000", None),
        ("doi", "10.1000/", None),
        ("pmid", "PMID: 31234567", "31234567"),
        ("pmid", "31234567", "31234567"),
        ("pmid", "312345678901", None),
        ("pmid", "PMC1234567", None),
        ("pmcid", "1234567", "PMC1234567"),
        ("pmcid", "pmc1234567.1", "PMC1234567"),
        ("pii", "S0092-8674(20)30001-1", "S0092867420300011"),
        ("pii", "s0926860x26001584", "S0926860X26001584"),
        ("pii", "S00928674", None),
        ("s2", "204E3073870FAE3D05BCBC2F6A8E263D9B72E776", "204e3073870fae3d05bcbc2f6a8e263d9b72e776"),
        ("s2", "204e3073", None),
        ("openreview", "B1xsqj09Fm", "B1xsqj09Fm"),
        ("openreview", "ICLR.cc/2024", None),
        ("acl", "p19-1001", "P19-1001"),
        ("acl", "2020.ACL-main.1", "2020.acl-main.1"),
        ("acl", "2020.acl-main", None),
        ("bibcode", "2019A%26A...623A..10A", "2019A&A...623A..10A"),
        ("bibcode", "2016PhRvL.116f1102", None),
        ("ieee", "08953616", "8953616"),
        ("isbn", "9780000000002", None),
    ],
)
def test_the_canonical_form_of_an_identifier(scheme: str, written: str, value: str | None) -> None:
    assert canonical(scheme, written) == value


TEXTS = [
    ("arXiv:1912.02015v2", [("arxiv", "1912.02015")]),
    ("arXiv preprint arXiv:1912.02015, 2019", [("arxiv", "1912.02015")]),
    ("arXiv preprint arXiv … and more", []),
    ("Available as arXiv: 2303.08867 [q-fin.TR].", [("arxiv", "2303.08867")]),
    ("ArXiv e-prints (2303.08867)", [("arxiv", "2303.08867")]),
    ("arXiv id 2303.08867 and arXiv:2303.08868.", [("arxiv", "2303.08867"), ("arxiv", "2303.08868")]),
    ("Paper: astro-ph/0001001", [("arxiv", "astro-ph/0001001")]),
    ("Paper (*cross-listing*): quant-ph/9901070", [("arxiv", "quant-ph/9901070")]),
    ("see math.GT/0309136v2 for details", [("arxiv", "math/0309136")]),
    ("arXiv:1912.020155 has a digit too many", []),
    ("[1] 2303.08867v2 (hep-ph) [score: 0.7]", [("arxiv", "2303.08867")]),
    ("2303.08867 [cs.CL]", [("arxiv", "2303.08867")]),
    ("2303.08867 [draft] and 2303.08867 (see below)", []),
    ("score 2303.08867 of 9000.0001", []),
    ("cs/0101 is a folder, and/0001001 is none", []),
    ("doi:10.1/x.", [("doi", "10.1/x")]),
    ("doi: 10.1000/xyz123. Epub ahead", [("doi", "10.1000/xyz123")]),
    ("DOI 10.1000/xyz123)", [("doi", "10.1000/xyz123")]),
    ("(doi:10.1016/S0140-6736(05)67728-8)", [("doi", "10.1016/s0140-6736(05)67728-8")]),
    ("https://doi.org/10.1000/xyz123.", [("doi", "10.1000/xyz123")]),
    ("<https://doi.org/10.1000/xyz123>", [("doi", "10.1000/xyz123")]),
    ("see https://doi.org/10.1000/a(b)c), too", [("doi", "10.1000/a(b)c")]),
    ("doi.org/10.1000/xyz123", [("doi", "10.1000/xyz123")]),
    ("10.1055/s-0037-1601453self. [Epub ahead of print]", [("doi", "10.1055/s-0037-1601453")]),
    ("10.1038/s41586-020-2649-2Epub 2020", [("doi", "10.1038/s41586-020-2649-2")]),
    ("doi:10.1093/nar/gkab123.PMID: 33300000", [("doi", "10.1093/nar/gkab123"), ("pmid", "33300000")]),
    ("10.1000/x1y;10.1000/z2w", [("doi", "10.1000/x1y"), ("doi", "10.1000/z2w")]),
    ("bioRxiv posted 22 January 2026 doi:10.64898/2026.01.20.700468", [("doi", "10.64898/2026.01.20.700468")]),
    ("doi:10.48550/arXiv.1706.03762", [("arxiv", "1706.03762")]),
    ("“10.1000/xyz123”", [("doi", "10.1000/xyz123")]),
    ("doi = {10.1000/xyz123},", [("doi", "10.1000/xyz123")]),
    ("on 10.2020/12 we met", []),
    ("version 10.1000.3/", []),
    ("PMID: 28357865 [PubMed - as supplied by publisher]", [("pmid", "28357865")]),
    ("PMID 28357865; PMCID: PMC5370000", [("pmid", "28357865"), ("pmcid", "PMC5370000")]),
    ("PMCID: 5370000", [("pmcid", "PMC5370000")]),
    ("PMC123", [("pmcid", "PMC123")]),
    ("PubMed 2017 was a good year, PubMed: 28357865", [("pmid", "28357865")]),
    ("PII: S0092-8674(20)30001-1", [("pii", "S0092867420300011")]),
    ("S0926860X26001584", [("pii", "S0926860X26001584")]),
    ('"A title," Doe,+:A (2016PhRvL.116f1102A)', [("bibcode", "2016PhRvL.116f1102A")]),
    ("2023arXiv230308867S", [("bibcode", "2023arXiv230308867S")]),
    ("https://pubmed.ncbi.nlm.nih.gov/31234567/ and www.nature.com/articles/nature12373",
     [("pmid", "31234567"), ("doi", "10.1038/nature12373")]),
    ("https://twitter.com/share?url=https://doi.org/10.1000/xyz123", []),
    ("call 12345678 or 0171-1234567", []),
    ("order 1234567890123456 of 2023", []),
    ("ISSN 1234-5678, ISBN 978-3-16-148410-0", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_identifiers_in_running_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(scheme, value) for scheme, value, _ in in_text(text)] == found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("See arXiv:1912.02015v2.", "arXiv:1912.02015v2"),
        ("It is doi:10.1000/xyz123.", "doi:10.1000/xyz123"),
        ("(https://doi.org/10.1000/xyz123).", "https://doi.org/10.1000/xyz123"),
        ("PMID: 28357865 [PubMed]", "PMID: 28357865"),
        ("10.1055/s-0037-1601453self.", "10.1055/s-0037-1601453"),
    ],
)
def test_the_span_covers_an_identifier_with_its_label_and_no_more(text: str, written: str) -> None:
    ((_, _, (start, end)),) = in_text(text)
    assert text[start:end] == written


def test_one_address_may_carry_two_identifiers() -> None:
    found = in_text("https://ui.adsabs.harvard.edu/abs/2016PhRvL.116f1102A?doi=10.1103/PhysRevLett.116.061102")
    assert {scheme for scheme, _, _ in found} == {"doi", "bibcode"}


@given(st.text(alphabet="arXivdoPMC:10.9/()<>-;S \n2345678v", max_size=60))
def test_whatever_is_found_is_canonical_and_lies_in_the_text(text: str) -> None:
    for scheme, value, (start, end) in in_text(text):
        assert scheme in SCHEMES
        assert canonical(scheme, value) == value
        assert 0 <= start < end <= len(text)


@given(st.sampled_from(SCHEMES), st.text(max_size=40))
def test_a_canonical_form_is_its_own_canonical_form(scheme: str, written: str) -> None:
    value = canonical(scheme, written)
    assert value is None or canonical(scheme, value) == value


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("arxiv", "1912.02015"),
        ("arxiv", "astro-ph/0001001"),
        ("doi", "10.1016/s0140-6736(05)67728-8"),
        ("doi", "10.1002/(sici)1097-4636(199823)43:4<338::aid-jbm16>3.0.co;2-b"),
        ("pmid", "2835786"),
        ("pmcid", "PMC5370000"),
        ("ads", "2016PhRvL.116f1102A"),
    ],
)
def test_idutils_knows_our_canonical_forms_too(scheme: str, value: str) -> None:
    assert scheme in idutils.detect_identifier_schemes(value)


def test_reading_identifiers_does_not_load_idutils() -> None:
    code = "import sys, bot.scholarly.identifiers; sys.exit('idutils' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "hostile",
    [
        "10.1000/" + "x/full" * 20_000,
        "10.1000/x " * 10_000,
        "arxiv " * 20_000,
        "arxiv" + " " * 100_000 + "x",
        "doi:" * 30_000,
        "https://" * 15_000,
        "http://a.b/" + "(" * 100_000,
        "a/1234567" * 10_000,
        "2020" * 30_000,
    ],
)
def test_a_hostile_text_is_read_in_little_time(hostile: str) -> None:
    started = time.process_time()
    in_text(hostile)
    assert time.process_time() - started < 2
