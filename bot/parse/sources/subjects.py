"""What the subject of a mail says: whether it was passed on, the journal it lists, the search it answers."""

from __future__ import annotations

import re
from functools import lru_cache

# What mail programs put before the subject of a mail they pass on or answer, each in its language.
PASSED_ON = r"\s*(?:re|fwd?|wg|aw|tr|rv|i|antw|sv|vs|vb|doorst|enc|转发|轉寄|转寄|回复|答复)\s*[:：]"
_PASSED_ON = re.compile(rf"(?:{PASSED_ON})+\s*", re.I)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_JOURNAL = re.compile(
    rf"""
    (?:table\ of\ contents|early\ view|new\ (?:articles?|issue)|articles?|content|toc|just\ accepted|asap)\ alert\s*:\s*
    (?P<wiley>.+?)(?:,\s*vol\b.*)?
  | table\ of\ contents\s*:\s*(?!vol|issue)(?P<aip>.+?)(?:,\s*vol.*)?
  | apa\ psycalert\s*[-–:]\s*(?P<apa>.+)
  | new\ (?:onlinefirst\ )?articles?\ (?:are\ )?(?:now\ )?(?:available\ )?(?:for|in)\ (?P<sage>.+?)
    (?:\ (?:are|is)\ (?:now\ )?available.*|\ available\ on.*|\ new\ articles.*)?
  | (?:the\ )?(?:latest|recent)\ (?:articles?|papers|research)(?:\ highlights)?\ (?:in|from)\ (?P<iop>.+)
  | new\ (?:issue|content)\ (?:of|for|in)\ (?P<cambridge>.+?)\ available\ (?:on|online|now|at)\b.*
  | new\ volume\s*:\s*(?P<annual>.+) | this\ week\ in\ (?P<bmj>the\ [^:]+|.+\ journal[^:]*)(?::.*)?
  | (?:sciencedirect\s*:\s*)?new\ articles\ in\ press\ (?:for|in)\ (?P<in_press>.+)
  | \[(?P<mdpi>[^\[\]]+)\]\ table\ of\ contents\b.*
  | (?P<toc>.+?)\s*[:,–-]?\s+(?:(?:new\ )?toc|table\ of\ contents)\b.*
  | (?P<contents>.+?)\s*[:,–-]?\s+contents(?:\s*:\s|\ alert\b).*
  | (?P<asap>.+?)\s*:?\s+asap(?:\ alert\b.*)?
  | (?P<dated>.+?)\ alert\ for\ \d.*
  | (?P<elsevier>.+?)\s*[:,]\s*
    (?:alert\b|(?:volume|vol\.?)\ \d
      |(?:latest|popular|most[-\ ](?:read|accessed)|new)\ (?:articles|papers|research|issue)\b
      |online\ now\b|(?:\d{{1,2}}\ )?{_MONTH}\ (?:\d{{1,2}},\ )?\d{{4}}).*
  | (?P<rsc>.+?)\ -\ new\ articles | (?P<elife>.+?)\ latest\ (?:articles|research)
    """,
    re.I | re.X,
)
# What may stand where these subjects name a journal and is none: "Your table of contents", "Springer: New articles".
_NO_JOURNAL = re.compile(
    rf"""
    your\b.* | (?:the\ )?(?:new|latest|current|daily|weekly|monthly)(?:\ (?:issues?|articles?|papers|research))?
  | .*\b(?:alerts?|search(?:es)?|results?|citations?|saved|newsletter|digest|e-?mail|updates?|publications
      |xplore|online\ library|arxiv)\b.*
  | .*\b(?:association|institution|institute|publishers?|inc|ltd|press)\.?
  | tables?\ of\b.* | contents | (?:journal|issue)s? | .*\bjournals(?:\ online)?
  | (?:science\ ?direct|springer|wiley|elsevier|ieee|acm|acs|aps|aip|iop|bmc|mdpi|plos|rsc|frontiers|hindawi|copernicus
      |karger|thieme|brill|emerald|sage|de\ gruyter|liebert|oxford|cambridge|taylor\ &\ francis|mary\ ann\ liebert
      |j-stage|scielo|hal|cairn|jstor|project\ (?:muse|euclid)|highwire|optica\ publishing|annual\ reviews|cell\ press
      |(?:the\ )?royal\ society|wolters\ kluwer|mit\ press|silverchair)
    (?:link|\ publish(?:ing|er|ers)|\ publications|\ press|\ academic|\ core|\ online|\ insight|\ nature|\ group
      |\ digital\ library|\ direct|science|\ science|,\ inc\.?|\ ag|\ alerts?|\.info)*
  | (?:\d{{1,2}}\ )?{_MONTH}\ (?:\d{{1,2}},?\ )?\d{{4}}
    """,
    re.I | re.X,
)
# What alerts put around the name of a journal.
_BEFORE = re.compile(
    r"""
    (?:your\ )?(?:[\w&.]+\ ){0,4}?(?:[\w-]+\ )?alert\s?(?:[:–-]|for\b)\s*(?!vol|issue|\d)
  | [\w\ -]{3,30}?\bonline\s?:\s | (?:[\w\ -]{3,30}:\s)?neue\ ausgabe\s?[:–-]\s | (?:\w+:\s)?novo\ número\ de\s
  | new\ (?:issue|articles?|volume)(?:\ alert)?\s?[:–-]\s | this\ week\ in\s | articles\ asap:\s | \[[\w&]{2,8}\]\s
  | (?:new|latest|recent)\ (?:\w+\ )?(?:articles|content)\ (?:published\ )?in\s
  | table\ of\ contents(?:\ alert)?(?:\s?[:–-]|\ for)\s
    """,
    re.I | re.X,
)
_BEHIND = re.compile(
    r"""
    \s*+(?:[:|,–-]++\s*+)?(?:(?:online\s|new\s)?e?-?toc|(?:19|20)\d\d$
      |(?:online\ )?tables?\ of\ contents|contents|current\ issue|new\ issue
      |(?:the\ )?(?:latest|new|recent)\ (?:articles|content|research|online)|online\ now|(?:articles?\ )?asap
      |early\ (?:view|edition)|accepted\ articles|online\ first|just\ published|aop|advance\ (?:access|articles)
      |articles\ (?:in\ advance|published)|issue\ \d+|online$)\b.*
    """,
    re.I | re.X,
)
_DATE = re.compile(rf"\s*(?:[,–-]\s*)?\b{_MONTH}(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?$", re.I)
_VOLUME = re.compile(r"\s*[,:–-]?\s+vol(?:ume|\.)?\s\d.*|\s*[,:–-]\s*vol(?:ume|\.)?\s\d.*", re.I)
_SEARCH = re.compile(
    r"(?:\d+ new results?\s*[-–:]\s*)?(?:new )?(?:search (?:results|alert)|results) ?(?:for ?:?|:)\s*(?P<search>.+)",
    re.I,
)


@lru_cache(maxsize=256)
def journal_in(subject: str) -> str | None:
    """ "Early View Alert: TESOL Quarterly", "Applied Catalysis A: General: Alert 03 April" → the journal."""
    found = _JOURNAL.fullmatch(_bare(subject))
    name = next((without_alert(name) for name in found.groups() if name), None) if found else None
    return name if name and not is_no_journal(name) else None


@lru_cache(maxsize=1024)
def without_alert(text: str) -> str:
    """A name without what alerts put around it: "Now Online: Hedges, Vol. 3" → "Hedges"."""
    text = text[:300]
    for _ in range(2):
        before = _BEFORE.match(text)
        text = text[before.end() :] if before else text
    return _DATE.sub("", _VOLUME.sub("", _BEHIND.sub("", text))).strip(" :,–-")


def is_no_journal(name: str) -> bool:
    """Whether a name that stands where journals are named is none: "Your table of contents", "ScienceDirect"."""
    return _NO_JOURNAL.fullmatch(name) is not None


def search_in(subject: str) -> str | None:
    """ "New search results for imagined workflows" → "imagined workflows"."""
    found = _SEARCH.fullmatch(_bare(subject))
    return found["search"].strip() if found else None


def as_first_sent(subject: str) -> str:
    """Without what passing a mail on has put before its subject: "Fwd: WG: Nature alert" → "Nature alert"."""
    passed_on = _PASSED_ON.match(subject)
    return subject[passed_on.end() :] if passed_on else subject


def _bare(subject: str) -> str:
    return " ".join(as_first_sent(subject).split())[:300]
