"""Publishers whose alerts and tables of contents have a name of their own; the generic source reads them."""

from __future__ import annotations

import re
from functools import partial

from bot.models import Mail
from bot.parse.sources.contents import Contents
from bot.parse.sources.served import Served
from bot.parse.sources.subjects import journal_in, search_in

# Redirectors of mailing tools that many houses use.
_TRACKED = re.compile(
    r"/ls/click\?|/wf/click\?|/rsps/|/e/er\?|[/.]click\.[\w.-]+/|//clicks?\d*\.|//links?\d*\.|//url\d*\.|//e?mail\.|//t\.[a-z]\w*\.|/\?qs="
    r"|//[\w.-]*(?:tandfonline|sagepub|oup|iop|aip|nejm|bmj|jamanetwork|pnas|annualreviews|acm"
    r"|elifesciences|frontiersin|elsevier)\.\w+/"
)
_ITEMS = Contents(link=_TRACKED)


def _journal(mail: Mail) -> str | None:
    return journal_in(mail.subject)


def _journal_or_search(mail: Mail) -> str | None:
    """The name of the alert, for houses that send all of theirs under one name."""
    return journal_in(mail.subject) or search_in(mail.subject) or mail.sender.name or None


_house = partial(Served, alert_of=_journal_or_search, journal_of=_journal)

PUBLISHERS = (
    _house(
        "acm",
        ("*alert*@acm.org", "*alert*@*.acm.org", "*toc*@*.acm.org"),
        re.compile(r"acm\.org|10\.1145/", re.I),
    ),
    _house(
        "acs",
        ("updates@acspubs.org", "journalalerts@acs.org", "*@alerts.acs.org"),
        re.compile(r"acs\.org|acspubs\.org|10\.1021/", re.I),
        item=re.compile(r"\bDOI:\s*(10\.1021/[^\s<]+)"),
    ),
    _house(
        "aha",
        ("*@ealerts.heart.org", "*@*.heart.org"),
        re.compile(r"ahajournals|heart\.org|10\.1161/", re.I),
        item=re.compile(r">\s*https://doi\.org/(10\.1161/[^\s<]+)"),
    ),
    _house(
        "aip",
        ("*alert*@aip.org", "*@*.aip.org", "*@aip-info.org", "*@*.aip-info.org"),
        re.compile(r"aip\.org|10\.1063/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "annual_reviews",
        ("*@annualreviews.org", "*@*.annualreviews.org"),
        re.compile(r"annualreviews|10\.1146/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "apa",
        ("*@info.apa.org", "*alert*@apa.org"),
        re.compile(r"info\.apa\.org|psycnet|10\.1037/", re.I),
        contents=Contents(link=re.compile(r"apa\.org/")),
    ),
    _house("aps", ("alerts@aps.org", "*@alerts.aps.org"), re.compile(r"aps\.org|10\.1103/", re.I)),
    _house(
        "bmj",
        ("*@*.bmj.com", "*alert*@bmj.com"),
        re.compile(r"bmj\.com|10\.1136/", re.I),
        # The weekly mail of The BMJ names nobody.
        contents=Contents(link=_TRACKED, papers_alone=re.compile(r"(?:original )?research(?: articles?)?", re.I)),
    ),
    _house(
        "cambridge",
        ("*@updates.cambridge.org", "alerts@cambridge.org", "*@alerts.cambridge.org"),
        re.compile(r"cambridge\.org|10\.1017/", re.I),
        item=re.compile(r"doi:\s*(10\.1017/[^\s<]+)"),
    ),
    _house(
        "cell",
        ("cellpress@*.elsevier.com", "cellpress@*.cell.com"),
        re.compile(r"cell\.com", re.I),
        item=re.compile(r"fulltext(?:/|%2F)(S\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX])"),
    ),
    _house(
        "elife",
        ("*@elifesciences.org", "*@*.elifesciences.org"),
        re.compile(r"elifesciences|10\.7554/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "frontiers",
        ("*@*.frontiersin.net", "*@*.frontiersin.org", "*@frontiersin.org"),
        re.compile(r"frontiersin|10\.3389/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "ieee",
        ("no*reply@ieee.org", "*alert*@ieee.org", "*xplore*@ieee.org", "*@*.ieee.org"),
        re.compile(r"xplore|10\.1109/", re.I),
    ),
    _house(
        "iop",
        ("*alert*@iop.org", "*@*.iop.org", "*@*.ioppublishing.org"),
        re.compile(r"iop\.org|10\.1088/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "jama",
        ("*@*.jamanetwork.com", "*@*.jamanetwork.org"),
        re.compile(r"jamanetwork|10\.1001/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "lancet",
        ("thelancet@*.elsevier.com", "*@*.thelancet.com"),
        re.compile(r"thelancet\.com", re.I),
        contents=_ITEMS,
    ),
    _house("mdpi", ("*@mdpi.com", "*@*.mdpi.com"), re.compile(r"mdpi\.com|10\.3390/", re.I)),
    _house(
        "nature",
        ("alerts@nature.com", "ealert@nature.com", "*@*alert*.nature.com"),
        re.compile(r"nature\.com|springernature\.com|10\.1038/", re.I),
        # The weekly alert: a hundred headlines, of which those under "Research" are papers.
        contents=Contents(
            link=re.compile(r"springernature\.com/|//[\w.-]*nature\.com/"),
            within=re.compile(r"Research", re.I),
            mixed=re.compile(r"New Online|News (?:&|and) Views|Research Highlights|Perspectives?", re.I),
        ),
    ),
    _house("nejm", ("nejmtoc@*.nejm.org", "*@*.nejm.org"), re.compile(r"nejm\.org|10\.1056/", re.I), contents=_ITEMS),
    _house(
        "oup",
        ("oxfordacademicalerts@oup.com", "*alert*@oup.com", "*@*.oup.com"),
        re.compile(r"[./]oup\.com|oxfordacademic|oxfordjournals|10\.1093/", re.I),
        contents=_ITEMS,
    ),
    _house("plos", ("*@email.plos.org", "*@*.plos.org", "*alert*@plos.org"), re.compile(r"plos|10\.1371/", re.I)),
    _house("pnas", ("*alert*@pnas.org", "*@*.pnas.org"), re.compile(r"pnas\.org|10\.1073/", re.I), contents=_ITEMS),
    _house(
        "rsc",
        ("*alert*@rsc.org", "no*reply@rsc.org", "*@*.rsc.org"),
        re.compile(r"rsc\.org|10\.1039/", re.I),
        item=re.compile(r"DOI:(?:</span>)?\s*(10\.1039/\w+)", re.I),
    ),
    _house(
        "sage",
        ("no*reply@sagepub.com", "*alert*@sagepub.com", "*@*.sagepub.com"),
        re.compile(r"sagepub|10\.1177/", re.I),
        contents=Contents(link=re.compile(r"sagepub\.com/")),
    ),
    _house(
        "sciencedirect",
        ("sciencedirect@*.elsevier.com", "*@prod.sciencedirect.com", "*@*.sciencedirect.com"),
        re.compile(r"sciencedirect|_piikey|elsevier", re.I),
        item=re.compile(r"(?:_piikey=|/pii/|%2Fpii%2F)([SB]\d[\dX]{14,18})"),
    ),
    _house(
        "science",
        ("*@*.sciencepubs.org",),
        re.compile(r"sciencepubs|science\.org|10\.1126/", re.I),
        contents=Contents(
            link=re.compile(r"sciencepubs\.org/|science(?:mag)?\.org/"),
            kind=re.compile(
                r"(?:research (?:articles?|resources?)|(?:mini)?reviews?|reports?|perspectives?|resources?)\b", re.I
            ),
        ),
    ),
    _house(
        "springer",
        (
            "springeralerts@springer.com",
            "*@springeralerts.com",
            "*alert*@springernature.com",
            "*@alerts.springer.com",
            "*@alerts.springernature.com",
        ),
        re.compile(r"springer|10\.1007/", re.I),
        contents=_ITEMS,
    ),
    _house(
        "tandf",
        ("alerts@tandfonline.com", "*@*.tandfonline.com", "*@*.taylorandfrancis.com"),
        re.compile(r"tandfonline|taylorandfrancis|10\.1080/", re.I),
        contents=Contents(link=re.compile(r"(?:tandfonline|taylorandfrancis)\.com/")),
    ),
    _house(
        "wiley",
        ("wileyonlinelibrary@wiley.com", "alert*@wiley.com", "*@*.wiley.com"),
        re.compile(r"wiley\.com|10\.100[23]/", re.I),
        item=re.compile(
            r"issue-item__title\W[^<>]*href=\W([^\s\"'>]+)[^<>]*>(?:\s*<h5[^<>]*>)?\s*(?!Issue Information)\w", re.I
        ),
        contents=Contents(link=re.compile(r"//el\.wiley\.com/")),
    ),
)
