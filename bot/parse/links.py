"""Addresses as they were before mailing tools wrapped them: redirectors decoded as text, tracking removed.

Nothing is ever fetched: following such a link may confirm or cancel a subscription.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_DEEPEST_NESTING = 5
_LONGEST = 16_000

_SCHEME = re.compile(r"(?:https?:)?//", re.I)
_BARE_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:org|com|net|edu|gov|io|ai)/)[^\s@]*$", re.I)
_BLANKS = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]+")

_TRACKING = re.compile(
    r"utm_\w+|u?tm_\w+|mc_[a-z]+|_hs\w+|hs\w*tracking|mkt_tok|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|igshid|yclid"
    r"|dgcid|ref|ref_|ref_src|ref_url|referrer|email_index|email_id|emailid|elq\w*|et[a-z]?_\w+|wt\.\w+|ncid|trk\w*|cmpid"
    r"|campaign(?:_?id)?|cmp|s_cid|spm|sap-outbound-id|ck_subscriber_id|vero_\w+|oly_\w+|ml_subscriber\w*|bxid|cndid"
    r"|esrc|sharedid|share_from|via|ga_\w+|_ga|_gl|pk_\w+|mtm_\w+|matomo_\w+|piwik_\w+|af|rss|at_\w+|xtor|guccounter",
    re.I,
)

# Query arguments in which redirectors carry their target.
_TARGET_ARGUMENTS = (
    "url",
    "u",
    "q",
    "a",
    "target",
    "redirect",
    "redirect_url",
    "redirecturl",
    "redirect_uri",
    "to",
    "dest",
)
_TARGET_ARGUMENTS += (
    "destination",
    "link",
    "href",
    "goto",
    "out",
    "murl",
    "ued",
    "uddg",
    "z",
    "r",
    "p",
    "l",
    "continue",
)

_OPAQUE_PLACE = re.compile(
    r"links\.springernature\.com/f/a/|/ls/click|/wf/click|app\.acspubs\.org/e/er|/e/er\?|app\.alphasignal\.ai/c\b"
    r"|list-manage\d*\.com/track/click|/e3t/|hubspotlinks|hubspotemail|\.hs-sites|/Ctc/|substack\.com/redirect/"
    r"|protect-[\w-]+\.mimecast\.com/s/|mimecastprotect\.com/s/|rs6\.net/tn|/ss/c/|/track/click/|//click\.[^/]+/\?qs="
    r"|email\.mg\.|/f/a/[\w~-]{10,}~~|//(?:bit\.ly|t\.co|lnkd\.in|goo\.gl|ow\.ly|buff\.ly|tinyurl\.com|c\.gle)/"
    r"|emailprotection\.link/|//links\.tldrnewsletter\.com/|\.ct\.sendgrid\.net/|//url\d+\.",
    re.I,
)
_TRACKER_HOST = re.compile(
    r"(?:e?mail|click|clicks|track|tracking|trk|trck|links?|lnk|url\d*|ct|elink\w*|em\d*|go|t|el|e)\.", re.I
)
_TOKEN = re.compile(r"[/=](?=[\w~%+-]*\d)(?=[\w~%+-]*[A-Za-z])[\w~%+-]{24,}")
_PAPER_HOST = re.compile(
    r"//(?:[\w-]+\.)*(?:arxiv|biorxiv|medrxiv|chemrxiv|doi|openreview|aclanthology|semanticscholar|springer|aps|aip|acm|ieee|"
    r"nature|cell|sciencedirect|wiley|acs|rsc|iop|nih|ssrn|adsabs|scixplorer|jamanetwork|plos|mdpi|frontiersin|elifesciences|"
    r"huggingface|alphaxiv|science|pnas|oup|sagepub|tandfonline|cambridge|nejm|bmj|thelancet|elsevier|inspirehep|osf|zenodo)"
    r"\.(?:harvard\.edu|[a-z.]{2,9})(?::\d+)?/",
    re.I,
)

_FURNITURE_PATH = re.compile(
    r"/(?:un-?subscri|opt-?out|subscri(?:be|ption)|preferences?\b|email-?(?:preferences|settings)|manage[-_/]?(?:alerts?|subscri|pref|email)"
    r"|alert-?(?:settings|preferences)|mysubscri|my-?alerts\b|my-?account\b|account/|profile\b|settings\b|log-?(?:in|out)\b|sign-?(?:in|up|out)\b"
    r"|register\b|confirm|verify|privacy|terms\b|legal/|cookies?\b|contact(?:-?us)?\b|help\b|faqs?\b|about(?:-?us)?\b|view-?in-?browser|advertis"
    r"|share\b|sharer\b|shareArticle|intent/|scholar_share|scholar_alerts|citations\b|feedback|donate|careers?\b|jobs?\b|webversion|forward(?:-?to)?\b)",
    re.I,
)
_FURNITURE_QUERY = re.compile(
    r"(?:^|[?&=_])(?:unsubscribe|optout|opt_out|cancel_alert|update_op=|view_op=list_alerts)", re.I
)
_SOCIAL = re.compile(
    r"//(?:[\w-]+\.)*(?:facebook|fb|twitter|x|linkedin|instagram|youtube|youtu|weibo|pinterest|tiktok|threads|bsky|reddit|"
    r"whatsapp|telegram|t|mastodon|discord|spotify|apple|adsugar)\.(?:com|me|be|net|app|social|gg|ch)(?:[/?:]|$)",
    re.I,
)
_FURNITURE_TEXT = re.compile(
    r"\W*(?:un-?subscribe|subscribe|opt.?out|manage|update|edit|change|view (?:it |this )?(?:e?mail |message )?(?:in|on)\b.*(?:browser|web)"
    r"|privacy|terms|contact|help|share|tweet|follow|like|forward|log ?in|sign (?:in|up)|my account|preferences|settings|confirm"
    r"|facebook|twitter|x|linkedin|instagram|youtube|advertis\w*|sponsored)\b",
    re.I,
)


def unwrap(url: str) -> str | None:
    """The page behind `url`, at most five redirectors deep, tracking arguments removed.

    None when the target cannot be read off (opaque redirectors), when it is no web page (mailto:, javascript:, …) or
    when it only serves the subscription (unsubscribe, preferences, share, profile, …).
    """
    page = _absolute(url)
    for _ in range(_DEEPEST_NESTING):
        if page is None or is_furniture(page):
            return None
        target = _target(page)
        if target is None:
            return None if _is_opaque(page) else _without_tracking(page)
        page = _absolute(target)
    return None


def is_furniture(url: str, text: str = "") -> bool:
    """Whether a link belongs to the mail rather than to its content: unsubscribe, share, profile, advert, …"""
    if text and len(text) < 60 and _FURNITURE_TEXT.match(text):
        return True
    place, _, query = url.partition("?")
    if _SOCIAL.search(place):
        return "l.php" not in place and "/redirect" not in place
    if _FURNITURE_QUERY.search(query):
        return True
    return bool(_FURNITURE_PATH.search(place)) and not _PAPER_MARK.search(place) and _target(url) is None


# An address with one of these is a paper's page whatever words its path holds ("/article/10.1000/about-profile").
_PAPER_MARK = re.compile(r"10\.\d{4,9}/|/(?:abs|pdf|papers?|articles?|pii|fulltext|document|forum|abstract)\b", re.I)


def _absolute(url: str) -> str | None:
    """`url` as http(s) address without blanks, or None."""
    if len(url) > _LONGEST:
        return None
    url = _BLANKS.sub("", unescape(url) if "&" in url else url)
    if _SCHEME.match(url):
        url = "https:" + url if url.startswith("//") else url
    elif _BARE_HOST.match(url):
        url = "https://" + url
    else:
        return None
    return url if _split(url) is not None else None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.netloc else None


# ── redirectors ───────────────────────────────────────────────────────────────────────────────────────


def _target(url: str) -> str | None:
    """What a redirector points at, still wrapped if wrapped twice; None when `url` is none or does not tell."""
    for decode in (_from_path, _from_proofpoint, _from_arguments, _from_token):
        target = decode(url)
        if target is not None and target != url:
            return target
    return None


_IN_PATH = re.compile(
    r"/(?:CL0|L0)/(?P<tracked>https?(?::|%3A).+?)(?:/\d+/[0-9a-f][\w.-]{12,}.*)?$"  # AWS SES, Elsevier, TLDR
    r"|secure-web\.cisco\.com/[^/]+/(?P<cisco>https?(?::|%3A).+)$"
    r"|/v\d/(?:r\d+/)?_{2,3}(?P<avanan>https?:.+?)_{3}\.",  # Check Point / Avanan
    re.I,
)


def _from_path(url: str) -> str | None:
    found = _IN_PATH.search(url) if "http" in url[8:] else None
    if found is None:
        return None
    target = next(value for value in found.groups() if value)
    return _mend(unquote(target) if "%2f" in target[:12].lower() or "%3a" in target[:9].lower() else target)


_PROOFPOINT_V3 = re.compile(r"urldefense\.(?:proofpoint\.)?(?:com|us)/v3/__(.+?)__;([\w+/=-]*)(?:!|$)", re.I)
_RUN_LENGTHS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)}


def _from_proofpoint(url: str) -> str | None:
    """Proofpoint URL Defense, versions 1 to 3; Proofpoint publishes the decoder."""
    if "urldefense" not in url[:60].lower():
        return None
    if found := _PROOFPOINT_V3.search(url):
        return _mend(_filled_in(*found.groups()))
    wrapped = _arguments(url).get("u")
    if wrapped is None:
        return None
    return unquote(wrapped.translate({ord("-"): "%", ord("_"): "/"})) if "/v2/" in url else wrapped


def _filled_in(masked: str, characters: str) -> str:
    """Version 3 puts `*` for a character kept apart in Base64, and `**X` for a run of them."""
    kept = iter(_base64_text(characters) or "")

    def fill(found: re.Match[str]) -> str:
        length = _RUN_LENGTHS[found[1]] if found[1] else 1
        return "".join(next(kept, "*") for _ in range(length))

    return re.sub(r"\*(?:\*([\w-]))?", fill, masked)


def _from_arguments(url: str) -> str | None:
    """Redirectors whose query names the page: Scholar, Google, Safe Links, Barracuda, Facebook, Mandrill, …"""
    place, _, query = url.partition("?")
    if "http" not in query and "aHR0c" not in query and "eyJ" not in query and "_L54AD1F204_" not in query:
        return None
    arguments = _arguments(url)
    if nature := _base64_text(arguments.get("_l54ad1f204_", "")):
        return unquote(nature.partition("target=")[2].partition("&")[0]) or None
    if _PAPER_HOST.search(place + "/") and not _REDIRECTING_PATH.search(place):
        return None
    values = (arguments[name] for name in _TARGET_ARGUMENTS if name in arguments)
    return next((target for value in values if (target := _as_address(value))), None)


_REDIRECTING_PATH = re.compile(r"/(?:scholar_url|redirect\w*|click\w*|track\w*|url|link\w*|out|goto)\b", re.I)


def _arguments(url: str) -> dict[str, str]:
    """Lower-case name → first value."""
    arguments: dict[str, str] = {}
    for name, value in parse_qsl(url.partition("?")[2].partition("#")[0], max_num_fields=None):
        arguments.setdefault(name.lower(), value)
    return arguments


def _as_address(value: str) -> str | None:
    if _SCHEME.match(value):
        return value
    if value.lower().startswith(("http%3a", "https%3a")):
        return unquote(value)
    return _address_in_token(value)


def _from_token(url: str) -> str | None:
    """Redirectors that carry the address in Base64 in their path: ConvertKit, Mailjet, Substack, Customer.io, …"""
    if "aHR0c" not in url and "eyJ" not in url:
        return None
    return next((target for token in _tokens(url) if (target := _address_in_token(token))), None)


def _tokens(url: str) -> Iterator[str]:
    return (token for token in re.split(r"[/?&=.]", url) if token.startswith(("aHR0c", "eyJ")))


def _address_in_token(token: str) -> str | None:
    if not token.startswith(("aHR0c", "eyJ")):
        return None
    decoded = _base64_text(token) or ""
    if token.startswith("aHR0c"):
        return decoded or None
    found = re.search(r'https?:(?:\\*/){2}[^"\s]+', decoded)
    return found[0].rstrip("\\").replace("\\", "") if found else None


def _base64_text(data: str) -> str | None:
    """Base64 of either alphabet, padded or not, as text; None when it is none."""
    data = unquote(data).rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4), validate=True).decode() or None
    except (binascii.Error, ValueError):
        return None


def _mend(url: str) -> str:
    """Proxies on the way make `https:/host` of `https://host`."""
    return re.sub(r"^(https?):/(?!/)", r"\1://", url)


def _is_opaque(url: str) -> bool:
    """Whether `url` only leads on to somewhere it does not name."""
    if _OPAQUE_PLACE.search(url):
        return True
    host = url.partition("//")[2]
    if not _TRACKER_HOST.match(host) or _PAPER_HOST.search(url + "/"):
        return False
    return bool(_TOKEN.search(url)) and not re.search(r"10\.\d{4}|\d{4}\.\d{4,5}", url)


def _without_tracking(url: str) -> str:
    place, mark, rest = url.partition("?")
    if not mark:
        return place
    query, hash_mark, fragment = rest.partition("#")
    kept = [argument for argument in re.split("[&;]", query) if not _TRACKING.fullmatch(argument.partition("=")[0])]
    return place + ("?" + "&".join(kept) if any(kept) else "") + hash_mark + fragment
