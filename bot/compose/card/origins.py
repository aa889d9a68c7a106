"""By which subscriptions a paper came, and what became of it since: the lines "source" and "also in" of a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.compose.card.text import marked, shortened, shown
from bot.compose.dates import number, short_date
from bot.models import Mention, Paper

NAMES = {
    "acm": "ACM",
    "acs": "ACS",
    "ads": "NASA ADS",
    "aha": "AHA Journals",
    "aip": "AIP",
    "alphasignal": "AlphaSignal",
    "alphaxiv": "alphaXiv",
    "annual_reviews": "Annual Reviews",
    "apa": "APA",
    "aps": "APS",
    "arxiv": "arXiv",
    "biorxiv": "bioRxiv and medRxiv",
    "bmj": "The BMJ",
    "cambridge": "Cambridge University Press",
    "cell": "Cell Press",
    "elife": "eLife",
    "europe_pmc": "Europe PMC",
    "generic": "Other mail",
    "google_scholar": "Google Scholar",
    "huggingface": "Hugging Face",
    "ieee": "IEEE",
    "inspire": "INSPIRE",
    "iop": "IOP",
    "jama": "JAMA Network",
    "lancet": "The Lancet",
    "mdpi": "MDPI",
    "nejm": "NEJM",
    "nep": "NEP",
    "openreview": "OpenReview",
    "oup": "Oxford University Press",
    "papers_with_code": "Papers with Code",
    "plos": "PLOS",
    "pnas": "PNAS",
    "pubmed": "PubMed",
    "researchgate": "ResearchGate",
    "rsc": "RSC",
    "sage": "SAGE",
    "science": "Science",
    "sciencedirect": "ScienceDirect",
    "ssrn": "SSRN",
    "stork": "Stork",
    "tandf": "Taylor & Francis",
    "tldr": "TLDR AI",
    "web_of_science": "Web of Science",
    "wiley": "Wiley",
    "x_mol": "X-MOL",
}
LONGEST_ALERT = 60
LONGEST_VENUE = 90
MOST_ORIGINS = 8
_KINDS = {"replaced": "revised version", "cross-list": "cross-list"}


def source_name(source: str) -> str:
    """A source as it calls itself: "arXiv", "Google Scholar"; others by their key, in title case."""
    return NAMES.get(source) or shown(source.replace("_", " ")).title()


def origin(mention: Mention) -> str:
    """One subscription with its own name and what it said: Google Scholar alert "X", Hugging Face 57 ▲."""
    alert = shortened(marked(mention.alert or "").text, LONGEST_ALERT)
    words = [_subscription(mention.source, alert)]
    words += [f"{number(mention.upvotes)} ▲"] if mention.upvotes is not None else []
    words += [f"({_KINDS[mention.kind]})"] if mention.kind in _KINDS else []
    return " ".join(words)


def _subscription(source: str, alert: str) -> str:
    """Mail of a kind we do not know goes by its own name alone; of Hugging Face there is one subscription only."""
    if source == "generic" and alert:
        return alert
    return f"{source_name(source)} alert “{alert}”" if alert and source != "huggingface" else source_name(source)


def origins(paper: Paper) -> tuple[str, ...]:
    """Every subscription the paper was in, each once, in the order it first appeared."""
    return _most(dict.fromkeys(origin(mention) for mention in _last_of_each(paper.mentions)))


def history(paper: Paper, now: datetime) -> str:
    """ "seen 3 May as preprint, now published in X", or when it was first seen if that is not today; else ""."""
    seen = paper.first_seen.astimezone(now.tzinfo) if paper.first_seen else None
    earlier = f"seen {short_date(seen)}" if seen and seen.date() < now.date() else ""
    venue = _published_since(paper.mentions)
    if not venue:
        return earlier and f"first {earlier}"
    return f"{earlier} as preprint, now published in {venue}" if earlier else f"preprint, now published in {venue}"


def venue_of(paper: Paper) -> str:
    """Where it appeared; for what Scholar calls "arXiv preprint arXiv:1912.02015" the number says it all."""
    venue = marked(paper.venue or "").text
    if venue.casefold().startswith("arxiv"):
        return f"arXiv:{shown(paper.identifiers['arxiv'])}" if "arxiv" in paper.identifiers else "arXiv preprint"
    return shortened(venue, LONGEST_VENUE)


def _last_of_each(mentions: Iterable[Mention]) -> Iterable[Mention]:
    """The newest mention of each (source, alert), in the place of the first: its upvotes are the ones that count."""
    return {(mention.source, mention.alert): mention for mention in mentions}.values()


def _most(phrases: Iterable[str]) -> tuple[str, ...]:
    phrases = tuple(phrases)
    more = len(phrases) - MOST_ORIGINS
    return (*phrases[:MOST_ORIGINS], f"{more} more") if more > 0 else phrases


def _published_since(mentions: Sequence[Mention]) -> str:
    """Where a paper first met as an arXiv preprint was published, by a later mention with a DOI and a venue."""
    if not mentions or not _is_preprint(mentions[0]):
        return ""
    venues = (mention.venue for mention in mentions[1:] if "doi" in mention.identifiers and not _is_preprint(mention))
    return shortened(marked(next(filter(None, venues), "")).text, LONGEST_VENUE)


def _is_preprint(mention: Mention) -> bool:
    return mention.source in ("arxiv", "biorxiv", "medrxiv") or ("arxiv" in mention.identifiers and not mention.venue)
