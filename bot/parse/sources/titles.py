"""Titles of papers: what could be one, what is one of something else, and one without what mails hang on it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from bot.parse.sources.labels import is_label, is_notice, is_type
from bot.parse.text import has_digit
from bot.scholarly.tex import decode_accents

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_IDENTIFIER = re.compile(r"https?://|www\.|(?:doi|arxiv|pmid|pmcid|pii)\b\s*:?\s*\S*\d|10\.\d{4,9}/", re.I)
_MAIL_ADDRESS = re.compile(r"(?<!\S)@|[\w.]@[\w-]+\.[a-z]{2}")  # or a handle; "Fe3O4@SiO2" is a material
_DOI = re.compile(r"\b10\.\d{4,9}/\w")
# "The Gaia Catalog. III. Planets": parts of a series are no sentences.
_SENTENCE_BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\bvs)(?<!\bet al)(?<!\bDr)(?<!\bSt)"
    r"(?<!\b[IVX]{2})(?<!\b[IVX]{3})(?<!\b[IVX]{4})[.!?]\s+(?=[A-Z\"“(])"
)
_SMALL_WORDS = frozenset(
    """
    a an and as at but by de des du for from il in into is la le nor of on or over per the to und up via von vs
    with without der die das et el y
    """.split()
)
_NO_PAPER = re.compile(
    r"""
    (?:author\ |publisher\ |editorial\ )(?:correction|note)\b | publisher['’]?s['’]?\ note\b
    | correction\s*(?:to\b|:|\(|$)
  | corrections\s*(?:to\s*[:"“‘']|:|\(|$) | (?:corrigend\w+|errat\w+|addend\w+)\b(?!-)
  | retract(?:ion|ed)\s*(?:note|notice|:|\(|$)
  | withdraw(?:n|al)\s*(?:notice|:|\(|$) | expressions?\ of\ concern\b | editorial\s*(?::|$)
  | (?:issue|masthead|editorial\ board|publication)\ information\b | masthead\b | editorial\ board\b | contents\s*$
  | table\ of\ contents | (?:front|back)\ ?matter | contents\ list\s*$ | title\ page | graphical\ abstract\w*\s*$
  | (?:(?:inside|outside|front|back|journal)\ )*(?:cover|frontispiece)
    (?:\s*$|\s*[:(]|\ (?:picture|image|art|feature|story|caption|profile|page)\b)
  | (?:author|subject)\ index | reviewer\ acknowledg
  | (?:(?:outstanding|top|our|new)\ )?reviewers(?:\ [a-z]\W[a-z])?\s*$
  | (?:list\ of|thanks?\ to\ (?:our\ )?|acknowledge?ments?\ (?:of|to)\ (?:our\ )?)(?:\d{4}\ )?(?:reviewers|referees)
  | (?:(?:selected\ articles|highlights|articles\ of\ \w+\ interest)\ (?:of|from|in)|in)\ (?:this|the)\ issue\b
  | department\ of\ error\b
  | (?:this|last)\ (?:week|month)\ in\b | (?:news|world)\ (?:at\ a\ glance|in\ brief) | obituary\b
  | in\ memoriam | announcements?\s*$ | calendar\s*$ | meeting\ reports?\s*$ | instructions\ (?:for|to)\ authors
  | proceedings\ of\b | preface\s*(?::|$) | foreword\s*(?::|$) | news\s*$ | subscriptions?\W*$ | advertisements?\W*$
  | call\ for\ (?:papers|proposals|participation|submissions|contributions) | (?:similar|related)\ articles?
  | (?:ph\.?d|doctoral|post-?doc\w*|faculty|tenure[- ]track)\ (?:\w+\ )?(?:positions?|studentships?|vacanc\w+)\b
  | read\ the\ full | full\ issue | most[- ](?:read|cited) | (?:new\ )?articles\ in\ press
    """,
    re.I | re.X,
)
# Wiley's cover pictures carry the title of the paper they advertise with the issue behind it.
_ADVERTISED = re.compile(
    r"\((?:[A-Z][\w.]*\s){1,5}\d{1,3}(?:[-–]\d+)?/(?:19|20)\d\d\)\s*$|\((?i:sponsor(?:ed)?)\)\s*$|\b(?i:sponsored)\b"
)
_MATTER = re.compile(
    r"\b(?:cover and (?:front|back) matter|(?:front|back) matter|(?:issue|publication|society) information"
    r"|information for authors)\s*$",
    re.I,
)
_ISSUE = re.compile(  # of a journal, or a journal and its date
    r"\bvol(?:ume|\.)?\s*\d+\s*[,/|(:–-]?\s*(?:(?:issue|iss\.?|number|no\.?|nr\.?)\s*\d|\d{1,2}\s[a-z]{3,9}\s(?:19|20)\d\d)"
    r"|\s\(\d{1,2}\s[a-z]{3,9}\s(?:19|20)\d\d\)$|\b(?:19|20)\d\d;\s?\d{1,4}(?:\s?\(\w{1,8}\)|\s?:|\s)\s?:?\s?\w?\d",
    re.I,
)
_BEFORE_TITLE = re.compile(
    r"""
    (?:\s*(?:
        \[(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d{1,2})?\]
      | [\[(](?:pdf|html|book|citation|b|c|doc|new|update|asap|\d{1,3})[\])]
      | \d{1,3}[.)](?=\s|[^\W\d_][a-z]) | \#\d{1,3}\b[.:)]? | \d{1,3}[、．）] | [（【]\d{1,3}[）】] | [①-⑳]
      | [•·▪►▶➤★☆🔥📄📑🗞️]+ | (?:title|paper|article|new|preprint|read\ (?:more|here))\s*:
      | (?:标题|题目|题名|论文题目|论文|タイトル|論文|제목|논문|название)\s*[:：]
    ))+\s*
    """,
    re.I | re.X,
)
_AFTER_TITLE = re.compile(
    r"""
    (?:
        [\[(](?:pdf|html|\d{1,3}\ min(?:ute)?s?(?:\ read)?|(?:github|gitlab)\ repo|website|preprint|paper|open\ access
               |free(?:\ access)?|(?:arxiv|(?:bio|med|chem)rxiv|openreview)(?:,?\ ?pdf)?|link|video
               |\d[\d,.]*k?\s*[▲△⬆️↑]+\s*)[\])]
      | \(arxiv:[^()\s]{1,40}\s*\[[\w.-]+\][^()]{0,20}\)  # arXiv's feeds until 2024
      | \((?!1[5-9]\d\d|20\d\d)\d{1,4}\s?[-–]\s?\d{1,4}\)  # pages
      | \((?:pp?|pages?)\.?\s?(?:[a-z]?\d{1,6}(?:\s?[-–]\s?[a-z]?\d{1,6})?|n/?a)\)
      | \[(?:review|\d+\ refs?)\] | \[version\ \d+;[^\[\]]{0,80}\] | [（(]\s*\d+\s*▲\s*[）)] | [»→↗›]+
    )\s*$
    """,
    re.I | re.X,
)
# Markup that a mail shows instead of obeying it ("the retina of <i>Perca</i>").
_SHOWN_MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|su[bp]|scp?|tt|span|italic|bold|jats:\w+)(?:\s[^<>]{0,100})?/?>", re.I
)
_SHOWN_ENTITY = re.compile(
    r"&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,5});", re.I
)  # escaped twice: "Bricks &amp;amp; Mortar"
_PAGES_BELOW = re.compile(r"\s\((?:pp?\.?|pages?)$", re.I)  # where a mail program broke "… (pages 4109-4117)"
_PAGES_BEHIND = re.compile(r"\s+pp\.?\s?\d{1,5}\s?[-–]\s?\d{1,5}$")
_NUMBER_BEFORE = re.compile(r"^\W{0,2}\d{1,3}[.)]\s+")
_ENDS_IN_MARK = (")", "]", "）", "»", "→", "↗", "›")
_QUOTES = {'"': '"', "“": "”", "«": "»", "‘": "’", "'": "'", "„": "“", "「": "」", "『": "』", "《": "》"}


@lru_cache(maxsize=4096)
def clean_title(text: str) -> str:
    """A title without what mails hang on it: numbers, [PDF], reading times, quotes, tags; accents decoded."""
    if "&" in text and _SHOWN_ENTITY.search(text):
        text = unescape(text)
    if "<" in text:
        text = _SHOWN_MARKUP.sub("", text)
    found = _BEFORE_TITLE.match(text)
    text = text[found.end() if found else 0 :].strip(" \t|")
    while text.endswith(_ENDS_IN_MARK) and (tail := _AFTER_TITLE.search(text)):
        text = text[: tail.start()].rstrip(" \t|")
    if text[-1:].isdigit():
        text = _PAGES_BEHIND.sub("", text)
    elif "(" in text[-7:]:
        text = _PAGES_BELOW.sub("", text)
    if len(text) > 2 and _QUOTES.get(text[0]) == text[-1] and text[0] not in text[1:-1]:
        text = text[1:-1].rstrip(",")
    if text.endswith(".") and not text.endswith(("..", " al.", "etc.")):
        text = text[:-1]
    return decode_accents(text).strip()


@lru_cache(maxsize=4096)
def looks_like_title(text: str) -> bool:
    """Whether `text`, cleaned, could be a paper's title at all."""
    if not 6 <= len(text) <= 500 or "://" in text or not _LETTERS.search(text):
        return False
    if "@" in text and _MAIL_ADDRESS.search(text):
        return False
    if text[-1] in ":,;" or text[0] in ".,;:)]}”\\":
        return False
    if not text.isascii() and _CJK.search(text):
        return len(_CJK.findall(text)) >= 5
    words = text.count(" ") + 1
    if words > 60 or (words < 2 and (len(text) < 12 or has_digit(text))):
        return False
    if "10." in text and _DOI.search(text):
        return False
    if _ISSUE.search(text) or _IDENTIFIER.match(text) or is_label(text) or is_type(text) or is_notice(text):
        return False
    return _sentence_breaks(text) <= 1


def _sentence_breaks(text: str) -> int:
    return len(_SENTENCE_BREAK.findall(text)) if ". " in text or "? " in text or "! " in text else 0


def is_no_paper(title: str) -> bool:
    """Whether an item of this title is no paper: erratum, cover picture, editorial matter, advert."""
    if _NO_PAPER.match(title):
        return True
    lowered = title.lower()
    if ("(" in title or "sponsored" in lowered) and _ADVERTISED.search(title):
        return True
    return ("matter" in lowered or "information" in lowered) and _MATTER.search(title) is not None


@lru_cache(maxsize=4096)
def is_prose(text: str) -> bool:
    """Whether `text` is running text rather than a title, a byline or a citation."""
    if text.endswith("。"):
        return True
    text = _NUMBER_BEFORE.sub("", text)
    words = text.split()
    if len(words) < 12:
        return False
    if is_running_text(text):
        return True
    lower = sum([word[0].islower() for word in words])
    ends = text.endswith((".", ":", "!", "…", "...")) or _sentence_breaks(text.replace("? ", " ")) > 0
    return ends and lower > 0.6 * len(words)


def is_running_text(text: str) -> bool:
    """Whether `text` is more than a title can be, even one that asks and answers, or ends in a full stop."""
    return text.count(" ") >= 60 or _sentence_breaks(text) > 2


def is_title_case(text: str) -> bool:
    """Whether most words that carry meaning begin with a capital."""
    words = [word.lstrip("(\"“'[") for word in text.split()]
    words = [word for word in words if word[:1].isalpha() and word.lower() not in _SMALL_WORDS]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.6 * len(words)
