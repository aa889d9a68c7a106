"""What an address is for, as far as its words tell: a page of the subscription, or a redirector that keeps its secret.

Every link of a mail that may lead to a paper is asked, so plain comparisons come before patterns.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.parse.text import holds_one_of


class Address(NamedTuple):
    """The parts of a web address, in lower case."""

    host: str
    path: str
    query: str

    @staticmethod
    def of(url: str) -> Address:
        place, _, query = url.lower().partition("://")[2].partition("?")
        host, _, path = place.partition("#")[0].partition("/")
        return Address(host, "/" + path, query)


_SOCIAL = frozenset(
    """
    facebook.com fb.com fb.me twitter.com x.com linkedin.com instagram.com youtube.com youtu.be weibo.com pinterest.com
    tiktok.com threads.net bsky.app reddit.com whatsapp.com telegram.org t.me mastodon.social discord.gg discord.com
    spotify.com apple.com adsugar.ch
    """.split()
)
_SHARING = ("/intent", "/share", "/dialog")
_SERVICE = frozenset(
    """
    optout opt-out opt_out subscribe subscription subscriptions preference preferences email-preferences
    emailpreferences
    email-settings emailsettings manage-alerts managealerts manage-subscription manage-subscriptions manage-email
    alertsettings alert-settings alert-preferences alertpreferences mysubscriptions myalerts my-alerts myaccount
    my-account
    account accounts profile profiles settings login log-in logout log-out signin sign-in signup sign-up sign_in signout
    register confirm confirmation verify privacy privacy-policy terms legal cookies cookie cookie-policy contact
    contact-us
    contactus help faq faqs about about-us aboutus view-in-browser viewinbrowser advertise advertising advertisers share
    sharer sharearticle intent scholar_share scholar_alerts citations feedback donate career careers jobs webversion
    forward
    forward-to-friend sharer.php
    """.split()
)
_SERVICE_BEGINNING = re.compile(r"/(?:un-?subscri|scholar_(?:share|alerts)|manage_?sub|mysubscri)")
_SERVICE_QUERY = ("unsubscribe", "optout", "opt_out", "cancel_alert", "update_op=", "view_op=list_alerts")

# An address with one of these is a paper's page whatever words its path holds ("/article/10.1000/about").
_PAPER_PATH = re.compile(r"10\.\d{4,9}/|/(?:abs|pdf|papers?|articles?|pii|fulltext|document|forum|abstract)\b")

_OPAQUE = (
    "links.springernature.com/f/a/", "/ls/click", "/wf/click", "app.acspubs.org/e/er", "/e/er?", "app.alphasignal.ai/c",
    "/track/click", "/ctt?", "/e3t/", "hubspotlinks", "hubspotemail", ".hs-sites", "/ctc/", "substack.com/redirect/",
    ".mimecast.com/s/", "rs6.net/tn", "/ss/c/", "emailprotection.link/",
    "links.tldrnewsletter.com/", ".ct.sendgrid.net/", "/rsps/", "/r/?id=", "/els/v2/", "/a/click?", "/tr/cl/",
    "/lt.php?", ".cmail", "mimecastprotect.com/", "hornetsecurity.com/", ".e2ma.net/", "/click?_t=",
)  # fmt: skip
_SHORTENERS = frozenset(("bit.ly", "t.co", "lnkd.in", "goo.gl", "ow.ly", "buff.ly", "tinyurl.com", "c.gle", "dlvr.it"))
_TRACKER = re.compile(r"(?:e?mail|clicks?|track(?:ing)?|trk|trck|links?|lnk|url\d*|ct|elink\w*|em\d*|go|t|el|e|r\d?)\.")
_TOKEN = re.compile(r"[/=](?=[\w~%+-]*\d)(?=[\w~%+-]*[a-z])[\w~%+-]{24,}")
_HAS_IDENTIFIER = re.compile(r"10\.\d{4}|\d{4}\.\d{4,5}|/pii/|/abs/")
_PUBLISHERS = frozenset(
    """
    springer aps aip acm ieee nature cell sciencedirect wiley acs rsc iop nih ssrn harvard scixplorer jamanetwork
    plos mdpi
    frontiersin elifesciences science pnas oup sagepub tandfonline cambridge nejm bmj thelancet elsevier arxiv biorxiv
    medrxiv chemrxiv doi openreview aclanthology semanticscholar huggingface alphaxiv inspirehep osf zenodo
    """.split()
)


def is_subscription_page(address: Address, *, redirects: bool) -> bool:
    """Whether a page serves the subscription: unsubscribe, preferences, share, profile, …

    redirects: it is known to lead on; then words of its path say nothing, but for share buttons, which lead on to none.
    """
    if _site(address.host) in _SOCIAL:
        return not redirects or is_share_button(address)
    if address.query and holds_one_of(address.query, _SERVICE_QUERY):
        return not redirects
    if _SERVICE.isdisjoint(address.path.split("/")) and not _SERVICE_BEGINNING.search(address.path):
        return False
    return "scholar_share" in address.path or not (redirects or _PAPER_PATH.search(address.path))


def is_share_button(address: Address) -> bool:
    """Whether a page shares another with the readers of a social network; its query names that other."""
    return address.path.startswith(_SHARING) and _site(address.host) in _SOCIAL


def is_opaque(address: Address) -> bool:
    """Whether an address only leads on to somewhere it does not name."""
    if address.host in _SHORTENERS:
        return True
    whole = f"{address.host}{address.path}?{address.query}"
    if holds_one_of(whole, _OPAQUE):
        return True
    if not _TRACKER.match(address.host):
        return False
    if address.query.startswith("qs="):  # Salesforce, under a name of the publisher's own
        return True
    if is_publisher(address.host):
        return False
    return bool(_TOKEN.search(whole)) and not _HAS_IDENTIFIER.search(whole)


def is_publisher(host: str) -> bool:
    """Whether papers live there; such hosts are not taken for trackers by the look of their addresses."""
    return not _PUBLISHERS.isdisjoint(host.split("."))


def _site(host: str) -> str:
    return ".".join(host.split(".")[-2:])
