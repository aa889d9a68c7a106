"""What a short piece of text in a mail is: a title, a label on a button, an author line, a notice, or something else.

The generic source knows no layout, so it goes by how such things are worded.
"""

from __future__ import annotations

import re

from bot.scholarly.tex import decode_accents

_LABEL_WORDS = frozenset(
    [
        "abstract",
        "abstracts",
        "pdf",
        "epub",
        "html",
        "full",
        "text",
        "fulltext",
        "full-text",
        "read",
        "reading",
        "more",
        "article",
        "articles",
        "paper",
        "papers",
        "preprint",
        "preprints",
        "doi",
        "link",
        "links",
        "here",
        "view",
        "the",
        "this",
        "a",
        "an",
        "to",
        "on",
        "in",
        "online",
        "at",
        "it",
        "see",
        "open",
        "access",
        "free",
        "download",
        "downloads",
        "details",
        "detail",
        "save",
        "share",
        "cite",
        "citation",
        "citations",
        "cited",
        "by",
        "export",
        "references",
        "figures",
        "figure",
        "supplementary",
        "supplemental",
        "supporting",
        "information",
        "material",
        "first",
        "page",
        "summary",
        "graphical",
        "highlights",
        "purchase",
        "request",
        "permissions",
        "similar",
        "related",
        "code",
        "github",
        "project",
        "website",
        "site",
        "web",
        "blog",
        "post",
        "demo",
        "video",
        "slides",
        "poster",
        "data",
        "dataset",
        "model",
        "models",
        "huggingface",
        "hf",
        "arxiv",
        "arxiv.org",
        "biorxiv",
        "medrxiv",
        "chemrxiv",
        "pubmed",
        "pmc",
        "pmid",
        "pmcid",
        "journal",
        "publisher",
        "crossref",
        "altmetric",
        "comments",
        "comment",
        "discuss",
        "discussion",
        "hacker",
        "news",
        "tweet",
        "thread",
        "now",
        "my",
        "your",
        "library",
        "add",
        "go",
        "visit",
        "go-to",
        "study",
        "original",
        "source",
        "entry",
        "version",
        "page",
        "browse",
        "title",
        "table",
        "of",
        "contents",
        "issue",
        "current",
        "latest",
        "publication",
        "alphaxiv",
        "semantic",
        "scholar",
        "google",
        "springer",
        "springerlink",
        "sciencedirect",
        "ieee",
        "xplore",
        "acm",
        "nature",
        "science",
        "cell",
        "wiley",
        "elsevier",
        "feed",
        "bibtex",
        "ris",
        "endnote",
        "recommend",
        "email",
        "tldr",
        "listen",
        "audio",
        "podcast",
        "expand",
        "show",
        "hide",
        "continue",
        "learn",
        "get",
        "check",
        "out",
        "and",
        "or",
    ]
)
_TYPE_WORDS = frozenset(
    [
        "research",
        "original",
        "review",
        "reviews",
        "article",
        "articles",
        "letter",
        "letters",
        "communication",
        "communications",
        "brief",
        "short",
        "report",
        "reports",
        "rapid",
        "perspective",
        "perspectives",
        "commentary",
        "comment",
        "comments",
        "editorial",
        "viewpoint",
        "correspondence",
        "case",
        "series",
        "study",
        "feature",
        "features",
        "technical",
        "note",
        "notes",
        "resource",
        "resources",
        "analysis",
        "methods",
        "method",
        "protocol",
        "protocols",
        "news",
        "views",
        "focus",
        "special",
        "issue",
        "open",
        "access",
        "free",
        "new",
        "updated",
        "featured",
        "featured:",
        "preprint",
        "preprints",
        "paper",
        "papers",
        "full-length",
        "length",
        "full",
        "clinical",
        "trial",
        "meta-analysis",
        "systematic",
        "opinion",
        "highlight",
        "highlights",
        "insight",
        "insights",
        "tutorial",
        "survey",
        "data",
        "descriptor",
        "registered",
        "accepted",
        "manuscript",
        "manuscripts",
        "journal",
        "pre-proof",
        "in",
        "press",
        "corrected",
        "proof",
        "available",
        "online",
        "ahead",
        "of",
        "print",
        "and",
        "the",
        "contents",
        "table",
        "section",
        "topic",
    ]
)
_SPLIT = re.compile(r"[\s|/·•»«→›>\[\](){}:;,!↗–—-]+")
_IDENTIFIER = re.compile(
    r"(?:https?://|www\.|doi\.org/)\S+|\b(?:doi|arxiv|pmid|pmcid|pii)\b\s*:?\s*[\w./()-]*\d[\w./()-]*|\b10\.\d{4,9}/\S+",
    re.I,
)
_DATE_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*day\b"
    r"|\d+(?:st|nd|rd|th)?|\b(?:published|posted|online|available|first|received|accepted|updated|on|date|epub|vol(?:ume)?|issue|no|pp?|pages?)\b",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# How notices to the reader, lines about the mail and labelled fields begin. Every one of these words also begins titles
# ("Privacy-preserving …", "Click chemistry", "Score-based …"), so it counts only with what follows it in a notice.
_NOTICE = re.compile(
    r"""
    (?:hi|hello|hey)\b[^.:]{0,30}[,!] | dear\b | thanks?\ (?:for|again)\b | thank\ you\b | (?:best|kind|warm)\ (?:regards|wishes)
  | (?:regards|cheers|sincerely)\s*,? \s*$ | welcome\b | greetings\b | please\b | if\ you\b | in\ this\ (?:issue|e?mail|alert|week|edition)
  | you(?:'re|r|\ are|\ have|\ can|\ received)?\b (?=.*\b(?:receiv|subscri|account|alert|e?mail|password|preferences|library|feed|manuscript|submission|search))
  | to\ (?:view|unsubscribe|stop|change|manage|read|ensure|see|update|cancel|access|edit|sign)\ (?:this|the|your|these|in|more|all|from|receiv|up|us)
  | click\ (?:here|on|the|below|to|this)\b | this\ (?:e-?mail|message|alert|mailing|newsletter)\b | we\ (?:hope|found|thought|have\ found|would\ like)\b
  | copyright\b.*\d{4} | © | \(c\)\ (?:19|20)\d\d | all\ rights\b | un-?subscribe | subscribe\b
  | (?:manage|update|edit|change)\ (?:your|my|alerts?|preferences|e-?mail|subscri|settings)
  | view\ (?:this|in|all|the|it|more|online|full|your|article|paper|abstract|on)\b | read\ (?:more|the|full|this|on)\b | download\ (?:the|pdf|our|now|here)\b
  | privacy\ (?:policy|notice|statement|settings|center)\b | privacy\W*$ | terms\ (?:of|and|&)\b | sent\ (?:to|by|from|on)\b | sign\ (?:up|in)\b | log\ ?in\b\W*(?:$|to\b)
  | follow\ (?:us|the\ conversation)\b | forward\ (?:this|to)\b | advertis(?:e\b|ements?\W*$|ing\W*$) | sponsored\b | sponsor\W*$ | powered\ by\b | add\ us\b
  | register\ (?:now|here|for|today|by|your)\b | submit\ (?:your|a|to|now|by|here)\b | join\ (?:us|our|the)\b | call\ for\b | important\ dates | need\ help | questions\?
  | (?:submission|paper|abstract|registration|application)s?\ deadline | deadlines?\s*(?::|extended|$)
  | (?:new|latest|top|today'?s|this\ week'?s|recent|weekly|daily|monthly|your)\ (?:[\w'-]+\ ){0,4}
    (?:articles?|papers?|publications?|alerts?|preprints?|citations?|items?|matches|picks|headlines|reads)\b (?:\W*$|\W+\d|\ (?:for|from|in|by|of|on|that|matching|since)\b)
  | (?:new|latest|top|today'?s|this\ week'?s|recent|weekly|daily|monthly|your)\ (?:[\w'-]+\ ){0,4}
    (?:results?|research|content|issue|digest|news|updates?|newsletter|recommendations?|summary)\b (?:\W*$|\ for\ you)
  | (?:volume|vol\.?|issue|items?|results?|record|page|number|no\.)\ \d | no\ new\b | table\ of\ contents | \d+\ (?:new\ )?(?:articles?|results?|papers?|items?|records?|matches|citations)\b
  | (?:from|sent|date|to|cc|bcc|subject|reply-to|betreff|von|an|gesendet|objet|de|à)\s?:\s | on\ .{5,80}\ wrote: | https?:// | www\.
  | (?:search|alert|saved\ search|query)\s?(?:terms?|name|for|criteria|string|query|results?)?\s?: | references?\W*$ | reference\s?: | references?\s?:
  | keywords?\s?: | impact\ factor | issn\b | isbn\b | editors?(?:-in-chief)?\s?: | received:?\ (?:\d|on\b|in\b) | published\b.*\d{4} | publication\ date | first\ published | available\ online | posted\b | epub\b
  | received\ from\b | doi\b | pmc?id\b | arxiv\s?: | (?:comments?|journal-ref|msc-class|acm-class|report-no|categories|authors?|author\(s\)|source|abstract|summary|link|url|journal|venue|score|relevance|tags?|subjects?|topics?|type|citation|publisher|year|conference)\s?:
  | cited\ by\b | citing\b | (?:recommended|suggested)\ (?:for|articles|papers|reading|because) | because\ you\b | why\ (?:you|am\ i)\b | \d+\ min(?:ute)?s?\ read
  """,
    re.I | re.X,
)
_NO_PAPER = re.compile(
    r"""
    (?:author\ |publisher\ |editorial\ )?(?:corrections?|publisher['’]?s['’]?\ note|corrigend\w+|errat\w+|retractions?|withdrawals?|withdrawn|retracted|expressions?\ of\ concern|addend\w+)\b (?:\s*(?:to|for|note|notice)\b | \s*[:(] | \s*$)
  | (?:issue|masthead|editorial\ board|publication)\ information\b | masthead\b | editorial\ board\b | editorial\s*(?::|$) | contents\s*$ | table\ of\ contents | (?:front|back)\ ?matter | title\ page
  | (?:inside\ |outside\ |front\ |back\ |journal\ )*(?:cover|frontispiece)(?:\ (?:picture|image|art|feature|story|caption|profile|page))?(?:\s*$|\s*[:(,.]|\s+of\b) | graphical\ abstract\w*\s*$
  | (?:author|subject)\ index | (?:list\ of|thanks?\ to\ (?:our\ )?|acknowledge?ments?\ (?:of|to)\ (?:our\ )?)(?:\d{4}\ )?(?:reviewers|referees) | reviewer\ acknowledg
  | in\ this\ issue\b | (?:this|last)\ (?:week|month)\ in\b | (?:news|world)\ (?:at\ a\ glance|in\ brief) | obituary\b | in\ memoriam | announcements?\s*$ | calendar\s*$ | meeting\ reports?\s*$
  | instructions\ (?:for|to)\ authors | proceedings\ of\b | preface\s*(?::|$) | foreword\s*(?::|$) | news\s*$ | call\ for\ (?:papers|proposals|participation|submissions|contributions)
  | (?:similar|related)\ articles? | read\ the\ full | full\ issue | most[- ](?:read|cited) | (?:new\ )?articles\ in\ press | subscription | advertisement | erratum
  """,
    re.I | re.X,
)
_NO_PAPER_KIND = re.compile(
    r"\W*(?:editorials?|news|amendments?(?: (?:and|&) corrections?)?|(?:author |publisher )?corrections?|corrigend(?:um|a)|errat(?:um|a)|retractions?|addend(?:um|a)|expressions? of concern"
    r"|covers?(?: (?:pictures?|images?|story|art))?|front cover|inside (?:front |back )?cover|obituar(?:y|ies)|careers?|books?(?: (?:and|&) (?:arts?|media)| reviews?)?|announcements?|advertis\w+|sponsored(?: content)?"
    r"|calendar|from the editors?|in this issue|research highlights?|world view|podcasts?|masthead|issue information|in memoriam|news in focus|this week|career (?:column|feature)|jobs|events?)\W*$",
    re.I,
)
# Wiley's cover pictures carry the title of the paper they advertise with the issue behind it.
_COVER_MARK = re.compile(
    r"\((?:[A-Z][\w.]*\s){1,5}\d{1,3}(?:[-–]\d+)?/(?:19|20)\d\d\)\s*$|\(sponsor(?:ed)?\)\s*$|\bsponsored\b", re.I
)
_SENTENCE_BREAK = re.compile(r"(?<!\b[A-Z])(?<!\bvs)(?<!\bet al)(?<!\bDr)(?<!\bSt)[.!?]\s+(?=[A-Z\"“(])")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "de",
        "des",
        "du",
        "for",
        "from",
        "il",
        "in",
        "into",
        "is",
        "la",
        "le",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "und",
        "up",
        "via",
        "von",
        "vs",
        "with",
        "without",
        "der",
        "die",
        "das",
        "et",
        "el",
        "y",
    ]
)

_BEFORE_TITLE = re.compile(
    r"^(?:\s*(?:[\[(](?:pdf|html|book|citation|b|c|doc|new|update|\d{1,3})[\])]|\d{1,3}[.)](?=\s)|#\d{1,3}\b[.:)]?|[•·▪►▶➤★☆🔥📄📑🗞️]+|title\s*:|paper\s*:|article\s*:|new\s*:|preprint\s*:))+\s*",
    re.I,
)
_AFTER_TITLE = re.compile(
    r"\s*(?:[\[(](?:pdf|html|\d{1,3} min(?:ute)?s?(?: read)?|(?:github|gitlab) repo|website|preprint|paper|open access|free(?: access)?|arxiv|link|video|\d[\d,.]*k?\s*[▲△⬆️↑]+\s*)[\])]|[（(]\s*\d+\s*▲\s*[）)]|[»→↗›]+)\s*$",
    re.I,
)
_QUOTES = {'"': '"', "“": "”", "«": "»", "‘": "’", "'": "'", "„": "“"}


def clean_title(text: str) -> str:
    """A title without what mails hang on it: numbers, [PDF], reading times, quotes, the full stop; TeX accents decoded."""
    text = _BEFORE_TITLE.sub("", text)
    while (shorter := _AFTER_TITLE.sub("", text)) != text:
        text = shorter
    text = text.strip(" \t|")
    if len(text) > 2 and _QUOTES.get(text[0]) == text[-1] and text[0] not in text[1:-1]:
        text = text[1:-1].rstrip(",")
    if text.endswith(".") and not text.endswith(("..", " al.", "etc.")):
        text = text[:-1]
    return decode_accents(text).strip()


def is_label(text: str) -> bool:
    """Whether `text` is nothing but words on buttons ("Full text | PDF", "Read the paper"), addresses and identifiers."""
    if len(text) > 160:
        return False
    words = [word for word in _SPLIT.split(_IDENTIFIER.sub(" ", text).lower()) if word.strip(".,'’\"*&+…")]
    return all(word.strip(".,'’\"*&+…") in _LABEL_WORDS or word.isdigit() for word in words)


def is_type(text: str) -> bool:
    """Whether `text` is the kind of an item ("Research Article | Open Access") or a date, not one of its words more."""
    if len(text) > 120:
        return False
    words = [word.strip(".,'’\"*&+…") for word in _SPLIT.split(_DATE_WORDS.sub(" ", text).lower())]
    return all(word in _TYPE_WORDS for word in words if word)


def is_notice(text: str) -> bool:
    """Whether `text` speaks to the reader or about the mail, or is a labelled field: no title begins like that."""
    return bool(_NOTICE.match(text.lstrip("*_#|> ")))


def is_no_paper_kind(text: str) -> bool:
    """Whether a heading or label says that what it stands with is no paper ("Editorial", "Corrections")."""
    return len(text) < 60 and bool(_NO_PAPER_KIND.match(text))


def is_no_paper(title: str) -> bool:
    """Whether an item of this title is no paper: erratum, cover picture, editorial matter, advert."""
    return bool(_NO_PAPER.match(title) or _COVER_MARK.search(title))


def is_prose(text: str) -> bool:
    """Whether `text` is running text rather than a title, a byline or a citation."""
    words = text.split()
    if len(words) < 12:
        return False
    if is_running_text(text):
        return True
    lower = sum(word[0].islower() for word in words)
    return lower > 0.6 * len(words) and (
        text.rstrip().endswith((".", ":", "!", "…", "...")) or bool(_SENTENCE_BREAK.search(text))
    )


def is_running_text(text: str) -> bool:
    """Whether `text` is more than a title can be, even one that asks and answers, or ends in a full stop."""
    return len(text.split()) > 60 or len(_SENTENCE_BREAK.findall(text)) > 2


def looks_like_title(text: str) -> bool:
    """Whether `text`, cleaned, could be a paper's title at all."""
    if not 6 <= len(text) <= 500 or "@" in text or not _LETTERS.search(text):
        return False
    if text.endswith((":", ",", ";")) or text[0] in ",;:)]}\\" or "://" in text:
        return False
    if _CJK.search(text):
        return len(_CJK.findall(text)) >= 5
    if len(text.split()) < 2 and (len(text) < 12 or re.search(r"\d", text)):
        return False
    if _IDENTIFIER.match(text) or is_label(text) or is_type(text) or is_notice(text):
        return False
    return len(_SENTENCE_BREAK.findall(text)) <= 1 and len(text.split()) <= 60


def is_title_case(text: str) -> bool:
    """Whether most words that carry meaning begin with a capital."""
    words = [word.lstrip("(\"“'[") for word in text.split()]
    words = [word for word in words if word[:1].isalpha() and word.lower() not in _SMALL_WORDS]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.6 * len(words)
