"""Redirectors whose target can be read off their address: those of mailing tools and of mail filters."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote, unquote_plus

from bot.parse.link_kinds import Address, is_publisher
from bot.parse.text import holds_one_of

_SCHEME = re.compile(r"(?:https?:)?//", re.I)
_HEXADECIMAL = "68747470"  # "http"
_MARKS = ("aHR0c", "eyJ", _HEXADECIMAL, "_L54AD1F204_")  # Base64 of "http" and of '{"'; Nature's argument

# Query arguments in which redirectors carry their target, likeliest first.
_TARGET_ARGUMENTS = (
    "url u q a target redirect redirect_url redirecturl redirect_uri to dest destination link href goto out murl "
    "ued uddg "
    "z r p l continue"
).split()
_REDIRECTING_PATH = re.compile(r"/(?:scholar_url|redirect\w*|click\w*|track\w*|url|link\w*|out|goto)\b")

# All begin with the slash, so that few places of an address have to be looked at.
_IN_PATH = re.compile(
    r"/(?:(?:CL0|L0)/(?P<tracked>https?(?::|%3A).+?)(?:/\d+/[0-9a-f][\w.-]{3,}.*)?$"  # AWS SES, Elsevier, TLDR
    r"|(?<=secure-web\.cisco\.com/)[^/]+/(?P<cisco>https?(?::|%3A).+)$"
    r"|v\d/(?:r\d+/)?_{2,3}(?P<avanan>https?:.+?)_{3}\.)",  # Check Point / Avanan
    re.I,
)
_PROOFPOINT_V3 = re.compile(r"urldefense\.(?:proofpoint\.)?(?:com|us)/v3/__(.+?)__;([\w+/=-]*)(?:!|$)", re.I)
_RUN_LENGTHS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)}


def target_of(url: str) -> str | None:
    """What a redirector points at, still wrapped if it was wrapped twice; None when `url` is none or does not tell."""
    if "http" not in url[8:] and not holds_one_of(url, _MARKS):
        return None
    for decode in (_from_path, _from_proofpoint, _from_arguments, _from_token):
        target = decode(url)
        if target is not None and target != url:
            return target
    return None


def _from_path(url: str) -> str | None:
    found = _IN_PATH.search(url)
    if found is None:
        return None
    target = next(value for value in found.groups() if value)
    beginning = target[:12].lower()
    return _mend(unquote(target) if "%2f" in beginning or "%3a" in beginning else target)


def _from_proofpoint(url: str) -> str | None:
    """Proofpoint URL Defense, versions 1 to 3; Proofpoint publishes the decoder."""
    if "urldefense" not in url[:60].lower():
        return None
    if found := _PROOFPOINT_V3.search(url):
        return _mend(_filled_in(*found.groups()))
    wrapped = unquote_plus(_arguments(url).get("u", ""))
    if not wrapped:
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
    if "?" not in url:
        return None
    arguments = _arguments(url)
    if (nature := arguments.get("_l54ad1f204_")) and (nature := _base64_text(unquote_plus(nature))):
        return unquote(nature.partition("target=")[2].partition("&")[0]) or None
    address = Address.of(url)
    if is_publisher(address.host) and not _REDIRECTING_PATH.search(address.path):
        return None
    values = (unquote_plus(arguments[name]) for name in _TARGET_ARGUMENTS if name in arguments)
    target = next((target for value in values if (target := _as_address(value))), None)
    pii = arguments.get("_piikey")  # ScienceDirect's own does not encode what follows
    return f"{target}&_piikey={pii}" if target and pii and "?" in target and "_piikey" not in target else target


def _arguments(url: str) -> dict[str, str]:
    """Lower-case name → first value, still percent-encoded, for hardly one of them is looked at."""
    arguments: dict[str, str] = {}
    for argument in url.partition("?")[2].partition("#")[0].split("&"):
        name, _, value = argument.partition("=")
        if value:
            arguments.setdefault((unquote_plus(name) if "%" in name or "+" in name else name).lower(), value)
    return arguments


def _as_address(value: str) -> str | None:
    if value.startswith("["):
        value = value.partition("]")[2]  # Stork says first where the paper is from: "[pubmed]https://…"
    if _SCHEME.match(value):
        return value
    if value.lower().startswith(("http%3a", "https%3a")):
        return unquote(value)
    return _address_in_token(value)


def _from_token(url: str) -> str | None:
    """Redirectors that carry the address in Base64 in their path: ConvertKit, Mailjet, Substack, Customer.io, …

    IArxiv and proxies of the Camo kind write it in hexadecimal digits.
    """
    tokens = re.split(r"[/?&=.]", url)
    return next((target for token in tokens if (target := _address_in_token(token))), None)


def _address_in_token(token: str) -> str | None:
    if not token.startswith(("aHR0c", "eyJ", _HEXADECIMAL)):
        return None
    if token.startswith(_HEXADECIMAL):
        return _text_of_digits(token)
    decoded = _base64_text(token) or ""
    if token.startswith("aHR0c"):
        return decoded or None
    found = re.search(r'https?:(?:\\*/){2}[^"\s]+', decoded)
    return found[0].rstrip("\\").replace("\\", "") if found else None


def _text_of_digits(digits: str) -> str | None:
    try:
        return bytes.fromhex(digits).decode()
    except ValueError:
        return None


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
