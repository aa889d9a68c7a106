"""Mail that somebody passed on is read as the original, whichever program passed it on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.models import Address, Mail
from bot.parse.forwarded import original_of

OUTER = Mail(Address("Pat", "pat@example.org"), "Fwd: contents")

TEXTS = {
    "Gmail": "FYI\n\n---------- Forwarded message ---------\nFrom: Alerts <alerts@a.example>\n"
    "Date: Tue, 10 Dec 2019 at 11:24\nSubject: New\narticles\nTo: <pat@example.org>\n\n\nbody\n",
    "Outlook": "-----Original Message-----\nFrom: Alerts [mailto:alerts@a.example]\nSent: Thursday, 22 January 2026\n"
    "To: Pat\nSubject: New articles\n\nbody\n",
    "Apple Mail": "Begin forwarded message:\n\nFrom: Alerts <alerts@a.example>\nSubject: New articles\n"
    "Date: 22 January 2026 at 10:00:00 GMT\nTo: pat@example.org\n\nbody\n",
    "Apple Mail, quoted": "Begin forwarded message:\n\n> From: Alerts <alerts@a.example>\n> Subject: New articles\n"
    "> To: pat@example.org\n> \n> body\n",
    "Thunderbird": "-------- Forwarded Message --------\nSubject: \tNew articles\nDate: \tThu, 22 Jan 2026\n"
    "From: \tAlerts <alerts@a.example>\nTo: \tpat@example.org\n\n\nbody\n",
    "German": "-----Ursprüngliche Nachricht-----\nVon: Alerts <alerts@a.example>\nGesendet: Donnerstag, 22. Januar\n"
    "An: Pat\nBetreff: New articles\n\nbody\n",
    "French": "De : Alerts <alerts@a.example>\nEnvoyé : jeudi 22 janvier 2026\nÀ : Pat\nObjet : New articles\n\nbody\n",
    "Chinese": "发件人: Alerts <alerts@a.example>\n发送时间: 2026年1月22日\n收件人: Pat\n主题: New articles\n\nbody\n",
    "bold labels": "*From:* Alerts <alerts@a.example>\n*Sent:* Thursday\n*To:* Pat\n*Subject:* New articles\n\nbody\n",
}

HTMLS = {
    "Gmail": '<div dir="ltr">FYI</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message --'
    '<br>From: <strong class="gmail_sendername">Alerts</strong> <span>&lt;<a href="mailto:alerts@a.example">'
    "alerts@a.example</a>&gt;</span><br>Date: Tue, 10 Dec 2019<br>Subject: New articles<br>"
    "To: &lt;pat@example.org&gt;<br></div><h3>body</h3></div>",
    "Outlook": '<div style="border-top:solid 1pt"><p class="MsoNormal"><b>Von:</b> Alerts &lt;alerts@a.example&gt; <br>'
    "<b>Gesendet:</b> Donnerstag<br><b>An:</b> Pat<br><b>Betreff:</b> New articles<o:p></o:p></p></div><h3>body</h3>",
    "Outlook on the web": '<hr><div id="divRplyFwdMsg"><font color="#000">'
    "<b>From:</b> Alerts &lt;alerts@a.example&gt;<br>"
    "<b>Sent:</b> Monday, May 4, 2026 10:00 AM<br><b>To:</b> Pat<br><b>Subject:</b> New articles</font>"
    "<div>&nbsp;</div></div><h3>body</h3>",
    "QQ": "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div><div><b>发件人:</b>&nbsp;"
    '"Alerts"&lt;alerts@a.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年5月4日 上午10:00</div>'
    '<div><b>收件人:</b>&nbsp;"pat"&lt;pat@qq.example&gt;;</div><div><b>主题:</b>&nbsp;New articles</div></div>'
    "<h3>body</h3>",
    "GMX": '<div name="quote"><div><b>Gesendet:</b>&nbsp;Montag, 04. Mai 2026 um 10:00 Uhr<br/>'
    "<b>Von:</b>&nbsp;&quot;Alerts&quot; &lt;alerts@a.example&gt;<br/><b>An:</b>&nbsp;pat<br/>"
    "<b>Betreff:</b>&nbsp;New articles</div>"
    '<div name="quoted-content"><h3>body</h3></div></div>',
    "Proton": "<div>------- Forwarded Message -------<br>From: Alerts &lt;alerts@a.example&gt;<br>"
    "Date: On Monday, May 4th<br>Subject: New articles<br>"
    'To: pat@p.example<br><br><blockquote type="cite"><h3>body</h3></blockquote></div>',
    "Yahoo": "<div>----- Forwarded Message -----</div><div><b>From:</b> Alerts &lt;alerts@a.example&gt;</div>"
    "<div><b>To:</b> pat@y.example</div><div><b>Sent:</b> Monday, May 4, 2026</div>"
    "<div><b>Subject:</b> New articles</div><h3>body</h3>",
    "Thunderbird": '<table class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>New articles</td></tr>'
    "<tr><th>Date: </th><td>Thu</td></tr><tr><th>From: </th><td>Alerts <a>&lt;alerts@a.example&gt;</a></td></tr>"
    "</tbody></table><h3>body</h3>",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_original_is_found_in_plain_text(text: str) -> None:
    original = original_of(replace(OUTER, text=text))
    assert original.sender == Address("Alerts", "alerts@a.example")
    assert original.subject == "New articles"
    assert (original.text or "").strip() == "body"


@pytest.mark.parametrize("html", HTMLS.values(), ids=HTMLS.keys())
def test_the_original_is_found_in_html(html: str) -> None:
    original = original_of(replace(OUTER, html=html))
    assert original.sender == Address("Alerts", "alerts@a.example")
    assert original.subject == "New articles"
    assert "New articles" not in (original.html or "")
    assert "<h3>body</h3>" in (original.html or "")


def test_a_mail_passed_on_twice_is_the_first_one() -> None:
    inner = "From: Alerts <alerts@a.example>\nSubject: New articles\nDate: today\n\nbody\n"
    middle = f"From: Kim <kim@b.example>\nSubject: Fwd: New articles\nDate: today\n\nsee below\n\n{inner}"
    assert original_of(replace(OUTER, text=middle)).sender.email == "alerts@a.example"


def test_cells_of_a_table_that_was_cut_stay_apart() -> None:
    html = (
        "<table><tr><td>From: A &lt;a@a.example&gt;<br>Subject: S<br>Date: d<br></td></tr>"
        "<tr><td>one</td></tr><tr><td>two</td></tr></table>"
    )
    assert (original_of(replace(OUTER, html=html)).html or "").startswith("<table><tr><td>")


@pytest.mark.parametrize(
    "text",
    [
        "Greetings from: me. Subject: nothing.",
        "From here to there: a story",
        "From: somebody\nwithout anything else",
        "Dear all,\n\nDate: Monday\nTime: ten\n",
    ],
)
def test_mail_that_passes_nothing_on_is_itself(text: str) -> None:
    mail = replace(OUTER, text=text, html=f"<p>{text}</p>")
    assert original_of(mail) is mail
