"""Mails of every kind, generated: invented papers in the layouts that subscriptions have, as large as these are.

Another seed gives another mail of the kind.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

_STEMS = (
    "sparse latent graph quantum neural thermal adaptive coupled spectral robust causal hidden folded elastic noisy "
    "network transport memory lattice membrane protein galaxy plasma polymer kernel market language vision "
    "signal field "
    "learning scaling diffusion folding inference transfer growth decay control search coding sampling mixing tracking"
).split()
_PREFIXES = (
    "",
    *"auto bio cross de electro hyper infra inter macro meso meta micro multi nano non over poly pre re".split(),
)
# As many as make it rare for two titles to share their rarest words, as in a real mailbox.
_WORDS = [prefix + stem for prefix in _PREFIXES for stem in _STEMS]
_GIVEN = "Ada Bela Chidi Dana Emil Farah Goran Hana Ivo Jun Kofi Lena Mina Nils Olu Pia Quinn Rosa Sami Tove".split()
_FAMILY = "Okafor Lindgren Zhao Moreau Haddad Novak Silva Tanaka Berg Mensah Costa Ivanov Park Reyes Sato Weber".split()
_STYLE = "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:21px;color:#222222;padding:0 0 10px 0;"
_OPAQUE = "https://links.springernature.com/f/a/Qx7rB2kD9mZ0aLwE4tYuIg~~/AABE5gA~/RgRlqP0fP0TTaHR0d"


def _numbers(seed: int, papers: int) -> range:
    """Of the papers of a mail; no other mail of its kind has them."""
    return range(seed * papers, (seed + 1) * papers)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(count))


def invented_title(chance: random.Random) -> str:
    return _words(chance, chance.randint(6, 12)).capitalize()


def _names(chance: random.Random) -> list[str]:
    return [f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}" for _ in range(chance.randint(2, 7))]


def _sentences(chance: random.Random, count: int) -> str:
    return " ".join(f"{_words(chance, chance.randint(10, 20)).capitalize()}." for _ in range(count))


def _wrapped(text: str, indent: str = "") -> str:
    lines, line = [], indent
    for word in text.split():
        if len(line) + len(word) > 78:
            lines.append(line.rstrip())
            line = ""
        line += f"{word} "
    return "\n".join([*lines, line.rstrip()])


def _mail(sender: str, subject: str, *, html: str | None = None, text: str | None = None) -> bytes:
    mail = EmailMessage(policy=SMTP)
    for number in range(6):
        mail["Received"] = (
            f"from relay{number}.example.org by mx{number}.example.net; Thu, 22 Jan 2026 08:1{number}:00 +0000"
        )
    mail["DKIM-Signature"] = f"v=1; a=rsa-sha256; d=example.org; s=s1; bh={'A' * 43}=; b={'B' * 340}"
    mail["From"], mail["To"], mail["Subject"] = sender, "reader@example.org", subject
    mail["Date"], mail["Message-ID"] = "Thu, 22 Jan 2026 08:15:00 +0000", f"<{abs(hash(subject))}@example.org>"
    if text is not None:
        mail.set_content(text, cte="quoted-printable")
    if html is not None and text is not None:
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    elif html is not None:
        mail.set_content(html, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def huggingface(seed: int = 0, papers: int = 40) -> bytes:
    """A daily digest: titles with their votes."""
    chance = random.Random(f"huggingface {seed}")
    items = "".join(
        f'<li><a href="https://huggingface.co/papers/2602.{number:05}?utm_source=digest-papers&amp;utm_medium=email'
        f'&amp;utm_campaign=2026-01-22">{invented_title(chance)} ({chance.randint(1, 200)} <span>▲</span>)</a></li>\n'
        for number in _numbers(seed, papers)
    )
    body = f"<h1>Daily Papers</h1><p>by AK and the AI research community</p><ul>{items}</ul>"
    sender = "Daily Papers <daily_papers_digest@notifications.huggingface.co>"
    return _mail(sender, "Daily papers of 22 Jan 2026", html=f"<html><body>{body}</body></html>")


def huggingface_page(seed: int = 0, papers: int = 27) -> bytes:
    """The papers page sent as a mail: titles and whole abstracts."""
    chance = random.Random(f"page {seed}")
    items = "".join(
        f"<article><h3>{invented_title(chance)}</h3><p>{_sentences(chance, 9)}</p></article>" for _ in range(papers)
    )
    body = (
        "<p>new</p><h2>Get trending papers in your email inbox!</h2><p>byAK and the research community</p>"
        f"<p>Jan 22</p>{items}"
    )
    sender = "Daily Papers <daily_papers_digest@notifications.huggingface.co>"
    return _mail(sender, "Daily papers of 22 Jan 2026", html=f"<html><body>{body}</body></html>")


def arxiv(seed: int = 0, papers: int = 80) -> bytes:
    """A day of an archive."""
    chance = random.Random(f"arxiv {seed}")
    items = "".join(_listing_item(chance, number) for number in _numbers(seed, papers))
    head = "-" * 78 + "\n" + "-" * 78 + "\nSubmissions to:\nMachine Learning\n" + "-" * 78 + "\n"
    end = "%%%---" * 13
    raw = (
        "From: no-reply@arXiv.org (send mail ONLY to cs)\nTo: rabble@arXiv.org (cs daily title/abstract distribution)\n"
        f"Date: Thu, 22 Jan 26 00:51:30 GMT\nSubject: cs.LG daily Subj-class mailing 80028 1\n\n{head}{items}{end}\n"
    )
    return raw.replace("\n", "\r\n").encode("ascii")


def _listing_item(chance: random.Random, number: int) -> str:
    return (
        f"\\\\\narXiv:2601.{number:05}\nDate: Wed, 21 Jan 2026 18:34:08 GMT   (243kb,D)\n\n"
        f"{_wrapped('Title: ' + invented_title(chance))}\n{_wrapped('Authors: ' + ', '.join(_names(chance)))}\n"
        f"Categories: cs.LG stat.ML\nComments: 16 pages, 5 figures\n\\\\\n{_wrapped(_sentences(chance, 8), '  ')}\n"
        f"\\\\ ( https://arxiv.org/abs/2601.{number:05} ,  243kb)\n"
    )


def google_scholar(seed: int = 0, papers: int = 10) -> bytes:
    """An alert for new articles."""
    chance = random.Random(f"scholar {seed}")
    items = "".join(_alert_item(chance, number) for number in _numbers(seed, papers))
    footer = "<p>This message was sent by Google Scholar because you follow new articles.</p>"
    body = f'<div style="{_STYLE}">{items}{footer}</div>'
    sender = "Google Scholar Alerts <scholaralerts-noreply@google.com>"
    return _mail(sender, "Ada Okafor - new articles", html=f"<!doctype html><html><body>{body}</body></html>")


def _alert_item(chance: random.Random, number: int) -> str:
    target = f"https://journals.example.org/article%3Fid%3D10.1371/journal.pone.{number:07}"
    tail = "&amp;hl=en&amp;sa=X&amp;d=123456789012345&amp;ei=AbCdEf&amp;scisig=AAGBfm0&amp;oi=scholaralrt&amp;pos=0"
    share = f"http://scholar.google.com/scholar_share?hl=en&amp;oi=scholaralrt&amp;ss=tw&amp;url={target}&amp;rt=x"
    title = invented_title(chance)
    return (
        f'<h3 style="font-weight:normal;margin:0;font-size:17px;line-height:20px"><a href="https://scholar.google.com/scholar_url?url={target}{tail}"'
        f' class="gse_alrt_title" style="font-size:17px;color:#1a0dab;line-height:22px">{title}</a></h3>'
        f'<div style="color:#006621;line-height:18px">{", ".join(_names(chance))} - Journal of Examples, 2026</div>'
        f'<div class="gse_alrt_sni" style="line-height:17px">{_sentences(chance, 2)}<br>{_words(chance, 9)} …</div>'
        f'<div style="width:auto"><table><tr><td><a href="{share}">Save</a></td><td><a '
        f'href="{share}">Twitter</a></td></tr></table></div><br>'
    )


def generic(seed: int = 0, papers: int = 60) -> bytes:
    """A journal's table of contents: opaque links, the DOI written out, and the scaffolding that mail clients want."""
    chance = random.Random(f"generic {seed}")
    items = "".join(_contents_item(chance, number) for number in _numbers(seed, papers))
    heading = f'<tr><td style="{_STYLE}"><h2 style="{_STYLE}">Articles</h2></td></tr>'
    html = (
        f"<html><head><style>{'.c{margin:0}' * 400}</style></head><body><table>{heading}{items}</table></body></html>"
    )
    return _mail("Journal <ealert@journal.example.com>", "Journal Contents: Volume 32 Number 1", html=html)


def _contents_item(chance: random.Random, number: int) -> str:
    labels = "".join(
        f'<td style="{_STYLE}" class="button" width="120"><a href="{_OPAQUE}{number}{label}" '
        f'style="{_STYLE}">{label}</a></td>'
        for label in ("Abstract", "Full Text", "PDF")
    )
    spacer = '<tr><td height="12" style="font-size:12px;line-height:12px;mso-line-height-rule:exactly">&nbsp;</td></tr>'
    source = f"https://media.example.com/articles/{number}/teaser.png"
    image = f'<img src="{source}" width="180" height="120" alt="" style="{_STYLE}">'
    return f"""
    <!--[if mso]><table role="presentation" width="600"><tr><td><![endif]-->
    <tr><td class="article" style="{_STYLE}" align="left" valign="top">
     <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="{_STYLE}">{spacer}
      <tr><td style="{_STYLE}" width="180"><a href="{_OPAQUE}{number}" style="{_STYLE}">{image}</a></td>
       <td class="article-headline" style="{_STYLE}"><div style="{_STYLE}"><a href="{_OPAQUE}{number}" style="{_STYLE}">
        <b>{invented_title(chance)}</b></a></div>
        <div style="{_STYLE}"><span style="{_STYLE}">{", ".join(_names(chance))}</span><br>
         doi:10.1038/s41591-026-{number:05}-x</div></td></tr>
      <tr><td colspan="2" style="{_STYLE}"><table role="presentation"
      style="{_STYLE}"><tr>{labels}</tr></table></td></tr>
     </table></td></tr>
    <!--[if mso]></td></tr></table><![endif]-->"""


def newsletter(seed: int = 0, stories: int = 60) -> bytes:
    """Company news in an HTML mail with its text alternative: nothing to find."""
    chance = random.Random(f"newsletter {seed}")
    stories_told = [(invented_title(chance), _sentences(chance, 4)) for _ in range(stories)]
    html = "".join(
        f'<table width="100%"><tr><td style="{_STYLE}"><a '
        f'href="https://news.example.com/click/{number}?utm_source=nl" style="{_STYLE}"><h2>{escape(title)}</h2></a>'
        f'<p style="{_STYLE}">{story} <a href="https://news.example.com/story/{number}">Read '
        f"more</a></p></td></tr></table>"
        for number, (title, story) in enumerate(stories_told)
    )
    text = "\n\n".join(f"{title}\n{_wrapped(story)}" for title, story in stories_told)
    return _mail(
        "News <news@example.com>", "What is new this week", html=f"<html><body>{html}</body></html>", text=text
    )


def private(seed: int = 0) -> bytes:
    """A letter."""
    chance = random.Random(f"private {seed}")
    return _mail("Ana <ana@example.edu>", "Monday", text=f"Hi,\n\n{_wrapped(_sentences(chance, 12))}\n\nSee you\nAna\n")


KINDS: dict[str, Callable[..., bytes]] = {
    "huggingface": huggingface,
    "huggingface page": huggingface_page,
    "arxiv": arxiv,
    "google_scholar": google_scholar,
    "generic html": generic,
    "newsletter": newsletter,
    "private text": private,
}
