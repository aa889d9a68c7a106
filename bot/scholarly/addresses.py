r"""Which paper an address is about: identifiers read off URLs without fetching any, and the best page for identifiers.

Addresses are expected unwrapped (`parse/links.py`): a redirector or a share button carries somebody else's
identifiers. To add a site: one line in `_SITES` (host → scheme, pattern of "host/path?query", form of the value).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from bot.scholarly.schemes import ACL, ARXIV, BIBCODE, DOI, DOI_LABELLED, implied, resolved

Rule = tuple[str, re.Pattern[str], str]


def _rule(scheme: str, pattern: str, form: str = r"\1") -> Rule:
    return scheme, re.compile(pattern, re.IGNORECASE), form


def _doi(pattern: str, form: str) -> Rule:
    return _rule("doi", pattern, form)


_ARXIV_PAPERS = (_rule("arxiv", rf"/(?:papers|arxiv|paper)/(?:arxiv:)?({ARXIV})(?!\w*-)"),)
_PUBMED = _rule("pmid", r"^[^/]+(?:/m|/entrez|/sites/entrez|/sites)?(?:/pubmed)?/(\d{1,8})/?(?:\?|$)")
_BIBCODES = (_rule("bibcode", rf"(?:/|=)({BIBCODE})(?:[/?&]|$)"),)
_OPEN_RXIV = (
    _rule(
        "openrxiv",
        r"/(?:cgi/)?content/(?:(?:biorxiv|medrxiv)/)?(?:(?:abstract|short|full|long|early)/)+(?:\d{4}/\d\d/\d\d/)?([\d.]{6,})",
        r"\1",
    ),
    _rule("openrxiv", r"/cgi/reprint/([\d.]{6,})"),
)
_REPEC = (
    _rule("arxiv", rf"[:/]arx[:/]papers[:/]({ARXIV})"),
    _doi(r"[:/]nbr[:/]nberwo[:/]w?(\d{1,6})(?!\d)", r"10.3386/w\1"),
)
_OSF = {"psyarxiv": "31234", "socarxiv": "31235", "osf": "31219", "edarxiv": "35542", "metaarxiv": "31222"}
_PREPRINTS_OF_OSF = tuple(
    _doi(rf"/preprints/{server}/([a-z0-9]{{5}})(?:_v\d+)?(?:[/?]|$)", rf"10.{registrant}/osf.io/\1")
    for server, registrant in _OSF.items()
)

# Hosts with everything below them.
_SITES: Mapping[str, tuple[Rule, ...]] = {
    "arxiv.org": (
        _rule("arxiv", rf"/(?:abs|pdf|html|format|ps|e-print|src|tb|papers/\d+)/(?:arxiv:)?({ARXIV})"),
        _rule("arxiv", rf"[?&]id_list=({ARXIV})(?:v\d+)?(?:&|$)"),
    ),
    "lanl.gov": (_rule("arxiv", rf"^(?:xxx|arxiv)\.lanl\.gov/(?:abs|pdf|ps)/({ARXIV})"),),
    "alphaxiv.org": (_rule("arxiv", rf"/(?:abs|pdf|overview|html|resources|audio)/({ARXIV})"),),
    "huggingface.co": _ARXIV_PAPERS,
    "hf.co": _ARXIV_PAPERS,
    "emergentmind.com": _ARXIV_PAPERS,
    "arxiv-vanity.com": _ARXIV_PAPERS,
    "paperdigest.org": (
        _rule("arxiv", rf"[?&]paper_id=arxiv-({ARXIV})"),
        _rule("pmid", r"[?&]paper_id=pubmed-(\d{6,8})(?:&|$)"),
    ),
    "paperswithcode.com": _ARXIV_PAPERS,
    "nature.com": (
        _doi(r"/articles/((?=[a-z.-]*\d)[a-z][\w.-]*?|\d+[a-z]\d+|35\d{6})(?:\.e?pdf|\.ris)?(?:[/?]|$)", r"10.1038/\1"),
        _doi(
            r"/journal/v[^/]+/n[^/]+/(?:full|abs|pdf|suppinfo|fig_tab|extref|covers)/"
            r"((?=[a-z.-]*\d)[a-z][\w.-]*?)(?:[_-][a-z]+\d+)?\.(?:html|pdf)",
            r"10.1038/\1",
        ),
    ),
    "biorxiv.org": _OPEN_RXIV,
    "medrxiv.org": _OPEN_RXIV,
    "pnas.org": (_doi(r"/content/early/\d{4}/\d\d/\d\d/(\d{10})", r"10.1073/pnas.\1"),),
    "sciencemag.org": (_doi(r"^advances\.sciencemag\.org/content/\d+/\d+/e([a-z]{3}\d{4})", r"10.1126/sciadv.\1"),),
    "rsc.org": (
        _doi(
            r"/(?:content/)?article(?:landing|html|pdf)/(?:\d{4}/[a-z]{2}/)?([a-z]\d[a-z]{2}\d{5}[a-z\d])",
            r"10.1039/\1",
        ),
        _doi(r"/(?:content/)?article(?:landing|html|pdf)/(?:\d{4}/[a-z]{2}/)?(b\d{6}[a-z\d])", r"10.1039/\1"),
        _doi(r"[?&]doi=([a-z]\d[a-z]{2}\d{5}[a-z\d]|b\d{6}[a-z\d])", r"10.1039/\1"),
    ),
    "elifesciences.org": (
        _doi(r"/(?:articles|reviewed-preprints|lookup/doi|content/\d+)/e?(\d{5,6})", r"10.7554/elife.\1"),
    ),
    "copernicus.org": (
        _doi(r"^(?:www\.)?([a-z]+)\.copernicus\.org/articles/(\d+)/(\d+)/(\d{4})(?:[/?]|$)", r"10.5194/\1-\2-\3-\4"),
        _doi(r"/(?:preprints|articles)/(?:\d{4}/)?([a-z]+-\d{4}-\d+)(?:[/?]|$)", r"10.5194/\1"),
    ),
    "hindawi.com": (_doi(r"/journals/[a-z]+/(\d{4})/(\d{6,8})(?:[/?]|$)", r"10.1155/\1/\2"),),
    "repec.org": _REPEC,
    "nber.org": (_doi(r"/(?:papers|working_papers)/w(\d{1,6})(?:[/?.]|$)", r"10.3386/w\1"),),
    "osf.io": _PREPRINTS_OF_OSF,
    # Since 2019 a paper's number in its volume ends its DOI; older ones of four digits have DOIs of another form.
    "jmir.org": (_doi(r"/(?:2019|20[2-9]\d)/\d+/e(\d{5,6})(?:[/?]|$)", r"10.2196/\1"),),
    "psyarxiv.com": (_doi(r"^(?:www\.)?psyarxiv\.com/([a-z0-9]{5})(?:[/?]|$)", r"10.31234/osf.io/\1"),),
    "jstor.org": (_doi(r"/stable/(?:pdf/)?(\d{4,9})(?:[/?.]|$)", r"10.2307/\1"),),
    "peerj.com": (
        _doi(r"/articles/(\d+)(?:[/?.]|$)", r"10.7717/peerj.\1"),
        _doi(r"/articles/(cs|[aciop]chem|matsci)-(\d+)", r"10.7717/peerj-\1.\2"),
    ),
    "bmj.com": (_doi(r"^(?:www\.)?bmj\.com/content/\d+/(bmj[.-][a-z]?\d+(?:-\d+)?)", r"10.1136/\1"),),
    "researchsquare.com": (_doi(r"/(?:article|files)/(rs-\d{6,})/(v\d+)", r"10.21203/rs.3.\1/\2"),),
    "preprints.org": (_doi(r"/manuscript/(\d{6}\.\d{4})/(v\d+)", r"10.20944/preprints\1.\2"),),
    "ssrn.com": (_doi(r"(?:abstract_?id=|abstract=|/abstract/)(\d{4,8})(?:&|$)", r"10.2139/ssrn.\1"),),
    "zenodo.org": (_doi(r"/records?/(\d{4,})(?:[/?]|$)", r"10.5281/zenodo.\1"),),
    "ijcai.org": (_doi(r"/proceedings/(20\d\d)/0*(\d+)(?:\.pdf)?(?:[/?]|$)", r"10.24963/ijcai.\1/\2"),),
    "ametsoc.org": (_doi(r"/view/journals/\w+/\d+/\w+/([a-z]+-d-\d\d-\d{4}\.\d)\.xml", r"10.1175/\1"),),
    "dl.acm.org": (_doi(r"/citation\.cfm\?(?:.*&)?(?:do)?id=(\d+\.\d+)", r"10.1145/\1"),),
    "portal.acm.org": (_doi(r"/citation\.cfm\?(?:.*&)?(?:do)?id=(\d+\.\d+)", r"10.1145/\1"),),
    "ncbi.nlm.nih.gov": (
        _rule("pmcid", r"/articles/(?:instance/)?(PMC\d+)"),
        _rule("pmid", r"/articles/pmid/(\d+)"),
        _PUBMED,
        _rule("pmid", r"[?&](?:list_uids|cmd=retrieve&db=pubmed&id)=(\d{1,8})(?:&|$)"),
        _rule("pmid", r"/pubmed/?\?term=(\d{1,8})\[(?:uid|pmid)\](?:&|$)"),
    ),
    "pubmed.gov": (_PUBMED,),
    "pubmed.com": (_PUBMED,),
    "read.qxmd.com": (_rule("pmid", r"/read/(\d{5,8})(?:[/?]|$)"),),
    "storkapp.me": (_rule("pmid", r"/pubpaper/(\d{1,8})(?:[/?]|$)"),),
    "storkapp.cn": (_rule("pmid", r"/pubpaper/(\d{1,8})(?:[/?]|$)"),),
    "europepmc.org": (
        _rule("pmid", r"/(?:articles?|abstracts?)/MED/(\d+)"),
        _rule("pmcid", r"/(?:articles?|abstracts?)/(?:PMC/)?(PMC\d+)"),
    ),
    "semanticscholar.org": (_rule("s2", r"/(?:paper|reader)/(?:[^/?]*/)?([0-9a-f]{40})(?![0-9a-f])"),),
    "connectedpapers.com": (_rule("s2", r"/main/([0-9a-f]{40})(?![0-9a-f])"),),
    "openreview.net": (_rule("openreview", r"^[^/]+/(?:forum|pdf|attachment|revisions)\?(?:[^#]*&)?id=([\w-]+)"),),
    "aclanthology.org": (_rule("acl", rf"/({ACL})(?:v\d)?(?:\.pdf|\.bib)?(?:[/?]|$)"),),
    "aclanthology.info": (_rule("acl", rf"/({ACL})(?:\.pdf)?(?:[/?]|$)"),),
    "aclweb.org": (_rule("acl", rf"/anthology/(?:.*/)?({ACL})(?:v\d)?(?:\.pdf)?(?:[/?]|$)"),),
    "adsabs.harvard.edu": _BIBCODES,
    "scixplorer.org": _BIBCODES,
    "ieee.org": (
        _rule("ieee", r"^ieeexplore\.ieee\.org/(?:abstract/)?document/(\d+)"),
        _rule("ieee", r"^ieeexplore\.ieee\.org/.*[?&]arnumber=(\d+)"),
        _rule("ieee", r"^ieeexplore\.ieee\.org/ielx?\d+/.*/(\d{6,10})\.pdf"),
    ),
}

# Whatever the host. An institution's repository or a mirror carries these as surely as the publisher. Before each rule
# stands what its addresses hold in lower case, which is quicker to look for.
_ANYWHERE = (
    ("/", _rule("arxiv", rf"^[^?]*/(?:arxiv[:/]|abs/(?:arxiv:)?)({ARXIV})(?!\d)")),
    (
        "pii",
        _rule(
            "pii", r"(?:/pii/|[?&_]pii(?:key)?=|/PII)(S?\d{7}[\dX]\d{7}[\dX]|B(?:978)?\d{9}[\dX]\d{5}[\dX])(?![\dX])"
        ),
    ),
    ("(", _rule("pii", r"(?<!10\.\d{4})(?:/|=|PII)(S\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX])")),
)
_DOI_IN_PATH = re.compile(rf"(?<![\w.])({DOI})", re.IGNORECASE)
_DOI_RESOLVED = re.compile(rf"/(?:doi:)?({DOI_LABELLED})", re.IGNORECASE)
_DOI_IN_QUERY = re.compile(rf"(?:doi:|info:doi/|(?:https?://)?(?:dx\.)?doi\.org/)?({DOI})", re.IGNORECASE)
# Pages that are about sharing, counting or licensing a paper, or that cite one in their address.
_NO_PAGES = re.compile(
    r"(?:.+\.)?(?:twitter|x|facebook|linkedin|reddit|weibo|mendeley|copyright|addtoany|altmetric|whatsapp|telegram|t|"
    r"mailto|wikipedia|crossmark\.crossref)\.(?:com|org|me|net)"
)
_LONGEST = 4000
_RESOLVER = re.compile(r"(?:dx\.|www\.)?doi\.org|doi\.acm\.org|doi\.wiley\.com")


_ABOUT_OTHERS = ("utm_", "ref", "cit", "rft.", "parent", "related", "q", "term", "search")


def from_url(url: str) -> dict[str, str]:
    """Scheme → canonical value of every identifier the address `url` carries; empty when it carries none."""
    return dict(_identifiers(url))


@lru_cache(maxsize=4096)
def _identifiers(url: str) -> tuple[tuple[str, str], ...]:
    split = _split(url)
    if split is None:
        return ()
    host, path, query = split
    page = f"{host}{path}?{_unquoted(query)}" if query else f"{host}{path}"
    found: dict[str, str] = {}
    for scheme, value in (*_dois(host, path, query), *_matches(host, page)):
        own_scheme, own_value = resolved(scheme, value)
        if own_value is not None:
            found.setdefault(own_scheme, own_value)
            for implied_scheme, implied_value in implied(own_scheme, own_value).items():
                found.setdefault(implied_scheme, implied_value)
    return tuple(found.items())


def _split(url: str) -> tuple[str, str, str] | None:
    """Host, decoded path and raw query of a web address; None for any other."""
    url = url.strip()[:_LONGEST]
    parts = split_address(url if "://" in url else f"https://{url.lstrip('/')}")
    if parts is None:
        return None
    scheme, host, path, query = parts
    host = host.rstrip(".")
    if scheme not in ("http", "https", "ftp") or "." not in host or _is_no_page(host):
        return None
    return host, _unquoted(path), query


# As most are written: nothing that has to be decoded, and no user, port or fragment.
_PLAIN = re.compile(r"(https?)://([a-z0-9.-]+)(/[!\"$->@-~]*)?(?:\?([!\"$-~]*))?")


def split_address(url: str) -> tuple[str, str, str, str] | None:
    """Scheme, host, path and query of an address as `urlsplit` gives them, mostly sooner; None if it is none."""
    if plain := _PLAIN.fullmatch(url):
        return plain[1], plain[2], plain[3] or "", plain[4] or ""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.path, parts.query
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _is_no_page(host: str) -> bool:
    return _NO_PAGES.fullmatch(host) is not None


def _unquoted(text: str) -> str:
    """Percent-decoded, twice where a redirector encoded it twice."""
    for _ in range(2):
        if "%" in text:
            text = unquote(text)
    return text


def _dois(host: str, path: str, query: str) -> Iterator[tuple[str, str]]:
    pattern = _DOI_RESOLVED if _RESOLVER.fullmatch(host) else _DOI_IN_PATH
    if "10." in path and (in_path := pattern.search(path)):
        yield "doi", in_path[1]
    elif "10." in query:
        for key, value in parse_qsl(query):
            in_query = None if key.lower().startswith(_ABOUT_OTHERS) else _DOI_IN_QUERY.match(_unquoted(value))
            if in_query:
                yield "doi", in_query[1]


def _matches(host: str, page: str) -> Iterator[tuple[str, str]]:
    for site in _with_parents(host):
        for scheme, pattern, form in _SITES.get(site, ()):
            if found := pattern.search(page):
                yield scheme, _filled(form, found)
    lowered = page.lower()
    for mark, (scheme, pattern, form) in _ANYWHERE:
        if mark in lowered and (found := pattern.search(page)):
            yield scheme, _filled(form, found)


@lru_cache(maxsize=1024)
def _with_parents(host: str) -> tuple[str, ...]:
    """The host and what it lies below: "a.b.org" → "a.b.org", "b.org"."""
    labels = host.split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels) - 1))


def _filled(form: str, found: re.Match[str]) -> str:
    return found[1] if form == r"\1" else found.expand(form)  # which takes ten times as long


# ── the way back ──────────────────────────────────────────────────────────────────────────────────────

_PAGES = {
    "doi": "https://doi.org/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "pii": "https://www.sciencedirect.com/science/article/pii/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "acl": "https://aclanthology.org/{}/",
    "s2": "https://www.semanticscholar.org/paper/{}",
    "bibcode": "https://ui.adsabs.harvard.edu/abs/{}/abstract",
    "ieee": "https://ieeexplore.ieee.org/document/{}",
}


def page_of(identifiers: Mapping[str, str]) -> str | None:
    """The best page for `identifiers`: the publisher's by DOI, else arXiv's, else another; None if there is none."""
    for scheme, page in _PAGES.items():
        if scheme in identifiers:
            return page.format(quote(identifiers[scheme], safe="/:;().-_+,"))
    return None
