"""Indexes, preprint servers and newsletters that have a name of their own; the generic source reads them."""

from __future__ import annotations

import re

from bot.parse.sources.served import Served

INDEXES = (
    Served("ads", ("ads@cfa.harvard.edu", "*@*scixplorer.org"), re.compile(r"adsabs|scixplorer|bibcode", re.I)),
    Served("alphaxiv", ("*@alphaxiv.org", "*@*.alphaxiv.org"), re.compile(r"alphaxiv\.org", re.I)),
    Served(
        "biorxiv",
        ("openrxiv-mailer@*.highwire.org", "cshljnls-mailer@*.highwire.org", "*@*biorxiv.org", "*@*medrxiv.org"),
        re.compile(r"biorxiv|medrxiv|10\.(?:1101|64898)/", re.I),
    ),
    Served("scholar_inbox", ("*@scholar-inbox.com", "*@*.scholar-inbox.com"), re.compile(r"scholar-?\s?inbox", re.I)),
    Served(
        "semantic_scholar",
        ("*@semanticscholar.org", "*@*.semanticscholar.org"),
        re.compile(r"semanticscholar\.org/(?:paper|reader)", re.I),
    ),
    Served("ssrn", ("*@*.ssrn.com", "*@ssrn.com"), re.compile(r"ssrn", re.I)),
    Served("web_of_science", ("noreply@clarivate.com", "*-noreply@clarivate.com"), re.compile(r"web of science", re.I)),
)
