"""Addresses and the identifiers they carry; and addresses that carry none, which matters as much."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.addresses import split_address
from bot.scholarly.identifiers import from_url, page_of

ARXIV = [
    ("https://arxiv.org/abs/2303.08867", "2303.08867"),
    ("http://arxiv.org/abs/2303.08867v2", "2303.08867"),
    ("https://www.arxiv.org/pdf/1912.02972", "1912.02972"),
    ("https://arxiv.org/pdf/2303.08867v1.pdf", "2303.08867"),
    ("https://arxiv.org/pdf/2303.08867v12.pdf#page=3", "2303.08867"),
    ("https://arxiv.org/html/2401.00001v1", "2401.00001"),
    ("https://arxiv.org/format/0704.0001", "0704.0001"),
    ("https://arxiv.org/abs/2303.08867?context=cs.LG", "2303.08867"),
    ("https://export.arxiv.org/abs/math.GT/0309136", "math/0309136"),
    ("https://arxiv.org/abs/astro-ph/0001001v3", "astro-ph/0001001"),
    ("https://arxiv.org/abs/cond-mat.stat-mech/0001001", "cond-mat/0001001"),
    ("http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001"),
    ("https://arxiv.org/abs/arXiv:2303.08867", "2303.08867"),
    ("https://arxiv.org/ftp/arxiv/papers/1903/1903.12345.pdf", "1903.12345"),
    ("https://export.arxiv.org/api/query?id_list=2303.08867v1", "2303.08867"),
    ("https://ar5iv.org/abs/2303.08867", "2303.08867"),
    ("https://ar5iv.labs.arxiv.org/html/2303.08867", "2303.08867"),
    ("https://www.alphaxiv.org/abs/2303.08867v1", "2303.08867"),
    ("https://alphaxiv.org/overview/2303.08867", "2303.08867"),
    ("https://huggingface.co/papers/2607.00001?utm_source=digest-papers&utm_medium=email", "2607.00001"),
    ("https://hf.co/papers/2607.00001", "2607.00001"),
    ("https://scirate.com/arxiv/2303.08867", "2303.08867"),
    ("https://www.paperdigest.org/paper/?paper_id=arxiv-2303.08867&w=1", "2303.08867"),
    ("https://www.emergentmind.com/papers/2303.08867", "2303.08867"),
    ("https://papers.cool/arxiv/2303.08867", "2303.08867"),
    ("https://ui.adsabs.harvard.edu/abs/arXiv:2303.08867/abstract", "2303.08867"),
    ("https://api.semanticscholar.org/arXiv:2303.08867", "2303.08867"),
    ("https://doi.org/10.48550/arXiv.2303.08867", "2303.08867"),
    ("http://dx.doi.org/10.48550/ARXIV.1706.03762", "1706.03762"),
    ("arxiv.org/abs/2303.08867", "2303.08867"),
]

DOI = [
    ("https://doi.org/10.1000/xyz123", "10.1000/xyz123"),
    ("http://dx.doi.org/10.1016/S0140-6736(05)67728-8", "10.1016/s0140-6736(05)67728-8"),
    (
        "https://doi.org/10.1002/(SICI)1097-4636(199823)43:4%3C338::AID-JBM16%3E3.0.CO;2-B",
        "10.1002/(sici)1097-4636(199823)43:4<338::aid-jbm16>3.0.co;2-b",
    ),
    ("https://doi.org/10.1/x", "10.1/x"),
    ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2", "10.1101/2020.01.01.123456"),
    ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf+html", "10.1101/2020.01.01.123456"),
    (
        "https://www.biorxiv.org/content/biorxiv/early/2020/01/02/2020.01.01.123456.full.pdf",
        "10.1101/2020.01.01.123456",
    ),
    ("https://www.biorxiv.org/content/early/2017/05/03/133553", "10.1101/133553"),
    ("https://www.medrxiv.org/content/10.64898/2026.01.20.26340001v1?rss=1", "10.64898/2026.01.20.26340001"),
    ("http://biorxiv.org/cgi/content/short/2026.01.20.700468v1?rss=1", "10.64898/2026.01.20.700468"),
    ("http://biorxiv.org/cgi/content/abstract/2024.03.05.583511v1", "10.1101/2024.03.05.583511"),
    ("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true", "10.1145/3292500.3330701"),
    ("https://dl.acm.org/citation.cfm?id=3292500.3330701&CFID=1", "10.1145/3292500.3330701"),
    ("https://onlinelibrary.wiley.com/doi/full/10.1002/adma.202001234", "10.1002/adma.202001234"),
    (
        "https://onlinelibrary.wiley.com/doi/10.1111/j.1365-2966.2012.12345.x/abstract",
        "10.1111/j.1365-2966.2012.12345.x",
    ),
    ("https://onlinelibrary.wiley.com/doi/epdf/10.1002/adma.202001234?af=R", "10.1002/adma.202001234"),
    ("https://link.springer.com/article/10.1007/s00220-020-03776-9", "10.1007/s00220-020-03776-9"),
    ("https://link.springer.com/content/pdf/10.1007%2Fs00220-020-03776-9.pdf", "10.1007/s00220-020-03776-9"),
    ("https://link.springer.com/chapter/10.1007/978-3-030-12345-6_7", "10.1007/978-3-030-12345-6_7"),
    (
        "https://media.springernature.com/lw685/springer-static/image/art%3A10.1038%2Fs41586-020-2649-2/MediaObjects/1.png",
        "10.1038/s41586-020-2649-2",
    ),
    ("https://bmcbioinformatics.biomedcentral.com/track/pdf/10.1186/s12859-020-03543-1", "10.1186/s12859-020-03543-1"),
    ("https://pubs.acs.org/doi/10.1021/jacs.0c01234", "10.1021/jacs.0c01234"),
    ("https://pubs.acs.org/doi/suppl/10.1021/acs.nanolett.0c01234/suppl_file/x.pdf", "10.1021/acs.nanolett.0c01234"),
    ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102", "10.1103/physrevlett.116.061102"),
    ("https://www.science.org/doi/10.1126/science.abc1234", "10.1126/science.abc1234"),
    ("https://www.science.org/doi/full/10.1126/sciadv.aax1234?intcmp=trendmd", "10.1126/sciadv.aax1234"),
    ("https://advances.sciencemag.org/content/6/1/eaax1234", "10.1126/sciadv.aax1234"),
    ("https://www.tandfonline.com/doi/abs/10.1080/01621459.2020.1234567", "10.1080/01621459.2020.1234567"),
    ("https://journals.sagepub.com/doi/10.1177/0956797620912345?icid=int", "10.1177/0956797620912345"),
    ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0123456", "10.1371/journal.pone.0123456"),
    (
        "https://journals.plos.org/plosbiology/article/file?id=10.1371/journal.pbio.3000001&type=printable",
        "10.1371/journal.pbio.3000001",
    ),
    ("https://royalsocietypublishing.org/doi/10.1098/rspb.2020.1234", "10.1098/rspb.2020.1234"),
    ("https://www.nature.com/articles/s41586-020-2649-2", "10.1038/s41586-020-2649-2"),
    ("https://www.nature.com/articles/s41467-020-12345-6.pdf?origin=ppub", "10.1038/s41467-020-12345-6"),
    ("https://www.nature.com/articles/s41586-020-2649-2/figures/1", "10.1038/s41586-020-2649-2"),
    ("https://www.nature.com/articles/nature12373", "10.1038/nature12373"),
    ("https://www.nature.com/articles/171737a0", "10.1038/171737a0"),
    ("http://www.nature.com/nature/journal/v500/n7462/full/nature12373.html", "10.1038/nature12373"),
    ("http://www.nature.com/nmeth/journal/vaop/ncurrent/abs/nmeth.2089.html", "10.1038/nmeth.2089"),
    ("https://www.pnas.org/doi/10.1073/pnas.2001234117", "10.1073/pnas.2001234117"),
    ("https://www.pnas.org/content/early/2020/01/01/2001234117", "10.1073/pnas.2001234117"),
    ("https://pubs.rsc.org/en/content/articlelanding/2020/sc/d0sc01234a#!divAbstract", "10.1039/d0sc01234a"),
    ("https://elifesciences.org/articles/57443", "10.7554/elife.57443"),
    ("https://elifesciences.org/reviewed-preprints/88888v2", "10.7554/elife.88888"),
    ("https://acp.copernicus.org/articles/20/1/2020/", "10.5194/acp-20-1-2020"),
    ("https://www.hindawi.com/journals/jo/2020/1234567/", "10.1155/2020/1234567"),
    ("https://peerj.com/articles/cs-123/", "10.7717/peerj-cs.123"),
    ("https://www.bmj.com/content/368/bmj.m123.full", "10.1136/bmj.m123"),
    ("https://www.researchsquare.com/article/rs-123456/v1", "10.21203/rs.3.rs-123456/v1"),
    ("https://assets-eu.researchsquare.com/files/rs-123456/v1/a1b2.pdf", "10.21203/rs.3.rs-123456/v1"),
    ("https://zenodo.org/records/1234567/files/nets.pdf", "10.5281/zenodo.1234567"),
    ("https://www.ijcai.org/proceedings/2025/0123.pdf", "10.24963/ijcai.2025/123"),
    ("https://osf.io/preprints/psyarxiv/ab3de_v1", "10.31234/osf.io/ab3de"),
    ("https://www.preprints.org/manuscript/202001.0001/v1", "10.20944/preprints202001.0001.v1"),
    ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1234567", "10.2139/ssrn.1234567"),
    ("https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full", "10.3389/fnins.2020.00001"),
    ("https://iopscience.iop.org/article/10.1088/1361-6633/ab3f0c/meta", "10.1088/1361-6633/ab3f0c"),
    ("https://academic.oup.com/mnras/advance-article/doi/10.1093/mnras/staa1234/5800000", "10.1093/mnras/staa1234"),
    ("https://psycnet.apa.org/doiLanding?doi=10.1037%2Frev0000123", "10.1037/rev0000123"),
    ("https://www.emerald.com/insight/content/doi/10.1108/JD-01-2020-0001/full/html", "10.1108/jd-01-2020-0001"),
    ("https://projecteuclid.org/journals/annals/volume-48/issue-1/x/10.1214/20-AOS1234.full", "10.1214/20-aos1234"),
    ("https://www.degruyter.com/document/doi/10.1515/crelle-2020-0001/html", "10.1515/crelle-2020-0001"),
    ("https://www.thieme-connect.com/products/ejournals/abstract/10.1055/s-0037-1601453", "10.1055/s-0037-1601453"),
]

OTHERS = [
    ("https://pubmed.ncbi.nlm.nih.gov/31234567/?utm_source=Firefox&fc=None", {"pmid": "31234567"}),
    ("https://www.ncbi.nlm.nih.gov/pubmed/28357865", {"pmid": "28357865"}),
    ("https://www.ncbi.nlm.nih.gov/m/pubmed/28357865/", {"pmid": "28357865"}),
    (
        "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=pubmed&list_uids=28357865&dopt=Abstract",
        {"pmid": "28357865"},
    ),
    ("https://www.storkapp.me/pubpaper/31234567", {"pmid": "31234567"}),
    ("https://read.qxmd.com/read/31234567/hedges-at-night", {"pmid": "31234567"}),
    ("https://europepmc.org/article/MED/31234567", {"pmid": "31234567"}),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", {"pmcid": "PMC1234567"}),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/pdf/main.pdf", {"pmcid": "PMC1234567"}),
    ("https://europepmc.org/articles/PMC1234567", {"pmcid": "PMC1234567"}),
    (
        "https://www.sciencedirect.com/science/article/pii/S0926860X26001584?dgcid=raven_sd_search_email",
        {"pii": "S0926860X26001584"},
    ),
    ("https://www.sciencedirect.com/science/article/pii/B9780128999094000108", {"pii": "B9780128999094000108"}),
    ("https://www.sciencedirect.com/science/article/abs/pii/0370157373900027", {"pii": "0370157373900027"}),
    (
        "https://www.sciencedirect.com/science?_ob=GatewayURL&_method=citationSearch&_piikey=S0926860X26001584&_v=1",
        {"pii": "S0926860X26001584"},
    ),
    ("https://linkinghub.elsevier.com/retrieve/pii/S0092867420300011", {"pii": "S0092867420300011"}),
    (
        "https://www.cell.com/cell/fulltext/S0092-8674(20)30001-1?dgcid=raven_jbs_aip_email",
        {"pii": "S0092867420300011"},
    ),
    ("https://www.cell.com/trends/genetics/fulltext/S0168-9525%2826%2900001-X", {"pii": "S016895252600001X"}),
    (
        "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext",
        {"pii": "S0140673620301835"},
    ),
    (
        "https://www.semanticscholar.org/paper/A-Title/204E3073870FAE3D05BCBC2F6A8E263D9B72E776?utm_source=alert_email",
        {"s2": "204e3073870fae3d05bcbc2f6a8e263d9b72e776"},
    ),
    ("https://openreview.net/forum?id=B1xsqj09Fm", {"openreview": "B1xsqj09Fm"}),
    ("https://openreview.net/pdf?id=ryQu7f-RZ", {"openreview": "ryQu7f-RZ"}),
    ("https://openreview.net/forum?noteId=abc12345678&id=B1xsqj09Fm", {"openreview": "B1xsqj09Fm"}),
    ("https://aclanthology.org/2020.acl-main.1/", {"acl": "2020.acl-main.1"}),
    ("https://aclanthology.org/P19-1001.pdf", {"acl": "P19-1001"}),
    ("https://www.aclweb.org/anthology/2020.findings-emnlp.12/", {"acl": "2020.findings-emnlp.12"}),
    (
        "https://ui.adsabs.harvard.edu/abs/2016PhRvL.116f1102A/abstract?utm_source=myads",
        {"bibcode": "2016PhRvL.116f1102A"},
    ),
    ("https://ui.adsabs.harvard.edu/abs/2019A%26A...623A..10A/abstract", {"bibcode": "2019A&A...623A..10A"}),
    ("https://scixplorer.org/abs/2024MNRAS.527.1234B/abstract", {"bibcode": "2024MNRAS.527.1234B"}),
    ("https://ieeexplore.ieee.org/document/8953616", {"ieee": "8953616"}),
    ("https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=8953616", {"ieee": "8953616"}),
    ("https://ieeexplore.ieee.org/iel7/76/4358651/08953616.pdf", {"ieee": "8953616"}),
]

NOTHING = [
    "https://arxiv.org/list/cs.LG/2303",
    "https://arxiv.org/a/lecun_y_1",
    "https://arxiv.org/help/unsubscribe",
    "https://huggingface.co/papers",
    "https://huggingface.co/papers/submit?utm_source=digest-papers",
    "https://huggingface.co/papers/date/2024-01-01",
    "https://huggingface.co/meta-llama/Llama-2-7b",
    "https://twitter.com/intent/tweet?url=https://doi.org/10.1000/xyz123",
    "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fdoi.org%2F10.1000%2Fxyz123",
    "https://www.mendeley.com/import/?doi=10.1000/xyz123",
    "https://example.com/?ref=arxiv.org/abs/2303.08867",
    "https://example.com/?utm_content=10.1000/xyz123",
    "https://www.nature.com/nature/volumes/600/issues/7889",
    "https://www.nature.com/articles",
    "https://www.nature.com/subjects/physics",
    "https://openreview.net/group?id=ICLR.cc/2024/Conference",
    "https://openreview.net/profile?id=~Jane_Roe1",
    "https://aclanthology.org/volumes/2020.acl-main/",
    "https://aclanthology.org/events/acl-2020/",
    "https://pubmed.ncbi.nlm.nih.gov/?term=crispr",
    "https://pubmed.ncbi.nlm.nih.gov/?linkname=pubmed_pubmed&from_uid=31234567",
    "https://www.sciencedirect.com/journal/neural-networks/vol/180",
    "https://www.semanticscholar.org/author/1741101",
    "https://scholar.google.com/scholar?q=10.1000/xyz",
    "https://github.com/owner/repo/tree/10.2020/12",
    "https://static.example.com/v10.1038.1/logo.png",
    "https://www.elsevier.com/email/unsubscribe/1234567890123456",
    "https://link.springer.com/journal/10994",
    "mailto:someone@arxiv.org",
    "javascript:void(0)",
    "https://[broken",
    "",
    "not a url",
]


@pytest.mark.parametrize(("url", "arxiv"), ARXIV)
def test_an_address_carries_an_arxiv_identifier(url: str, arxiv: str) -> None:
    assert from_url(url) == {"arxiv": arxiv}


@pytest.mark.parametrize(("url", "doi"), DOI)
def test_an_address_carries_a_doi(url: str, doi: str) -> None:
    assert from_url(url) == {"doi": doi}


@pytest.mark.parametrize(("url", "identifiers"), OTHERS)
def test_an_address_carries_another_identifier(url: str, identifiers: dict[str, str]) -> None:
    assert from_url(url) == identifiers


@pytest.mark.parametrize("url", NOTHING)
def test_an_address_that_is_no_paper_carries_nothing(url: str) -> None:
    assert from_url(url) == {}


def test_a_number_of_the_weeks_when_the_prefix_changed_has_no_certain_doi() -> None:
    assert from_url("http://biorxiv.org/cgi/content/short/2025.11.28.700468v1") == {}


@pytest.mark.parametrize(
    ("identifiers", "page"),
    [
        ({"arxiv": "2303.08867"}, "https://arxiv.org/abs/2303.08867"),
        ({"arxiv": "2303.08867", "doi": "10.1000/x"}, "https://doi.org/10.1000/x"),
        ({"pmid": "123", "pmcid": "PMC1"}, "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ({"s2": "a" * 40, "openreview": "B1xsqj09Fm"}, "https://openreview.net/forum?id=B1xsqj09Fm"),
        ({"bibcode": "2019A&A...623A..10A"}, "https://ui.adsabs.harvard.edu/abs/2019A%26A...623A..10A/abstract"),
        ({"doi": "10.1002/a(1)43:4<3::b>3.0.co;2-#"}, "https://doi.org/10.1002/a(1)43:4%3C3::b%3E3.0.co;2-%23"),
        ({"unheard-of": "1"}, None),
        ({}, None),
    ],
)
def test_the_best_page_of_identifiers(identifiers: dict[str, str], page: str | None) -> None:
    assert page_of(identifiers) == page


@pytest.mark.parametrize("url", [url for url, _ in ARXIV + DOI])
def test_the_best_page_carries_the_same_identifiers(url: str) -> None:
    identifiers = from_url(url)
    assert from_url(page_of(identifiers) or "") == identifiers


@given(
    st.from_regex(
        r"https?://[a-z0-9.:@\[-]{0,9}(?:/[!-~é\t ]{0,9})?(?:\?[!-~é\n]{0,9})?(?:#[!-~]{0,5})?", fullmatch=True
    )
)
def test_an_address_is_split_as_the_standard_library_does(url: str) -> None:
    assert split_address(url) == _split_by_the_library(url)


def _split_by_the_library(url: str) -> tuple[str, str, str, str] | None:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.path, parts.query
    except ValueError:
        return None
