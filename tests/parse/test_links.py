"""Links are decoded as text: whatever redirector wrapped them, what comes out is the page or nothing."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.links import filtered, is_furniture, unwrap

PAPER = "https://arxiv.org/abs/2601.00001"


def base64_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


WRAPPED = {
    "Scholar": f"http://scholar.google.com/scholar_url?url={PAPER}&amp;hl=en&amp;sa=X&amp;d=1&amp;oi=scholaralrt",
    "Scholar in Japan": f"https://scholar.google.co.jp/scholar_url?url={PAPER}&hl=ja",
    "AWS, encoded": f"https://abc.r.eu-west-1.awstrack.me/L0/{quote(PAPER, safe=':')}/1/0102016b-aaaa/AbCd=100",
    "Elsevier": f"https://click.notification.elsevier.com/CL0/{quote(PAPER, safe=':')}/1/0100019be1/AbC=440",
    "TLDR, bare": f"https://tracking.tldrnewsletter.com/CL0/{PAPER}/1/0100019be1a2b3c4-1a2b/AbC=440",
    "Safe Links": f"https://eur03.safelinks.protection.outlook.com/?url={quote(PAPER, safe='')}&data=05&reserved=0",
    "Proofpoint 1": f"https://urldefense.proofpoint.com/v1/url?u={PAPER}&k=abc%3D",
    "Proofpoint 2": "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2601.00001&d=DwMFaQ&c=x",
    "Proofpoint 3": f"https://urldefense.com/v3/__{PAPER}__;!!NL!abc$",
    "Proofpoint 3, one slash": "https://urldefense.com/v3/__https:/arxiv.org/abs/2601.00001__;!!NL!abc$",
    "Barracuda": f"https://linkprotect.cudasvc.com/url?a={quote(PAPER, safe='')}&c=E,1,x&typo=1",
    "Google": f"https://www.google.com/url?q={PAPER}&sa=D&usg=AOv",
    "Facebook": f"https://l.facebook.com/l.php?u={quote(PAPER, safe='')}&h=AT0",
    "YouTube": f"https://www.youtube.com/redirect?q={quote(PAPER, safe='')}",
    "Nature": "https://www.nature.com/x?_L54AD1F204_=" + base64_of(f"a=1&target={quote(PAPER, safe='')}&b=2"),
    "Cisco": f"https://secure-web.cisco.com/1abcDEF/{quote(PAPER, safe='')}",
    "Avanan": f"https://url.avanan.click/v2/___{PAPER}___.YXAzOm",
    "Trend Micro": f"https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url={quote(PAPER, safe='')}&umid=1",
    "FireEye": f"https://protect2.fireeye.com/v1/url?k=1&q=1&u={quote(PAPER, safe='')}",
    "Sophos": f"https://eu-west-1.protection.sophos.com?d=arxiv.org&u={base64_of(PAPER)}&i=NWE&t=QWJj&h=0a1b&s=AVN",
    "Symantec": f"https://clicktime.symantec.com/3AbCdEf1GhIjKl?u={quote(PAPER, safe='')}",
    "Symantec, newer": f"https://clicktime.symantec.com/15sA2bC3dE4?h=AbC-dEf=&u={PAPER}",
    "FortiMail": f"https://mail.example.org/fmlurlsvc/?fewReq=:B:JVMxNDUz&url={quote(PAPER, safe='').lower()}",
    "Check Point": f"https://protect.checkpoint.com/v2/r02/___{PAPER}___.YXBzMTpx",
    "Zix": f"https://link.zixcentral.com/u/0a1b2c3d/AbC?u={quote(PAPER, safe='')}",
    "Stork": f"https://www.storkapp.me/goTo.php?u=12&url=[pubmed]{PAPER}",
    "Safe Links of a government": f"https://gcc02.safelinks.protection.outlook.com/?url={quote(PAPER, safe='')}",
    "Safe Links in a path": f"https://nam12.safelinks.protection.outlook.com/ap/t-5/?url={quote(PAPER, safe='')}",
    "Proofpoint 3 of a government": f"https://urldefense.us/v3/__{PAPER}__;!!NL!abc$",
    "Proofpoint around Safe Links": "https://urldefense.com/v3/__https://eur02.safelinks.protection.outlook.com/?url="
    f"{quote(PAPER, safe='')}&data=05*7C02__;JQ!!Ab!x$",
    "Safe Links around Elsevier": "https://eur02.safelinks.protection.outlook.com/?url="
    + quote(f"https://click.notification.elsevier.com/CL0/{quote(PAPER, safe=':')}/1/0100019be1/AbC=440", safe="")
    + "&data=05",
    "Nature behind AWS": "https://u59991.r.eu-west-1.awstrack.me/L0/"
    + quote(
        "https://email-link.springernature.com/sap/link/100/Ab?_V_=2&_L54AD1F204_="
        + base64_of(f"a=1&target={quote(PAPER, safe='')}"),
        safe=":",
    )
    + "/1/0102018d1a2b/AbC=380",
    "ConvertKit": f"https://click.convertkit-mail.com/abc123/def/{base64_of(PAPER)}",
    "IArxiv, in digits": f"https://iarxiv.example/paper/7d7189/{PAPER.encode().hex()}",
    "Substack": "https://substack.com/redirect/2/" + base64_of(f'{{"e":"{PAPER}"}}') + ".signature",
    "Mandrill": "https://mandrillapp.com/track/click/1/a?p="
    + base64_of('{"p":"{\\"url\\":\\"https:\\\\/\\\\/arxiv.org\\\\/abs\\\\/2601.00001\\"}"}'),
    "five deep": "https://www.google.com/url?q="
    + quote(f"https://l.facebook.com/l.php?u={quote(f'https://a.safelinks.protection.outlook.com/?url={PAPER}')}"),
    "tracking arguments": f"{PAPER}?utm_source=mail&utm_medium=email&fbclid=1&mc_cid=2&dgcid=3&ref=newsletter",
    "line break within": "https://arxiv.org/abs/\r\n 2601.00001",
    "without scheme": "//arxiv.org/abs/2601.00001",
    "bare": "arxiv.org/abs/2601.00001",
}


@pytest.mark.parametrize("url", WRAPPED.values(), ids=WRAPPED.keys())
def test_the_page_behind_a_redirector_is_read_off_its_address(url: str) -> None:
    assert unwrap(url) == PAPER


OF_TRACKERS = {
    "Safe Links": (
        f"https://eur02.safelinks.protection.outlook.com/?url={quote('http://el.wiley.com/ls/click?upn=u1', safe='')}",
        "http://el.wiley.com/ls/click?upn=u1",
    ),
    "Mimecast": ("https://protect-eu.mimecast.com/s/AbCdE?domain=el.wiley.com", "https://el.wiley.com/"),
    "none": ("http://el.wiley.com/ls/click?upn=u1", "http://el.wiley.com/ls/click?upn=u1"),
}


@pytest.mark.parametrize(("url", "before"), OF_TRACKERS.values(), ids=OF_TRACKERS.keys())
def test_a_link_is_known_as_it_was_before_mail_filters(url: str, before: str) -> None:
    assert filtered(url) == before


OPAQUE = {
    "Springer Nature": "https://links.springernature.com/f/a/Qx7rB2kD~~/AABE5gA~/RgRlqP0f",
    "SendGrid": "https://url1282.ealerts.heart.org/ls/click?upn=u001.Qm9ndXM",
    "Eloqua": "https://app.acspubs.org/e/er?s=1&lid=2&elq=3",
    "AAAS": "https://click.aaas.sciencepubs.org/?qs=abcdef0123456789",
    "AlphaSignal": "https://app.alphasignal.ai/c?uid=1&cid=2&lid=3",
    "Mailchimp": "https://x.us1.list-manage.com/track/click?u=1&id=2&e=3",
    "Substack": "https://substack.com/redirect/0f1e2d3c-uuid?j=eyJ1IjoiMSJ9",
    "Mimecast": "https://protect-eu.mimecast.com/s/AbCdE?domain=arxiv.org",
    "Mimecast, newer": "https://url.uk.m.mimecastprotect.com/s/AbCdE?domain=arxiv.org",
    "Adestra": "https://click.rsc.org/rsps/m/CMRD7y8vGWQ5g1RacJvcUtXclAfy86Omx0SqQNO47bQ",
    "Adobe Campaign": "https://t.n.nejm.org/r/?id=h1a2b3c4,5d6e7f,1",
    "Salesforce of a publisher": "https://click.e.plos.org/?qs=0a1b2c3d4e5f",
    "Acoustic": "https://links.ieee.mkt5126.com/els/v2/AbCdEf/GhIjKl",
    "Campaign Monitor": "https://lab.cmail19.com/t/j-l-abcdef-ghij-k/",
    "HubSpot": "https://d1.hubspotlinks.com/Ctc/GE+113/abc",
    "shortener": "https://bit.ly/3abcDEF",
    "unknown tracker": "https://click.mail.example.org/a1B2c3D4e5F6g7H8i9J0k1L2m3N4",
}


@pytest.mark.parametrize("url", OPAQUE.values(), ids=OPAQUE.keys())
def test_a_redirector_that_does_not_tell_gives_nothing(url: str) -> None:
    assert unwrap(url) is None


NO_PAGES = [
    "",
    "#top",
    "/abs/2601.00001",
    "mailto:someone@example.org?subject=https://arxiv.org/abs/2601.00001",
    "javascript:alert(1)",
    "data:text/html,<p>x</p>",
    "ftp://example.org/a",
    "cid:image001",
    "http://",
    "https://[half-an-address",
]


@pytest.mark.parametrize("url", NO_PAGES)
def test_what_is_no_web_page_gives_nothing(url: str) -> None:
    assert unwrap(url) is None


FURNITURE = [
    "https://www.biorxiv.org/unsubscribe?id=1",
    "https://example.org/email-preferences/abc",
    "https://scholar.google.com/scholar_share?hl=en&url=https://arxiv.org/abs/2601.00001&rt=Title",
    "https://scholar.google.com/scholar_alerts?view_op=list_alerts&hl=en",
    "https://scholar.google.com/citations?user=abc",
    "https://twitter.com/intent/tweet?url=https://arxiv.org/abs/2601.00001",
    "https://www.facebook.com/sharer/sharer.php?u=https://arxiv.org/abs/2601.00001",
    "https://www.linkedin.com/shareArticle?mini=true&url=https://arxiv.org/abs/2601.00001",
    "https://example.org/account/settings",
    "https://static.adsugar.ch/c/99",
]


@pytest.mark.parametrize("url", FURNITURE)
def test_pages_of_the_subscription_and_share_buttons_give_nothing(url: str) -> None:
    assert unwrap(url) is None
    assert is_furniture(url)


PAGES = [
    "https://link.springer.com/article/10.1007/s00285-026-02201-4",
    "https://link.aps.org/doi/10.1103/PhysRevLett.136.031301",
    "https://doi.org/10.1000/about/profile",
    "https://openreview.net/forum?id=aBcD123456",
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001",
    "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=5901234",
    "https://www.cell.com/cell/fulltext/S0092-8674(25)01401-7",
]


@pytest.mark.parametrize("url", PAGES)
def test_a_paper_s_page_stays_as_it_is(url: str) -> None:
    assert unwrap(url) == url


def test_arguments_that_mean_something_are_kept_in_their_order() -> None:
    url = "https://example.org/a?id=1&utm_source=x&page=2&ref=y#part"
    assert unwrap(url) == "https://example.org/a?id=1&page=2#part"


def test_what_sciencedirect_leaves_unencoded_belongs_to_the_page() -> None:
    page = "http://www.sciencedirect.com/science?_ob=GatewayURL"
    redirector = f"http://rss.sciencedirect.com/action/redirectFile?&zone=main&url={quote(page, safe='')}"
    assert (
        unwrap(f"{redirector}&_method=citationSearch&_piikey=S0022169426000011") == f"{page}&_piikey=S0022169426000011"
    )


def test_characters_kept_apart_by_proofpoint_are_put_back() -> None:
    url = "https://urldefense.com/v3/__https://example.org/a*b**Bc__;I8OkbMO2!!NL!abc$"
    assert unwrap(url) == "https://example.org/a#bälöc"


def test_deeper_nesting_than_anybody_needs_gives_nothing() -> None:
    url = PAPER
    for _ in range(7):
        url = f"https://www.google.com/url?q={quote(url, safe='')}"
    assert unwrap(url) is None


@pytest.mark.parametrize("words", ["Unsubscribe", "Share this", "View in browser", "Manage your alerts", "Twitter"])
def test_service_links_are_known_by_their_words(words: str) -> None:
    assert is_furniture("https://example.org/x", words)


@pytest.mark.parametrize(
    "words", ["Change points in networks", "X-ray diffraction", "Contact tracing works", "Like father"]
)
def test_titles_that_begin_like_service_links_are_none(words: str) -> None:
    assert not is_furniture("https://example.org/x", words)


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    unwrapped = unwrap(text)
    assert unwrapped is None or unwrapped.lower().startswith(("http://", "https://"))


@given(st.text(alphabet="abc%2F:/?=&.#__*;eyJaHR0", max_size=120))
def test_any_redirector_like_address_is_survived(tail: str) -> None:
    unwrapped = unwrap(f"https://urldefense.com/v3/__{tail}")
    assert unwrapped is None or unwrapped.lower().startswith(("http://", "https://"))
