"""Publishers whose alerts and tables of contents have a name of their own; the generic source reads them."""

from __future__ import annotations

import re

from bot.parse.sources.served import Served

PUBLISHERS = (
    Served(
        "acs", ("updates@acspubs.org", "journalalerts@acs.org"), re.compile(r"acs\.org|acspubs\.org|10\.1021/", re.I)
    ),
    Served("aha", ("*@ealerts.heart.org", "*@*.heart.org"), re.compile(r"ahajournals|heart\.org|10\.1161/", re.I)),
    Served("aps", ("alerts@aps.org", "*@alerts.aps.org"), re.compile(r"aps\.org|10\.1103/", re.I)),
    Served("cell", ("cellpress@*.elsevier.com", "cellpress@*.cell.com"), re.compile(r"cell\.com", re.I)),
    Served("ieee", ("*@ieee.org", "*@*.ieee.org"), re.compile(r"ieeexplore|10\.1109/", re.I)),
    Served(
        "nature",
        ("alerts@nature.com", "ealert@nature.com", "*@alerts.nature.com", "*@e-alert.nature.com"),
        re.compile(r"nature\.com|springernature\.com|10\.1038/", re.I),
    ),
    Served("rsc", ("*@rsc.org", "*@*.rsc.org"), re.compile(r"rsc\.org|10\.1039/", re.I)),
    Served(
        "sciencedirect",
        ("sciencedirect@*.elsevier.com", "*@prod.sciencedirect.com", "*@*.sciencedirect.com"),
        re.compile(r"sciencedirect|_piikey|elsevier", re.I),
    ),
    Served("science", ("*@*.sciencepubs.org",), re.compile(r"sciencepubs|science\.org|10\.1126/", re.I)),
    Served(
        "springer",
        ("springeralerts@springer.com", "*@alerts.springer.com", "*@alerts.springernature.com"),
        re.compile(r"springer|10\.1007/", re.I),
    ),
    Served("wiley", ("wileyonlinelibrary@wiley.com", "*@*.wiley.com"), re.compile(r"wiley\.com|10\.100[23]/", re.I)),
)
