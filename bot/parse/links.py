"""Addresses as they were before mailing tools wrapped them: redirectors decoded as text, tracking removed.

Nothing is ever fetched: following such a link may confirm or cancel a subscription.
"""

from __future__ import annotations

import re
from html import unescape

from bot.parse.link_kinds import Address, is_opaque, is_subscription_page
from bot.parse.redirectors import target_of

_DEEPEST_NESTING = 5
_LONGEST = 16_000

_ABSOLUTE = re.compile(r"(?:https?:)?//[\w.:-]+(?=[/?#]|$)", re.I)
_BARE_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:org|com|net|edu|gov|io|ai)/)[^\s@]*$", re.I)
_HIDDEN_BUT_HOST = re.compile(r"https?://[\w.-]*mimecast(?:protect)?\.com/s/[^?]*\?(?:.*&)?domain=([\w.-]+)", re.I)
_BLANKS = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]+")
_TRACKING = re.compile(
    r"""
    u?tm_\w+ | mc_[a-z]+ | _hs\w+ | hs\w*tracking | mkt_tok | fbclid | gclid | dclid | gbraid | wbraid | msclkid
    | twclid | igshid
  | yclid | dgcid | ref | ref_ | ref_src | ref_url | referrer | email_index | email_id | emailid | elq\w*
  | et[a-z]?_\w+ | wt\.\w+
  | _sg\w* | _tp | _iepl\w*
  | ncid | trk\w* | cmpid | campaign(?:_?id)? | cmp | s_cid | spm | sap-outbound-id | ck_subscriber_id | vero_\w+
  | oly_\w+
  | ml_subscriber\w* | bxid | cndid | esrc | sharedid | share_from | via | ga_\w+ | _ga | _gl | pk_\w+ | mtm_\w+
  | matomo_\w+
  | piwik_\w+ | af | rss | at_\w+ | xtor | guccounter
    """,
    re.I | re.X,
)
# Whole texts of links, for each of these words also begins titles ("Change points in …", "X-ray …").
_SERVICE_WORDS = re.compile(
    r"""
    \W*(?:
        un-?subscribe.* | (?:subscribe|opt.?out|contact|help|preferences|settings|my\ account|log\ ?in|sign\ (?:up
        |in))(?:\ \w+)?
      | (?:share|tweet|follow|like|forward|recommend)(?:\ (?:this|us|it|on|to|via)\b.*)?
      | (?:privacy|terms)(?:\ \w+){0,4}
      | (?:manage|update|edit|change|modify)\ (?:your|my|alerts?|preferences|subscriptions?|e-?mail|settings).*
      | confirm(?:\ .*)? | facebook | twitter | x | linkedin | instagram | youtube | bluesky | mastodon
      | advertis\w*(?:\ \w+)? | sponsored.* | view\ (?:it\ |this\ )?(?:e?mail\ |message\ )?(?:in|on)\b.*(?:browser
      |web).*
    )\W*
    """,
    re.I | re.X,
)


def unwrap(url: str) -> str | None:
    """The page behind `url`, at most five redirectors deep, tracking arguments removed.

    None when the target cannot be read off (opaque redirectors), when it is no web page (mailto:, javascript:, …) or
    when it only serves the subscription (unsubscribe, preferences, share, profile, …).
    """
    page = _absolute(url)
    for _ in range(_DEEPEST_NESTING):
        if page is None:
            return None
        target = target_of(page)
        address = Address.of(page)
        if is_subscription_page(address, redirects=target is not None):
            return None
        if target is None:
            return None if is_opaque(address) else _without_tracking(page)
        page = _absolute(target)
    return None


def filtered(url: str) -> str:
    """`url` as it was before mail filters rewrote it; of Mimecast's the host alone is known, as it hides the rest."""
    for _ in range(_DEEPEST_NESTING):
        if (target := target_of(url)) is None:
            break
        url = target
    hidden = _HIDDEN_BUT_HOST.match(url)
    return f"https://{hidden[1]}/" if hidden else url


def is_furniture(url: str, text: str = "") -> bool:
    """Whether a link belongs to the mail rather than to its content: unsubscribe, share, profile, advert, …

    text: what one clicks on.
    """
    if text and len(text) < 60 and _SERVICE_WORDS.fullmatch(text):
        return True
    return is_subscription_page(Address.of(url), redirects=target_of(url) is not None)


def _absolute(url: str) -> str | None:
    """`url` as http(s) address without blanks, or None."""
    if len(url) > _LONGEST:
        return None
    # Without a semicolon there is nothing to decode, and `&copy=1` is an argument.
    url = unescape(url) if "&" in url and ";" in url else url
    if " " in url or not url.isprintable():
        url = _BLANKS.sub("", url)
    if _ABSOLUTE.match(url):
        return "https:" + url if url.startswith("//") else url
    return "https://" + url if _BARE_HOST.match(url) else None


def _without_tracking(url: str) -> str:
    place, mark, rest = url.partition("?")
    if not mark:
        return place
    query, hash_mark, fragment = rest.partition("#")
    kept = [argument for argument in re.split("[&;]", query) if not _TRACKING.fullmatch(argument.partition("=")[0])]
    return place + ("?" + "&".join(kept) if any(kept) else "") + hash_mark + fragment
