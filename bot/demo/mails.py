"""Sample subscriptions of a made-up reader: the same papers as several services would mail them.

Papers and people are invented (`papers.jsonl`); the layouts follow what each service sends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from textwrap import wrap
from typing import Any
from urllib.parse import quote

READER = "reader@demo.example"

SamplePaper = dict[str, Any]


@dataclass(frozen=True)
class SampleMail:
    """One mail for the sample inbox: bytes with CRLF, and when it arrived."""

    content: bytes
    received_at: datetime


@cache
def sample_papers() -> dict[str, SamplePaper]:
    """The invented papers by their key."""
    lines = files("bot.demo").joinpath("papers.jsonl").read_text(encoding="utf-8").splitlines()
    return {paper["key"]: paper for paper in map(json.loads, lines)}


def sample_mails(now: datetime) -> tuple[SampleMail, ...]:
    """The whole inbox, oldest first; the last mails arrived shortly before `now`."""
    return tuple(sorted(_inbox(now.astimezone(UTC)), key=lambda mail: mail.received_at))


def _inbox(now: datetime) -> Iterator[SampleMail]:
    for days, keys in enumerate(HUGGING_FACE_DAYS):
        yield hugging_face(now - timedelta(days=days, hours=3), keys)
    for days, (archive, new, crossed, replaced) in enumerate(ARXIV_LISTINGS):
        yield arxiv(now - timedelta(days=days // 2, hours=6 + days), archive, new, crossed, replaced)
    for days, (alert, keys) in enumerate(SCHOLAR_ALERTS):
        yield google_scholar(now - timedelta(hours=5 + 11 * days), alert, keys)
    for days, keys in enumerate(BIORXIV_ALERTS):
        yield biorxiv(now - timedelta(days=days, hours=8), keys)
    for days, keys in enumerate(PUBMED_ALERTS):
        yield pubmed(now - timedelta(days=days, hours=9), keys)
    for days, keys in enumerate(SEMANTIC_SCHOLAR_FEEDS):
        yield semantic_scholar(now - timedelta(days=days, hours=7), keys)
    for days, keys in enumerate(JOURNAL_CONTENTS):
        yield journal_contents(now - timedelta(days=days, hours=10), keys)
    for days, (sender, subject, text) in enumerate(OTHER_MAIL):
        yield plain(now - timedelta(hours=4 + 9 * days), sender, subject, text)


HUGGING_FACE_DAYS: tuple[tuple[str, ...], ...] = (
    ("grpo", "prm", "cot-faith", "flow", "robot", "lora"),
    ("scaling", "proof", "diffusion-text", "moe"),
    ("unlearn", "memory", "kv", "survey-agents"),
    ("calib", "quant", "retrieval"),
    ("tok", "vision", "grpo"),
)

ARXIV_LISTINGS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("cs.LG", ("grpo", "flow", "moe", "kv", "lora"), ("bandit", "pde"), ("cites-c",)),
    ("cs.CL", ("prm", "cot-faith", "diffusion-text", "tok"), ("survey-agents",), ()),
    ("cs.LG", ("scaling", "unlearn", "memory", "quant"), ("vision", "proof"), ("flow",)),
    ("cs.CL", ("calib", "retrieval"), ("scaling", "grpo"), ("prm",)),
    ("stat.ML", ("bandit", "flow"), ("calib",), ()),
    ("cs.RO", ("robot",), (), ()),
    ("astro-ph.GA", ("galaxy",), (), ()),
    ("eess.AS", ("speech",), (), ()),
)

SCHOLAR_ALERTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("2 new citations to articles by Ines Albrecht", ("cites-a", "cites-c")),
    ("process reward model - new results", ("prm", "cites-b")),
    ("Maya Lindqvist - new articles", ("prm",)),
    ("Wei-Lin Zhang - new related research", ("grpo", "cites-a", "lora")),
    ("flow matching - new results", ("flow",)),
    ("chain of thought - new results", ("cot-faith", "survey-agents")),
    ("Henrik Nilsen - new articles", ("scaling",)),
)

BIORXIV_ALERTS: tuple[tuple[str, ...], ...] = (("crispr", "fold"), ("sleep",))
PUBMED_ALERTS: tuple[tuple[str, ...], ...] = (("microbiome", "sepsis"), ("tau",), ("sepsis",))
SEMANTIC_SCHOLAR_FEEDS: tuple[tuple[str, ...], ...] = (("prm", "memory"), ("unlearn", "retrieval"))
JOURNAL_CONTENTS: tuple[tuple[str, ...], ...] = (("graphene", "battery"), ("peer",))

OTHER_MAIL: tuple[tuple[str, str, str], ...] = (
    ("Aunt Rosa <rosa@family.example>", "Sunday lunch?", "Shall I make the lentils again? Bring your own appetite."),
    ("Payroll <payroll@university.example>", "Your pay slip", "Your pay slip of this month is ready in the portal."),
    (
        "Deep Weekly <news@deepweekly.example>",
        "What everyone is talking about",
        "This week: a new chip, a lawsuit and three opinions.\nRead it all at https://deepweekly.example/42\n"
        "Unsubscribe: https://deepweekly.example/unsubscribe?u=1",
    ),
    (
        "Google Scholar Alerts <scholaralerts-noreply@google.com>",
        "Confirm your Scholar alert",
        "You asked for alerts on [sodium batteries].\n"
        "Click to confirm this request: https://scholar.google.com/scholar_alerts?update_op=confirm_alert&hl=en",
    ),
)


# ── one function per kind of mail ─────────────────────────────────────────────────────────────────────


def hugging_face(when: datetime, keys: Sequence[str]) -> SampleMail:
    """The Daily Papers digest: titles, links and upvotes."""
    day = f"{when.day} {when:%b}"
    items = "".join(map(_hugging_face_item, _papers(keys)))
    html = (
        f"<h1>Daily Papers</h1><p>by AK and the AI research community</p>"
        f"<p>Here is the selection of papers for today ({day}):</p><ul>{items}</ul>"
        '<p>NEW - I can submit papers at <a href="https://huggingface.co/papers/submit?utm_source=digest-papers">'
        "huggingface.co/papers/submit</a></p><p>Onwards and upwards, AK and the research community</p>"
    )
    sender = "Hugging Face <daily_papers_digest@notifications.huggingface.co>"
    return _mail(when, sender, f"Daily papers of {day} {when.year}", html=html)


def _hugging_face_item(paper: SamplePaper) -> str:
    url = f"https://huggingface.co/papers/{paper['arxiv']}?utm_source=digest-papers&utm_medium=email"
    votes = f" ({paper['upvotes']} <span>▲</span>)" if "upvotes" in paper else ""
    return f'<li><a href="{escape(url)}">{escape(paper["title"])}{votes}</a></li>'


def arxiv(
    when: datetime, archive: str, new: Sequence[str], crossed: Sequence[str], replaced: Sequence[str]
) -> SampleMail:
    """A Subj-class mailing: plain text without MIME headers, accents as TeX."""
    rule = "-" * 78
    group = archive.split(".")[0]
    head = [
        rule, rule, "Send any comments regarding submissions directly to submitter.", rule,
        "Archives at http://arxiv.org/", f"To unsubscribe, e-mail To: {group}@arXiv.org, Subject: cancel",
        rule, " Submissions to:", f"{archive}",
        f" received from  {when - timedelta(days=1):%a %d %b %y} 18:00:00 GMT  to  {when:%a %d %b %y} 18:00:00 GMT",
        rule, rule,
    ]  # fmt: skip
    body = [
        *head,
        *(line for paper in _papers(new) for line in _arxiv_item(paper, when)),
        "%-" * 39,
        *(line for paper in _papers(crossed) for line in _arxiv_item(paper, when, " (*cross-listing*)")),
        "%%--" * 19 + "%%",
        *(line for paper in _papers(replaced) for line in _arxiv_replacement(paper, when)),
        "%%%---" * 13,
    ]
    header = [
        f"From: no-reply@arXiv.org (send mail ONLY to {group})",
        f"Reply-To: {group}@arXiv.org",
        f"To: rabble@arXiv.org ({group} daily title/abstract distribution)",
        f"Date: {when:%a, %d %b %y %H:%M:%S} GMT",
        f"Subject: {archive} daily Subj-class mailing",
    ]
    return SampleMail("\r\n".join([*header, "", *body, ""]).encode("ascii"), when)


def _arxiv_item(paper: SamplePaper, when: datetime, mark: str = "") -> list[str]:
    abstract = _wrapped(_tex(paper["abstract"]), initial="  ", following="")
    return [
        "\\\\", f"arXiv:{paper['arxiv']}{mark}", f"Date: {when:%a, %d %b %Y %H:%M:%S} GMT   (243kb,D)", "",
        *_arxiv_fields(paper), "\\\\", *abstract, f"\\\\ ( https://arxiv.org/abs/{paper['arxiv']} ,  243kb)",
    ]  # fmt: skip


def _arxiv_replacement(paper: SamplePaper, when: datetime) -> list[str]:
    return [
        "\\\\", f"arXiv:{paper['arxiv']}",
        f"replaced with revised version {when:%a, %d %b %Y %H:%M:%S} GMT   (251kb,D)", "",
        *_arxiv_fields(paper), f"\\\\ ( https://arxiv.org/abs/{paper['arxiv']} ,  251kb)",
    ]  # fmt: skip


def _arxiv_fields(paper: SamplePaper) -> list[str]:
    authors = [_tex(name) for name in paper["authors"]]
    listed = ", ".join(authors[:-1]) + (" and " if len(authors) > 1 else "") + authors[-1]
    return [
        *_wrapped(f"Title: {_tex(paper['title'])}"),
        *_wrapped(f"Authors: {listed}"),
        f"Categories: {' '.join(paper['categories'])}",
        "Comments: 12 pages, 5 figures",
    ]


def google_scholar(when: datetime, alert: str, keys: Sequence[str]) -> SampleMail:
    """A Scholar alert: redirected links, initials, a snippet instead of the abstract."""
    html = "<h3></h3>" + "<br>".join(map(_scholar_item, _papers(keys)))
    html += "<p>This message was sent by Google Scholar because you follow this alert.</p>"
    return _mail(when, "Google Scholar Alerts <scholaralerts-noreply@google.com>", alert, html=html)


def _scholar_item(paper: SamplePaper) -> str:
    target = f"https://arxiv.org/pdf/{paper['arxiv']}" if "arxiv" in paper else paper.get("url", "https://example.org/")
    link = f"https://scholar.google.com/scholar_url?url={quote(target, safe=':/')}&hl=en&sa=X&oi=scholaralrt"
    venue = f"arXiv preprint arXiv:{paper['arxiv']}" if "arxiv" in paper else paper["venue"]
    byline = f"{', '.join(map(_initials, paper['authors'][:4]))} - {venue}, 2026"
    mark = "<span>[PDF]</span> " if "arxiv" in paper else ""
    return (
        f'<h3>{mark}<a href="{escape(link)}" class="gse_alrt_title">{escape(paper["title"])}</a></h3>'
        f'<div style="color:#006621">{escape(byline)}</div>'
        f'<div class="gse_alrt_sni">{escape(_snippet(paper["abstract"]))}&nbsp;…</div>'
    )


def biorxiv(when: datetime, keys: Sequence[str]) -> SampleMail:
    """A subject-collection alert of a preprint server."""
    blocks = "".join(_biorxiv_item(paper, when) for paper in _papers(keys))
    html = f"<h2>bioRxiv Subject Collection: Molecular Biology</h2>{blocks}<p>Unsubscribe or edit your alerts.</p>"
    sender = "bioRxiv <openRxiv-mailer@alerts.highwire.org>"
    return _mail(when, sender, "bioRxiv alert for Molecular Biology", html=html)


def _biorxiv_item(paper: SamplePaper, when: datetime) -> str:
    page = f"https://www.biorxiv.org/content/{paper['doi']}v1"
    return (
        f'<div><p><a href="{page}?rss=1">{escape(paper["title"])}</a></p><p>{escape(_listed(paper["authors"]))}</p>'
        f"<p>bioRxiv posted {when.day} {when:%B %Y} doi:{paper['doi']}</p>"
        f'<p><a href="{page}.abstract">[Abstract]</a> <a href="{page}.full.pdf">[PDF]</a></p></div>'
    )


def pubmed(when: datetime, keys: Sequence[str]) -> SampleMail:
    """A My NCBI update."""
    rows = "".join(_pubmed_item(paper, number, when) for number, paper in enumerate(_papers(keys), start=1))
    html = f"<p>This message contains My NCBI what's new results.</p><p>Items 1 - {len(keys)} of {len(keys)}</p>{rows}"
    subject = "What's new for 'microbiome OR sepsis OR tau' in PubMed"
    return _mail(when, "My NCBI <efback@ncbi.nlm.nih.gov>", subject, html=html)


def _pubmed_item(paper: SamplePaper, number: int, when: datetime) -> str:
    authors = ", ".join(_surname_first(name) for name in paper["authors"])
    return (
        f'<table><tr><td>{number}.</td><td><a href="https://www.ncbi.nlm.nih.gov/pubmed/{paper["pmid"]}"'
        f' ref="ordinalpos={number}">{escape(paper["title"])}.</a><br>{escape(authors)}.<br>'
        f'<span class="jrnl" title="{escape(paper["venue"])}">{escape(paper["venue"])}</span>. '
        f"{when:%Y %b} {when.day}. doi: {paper['doi']}. [Epub ahead of print]<br>"
        f"PMID: {paper['pmid']} [PubMed - as supplied by publisher]<br>"
        f'<a href="https://www.ncbi.nlm.nih.gov/pubmed?linkname=pubmed_pubmed">Similar articles</a></td></tr></table>'
    )


def semantic_scholar(when: datetime, keys: Sequence[str]) -> SampleMail:
    """A library feed: links carry the corpus id of the service."""
    items = "".join(map(_semantic_scholar_item, _papers(keys)))
    html = f"<h1>New papers for your Library</h1>{items}<p>Manage your alerts · Unsubscribe</p>"
    sender = "Semantic Scholar <do-not-reply@semanticscholar.org>"
    return _mail(when, sender, "New recommendations for your library: Reasoning", html=html)


def _semantic_scholar_item(paper: SamplePaper) -> str:
    slug = quote(paper["title"].replace(" ", "-")[:40])
    corpus_id = f"{int(paper['arxiv'].replace('.', '')):040x}"
    url = f"https://www.semanticscholar.org/paper/{slug}/{corpus_id}?utm_source=alert_email"
    return (
        f'<div><a class="paper-link" href="{escape(url)}">{escape(paper["title"])}</a>'
        f"<p>{escape(_listed(paper['authors']))}</p><p>{escape(_snippet(paper['abstract']))}…</p></div>"
    )


def journal_contents(when: datetime, keys: Sequence[str]) -> SampleMail:
    """A table of contents with opaque tracking links and the DOI in the text."""
    venue = _papers(keys)[0]["venue"]
    items = "".join(map(_contents_item, _papers(keys)))
    html = (
        f"<h1>{escape(venue)}</h1><p>Volume 12, Issue 11</p>{items}"
        '<p><a href="https://links.journal.example/f/a/abc~~/issue~">Read the full issue</a></p>'
    )
    return _mail(when, f"{venue} <ealert@journal.example>", f"{venue}: Volume 12 Issue 11", html=html, list_id="toc")


def _contents_item(paper: SamplePaper) -> str:
    return (
        f'<table><tr><td><h3><a href="https://links.journal.example/f/a/{paper["key"]}~~/x~">'
        f"{escape(paper['title'])}</a></h3><p>{escape(_listed(paper['authors']))}</p>"
        f"<p>doi:{paper['doi']}</p></td></tr></table>"
    )


def plain(when: datetime, sender: str, subject: str, text: str) -> SampleMail:
    """Mail with no papers in it."""
    return _mail(when, sender, subject, text=text)


# ── how the services write ────────────────────────────────────────────────────────────────────────────


def _papers(keys: Sequence[str]) -> list[SamplePaper]:
    return [sample_papers()[key] for key in keys]


def _mail(
    when: datetime, sender: str, subject: str, *, html: str = "", text: str = "", list_id: str | None = None
) -> SampleMail:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, READER, subject
    mail["Date"] = format_datetime(when)
    mail["Message-ID"] = f"<{when:%Y%m%d%H%M%S}.{sha256((sender + subject).encode()).hexdigest()[:12]}@demo.example>"
    if list_id:
        mail["List-Id"] = f"<{list_id}.journal.example>"
    mail.set_content(html or text, subtype="html" if html else "plain", cte="quoted-printable")
    return SampleMail(mail.as_bytes(policy=mail.policy.clone(linesep="\r\n")), when)


TEX_ACCENTS = {
    "ä": '\\"a', "ö": '\\"o', "ü": '\\"u', "á": "\\'a", "é": "\\'e", "í": "\\'i", "ó": "\\'o", "ř": "\\v{r}",
    "š": "\\v{s}", "ć": "\\'c", "ë": '\\"e', "ł": "{\\l}", "ı": "{\\i}", "Å": "{\\AA}", "å": "{\\aa}", "Á": "\\'A",
    "ø": "{\\o}", "Ö": '\\"O', "ñ": "\\~n", "ã": "\\~a", "ç": "\\c{c}", "–": "--", "’": "'",
}  # fmt: skip


def _tex(text: str) -> str:
    """ASCII as arXiv mails it."""
    return "".join(TEX_ACCENTS.get(character, character) for character in text)


def _wrapped(text: str, initial: str = "", following: str = "  ") -> list[str]:
    """Lines as arXiv breaks them; continuation lines of a field are indented by two spaces."""
    return wrap(
        text, 79, initial_indent=initial, subsequent_indent=following, break_long_words=False, break_on_hyphens=False
    )


def _initials(name: str) -> str:
    *given, family = name.split(" ")
    return f"{''.join(part[0] for part in given)} {family}"


def _surname_first(name: str) -> str:
    *given, family = name.split(" ")
    return f"{family} {''.join(part[0] for part in given)}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _snippet(abstract: str) -> str:
    return abstract[:180].rsplit(" ", 1)[0]
