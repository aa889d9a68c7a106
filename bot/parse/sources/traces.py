"""Traces of identifiers: what there must be for there to be one, looked for before anything dearer is done.

Most mail has none in its whole body, and is done with; most links and lines of the others have none either.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.parse.one_pass import DIGIT, LETTER, occurrence, one_of
from bot.parse.sources.paper_pages import ON_ANY_HOST
from bot.parse.text import holds_one_of
from bot.scholarly.schemes import BARE_ARXIV

# In the names of hosts where papers live under identifiers of their own.
_HOSTS = (
    "xiv pubmed nih.gov semanticscholar openreview aclanthology aclweb adsabs scixplorer ieee ssrn huggingface hf.co "
    "nature.com elifesci rsc.org copernicus.org hindawi peerj bmj.com researchsquare preprints.org ametsoc acm.org "
    "sciencemag pnas.org europepmc emergentmind paperswithcode lanl.gov cell.com thelancet sciencedirect doi.org "
    "repec.org nber.org osf.io jstor.org connectedpapers scopus.com inspirehep researchgate hal.science "
    "archives-ouvertes iacr.org thecvf mlr.press neurips nips.cc jmlr usenix dblp webofscience webofknowledge litmaps "
    "dimensions.ai lens.org core.ac.uk philpapers handle.net x-mol storkapp mdpi.com biomedcentral jamanetwork lww.com "
    "cambridge.org oup.com muse.jhu optica osapublishing opticsinfobase ams.org projecteuclid psycnet ingentaconnect "
    "jmir.org qxmd.com karger.com scielo academia.edu mendeley proquest paperdigest ebscohost cnki.net"
).split()
_NO_HOSTS = ("springernature.com",)  # its tracker
_HOST = re.compile(r"(?://|%(?:25)*2[fF]%(?:25)*2[fF]|__)([\w-]{1,63}+(?:\.[\w-]{1,63}+)+)")

_WRAPPED = ("aHR0c", "eyJ", "68747470", "_L54AD1F204_")  # addresses that redirectors carry in Base64 or digits
_IN_ADDRESS = (*_WRAPPED, *ON_ANY_HOST)
_IN_TEXT = ("unique id", *"10. arxiv pmid pmc pubmed anthology pii s0 s1 s2 ..".split())  # bibcodes have dots
_BIBCODE = re.compile(r"(?:1[89]|20)\d\d[A-Za-z][\w&.]{4}[\w.]{9}[A-Z](?!\w)")  # with dots where its parts are short
# Every identifier that is written out has some. To begin with one set of characters makes it twice as fast.
_DIGITS = re.compile(r"[\dcC](?:(?<=\d)\d{3}|(?<=[cC]) ?\d)")


_has_trace = occurrence(
    rf"10\.{DIGIT}{{4,9}}(?:/|[%-](?:25)*2[fF]|_)",  # plain, encoded once or more, and as Proofpoint writes it
    "|".join(_WRAPPED),
    one_of(["unique identifier", "arxiv", "pmid", "pii"]),
    one_of(["/article/view/", "/id/eprint/", "/handle/", "/cgi/content/", "/cgi/reprint/"]),
    rf"(?i:doi[: ./%]|/content/(?:[a-z]+/){{0,3}}{DIGIT}|/article(?:-abstract|-pdf)?/{DIGIT}+/(?:{LETTER}|-)+/)",
)
_may_name_host = occurrence(rf"(?://|2[fF]|__)[^/\s<>]*{one_of(_HOSTS)}")


def may_hold_identifiers(body: str) -> bool:
    """Whether an HTML or plain body can hold any identifier."""
    if _has_trace(body):
        return True
    return _may_name_host(body) and any(_is_scholarly(host) for host in set(_HOST.findall(body)))


def may_be_in_address(url: str) -> bool:
    """Whether the address of a link may carry an identifier, in itself or in an address wrapped into it."""
    if "10." in url or "http" in url[8:] or "pii" in url or holds_one_of(url, _IN_ADDRESS):
        return True
    return (
        _is_scholarly(url[: 8 + 60].partition("://")[2].partition("/")[0].partition("?")[0]) or "arxiv" in url.lower()
    )


def may_be_in_text(text: str) -> bool:
    """Whether an identifier may be written out in a line."""
    if _DIGITS.search(text) is None:
        return False
    lowered = text.lower()
    return holds_one_of(lowered, _IN_TEXT) or _BIBCODE.search(text) is not None or BARE_ARXIV.search(text) is not None


@lru_cache(maxsize=1024)
def _is_scholarly(host: str) -> bool:
    host = host.lower()
    return holds_one_of(host, _HOSTS) and not host.endswith(_NO_HOSTS)
