"""Pages of one paper each whose address carries no identifier of a known scheme: records of indexes, journals' pages.

They say that something is a paper, and which links belong to the same one, but are no identifiers: another index, or
the same one next year, numbers it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SCHEME = "page"  # stands among the identifiers of a hit, never among those of a paper

# What of an address is the paper's own, by the host it ends in.
_RECORDS: Mapping[str, re.Pattern[str]] = {
    host: re.compile(pattern, re.I)
    for host, pattern in {
        "scopus.com": r"/(?:inward/record|record/display|alert/results/record)\.ur[il]\?(?:.*&)?"
        r"((?:eid=2-s2\.0-|scp=)\d+)"
        r"|/pages/publications/(\d+)",
        "inspirehep.net": r"/(?:literature|record)/(\d+)",
        "repec.org": r"^(?:ideas|econpapers)\.repec\.org(/(?:p|a|paper|article)/[^?#]+)|[?&]u=(repec:[^&]+)",
        "researchgate.net": r"/publication/(\d{6,})",
        "chemrxiv.org": r"/article-details/([0-9a-f]{24})",
        "hal.science": r"/([a-z]+-\d{6,})",
        "archives-ouvertes.fr": r"/([a-z]+-\d{6,})",
        "eprint.iacr.org": r"/((?:19|20)\d\d/\d+)",
        "thecvf.com": r"/([^/?]+)_paper\.(?:html|pdf)",
        "mlr.press": r"(/v\d+/[a-z][\w-]*)(?:\.html|/|$)",
        "neurips.cc": r"/paper\w*/(?:\d{4}/)?(?:hash/|file/)?([0-9a-f]{32})|/(?:virtual/\d{4}/)?(?:poster|oral)/(\d+)",
        "nips.cc": r"/paper/(\d+-[\w-]+|[0-9a-f]{32})",
        "jmlr.org": r"(/papers/v\d+/[\w-]+)\.html",
        "usenix.org": r"(/conference/\w+/presentation/[\w-]+)",
        "dblp.org": r"/rec/((?:conf|journals)/[\w/-]+)",
        "paperswithcode.com": r"/paper/([\w-]+)",
        "ebscohost.com": r"[?&]an=([\w.-]+)",
        "cnki.net": r"/kcms2?/(?:article/)?(?:abstract|detail)[^?]*\?(?:.*&)?(?:v|filename)=([\w-]+)",
        "paperdigest.org": r"/(?:paper/|review/)?\?(?:.*&)?paper_id=([\w.-]+)",
        "api.semanticscholar.org": r"/corpusid:(\d+)",
        "webofscience.com": r"/full-record/(\w+:\w+)|[?&](?:key)?ut=(\w+:\w+)",
        "webofknowledge.com": r"[?&](?:key)?ut=(\w+:\w+)",
        "europepmc.org": r"/(?:article|abstract)/(PPR/PPR\d+)",
        "litmaps.com": r"/article/(\d+)",
        "dimensions.ai": r"/details/publication/(pub\.\d+)",
        "lens.org": r"/article/(\d{3}(?:-\d{3}){3,5}[\dX]?)",
        "core.ac.uk": r"/(?:works|display|outputs|reader)/(\d+)",
        "x-mol.com": r"/paper/(?:\w+/)?(\d{6,})",
        "x-mol.net": r"/paper/(?:\w+/)?(\d{6,})",
        "storkapp.me": r"/showPaper\.php\?(?:.*&)?id=(\d+)",
        "storkapp.cn": r"/showPaper\.php\?(?:.*&)?id=(\d+)",
        "philpapers.org": r"/rec/([A-Z][A-Z0-9-]+)",
        "hdl.handle.net": r"/(\d[\d.]*/[\w.-]+)",
    }.items()
}
# The same for the pages of journals, the places to read a paper at.
_ARTICLES: Mapping[str, re.Pattern[str]] = {
    host: re.compile(pattern, re.I)
    for host, pattern in {
        "mdpi.com": r"/(\d{4}-\d{3}[\dX]/\d+/\d+/\d+)",
        "biomedcentral.com": r"/(\d{4}-\d{3}[\dX]/\d+/\w+)",
        "jamanetwork.com": r"/(?:full)?article(?:-abstract|pdf)?/(?:[\w.]+/)?(\d{6,9})",
        "lww.com": r"/(?:abstract|fulltext|citation)/(\d{4}/\d{5}/[^/?]+\.\d+)",
        "cambridge.org": r"/article/(?:abs/)?[^/?]+/([0-9A-F]{32})",
        "oup.com": r"/(?:advance-)?article(?:-abstract|-pdf)?/(?:[^/?]+/)*?(\d{6,9})(?:[/?]|$)",
        "muse.jhu.edu": r"/article/(\d+)",
        "optica.org": r"[?&]uri=([a-z]+-\d+-\w+-\w+)",
        "osapublishing.org": r"[?&]uri=([a-z]+-\d+-\w+-\w+)",
        "opticsinfobase.org": r"[?&]uri=([a-z]+-\d+-\w+-\w+)",
        "acm.org": r"/citation\.cfm\?(?:.*&)?(?:do)?id=([\d.]+)",
        "ams.org": r"/journals/.*/(S\d{4}-\d{4}-(?:\d{4}|\d{2})-\d{5}-[\dX])",
        "projecteuclid.org": r"/(euclid\.\w+/\d+)",
        "psycnet.apa.org": r"/(?:record|buy|fulltext)/(\d{4}-\d{5}-\d{3})",
        "ingentaconnect.com": r"/content/(\w+/\w+/\d{4}/\w+/\w+/art\w+)",
        "karger.com": r"/article/(?:abstract|fulltext|pdf)/(\d+)",
        "scielo.br": r"[?&]pid=(S\d{4}-[\dX]+)|/a/(\w{20,})",
        "academia.edu": r"/(\d{6,})/\w",
        "mendeley.com": r"/catalogue/([0-9a-f-]{36})",
        "proquest.com": r"/docview/(\d+)",
        # Of a PII with a digit more or less than it has, which is then no identifier.
        "sciencedirect.com": r"(?:/pii/|[?&]_piikey=)([SB][\dX]{12,20})\b",
    }.items()
}
_PAGES = {**_RECORDS, **_ARTICLES}

# The same for what journals and repositories run at addresses of their own: Open Journal Systems, EPrints, DSpace,
# HighWire ("/cgi/content/abstract/27/4/925", "/content/27/4/925.full", "/content/early/2016/01/05/1523456113") and
# Silverchair ("/jem/article/221/1/e20230001/276543/Title").
# Of each pattern what no address of it lacks, and none that holds another: whole bodies are searched for all of them.
ON_ANY_HOST = ("/article", "/id/eprint/", "/handle/", "/content/", "/cgi/reprint/")
_ON_ANY_HOST = re.compile(
    r"(?P<ojs>[^?#]*index\.php/[\w-]+/article/view/\d+)|(?P<eprints>[^?#]*/id/eprint/\d+)"
    r"|[^?#]*/handle/(?P<handle>\d[\d.]*/[\w.-]+)"
    r"|(?P<highwire>[^/?#]+)/(?:cgi/)?(?:content|reprint)/(?:[a-z]+/){0,3}"
    r"(?P<page>\d+/[\w-]+/[a-z]{0,2}\d+(?:-\d+)?|(?:19|20)\d\d/\d\d/\d\d/\w+)(?:\.[a-z.+]+)?(?:/[a-z]+)?/?(?:[?#]|$)"
    r"|(?P<silverchair>[^/?#]+)/(?:[\w-]+/){0,2}article(?:-abstract|-pdf)?/\d+/[\w-]+/[\w.-]+/(?P<number>\d{4,9})"
    r"(?:[/?#]|$)",
    re.I,
)


def is_record(key: str) -> bool:
    """Whether a key is of a page about a paper, which its publisher's page is better than."""
    site = key.partition(":")[0]
    return site in _RECORDS


def page_key(url: str) -> str | None:
    """What two addresses of one paper's page share, or None for an address that is no such page."""
    place = url.partition("://")[2]
    host = place.partition("/")[0].partition("?")[0].lower()
    labels = host.split(".")
    for start in range(len(labels) - 1):
        site = ".".join(labels[start:])
        if pattern := _PAGES.get(site):
            found = pattern.search(place)
            return f"{site}:{next(filter(None, found.groups())).lower()}" if found else None
    return _key_on_any_host(place)


def _key_on_any_host(place: str) -> str | None:
    if not any(trace in place for trace in ON_ANY_HOST) or not (found := _ON_ANY_HOST.match(place)):
        return None
    if found["handle"]:
        return f"hdl.handle.net:{found['handle'].lower()}"
    if house := found["highwire"] or found["silverchair"]:
        return f"{house}:{found['page'] or found['number']}".lower()
    return found[0].lower()
