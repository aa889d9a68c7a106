"""Indexes, preprint servers and newsletters that have a name of their own; the generic source reads them."""

from __future__ import annotations

import re

from bot.parse.sources.served import Served

INDEXES = (
    Served("ads", ("ads@cfa.harvard.edu", "*@*scixplorer.org"), re.compile(r"adsabs|scixplorer|bibcode", re.I)),
    Served("alphaxiv", ("*@alphaxiv.org", "*@*.alphaxiv.org"), re.compile(r"alphaxiv\.org", re.I)),
    Served(
        "semantic_scholar",
        ("*@semanticscholar.org", "*@*.semanticscholar.org"),
        re.compile(r"semanticscholar\.org/(?:paper|reader)", re.I),
    ),
    Served("ssrn", ("*@*.ssrn.com", "*@ssrn.com"), re.compile(r"ssrn", re.I)),
)
