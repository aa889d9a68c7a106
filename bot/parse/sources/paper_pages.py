"""Pages of one paper each whose address carries no identifier of a known scheme: records of indexes, proceedings.

They say that something is a paper, and which links belong to the same one, but are no identifiers: another index, or
the same one next year, numbers it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SCHEME = "page"  # stands among the identifiers of a hit, never among those of a paper

# What of an address is the paper's own, by the host it ends in.
_PAGES: Mapping[str, re.Pattern[str]] = {
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

# The same for what journals and repositories run at addresses of their own: Open Journal Systems, EPrints, DSpace,
# HighWire.
ON_ANY_HOST = ("/article/view/", "/id/eprint/", "/handle/", "/content/")
_ON_ANY_HOST = re.compile(
    r"(?P<ojs>[^?#]*index\.php/[\w-]+/article/view/\d+)|(?P<eprints>[^?#]*/id/eprint/\d+)"
    r"|[^?#]*/handle/(?P<handle>\d[\d.]*/[\w.-]+)"
    r"|(?P<journal>[^/?#]+)(?:/cgi)?/content/(?:abstract|short|full|long|extract)/(?P<place>\d+/[\w-]+/\w+)"
    r"|(?P<site>[^/?#]+)/content/(?P<article>\d+/[\w-]+/\w+)\.(?:abstract|short|full|long|extract)\b",
    re.I,
)


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
    if highwire := found["place"] or found["article"]:
        return f"{found['journal'] or found['site']}:{highwire}".lower()
    return found[0].lower()
