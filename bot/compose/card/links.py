"""Where a card leads: only http and https, never with a login in the address, each link with words of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from bot.compose.card.text import shortened, shown
from bot.models import Paper

LONGEST_URL = 2000
_UNSAFE = re.compile('[\x00-\x20\x7f-\xa0\\\\"<>^`{|}\ud800-\udfff]')
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?")

# Where identifiers lead: whoever sees the source, the DOI or the arXiv number knows the host.
FAMILIAR_HOSTS = frozenset(
    {
        "aclanthology.org",
        "arxiv.org",
        "biorxiv.org",
        "doi.org",
        "huggingface.co",
        "medrxiv.org",
        "openreview.net",
        "pubmed.ncbi.nlm.nih.gov",
        "semanticscholar.org",
    }
)

LABELS = {
    "pdf": "PDF",
    "html": "HTML",
    "code": "Code",
    "data": "Data",
    "project": "Project page",
    "huggingface": "Hugging Face",
    "proxy": "Via proxy",
}


@dataclass(frozen=True)
class Link:
    label: str
    url: str


def safe_url(url: str | None) -> str | None:
    """The address in ASCII, percent-encoded where it must be, or None when it is no plain web page.

    The host comes out as punycode, so that a look-alike of arxiv.org shows itself.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = _ascii_host(parts.netloc)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    encoded = (_encoded(parts.path), _encoded(parts.query), _encoded(parts.fragment))
    safe = urlunsplit((parts.scheme.lower(), host, *encoded))
    return safe if len(safe) <= LONGEST_URL else None


def page_url(paper: Paper) -> str | None:
    """The best page of a paper: its own address, else what its identifiers lead to."""
    return safe_url(paper.url) or _doi_url(paper) or _arxiv_url(paper, "abs")


def host_of(url: str) -> str:
    """The host a link really leads to, without "www."."""
    return urlsplit(url).netloc.removeprefix("www.")


def links_of(paper: Paper) -> tuple[Link, ...]:
    """Further pages, in the order PDF, arXiv, DOI, code, Hugging Face, others; none twice, none that is the page."""
    candidates = {
        "PDF": paper.links.get("pdf") or _arxiv_url(paper, "pdf"),
        f"arXiv:{paper.identifiers.get('arxiv')}": _arxiv_url(paper, "abs"),
        "DOI": _doi_url(paper),
        "Code": paper.links.get("code"),
        "Hugging Face": paper.links.get("huggingface") or _huggingface_url(paper),
    }
    for role, url in paper.links.items():
        candidates.setdefault(LABELS.get(role, _label(role)), url)
    return _distinct(candidates, page_url(paper))


def _distinct(candidates: dict[str, str | None], page: str | None) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for label, candidate in candidates.items():
        url = safe_url(candidate)
        if url is not None and url != page:
            links.setdefault(url, Link(label, url))
    return tuple(links.values())


def _label(role: str) -> str:
    return shortened(shown(role.replace("_", " ")), 30).capitalize() or "Page"


def _arxiv_url(paper: Paper, page: str) -> str | None:
    arxiv = paper.identifiers.get("arxiv")
    return f"https://arxiv.org/{page}/{quote(arxiv, safe='/')}" if arxiv else None


def _doi_url(paper: Paper) -> str | None:
    doi = paper.identifiers.get("doi")
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else None


def _huggingface_url(paper: Paper) -> str | None:
    """Its page there, once a mail from there has shown that it has one."""
    arxiv = paper.identifiers.get("arxiv")
    known = any(mention.source == "huggingface" for mention in paper.mentions)
    return f"https://huggingface.co/papers/{quote(arxiv, safe='/')}" if arxiv and known else None


def _ascii_host(netloc: str) -> str:
    """The host in lower case and ASCII; "" for `user@host`, which reads as another site than it is."""
    if "@" in netloc:
        return ""
    host = netloc.lower()
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _encoded(part: str) -> str:
    part = _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), part)
    return "".join(char if char.isascii() else quote(char) for char in part)
