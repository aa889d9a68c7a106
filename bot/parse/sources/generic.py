"""Any other mail: every link or text that carries an identifier of a paper is a candidate, its title the nearest line
that is set or worded like one. Reads what no source knows, and what one of them missed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import takewhile
from urllib.parse import unquote

from bot.models import Mail, Mention
from bot.parse.html import Block
from bot.parse.sources.both_bodies import completed, lacks_something
from bot.parse.sources.citation import Details
from bot.parse.sources.contents import Contents
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.hits import Hit, hits_in
from bot.parse.sources.issues import Issue, in_issue, issue_in, next_issue
from bot.parse.sources.items import Item, tidy_titles, title_lines
from bot.parse.sources.lines import lines_of_html, lines_of_text
from bot.parse.sources.pairing import Pairing
from bot.parse.sources.paper_pages import SCHEME as PAGE
from bot.parse.sources.paper_pages import is_record
from bot.parse.sources.regions import Regions, details_of_all
from bot.parse.sources.sections import places_of_no_paper, places_of_others
from bot.parse.sources.shapes import is_contents, may_be_shaped, shaped_titles
from bot.parse.sources.share_buttons import take_shared
from bot.parse.sources.signed_titles import set_like
from bot.parse.sources.titles import is_no_paper
from bot.parse.sources.traces import may_hold_identifiers
from bot.scholarly.folding import title_key
from bot.scholarly.identifiers import from_url, page_of

NAME = "generic"
# What many publishers call the machines that send their alerts, and newsletters that link papers now and then.
SENDERS = tuple(
    """
    *@alerts.* *@*.alerts.* *@ealerts.* *@*.ealerts.*
    """.split()
)

# Mail about somebody's own business, and calls: whatever papers they mention are no news.
_NO_SUBJECT = re.compile(
    r"""
    \b(?:call\ for\ (?:papers|participation|abstracts|proposals|contributions|chapters|nominations|submissions) | cfp\b
      |(?:submission|paper|abstract|extended|final)\ deadline | deadline\ (?:extend|extension|approaching|reminder)
      |confirm\ (?:your|e-?mail|subscription) | please\ confirm | (?:verify|activate)\ your | welcome\ to
      |(?:your|reset|change|forgot\w*)\ (?:\w+\ )?password | password\ reset | opt[- ]?in\b
      |invitation\ to\ (?:review|submit|join|speak) | review(?:er)?\ (?:request|invitation|reminder)
      |your\ (?:submission|manuscript|order|receipt|invoice|account|booking|registration)
      |your\ (?:research|articles?|publications?|papers?|work)\b.{0,40}\b(?:reads|recommend\w*|stats|milestone|views)
      |(?:track|publishing|proofs?\ (?:of|for))\ your\ (?:accepted\ )?(?:articles?|papers?|manuscripts?)
      |manuscript\ (?:id|number|[\w-]*\d) | decision\ on)
    | ^(?:\W*(?:re|aw|sv|fwd?|wg)\s?:)*\W*(?:(?:my|our|the|your|some)\ )?(?:references|bibliography)\W*$  # of a draft
    """,
    re.I | re.X,
)
_CALL = re.compile(r"\bcall for (?:papers|contributions|participation|chapters|abstracts|submissions)\b", re.I)
_DATES_OF_CALL = re.compile(
    r"\b(?:submission|paper|abstract|notification|camera[- ]ready)s?(?: of acceptance)?(?: deadline"
    r"| due)?\b.{0,40}\b\d{1,2}\b|important dates",
    re.I,
)
_PLAIN_ADDRESS = re.compile(
    r"//(?:www\.)?(?:arxiv\.org|pubmed\.ncbi|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed|openreview\.net|aclanthology\.org|ieeexplore|dx\.doi|doi\.org|ui\.adsabs)|_piikey=",
    re.I,
)
# A talk has title and abstract like a paper, and these.
_SPEAKER = re.compile(r"(?:speakers?|presenters?|lecturers?|referent(?:in)?)\s*:", re.I)
_PLACE = re.compile(r"(?:time|when|where|place|room|location|venue|zoom|date and time|ort|zeit)\s*:", re.I)
_BEGINNING = 20  # characters
_PAPERS_OF_CALL = 3  # that a call for papers may name
_FEW = 1  # papers with identifiers


def matches(mail: Mail) -> bool:
    """Any mail; it is asked only when no other source claims it."""
    return mail.html is not None or mail.text is not None


def extract(mail: Mail) -> Extraction:
    """Papers of the HTML body, or of the plain one if that has none. Calls for papers and confirmations have none."""
    return extract_as(NAME, mail, mail.sender.name or None)


def is_own_business(mail: Mail) -> bool:
    """Whether the subject says that a mail is about the reader's subscription, submission, … and not about papers."""
    return _NO_SUBJECT.search(mail.subject) is not None


def extract_as(
    source: str,
    mail: Mail,
    alert: str | None,
    contents: Contents | None = None,
    alert_at: Callable[[Block], str | None] | None = None,
    *,
    of_house: bool = False,
) -> Extraction:
    """The same for a source that leaves the reading to this one.

    source, alert: what its papers say of it. contents: how it shows papers without identifier, if it does.
    alert_at: the subscription that a line names whose papers follow, in mails of several. of_house: whether the source
    is a publisher of journals.
    """
    if is_own_business(mail):
        return Extraction()

    def papers_of(lines: Sequence[Block]) -> Extraction:
        return _papers(lines, mail, source, _Alerts(lines, alert, alert_at), contents, of_house=of_house)

    extraction = Extraction()
    shows_papers = bool(contents) or is_contents(mail.subject)
    for body, read in ((mail.html, lines_of_html), (mail.text, lines_of_text)):
        if not body or extraction.mentions:
            continue
        is_first = body is (mail.html or mail.text)  # the plain one says what the HTML says, in the same shape or none
        if shows_papers or may_hold_identifiers(body) or (is_first and may_be_shaped(mail.subject, body)):
            extraction = papers_of(read(body))
    mentions = extraction.mentions
    if mail.html and mail.text and lacks_something(mentions) and may_hold_identifiers(mail.text):
        written = papers_of(lines_of_text(mail.text)).mentions
        return replace(extraction, mentions=completed(mentions, written))
    return extraction


class _Alerts:
    """Which subscription a place of the mail belongs to."""

    def __init__(self, lines: Sequence[Block], alert: str | None, alert_at: Callable[[Block], str | None] | None):
        self._of_mail = alert
        named = ((number, alert_at(line)) for number, line in enumerate(lines)) if alert_at else ()
        self._named = [(number, name) for number, name in named if name]

    def at(self, number: int) -> str | None:
        """The last one named before line `number`, else that of the mail."""
        place = bisect_right(self._named, number, key=lambda one: one[0])
        return self._named[place - 1][1] if place else self._of_mail


def _papers(
    lines: Sequence[Block], mail: Mail, source: str, alerts: _Alerts, contents: Contents | None, *, of_house: bool
) -> Extraction:
    if _is_talk(lines):
        return Extraction()
    seen = hits_in(lines)
    others = places_of_others(lines, seen[0].line) if seen else set()
    hits = [hit for hit in seen if hit.line not in others]
    found = Pairing(lines, hits)
    told, dismissed = _told_by_place(found.items, lines, contents)
    items = _with(found.items, told)
    items = _told_by_shape(items, lines, mail.subject, others)
    items = sorted(items, key=lambda item: min(item.lines))
    tidy_titles(items)
    starts = title_lines(items)
    if 0 < len(starts) <= _PAPERS_OF_CALL and _is_call(lines, starts[0]):
        return Extraction()
    no_papers = places_of_no_paper(lines, starts) - told.keys()
    papers = [item for item in items if no_papers.isdisjoint(item.lines) and not is_no_paper(item.title)]
    regions = Regions(lines, starts)
    take_shared(papers, regions.around)
    shown: Sequence[Details] = details_of_all(papers, regions)
    if papers and (of_house or source == NAME):
        shown = in_issue(papers, shown, lambda: _issue(lines, starts[0], items[0].title, mail, of_house=of_house))
    mentions = tuple(
        _mention(item, details, mail, source, alerts.at(item.lines[0]))
        for item, details in zip(papers, shown, strict=True)
    )
    detected = len(mentions) + (len(found.orphans) if mentions else 0)
    dismissed += len(found.dismissed | _identifiers(seen) - _identifiers(hits)) + len(items) - len(papers)
    return Extraction(mentions, detected, dismissed)


def _issue(lines: Sequence[Block], first: int, title: str, mail: Mail, *, of_house: bool) -> tuple[Issue, int]:
    """What the mail says of its papers once for all, and the line behind the last of them.

    first, title: of the first paper.
    """
    head = _before(lines, first, title)
    return issue_in(head, mail.subject, mail.sender.name, of_house=of_house), next_issue(lines, first)


def _before(lines: Sequence[Block], first: int, title: str) -> Sequence[Block]:
    """The lines before the first paper, whose title may begin some lines of plain text above the one that ends it."""
    return [*takewhile(lambda line: line.tag or title[:_BEGINNING] not in line.text, lines[:first])]


def _identifiers(hits: Sequence[Hit]) -> set[tuple[str, str]]:
    return {one for hit in hits for one in hit.identifiers.items()}


def _told_by_place(
    items: Sequence[Item], lines: Sequence[Block], contents: Contents | None
) -> tuple[Mapping[int, str], int]:
    """Papers that only their place tells in the mails of a house, by line, and how many others there are none."""
    return contents.titles(lines, set(title_lines(items))) if contents is not None else ({}, 0)


def _told_by_shape(items: Sequence[Item], lines: Sequence[Block], subject: str, others: Set[int]) -> Sequence[Item]:
    """The items and those that only their shape tells.

    Where identifiers tell papers, what has none is another thing, unless it is set and labelled as these are.
    """
    known = title_lines(items)
    if len(items) > _FEW:
        return _with(items, set_like(set(known), others, lines))
    return _with(items, shaped_titles(lines, subject, {*known, *others}))


def _with(items: Sequence[Item], titles: Mapping[int, str]) -> Sequence[Item]:
    """One shown twice is one."""
    by_title = {title_key(item.title): item for item in items}
    for number, title in titles.items():
        by_title.setdefault(title_key(title), Item(title, {}, [])).places.append((number, ""))
    return list(by_title.values())


def _is_talk(lines: Sequence[Block]) -> bool:
    """Whether a mail announces a talk: the paper it names is no news."""
    beginning = lines[:80]
    return any(_SPEAKER.match(line.text) for line in beginning) and any(_PLACE.match(line.text) for line in beginning)


def _is_call(lines: Sequence[Block], first_paper: int) -> bool:
    """Whether a mail calls for papers before it names any; a list of papers may end in such an advert."""
    beginning = " ".join(line.text for line in lines[: min(80, first_paper)])
    return bool(_CALL.search(beginning) and _DATES_OF_CALL.search(" ".join(line.text for line in lines[:400])))


def _mention(item: Item, details: Details, mail: Mail, source: str, alert: str | None) -> Mention:
    page = _best_page(item)
    title = item.title
    return Mention(
        title=title,
        source=source,
        authors=details.authors,
        abstract=details.abstract,
        identifiers={scheme: value for scheme, value in item.identifiers.items() if scheme != PAGE},
        url=page,
        links={"pdf": item.pdf} if item.pdf and item.pdf != page else {},
        venue=details.venue,
        published=details.published,
        alert=alert,
        truncated=details.truncated | {"title"} if title.endswith(("…", "...")) else details.truncated,
        sender=mail.sender.email or None,
    )


def _best_page(item: Item) -> str | None:
    """The page the mail links to; its plain address where the site is known by its identifier, for mails add to it."""
    if item.page is None or _PLAIN_ADDRESS.search(item.page) or is_record(item.identifiers.get(PAGE, "")):
        own = from_url(item.page) if item.page else item.identifiers
        return page_of(own) or page_of(item.identifiers) or item.page or item.pdf
    place, _, query = item.page.partition("?")
    names_paper_alone = bool(query) and item.identifiers.get("doi", "-") in unquote(place).lower()
    return place if names_paper_alone else item.page
