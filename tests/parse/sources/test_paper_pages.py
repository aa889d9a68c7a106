"""Pages of one paper each that carry no identifier: which they are, and that they are no identifiers of a paper."""

from __future__ import annotations

import pytest

from bot.models import Address, Mail
from bot.parse.sources import generic
from bot.parse.sources.paper_pages import page_key
from bot.parse.sources.traces import may_be_in_address

PAGES = [
    ("https://www.scopus.com/inward/record.uri?partnerID=Hz&scp=85200000001", "scopus.com:scp=85200000001"),
    ("https://www.scopus.com/record/display.uri?eid=2-s2.0-85200000001", "scopus.com:eid=2-s2.0-85200000001"),
    ("https://inspirehep.net/literature/2900001", "inspirehep.net:2900001"),
    ("http://inspirehep.net/record/123456?ln=en", "inspirehep.net:123456"),
    ("https://ideas.repec.org/p/jen/jenasw/2025-017.html", "repec.org:/p/jen/jenasw/2025-017.html"),
    ("https://d.repec.org/n?u=RePEc:jen:jenasw:2025-017&r=mac", "repec.org:repec:jen:jenasw:2025-017"),
    ("https://www.researchgate.net/publication/390000001_Snails_remember?_sg=x", "researchgate.net:390000001"),
    ("https://chemrxiv.org/engage/chemrxiv/article-details/0123456789abcdef01234567",
     "chemrxiv.org:0123456789abcdef01234567"),
    ("https://hal.science/hal-04123456v2", "hal.science:hal-04123456"),
    ("https://eprint.iacr.org/2026/123.pdf", "eprint.iacr.org:2026/123"),
    ("https://openaccess.thecvf.com/content/CVPR2025/html/Roe_Snails_CVPR_2025_paper.html",
     "thecvf.com:roe_snails_cvpr_2025"),
    ("https://proceedings.mlr.press/v235/roe24a.html", "mlr.press:/v235/roe24a"),
    ("https://proceedings.neurips.cc/paper_files/paper/2024/hash/0123456789abcdef0123456789abcdef-Abstract-Conference.html",
     "neurips.cc:0123456789abcdef0123456789abcdef"),
    ("https://neurips.cc/virtual/2025/poster/112345", "neurips.cc:112345"),
    ("https://jmlr.org/papers/v26/24-0001.html", "jmlr.org:/papers/v26/24-0001"),
    ("https://www.usenix.org/conference/usenixsecurity26/presentation/roe",
     "usenix.org:/conference/usenixsecurity26/presentation/roe"),
    ("https://dblp.org/rec/conf/iclr/Roe26", "dblp.org:conf/iclr/roe26"),
    ("https://paperswithcode.com/paper/looped-transformers", "paperswithcode.com:looped-transformers"),
    ("https://www.webofscience.com/wos/woscc/full-record/WOS:000990000000001", "webofscience.com:wos:000990000000001"),
    ("http://www.scopus.com/alert/results/record.url?AID=1&eid=2-s2.0-84900000001&origin=SingleRecordEmailAlert",
     "scopus.com:eid=2-s2.0-84900000001"),
    ("https://www.sciencedirect.com/science/article/pii/S762805728285566?x=y", "sciencedirect.com:s762805728285566"),
    ("http://www.sciencedirect.com/science?_ob=GatewayURL&_piikey=S0926860X260267269&_version=1",
     "sciencedirect.com:s0926860x260267269"),
    ("http://hdl.handle.net/1721.1/45678", "hdl.handle.net:1721.1/45678"),
    ("https://dspace.example.edu/handle/1721.1/45678?show=full", "hdl.handle.net:1721.1/45678"),
    ("https://a.example.org/index.php/jgs/article/view/1234/1100", "a.example.org/index.php/jgs/article/view/1234"),
    ("https://eprints.example.ac.uk/id/eprint/12345/1/paper.pdf", "eprints.example.ac.uk/id/eprint/12345"),
    ("http://www.example.org/cgi/content/abstract/46/3/e123?etoc", "www.example.org:46/3/e123"),
    ("https://www.example.org/content/40/1-2/101.full.pdf+html", "www.example.org:40/1-2/101"),
    ("https://www.x-mol.com/paper/1597640067431059456?r=1", "x-mol.com:1597640067431059456"),
    ("https://www.storkapp.me/paper/showPaper.php?k=a&id=88712", "storkapp.me:88712"),
    ("https://europepmc.org/article/PPR/PPR812345", "europepmc.org:ppr/ppr812345"),
    ("http://jge.oxfordjournals.example/cgi/content/abstract/27/4/925?etoc", "jge.oxfordjournals.example:27/4/925"),
    ("http://jge.oxfordjournals.example/cgi/content/full/27/4/925", "jge.oxfordjournals.example:27/4/925"),
    ("http://jge.oxfordjournals.example/content/27/4/925.full.pdf", "jge.oxfordjournals.example:27/4/925"),
    ("https://aac.asm.example/content/64/10/e00911-20?etoc", "aac.asm.example:64/10/e00911-20"),
    ("https://www.pnas.example/content/early/2016/01/05/1523456113.abstract",
     "www.pnas.example:2016/01/05/1523456113"),
    ("https://rupress.example/jem/article/221/1/e20230001/276543/Snails-remember", "rupress.example:276543"),
    ("https://academic.oup.com/brain/article-abstract/147/3/700/7500000?redirectedFrom=x", "oup.com:7500000"),
    ("https://academic.oup.com/brain/advance-article/7500000", "oup.com:7500000"),
    ("https://www.mdpi.com/2072-4292/15/3/600/pdf", "mdpi.com:2072-4292/15/3/600"),
    ("http://www.biomedcentral.com/1471-2105/14/288/abstract", "biomedcentral.com:1471-2105/14/288"),
    ("https://jamanetwork.com/journals/jama/article-abstract/2789012", "jamanetwork.com:2789012"),
    ("https://journals.lww.com/x/Abstract/2016/05000/Snails_Remember.1.aspx", "lww.com:2016/05000/snails_remember.1"),
    ("https://opg.optica.org/ol/abstract.cfm?URI=ol-48-10-2505&origin=toc", "optica.org:ol-48-10-2505"),
    ("https://muse.jhu.edu/article/767101", "muse.jhu.edu:767101"),
    ("http://dl.acm.org/citation.cfm?id=2347738&coll=GUIDE", "acm.org:2347738"),
]  # fmt: skip

NO_PAGES = [
    "https://www.scopus.com/authid/detail.uri?authorId=7000000001",
    "https://inspirehep.net/authors/1000001",
    "https://ideas.repec.org/e/pex1.html",
    "https://www.researchgate.net/profile/Ada-Example",
    "https://proceedings.mlr.press/v235/",
    "https://neurips.cc/Conferences/2025",
    "https://paperswithcode.com/sota",
    "https://dblp.org/pid/00/1.html",
    "https://example.org/publication/390000001",
    "https://news.example.org/article/view/1234",
    "https://a.example.org/index.php/jgs/issue/view/45",
    "https://dspace.example.edu/handle/search?q=hedges",
    "https://shop.example/content/2026/01/sale",
    "https://www.example.org/content/46/3",
    "http://jge.oxfordjournals.example/content/vol27/issue4/index.dtl?etoc",
    "https://www.mdpi.com/2072-4292/15/3",
    "https://shop.example.org/content/summer-sale",
    "https://news.example.org/article/2026/hedges",
    "https://academic.oup.com/brain/issue/147/3",
    "mailto:ada@example.org",
    "",
]


@pytest.mark.parametrize(("address", "key"), PAGES)
def test_a_page_of_one_paper_has_a_key(address: str, key: str) -> None:
    assert page_key(address) == key
    assert may_be_in_address(address)


@pytest.mark.parametrize("address", NO_PAGES)
def test_any_other_page_has_none(address: str) -> None:
    assert page_key(address) is None


def test_a_paper_told_by_such_a_page_has_no_identifiers() -> None:
    body = '<p><a href="https://inspirehep.net/literature/2900001"><b>Axions in a bottle</b></a></p><p>A. Example</p>'
    (paper,) = generic.extract(Mail(sender=Address("INSPIRE", "a@b.example"), subject="", html=body)).mentions
    assert (paper.title, paper.identifiers, paper.url) == (
        "Axions in a bottle", {}, "https://inspirehep.net/literature/2900001"
    )  # fmt: skip


def test_a_page_without_a_title_is_nothing_that_was_missed() -> None:
    body = '<p><a href="https://doi.org/10.1000/x.1">Tidal light of the shore crab</a></p>' + (
        '<p>We met at <a href="https://www.researchgate.net/publication/390000001">this</a>.</p>'
    )
    extraction = generic.extract(Mail(sender=Address("", "a@b.example"), subject="", html=body))
    assert (len(extraction.mentions), extraction.detected) == (1, 1)
