"""Addresses and lines as mails write them, with what publishers, indexes and text extraction hang on identifiers."""

from __future__ import annotations

import pytest

from bot.scholarly.identifiers import from_url, implied, in_text

ADDRESSES: list[tuple[str, dict[str, str]]] = [
    ("https://doi.org/10.1000/XYZ123.", {"doi": "10.1000/xyz123"}),
    ("https://doi.org/10.1000/xyz123?rss=1", {"doi": "10.1000/xyz123"}),
    ("https://doi.org/10.1000/xyz123#abstract", {"doi": "10.1000/xyz123"}),
    ("https://doi.org/doi:10.1000/xyz123", {"doi": "10.1000/xyz123"}),
    ("https://doi.org/https://doi.org/10.1000/xyz123", {"doi": "10.1000/xyz123"}),
    ("https://www.doi.org/10.1000%2Fxyz123", {"doi": "10.1000/xyz123"}),
    ("https://doi-org.proxy.lib.example.edu/10.1000/xyz123", {"doi": "10.1000/xyz123"}),
    ("https://link.springer.com/content/pdf/10.1007/s00106-024-01234-5.pdf", {"doi": "10.1007/s00106-024-01234-5"}),
    (
        "https://link.springer.com/article/10.1007/s00106-024-01234-5/fulltext.html",
        {"doi": "10.1007/s00106-024-01234-5"},
    ),
    ("https://onlinelibrary.wiley.com/doi/abs/10.1002/adma.202401234?af=R", {"doi": "10.1002/adma.202401234"}),
    ("https://onlinelibrary.wiley.com/doi/epdf/10.1002/adma.202401234", {"doi": "10.1002/adma.202401234"}),
    (
        "https://onlinelibrary.wiley.com/doi/10.1002/%28SICI%291096-8644%28199604%2999%3A4%3C529%3A%3AAID-AJPA2%3E3.0.CO%3B2-U",
        {"doi": "10.1002/(sici)1096-8644(199604)99:4<529::aid-ajpa2>3.0.co;2-u"},
    ),
    (
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0299999&utm_source=x",
        {"doi": "10.1371/journal.pone.0299999"},
    ),
    (
        "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0299999&type=printable",
        {"doi": "10.1371/journal.pone.0299999"},
    ),
    ("https://www.frontiersin.org/articles/10.3389/fnins.2024.1234567/full", {"doi": "10.3389/fnins.2024.1234567"}),
    (
        "https://www.frontiersin.org/journals/neuroscience/articles/10.3389/fnins.2024.1234567/abstract",
        {"doi": "10.3389/fnins.2024.1234567"},
    ),
    (
        "https://academic.oup.com/bioinformatics/advance-article/doi/10.1093/bioinformatics/btae123/7612345",
        {"doi": "10.1093/bioinformatics/btae123"},
    ),
    (
        "https://www.tandfonline.com/doi/full/10.1080/01621459.2024.1234567?src=",
        {"doi": "10.1080/01621459.2024.1234567"},
    ),
    ("https://www.science.org/doi/reader/10.1126/science.adk1234", {"doi": "10.1126/science.adk1234"}),
    ("https://www.pnas.org/doi/epub/10.1073/pnas.2312345121", {"doi": "10.1073/pnas.2312345121"}),
    ("https://www.jmir.org/2024/1/e12345/", {"doi": "10.2196/12345"}),
    ("https://mhealth.jmir.org/2019/12/e17578", {"doi": "10.2196/17578"}),
    ("https://www.jmir.org/2018/2/e43/", {}),
    ("https://www.jmir.org/2019/1/e9870/", {}),
    ("https://www.nature.com/articles/s41586-024-01234-5.pdf", {"doi": "10.1038/s41586-024-01234-5"}),
    ("https://www.nature.com/articles/d41586-024-01234-5", {"doi": "10.1038/d41586-024-01234-5"}),
    ("https://rdcu.be/abc12", {}),
    ("https://pubs.acs.org/doi/10.1021/acs.jcim.3c01234?ref=pdf", {"doi": "10.1021/acs.jcim.3c01234"}),
    ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.132.011001", {"doi": "10.1103/physrevlett.132.011001"}),
    ("https://link.aps.org/doi/10.1103/fm1z-5d3k", {"doi": "10.1103/fm1z-5d3k"}),
    ("https://iopscience.iop.org/article/10.3847/1538-4357/ad1234/pdf", {"doi": "10.3847/1538-4357/ad1234"}),
    (
        "https://www.cell.com/cell/fulltext/S0092-8674(24)00123-4?dgcid=raven_jbs_etoc_email",
        {"pii": "S0092867424001234"},
    ),
    (
        "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(24)00123-4/fulltext",
        {"pii": "S0140673624001234"},
    ),
    (
        "https://www.sciencedirect.com/science/article/abs/pii/S0140673624001234?via%3Dihub",
        {"pii": "S0140673624001234"},
    ),
    (
        "https://www.sciencedirect.com/science?_ob=GatewayURL&_method=citationSearch&_piikey=S0926860X26001584&_origin=x",
        {"pii": "S0926860X26001584"},
    ),
    ("https://linkinghub.elsevier.com/retrieve/pii/S0140673624001234", {"pii": "S0140673624001234"}),
    ("https://authors.elsevier.com/a/1abcDEFGhijk", {}),
    ("https://arxiv.org/abs/2401.01234v3", {"arxiv": "2401.01234"}),
    ("arxiv.org/pdf/2401.01234v3.pdf", {"arxiv": "2401.01234"}),
    ("https://arxiv.org/abs/hep-th/9711200v3", {"arxiv": "hep-th/9711200"}),
    ("https://arxiv.org/abs/math.AG/0112345", {"arxiv": "math/0112345"}),
    ("https://browse.arxiv.org/html/2401.01234v1", {"arxiv": "2401.01234"}),
    ("https://arxiv.org/list/cs.LG/recent", {}),
    ("https://arxiv.org/a/roe_a_1", {}),
    ("https://arxiv.org/abs/2401.01234?utm_source=newsletter", {"arxiv": "2401.01234"}),
    ("https://ar5iv.labs.arxiv.org/html/2401.01234", {"arxiv": "2401.01234"}),
    ("https://www.alphaxiv.org/abs/2401.01234v2?utm=x", {"arxiv": "2401.01234"}),
    ("https://www.alphaxiv.org/overview/2401.01234v1", {"arxiv": "2401.01234"}),
    ("https://huggingface.co/papers/2401.01234", {"arxiv": "2401.01234"}),
    ("https://paperswithcode.com/paper/some-slug", {}),
    ("https://www.emergentmind.com/papers/2401.01234", {"arxiv": "2401.01234"}),
    ("https://www.catalyzex.com/paper/arxiv:2401.01234", {"arxiv": "2401.01234"}),
    ("https://d.repec.org/n?u=RePEc:arx:papers:2607.29583&r=fmk", {"arxiv": "2607.29583"}),
    ("http://d.repec.org/n?u=RePEc:nbr:nberwo:34588&r=mon", {"doi": "10.3386/w34588"}),
    ("https://ideas.repec.org/p/arx/papers/2607.29583.html", {"arxiv": "2607.29583"}),
    ("https://www.nber.org/papers/w34588", {"doi": "10.3386/w34588"}),
    ("https://www.nber.org/system/files/working_papers/w34588/w34588.pdf", {"doi": "10.3386/w34588"}),
    ("https://osf.io/preprints/psyarxiv/ab3cd", {"doi": "10.31234/osf.io/ab3cd"}),
    ("https://psyarxiv.com/ab3cd/", {"doi": "10.31234/osf.io/ab3cd"}),
    ("https://osf.io/preprints/socarxiv/ab3cd_v2", {"doi": "10.31235/osf.io/ab3cd"}),
    ("https://osf.io/ab3cd", {}),
    ("https://www.jstor.org/stable/2346101", {"doi": "10.2307/2346101"}),
    ("https://chemrxiv.org/doi/full/10.26434/chemrxiv-2026-abcde", {"doi": "10.26434/chemrxiv-2026-abcde"}),
    ("https://eprint.iacr.org/2026/123", {}),
    ("https://pubmed.ncbi.nlm.nih.gov/38123456/?utm_source=x&fc=1", {"pmid": "38123456"}),
    ("https://www.ncbi.nlm.nih.gov/pubmed/38123456?dopt=Abstract", {"pmid": "38123456"}),
    ("https://www.ncbi.nlm.nih.gov/m/pubmed/38123456/", {"pmid": "38123456"}),
    (
        "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=12345678&dopt=Abstract",
        {"pmid": "12345678"},
    ),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=38123456", {}),
    ("https://pubmed.ncbi.nlm.nih.gov/?linkname=pubmed_pubmed&from_uid=38123456", {}),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10123456/", {"pmcid": "PMC10123456"}),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC10123456/pdf/main.pdf", {"pmcid": "PMC10123456"}),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/38123456/", {"pmid": "38123456"}),
    ("https://europepmc.org/article/MED/38123456", {"pmid": "38123456"}),
    ("https://europepmc.org/abstract/MED/38123456", {"pmid": "38123456"}),
    ("https://europepmc.org/articles/PMC10123456?pdf=render", {"pmcid": "PMC10123456"}),
    ("http://europepmc.org/article/PPR/PPR812345", {}),
    (
        "https://www.semanticscholar.org/paper/Title-Roe/0123456789abcdef0123456789abcdef01234567?utm_source=alert_email",
        {"s2": "0123456789abcdef0123456789abcdef01234567"},
    ),
    (
        "https://www.semanticscholar.org/reader/0123456789abcdef0123456789abcdef01234567",
        {"s2": "0123456789abcdef0123456789abcdef01234567"},
    ),
    (
        "https://www.connectedpapers.com/main/0123456789abcdef0123456789abcdef01234567/Title/graph",
        {"s2": "0123456789abcdef0123456789abcdef01234567"},
    ),
    ("https://openreview.net/forum?id=AbCdEf1234&noteId=zz", {"openreview": "AbCdEf1234"}),
    ("https://openreview.net/pdf?id=AbCdEf1234", {"openreview": "AbCdEf1234"}),
    ("https://openreview.net/group?id=ICLR.cc/2026/Conference", {}),
    ("https://openreview.net/profile?id=~Ann_Roe1", {}),
    ("https://aclanthology.org/2024.acl-long.12/", {"acl": "2024.acl-long.12"}),
    ("https://aclanthology.org/2024.findings-emnlp.101.pdf", {"acl": "2024.findings-emnlp.101"}),
    ("https://aclanthology.org/P19-1001", {"acl": "P19-1001"}),
    ("https://www.aclweb.org/anthology/N18-2001.pdf", {"acl": "N18-2001"}),
    ("https://aclanthology.org/volumes/2024.acl-long/", {}),
    ("https://ui.adsabs.harvard.edu/abs/2026A%26A...701A..12V/abstract", {"bibcode": "2026A&A...701A..12V"}),
    (
        "https://ui.adsabs.harvard.edu/abs/2026arXiv260112345O/abstract?x=1",
        {"bibcode": "2026arXiv260112345O", "arxiv": "2601.12345"},
    ),
    ("https://ui.adsabs.harvard.edu/abs/2009arXiv0901.1234A", {"bibcode": "2009arXiv0901.1234A", "arxiv": "0901.1234"}),
    (
        "http://adsabs.harvard.edu/cgi-bin/nph-bib_query?bibcode=2026ApJ...991...12O&db_key=AST",
        {"bibcode": "2026ApJ...991...12O"},
    ),
    ("https://scixplorer.org/abs/2026GeoRL..5312345M/abstract", {"bibcode": "2026GeoRL..5312345M"}),
    ("https://ieeexplore.ieee.org/document/10123456/", {"ieee": "10123456"}),
    ("https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=10123456", {"ieee": "10123456"}),
    ("http://ieeexplore.ieee.org/xpl/articleDetails.jsp?arnumber=6123456", {"ieee": "6123456"}),
    ("https://ieeexplore.ieee.org/xpl/RecentIssue.jsp?punumber=34", {}),
    (
        "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4123456&dgcid=ejournal_htmlemail",
        {"doi": "10.2139/ssrn.4123456"},
    ),
    ("https://ssrn.com/abstract=4123456", {"doi": "10.2139/ssrn.4123456"}),
    (
        "https://papers.ssrn.com/sol3/Delivery.cfm/4123456.pdf?abstractid=4123456&mirid=1",
        {"doi": "10.2139/ssrn.4123456"},
    ),
    (
        "https://hq.ssrn.com/Journals/RedirectClick.cfm?url=https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4123456&partid=1",
        {"doi": "10.2139/ssrn.4123456"},
    ),
    ("https://www.biorxiv.org/content/10.64898/2026.01.20.700468v1.full-text", {"doi": "10.64898/2026.01.20.700468"}),
    ("http://biorxiv.org/cgi/content/short/2026.01.20.700468v1?rss=1", {"doi": "10.64898/2026.01.20.700468"}),
    ("http://biorxiv.org/cgi/reprint/2026.01.20.700468v1", {"doi": "10.64898/2026.01.20.700468"}),
    ("http://biorxiv.org/cgi/content/abstract/612345v1?ct", {"doi": "10.1101/612345"}),
    (
        "https://www.medrxiv.org/content/medrxiv/early/2024/05/30/2024.05.30.24308125.full.pdf",
        {"doi": "10.1101/2024.05.30.24308125"},
    ),
    ("https://www.researchsquare.com/article/rs-4123456/v1", {"doi": "10.21203/rs.3.rs-4123456/v1"}),
    ("https://www.preprints.org/manuscript/202601.0123/v1", {"doi": "10.20944/preprints202601.0123.v1"}),
    ("https://dl.acm.org/doi/pdf/10.1145/3712345.3712346", {"doi": "10.1145/3712345.3712346"}),
    ("https://elifesciences.org/reviewed-preprints/101234", {"doi": "10.7554/elife.101234"}),
    ("https://github.com/roe/repo", {}),
    ("https://twitter.com/intent/tweet?url=https://doi.org/10.1000/x123", {}),
    ("https://www.altmetric.com/details.php?doi=10.1000/x123", {}),
    ("https://scholar.google.com/scholar?q=10.1000/x123", {}),
    ("https://www.mendeley.com/import/?doi=10.1000/x123", {}),
]

LINES: list[tuple[str, list[tuple[str, str]]]] = [
    ("doi:10.1055/s-0037-1601453self.", [("doi", "10.1055/s-0037-1601453")]),
    ("DOI: 10.1000/XYZ.123).", [("doi", "10.1000/xyz.123")]),
    ("(doi: 10.1016/S0140-6736(05)67728-8)", [("doi", "10.1016/s0140-6736(05)67728-8")]),
    ("doi 10.1000/abc123</a>", [("doi", "10.1000/abc123")]),
    ("https://doi.org/10.1000/abc123</a>", [("doi", "10.1000/abc123")]),
    ("doi:10.1000/abc123&nbsp;", [("doi", "10.1000/abc123")]),
    (
        "doi:10.1002/(SICI)1097-4636(199823)43:4<338::AID-JBM16>3.0.CO;2-B",
        [("doi", "10.1002/(sici)1097-4636(199823)43:4<338::aid-jbm16>3.0.co;2-b")],
    ),
    ("doi: 10.1101/2026.01.20.700468v2.full.pdf", [("doi", "10.1101/2026.01.20.700468")]),
    ("bioRxiv posted 22 January 2026 doi:10.64898/2026.01.20.700468", [("doi", "10.64898/2026.01.20.700468")]),
    ("10.1371/journal.pone.0299999.t001", [("doi", "10.1371/journal.pone.0299999")]),
    ("doi:10.1038/s41586-024-01234-5Received: 3 May", [("doi", "10.1038/s41586-024-01234-5")]),
    ("doi.org/10.1000/abc123", [("doi", "10.1000/abc123")]),
    ("DOI:10.1000%2Fabc123", [("doi", "10.1000/abc123")]),
    ("Epub 2024. doi: 10.1111/j.1365-2966.2009.15557.x.", [("doi", "10.1111/j.1365-2966.2009.15557.x")]),
    ("doi：10.1000/abc123。", [("doi", "10.1000/abc123")]),
    ("arXiv:2401.01234v2 [cs.LG]", [("arxiv", "2401.01234")]),
    ("arXiv: math.AG/0112345", [("arxiv", "math/0112345")]),
    ("hep-th/9711200", [("arxiv", "hep-th/9711200")]),
    ("astro-ph.CO/0112345", [("arxiv", "astro-ph/0112345")]),
    ("arXiv 2401.01234", [("arxiv", "2401.01234")]),
    ("(arXiv 2401.01234, 2024)", [("arxiv", "2401.01234")]),
    ("2401.01234", []),
    ("PMID: 38123456 [PubMed - in process]", [("pmid", "38123456")]),
    ("PMID:38123456; PMCID:PMC10123456", [("pmid", "38123456"), ("pmcid", "PMC10123456")]),
    ("PMID 38123456", [("pmid", "38123456")]),
    ("PMCID: PMC10123456.2", [("pmcid", "PMC10123456")]),
    ("PII: S0140-6736(24)00123-4", [("pii", "S0140673624001234")]),
    ("PII S0140673624001234", [("pii", "S0140673624001234")]),
    ("S0140-6736(24)00123-4", [("pii", "S0140673624001234")]),
    ('"Title," Okonkwo, Ada (2026ApJ...991...12O)', [("bibcode", "2026ApJ...991...12O")]),
    ("2026A&A...701A..12V", [("bibcode", "2026A&A...701A..12V")]),
    ("ACL Anthology 2024.acl-long.12", [("acl", "2024.acl-long.12")]),
    ("version 10.2020/12 of 3.10.2020", []),
    ("ISBN 978-3-16-148410-0", []),
    ("0000-0002-1825-0097", []),
    ("Order S0140673624001234X", []),
    ("Vol. 10.1007", []),
]


@pytest.mark.parametrize(("address", "identifiers"), ADDRESSES)
def test_an_address_carries_these_identifiers_and_no_others(address: str, identifiers: dict[str, str]) -> None:
    assert from_url(address) == identifiers


@pytest.mark.parametrize(("line", "identifiers"), LINES)
def test_a_line_holds_these_identifiers_and_no_others(line: str, identifiers: list[tuple[str, str]]) -> None:
    assert [(scheme, value) for scheme, value, _ in in_text(line)] == identifiers


@pytest.mark.parametrize(
    ("bibcode", "identifiers"),
    [
        ("2026arXiv260112345O", {"arxiv": "2601.12345"}),
        ("2009arXiv0901.1234A", {"arxiv": "0901.1234"}),
        ("2009arXiv0913.1234A", {}),
        ("2026ApJ...991...12O", {}),
    ],
)
def test_the_bibcode_of_a_preprint_says_its_arxiv_identifier(bibcode: str, identifiers: dict[str, str]) -> None:
    assert implied("bibcode", bibcode) == identifiers
