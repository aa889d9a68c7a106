"""What a mention or a paper may be found by: its identifiers, its address, its title and the ends of its title.

Sharing a key makes candidates; whether they are one paper is for `identity.py` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.dedup.titles import SHORTEST_EQUAL, Title, read_title
from bot.models import Mention, Paper
from bot.scholarly.addresses import split_address
from bot.scholarly.identifiers import canonical, from_url, resolved

Key = tuple[str, str]

PREPRINT_DOIS = re.compile(
    r"10\.(?:1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8}$|64898/|48550/|21203/|20944/|26434/|2139/ssrn|31234/|31219/|31235/|36227/|"
    r"22541/|12688/|5281/zenodo|7287/|14293/s2199|32388/|33774/|35542/|5194/egusphere)"
)
_OPEN_RXIV = re.compile(r"10\.(?:1101|64898)/((?:\d{4}\.\d\d\.\d\d\.)?\d{6,8})")
_ACL_DOI = re.compile(r"10\.(?:18653|3115)/v1/([\w.-]+)")
_PII_DOI = re.compile(r"10\.\d{4}/(s\d{4}-\d{3}[\dx]\(\d\d\)\d{5}-[\dx])")
# Preprint servers that register every version: the work is what stands before it.
_VERSION = re.compile(
    r"(10\.(?:21203/rs\.\d\.rs-\d+|20944/preprints[\d.]+?|26434/chemrxiv[-.\w]+?|36227/techrxiv\.\d+|22541/au\.[\d.]+/?"
    r"|12688/\w+?\.\d+|7554/elife\.\d+|3123[45]/osf\.io/\w+?|31219/osf\.io/\w+?))(?:[./_-]?v\d+|\.\d{1,3})"
)
_ARXIV_BIBCODE = re.compile(r"\d{4}arXiv(\d{4})([\d.])(\d{4})\w")
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|dgcid|via|rss|fbclid|gclid|mc_\w+|email_\w+|campaign)=[^&]*")


def keys_of(source: Mention | Paper) -> frozenset[Key]:
    """All keys of a mention, or a paper's own: (scheme, value), ("url", …), ("title", …) and `Title.blocks`."""
    title = read_title(source.title, cut="title" in source.truncated)
    return frozenset([*identifier_keys(source), *url_keys(source.url), *title_keys(title)])


def keys_of_paper(paper: Paper) -> frozenset[Key]:
    """All keys of a paper: its own, and those of every mention it has."""
    return keys_of(paper).union(*map(keys_of, paper.mentions))


def identifier_keys(source: Mention | Paper) -> tuple[Key, ...]:
    """Every identifier, those of the address too, and what they imply: an ACL DOI names the paper in the Anthology."""
    return _identifier_keys(source.url, tuple(source.identifiers.items()))


@lru_cache(maxsize=8192)  # while a mention is taken in, the store, the grouping and the merging ask for its keys
def _identifier_keys(url: str | None, identifiers: tuple[tuple[str, str], ...]) -> tuple[Key, ...]:
    carried = from_url(url) if url else {}
    keys: list[Key] = []
    for written_scheme, written in (carried | dict(identifiers)).items():
        scheme, value = written_scheme, written
        if carried.get(written_scheme) != written:  # else it is canonical already
            scheme, canonical_value = resolved(written_scheme, written)
            value = canonical_value or written
        keys += (scheme, value), *_implied(scheme, value)
    return tuple(keys)


def _implied(scheme: str, value: str) -> Iterator[Key]:
    if scheme == "doi":
        yield from _implied_by_doi(value)
    elif scheme == "bibcode" and (found := _ARXIV_BIBCODE.fullmatch(value)):
        yield "arxiv", f"{found[1]}.{found[2]}{found[3]}" if found[2] != "." else f"{found[1]}.{found[3]}"


def _implied_by_doi(doi: str) -> Iterator[Key]:
    if found := _OPEN_RXIV.fullmatch(doi):
        yield "openrxiv", found[1]
    elif (found := _ACL_DOI.fullmatch(doi)) and (acl := canonical("acl", found[1])):
        yield "acl", acl
    elif (found := _PII_DOI.fullmatch(doi)) and (pii := canonical("pii", found[1])):
        yield "pii", pii
    elif found := _VERSION.fullmatch(doi):
        yield "preprint", found[1]


def url_keys(url: str | None) -> tuple[Key, ...]:
    """An address without scheme, "www." and tracking; none for a site's front page, which many papers share."""
    address = _comparable_address(url) if url else None
    return (("url", address),) if address else ()


@lru_cache(maxsize=8192)
def _comparable_address(url: str) -> str | None:
    parts = split_address(url)
    if parts is None:
        return None
    _, host, path, query = parts
    host, path = host.removeprefix("www."), path.rstrip("/")
    query = _TRACKING.sub("", query).strip("&")
    if not host or (len(path) + len(query) < 8 and not re.search(r"\d", path)):
        return None
    return f"{host}{path}" + (f"?{query}" if query else "")


def title_keys(title: Title) -> tuple[Key, ...]:
    """The whole title, and its ends when they are long enough to be rare; none for "Editorial" and its like."""
    if title.generic or title.weight < SHORTEST_EQUAL:
        return ()
    return title.blocks if title.cut else (("title", title.key), ("title", title.core), *title.blocks)
