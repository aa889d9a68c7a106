"""Indexes, preprint servers and newsletters that have a name of their own; the generic source reads them."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.models import Mail
from bot.parse.html import Block
from bot.parse.sources.contents import Contents
from bot.parse.sources.served import Served


def _in_subject(pattern: str) -> Callable[[Mail], str | None]:
    """The subscription as the subject names it in the first group of `pattern` that matches, else the sender's name."""
    written = re.compile(pattern, re.I)

    def alert_of(mail: Mail) -> str | None:
        found = written.search(mail.subject)
        names = [group for group in found.groups() if group] if found else []
        return names[0].strip() if names else mail.sender.name or None

    return alert_of


_SEARCH = re.compile(r"/search[/?]")


def _query_of_ads(line: Block) -> str | None:
    """myADS heads the results of each query with its name, which leads to all of them."""
    is_query = line.tag == "h3" and any(_SEARCH.search(link.url) for link in line.links)
    return re.sub(r"\s*\(\d+ new\)$", "", line.text) if is_query else None


INDEXES = (
    Served(
        "ads",
        ("ads@*.harvard.edu", "*@*.adsabs.harvard.edu", "*@adslabs.org", "*@*scixplorer.org"),
        re.compile(r"adsabs|scixplorer|bibcode", re.I),
        alert_at=_query_of_ads,
    ),
    Served(
        "alphasignal", ("*@alphasignal.ai", "*@*.alphasignal.ai"), re.compile(r"alphasignal", re.I), occasional=True
    ),
    Served("alphaxiv", ("*@alphaxiv.org", "*@*.alphaxiv.org"), re.compile(r"alphaxiv\.org", re.I)),
    Served(
        "connected_papers",
        ("*@connectedpapers.com", "*@*.connectedpapers.com"),
        re.compile(r"connectedpapers\.com/", re.I),
    ),
    Served("emergent_mind", ("*@emergentmind.com", "*@*.emergentmind.com"), re.compile(r"emergentmind\.com/", re.I)),
    Served(
        "europe_pmc",
        ("*@europepmc.org", "*@ebi.ac.uk"),
        re.compile(r"europepmc\.org/", re.I),
        alert_of=_in_subject(r"new (?:results|articles|papers) for ['‘\"](.+)['’\"]"),
    ),
    Served("inspire", ("*@inspirehep.net", "*@*.inspirehep.net"), re.compile(r"inspirehep", re.I)),
    Served(
        "litmaps",
        ("*@litmaps.com", "*@*.litmaps.com", "*@researchrabbit.ai", "*@researchrabbitapp.com"),
        re.compile(r"litmaps|researchrabbit", re.I),
        contents=Contents(
            link=re.compile(r"^https?:"), date=re.compile(r"[·•|,(]\s?(?:19|20)\d\d\b|^(?:19|20)\d\d\s[·•|]")
        ),
        alert_of=_in_subject(r"\bfor ['‘\"“](.+)['’\"”]"),
    ),
    Served("openreview", ("*@openreview.net",), re.compile(r"openreview\.net/", re.I), occasional=True),
    Served("papers_with_code", ("*@paperswithcode.com",), re.compile(r"paperswithcode", re.I)),
    Served(
        "researchgate",
        ("*@researchgate.net", "*@researchgatemail.net"),
        re.compile(r"researchgate\.net/(?:publication|deref)/", re.I),
        contents=Contents(
            link=re.compile(r"researchgate\.net/deref/"),
            date=re.compile(
                r"^(?:Article|Preprint|Conference Paper|Chapter|Thesis|Literature Review|Technical Report)\b.{0,60}"
                r"\b[A-Z][a-z]{2} (?:19|20)\d\d\b"
            ),
            unsigned=True,
        ),
        alert_of=_in_subject(r"^(?!\d)(.{3,60}?) (?:has )?(?:just )?(?:published|added|uploaded) "),
        occasional=True,
    ),
    Served(
        "scopus",
        ("*@scopus.com", "*@*.scopus.com", "scopus*@*.elsevier.com"),
        re.compile(r"scopus", re.I),
        alert_of=_in_subject(r"alert\s?[:–-]\s*(.+?)(?:\s\(\d+ new results?\))?$"),
    ),
    Served(
        "semantic_scholar",
        ("*@semanticscholar.org", "*@*.semanticscholar.org"),
        re.compile(r"semanticscholar\.org/(?:paper|reader)", re.I),
        item=re.compile(r"<a\s(?=[^<>]{0,2000}\bpaper-link\b)[^<>]{0,2000}?/([0-9a-f]{40})\b"),
        alert_of=_in_subject(r"[\"“](.+)[\"”]|new (?:paper|research)s? by (.+)$"),
    ),
    Served("ssrn", ("*@*.ssrn.com", "*@ssrn.com"), re.compile(r"ssrn", re.I), alert_of=_in_subject(r"(.*eJournal)")),
    Served(
        "stork",
        ("*@storkapp.me", "*@*.storkapp.me", "*@storkapp.cn", "*@*.storkapp.cn"),
        re.compile(r"storkapp\.", re.I),
        contents=Contents(link=re.compile(r"storkapp\.\w+/(?:pub)?paper/", re.I)),
    ),
    Served("tldr", ("*@tldrnewsletter.com", "*@*.tldrnewsletter.com"), re.compile(r"tldr", re.I), occasional=True),
    Served("x_mol", ("*@x-mol.com", "*@*.x-mol.com"), re.compile(r"x-mol\.(?:com|net)/", re.I)),
)
