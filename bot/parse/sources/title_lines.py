"""Whether the title of a paper stands on one line with its identifier, and what else a line near one may be."""

from __future__ import annotations

import re

from bot.parse.html import Block, Link
from bot.parse.sources.byline import authors_in
from bot.parse.sources.hits import Hit
from bot.parse.sources.labels import is_label, is_type
from bot.parse.sources.titles import clean_title, is_prose, is_running_text, is_title_case, looks_like_title
from bot.parse.text import holds_one_of

TITLE_FIELD = re.compile(
    r"(?:(?:article |paper |document )?title|titel|titre|t[ií]tulo|titolo"
    r"|标题|题目|题名|论文题目|タイトル|제목|название)\s*[:：]\s*",
    re.I,
)
_FIELD = re.compile(
    r"""
    (?:journal-ref|msc-class|acm-class|report-no|authors?|author\(s\)|source|journal|venue|date|abstract|summary|arxiv|url
      |link|keywords?|categories|comments?|subjects?|times\ cited|issn|e?isbn|eissn|publication|type|language
      |publisher|year
      |tags?|score|relevance|title|tl;?dr|(?:announce|document|source|publication)\ type|accession\ (?:number|no\.?)
      |database)\s*:
  | (?:作者|著者|저자|авторы?|期刊|来源|刊名|掲載誌|저널|журнал|链接|リンク|링크|ссылка
      |标题|题目|题名|论文题目|タイトル|제목|название)\s*[:：]
  | (?:unique|digital\ object)\ identifier\b
  | publication\ (?:date|year)\b
  | (?:author\(s\)|doi|pmc?id|pii|published|received|accepted|available\ online|posted|epub|volume|issue|pages?)\b
    """,
    re.I | re.X,
)
_VENUE = re.compile(
    r"""
    (?:the\ )?(?:
        (?:(?:international|european|american|british|chinese|indian|japanese)\ )?journal | annals | proceedings
        | transactions
      | archives | (?:ieee|acm|bmc|plos|jama|aip|acs|rsc)\b | physical\ review | frontiers\ in | current\ opinion
      | trends\ in(?=\ (?:analytical\ chem|biochem|biotech|cell\ bio|cognitive\ sci|food\ sci|molecular\ med|neurosci
          |pharmacological\ sci|plant\ sci|ecology\ (?:&|and)\ evol
          |(?:cancer|chemistry|endocrinology|genetics|immunology|microbiology|parasitology)(?:$|\W*\d|\W+[&(])))
      | annual\ review | nature\ (?:[a-z]+\ ?){0,2}\d | science\W+\d | volume | vol\. | in:
    )\s
    """,
    re.I | re.X,
)
_OPENING = " \t\"'“‘«([*_•·▪►▶➤–—-0123456789.)]|#:📄📑🔥"
_AFTER_OPENING = re.compile(r"\s*(?:$|[(\[|–—:;,.·•/\"”'»]|-\s|by\b|in\s+[A-Z]|\d)", re.I)
_LEADING_LABEL = re.compile(r"(?:[\w/-]+\s){0,3}[\w/-]+\s*:\s*$|\W*\[[^\]]{1,30}\]\W*$")
_SEPARATED = re.compile(r"[-–—:|,.;(\[<]$")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{12,300}?)[,.]?[”\"»“]")
_IN_BRACKETS = re.compile(
    r"(?:\b[A-Z][\w'’-]+\s(?:&|and)\s[A-Z][\w'’-]+|\bet al\.?)\s\((?P<title>[A-Z][^()]{10,250})\)"
    r"(?:\s(?:in|from)\s[A-Z][\w .&]{2,40})?[\s:,–—<-]*$"
)
_FARTHEST = 320  # characters
_PAPER_WORD = re.compile(r"\b(?:paper|preprint|article|study|manuscript|work)s?\b", re.I)
# What references hold and titles do not: a year, volume and pages, people, a second sentence.
_CITED = re.compile(
    r"\b(?:19|20)\d\d\)?[.,;]|\((?:19|20)\d\d\)|\d+:\w?\d|\d+(?:\(\w+\))?:\s\w?\d+[-–]\w?\d|\bet al\b|;|(?:, [^,]+){3}"
    r"|(?<!\b[A-Z])\.\s+[A-Z]"
    r"|\b(?:of|in|see|at|from|to|by|is|and|the|on|our|paper|preprint)\W*$",
    re.I,
)
# What stands before a DOI on the line of a date: "Article | 14 April 2026 Nature Methods 23 | doi: …".
_DATED = re.compile(
    r"\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:19|20)\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2}, )?(?:19|20)\d\d\b|\bvol(?:ume|\.) \d"
    r"|(?:19|20)\d\d-\d\d-\d\d|\(\s?(?:if|impact factor)\W{0,3}\d",
    re.I,
)

_CITED_BY_ADS = re.compile(r'\W*["“](?P<title>.{6,400}?)["”],?\s+(?P<byline>[^"“”]{2,600})\(\s*$')
_QUOTED_AND_CITED = re.compile(
    r"\W*[“\"](?P<title>[^“”\"]{6,400})[,.]?[”\"],?\s*\((?P<byline>[^()]{3,300}?),?\s(?:19|20)\d\d\)\W*$"
)
_QUOTED_AND_SIGNED = re.compile(
    r"[(\[]?(?:\d{1,3}[.)\]]\s)?[“\"«](?P<title>[^“”\"«»]{6,400}?)[,.]?[”\"»],?\s(?:[-–—]{1,2}\s|by\s)?(?P<byline>[^“”\"«»]{3,300})"
)
_MOST_LINKS = 40  # a title and its buttons; with more, each would be compared with all others
_FEWEST_WORDS = 5  # before the buttons
_RUNS_ON = re.compile(
    r"""
    (?<!\b[A-Z])(?<!\bvs)(?<!\bal)(?<!\b[DS][rt])[.!]\s+[“"(]?[A-Z]
  | \b(?:the|this|that|our|my|their|his|her|see|in\san?|recent|original)\s(?:[\w-]+\s){0,2}
    (?:papers?|preprints?|study|studies|reports?|articles?|posts?|letters?|one|website|thesis|version|book|link)\W*$
  | \b(?:reports?|reported|published|appear(?:s|ed)|writes?|wrote)\s(?:online\s)?in\s[A-Z][\w\s&]{2,40}$
    """,
    re.X,
)
_OPENING_QUOTES = {"”": "“", "»": "«"}
_BUTTONS_BEHIND = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\W*$")
_PEOPLE_AND_YEAR_BEFORE = re.compile(r"(?P<people>.{4,600}?),?\s\((?P<year>(?:19|20)\d\d)[a-z]?\)[.:,]?\s?")
_LEAD = re.compile(r"(.{6,200}?)\s?(?:\s[-–—]|:)\s")
_IDENTIFIER_FIELD = re.compile(
    r"\W*(?:e-?prints?|arxiv|doi|digital object identifier"
    r"|pmc?id|(?:item )?id|handle|uri|url|(?:persistent |perma|(?:proquest )?document )?links?"
    r"(?: to this (?:record|document|article))?(?: \(permalink\))?|full[- ]?text|paper"
    r"|preprint|pdf|available (?:at|from)|read more)\s*:\s*",
    re.I,
)


def is_title_link(line: Block, hit: Hit, title: str) -> bool:
    """Whether a link's words are a title: alone on their line, leading a list item, quoted, or spelt like one."""
    before, after = line.text[: hit.start].strip(_OPENING), line.text[hit.end :]
    leads = not before or bool(_LEADING_LABEL.fullmatch(before + " ")) or is_type(before) or is_label(before)
    leads = leads or authors_in(before) > 0
    if leads and line.text[: hit.end].endswith(".") and authors_in(after.strip(" .")):
        return not is_running_text(title)
    if people_and_year(line.text[: hit.start]):
        return not is_running_text(title)
    if leads and (not after.strip() or is_label(after) or is_type(after)):
        return not is_running_text(title)
    if len(title.split()) < 3:
        return False
    if leads and _AFTER_OPENING.match(after) and not title[0].islower():
        return True
    quoted = line.text[: hit.start].rstrip()[-1:] in ("“", '"', "«", "„") and after.lstrip()[:1] in ("”", '"', "»", "“")
    return quoted or (len(title.split()) >= 4 and is_title_case(title))


def title_and_authors(line: Block, hit: Hit) -> tuple[str, str] | None:
    """What stands before an identifier: title in quotes and people.

    ADS cites "Title," Okonkwo, Ada and 4 more (2026ApJ...); people cite "Title" (Okonkwo et al., 2026), https://…
    """
    before = line.text[: hit.start]
    found = _CITED_BY_ADS.match(before) if line.text[hit.end : hit.end + 1] == ")" else _QUOTED_AND_CITED.match(before)
    if found is None or not looks_like_title(title := clean_title(found["title"].rstrip(","))):
        return None
    return title, found["byline"].strip()


def quoted_and_signed(words: str) -> tuple[str, str] | None:
    """The title in quotes that a line begins with, and the people behind it: "Title", Ada Roe and Bo Poe."""
    found = _QUOTED_AND_SIGNED.fullmatch(words)
    if found is None or not authors_in(found["byline"]):
        return None
    title = clean_title(found["title"])
    return (title, found["byline"]) if looks_like_title(title) else None


def people_and_year(before: str) -> tuple[str, str] | None:
    """The authors and the year that a repository puts before the title: "Example, Ada and Poe, Cy (2026) ".

    EPrints cites so, its titles being links.
    """
    found = _PEOPLE_AND_YEAR_BEFORE.fullmatch(before)
    return (found["people"], found["year"]) if found and authors_in(found["people"]) else None


def runs_on(words: str) -> bool:
    """Whether the words before an address in plain text, which does not tell where a link begins, are of a sentence.

    "He is innocent. In a study", "researchers report in Nature", "we read the original paper".
    """
    return _RUNS_ON.search(words) is not None


def without_people(words: str) -> tuple[str, str]:
    """The people that the words before an address in plain text may begin with, and the title behind them."""
    people, stop, title = words.partition(". ")
    is_list = "," in people or people.endswith("et al")
    return (people, title) if stop and is_list and authors_in(people) else ("", words)


def without_lead(words: str, after: str) -> str:
    """The quoted title that the words before an address in plain text may end in: I liked “On the half-life <…>”."""
    quote = _OPENING_QUOTES.get(after.lstrip()[:1])
    return words.rpartition(quote)[2] if quote and quote in words else words


def has_buttons_behind_text(line: Block, hit: Hit) -> bool:
    """Whether a link is one of the buttons in brackets that a text ends in: "… at half the memory. (paper | code)"."""
    if hit.page is None or line.text.count(" ") < _FEWEST_WORDS:
        return False
    buttons = _BUTTONS_BEHIND.search(line.text)
    return buttons is not None and buttons.start() <= hit.start and is_label(buttons[1])


def leading_title(line: Block) -> str | None:
    """The title that leads a text, set off by a dash or colon: "Looped Transformers - shows that … (paper)"."""
    lead = _LEAD.match(line.text)
    title = clean_title(lead[1]) if lead else ""
    return title if len(title.split()) >= 2 and is_title_case(title) else None


def is_identifier_field(text: str) -> bool:
    """Whether `text` announces an identifier or an address: "e-Print:", "DOI:", "URL:"."""
    return _IDENTIFIER_FIELD.fullmatch(text) is not None


def title_on_line(line: Block, hit: Hit, *, alone: bool) -> str | None:
    """The title that stands on a line before or behind an identifier, or quoted or in brackets near it.

    alone: the line holds no other identifier.
    """
    title = _bracketed_title(line, hit) or _title_before(line, hit) or _title_after(line, hit)
    return title or (_quoted_title(line, hit) if alone else None)


def _title_before(line: Block, hit: Hit) -> str | None:
    """Of "Title, arXiv:2301.00001", "Title [PDF]" and the like."""
    before = line.text[: hit.start].rstrip()
    if hit.page is not None and not (_SEPARATED.search(before + line.text[hit.start][:1]) or is_all_link(line)):
        return None
    title = clean_title(before.rstrip(" -–—:|,.;([<"))
    if len(title.split()) < 4 or not _stands_for_itself(title, line) or _ends_in_part_of(title, hit):
        return None
    return title if is_title_case(title) or line.bold or is_all_link(line) else None


def _ends_in_part_of(words: str, hit: Hit) -> bool:
    """Whether a journal stands before the number of its article: "The Review of Gardens, rdad040, https://doi.org/…"."""
    last = words.rpartition(", ")[2].lower()
    return any(last in value.lower().split("/") for value in hit.identifiers.values())


def _title_after(line: Block, hit: Hit) -> str | None:
    """Of "arXiv:2301.00001 Title": the words behind an identifier that begins its line."""
    if line.text[: hit.start].strip(_OPENING) or not (hit.page is None or is_label(line.text[hit.start : hit.end])):
        return None
    if line.text[hit.end :].startswith(". "):
        return None  # a sentence ended with the identifier
    title = clean_title(line.text[hit.end :].lstrip(" -–—:|,.;)]>"))
    return title if len(title.split()) >= 3 and not title[0].islower() and _stands_for_itself(title, line) else None


def _stands_for_itself(title: str, line: Block) -> bool:
    """Whether words beside an identifier are a title rather than a reference, a byline or part of a sentence."""
    if not looks_like_title(title) or is_prose(line.text) or authors_in(title):
        return False
    return not (_CITED.search(title) or _DATED.search(title) or is_venue(title) or is_field(title))


def _quoted_title(line: Block, hit: Hit) -> str | None:
    """Of 'our paper "Title" is out: https://…': the only quoted words of a sentence about a paper."""
    quoted = list(_QUOTED.finditer(line.text))
    if len(quoted) != 1 or min(abs(hit.start - quoted[0].end()), abs(quoted[0].start() - hit.end)) > 80:
        return None
    title = clean_title(quoted[0][1])
    around = f"{line.text[: quoted[0].start()]} {line.text[quoted[0].end() :]}"
    is_title = len(title.split()) >= 4 and looks_like_title(title) and not title[0].islower()
    is_right_before = quoted[0].end() <= hit.start and is_label(line.text[quoted[0].end() : hit.start])
    return title if is_title and (is_right_before or _PAPER_WORD.search(around)) else None


def _bracketed_title(line: Block, hit: Hit) -> str | None:
    """Of "the new Roe & Poe (Title of It) in Ethics: https://…": what stands in brackets behind people."""
    found = _IN_BRACKETS.search(line.text[max(0, hit.start - _FARTHEST) : hit.start])
    title = clean_title(found["title"]) if found else ""
    is_title = len(title.split()) >= 4 and looks_like_title(title) and is_title_case(title) and not authors_in(title)
    return title if is_title else None


def longest_link(line: Block) -> Link:
    """The link with the most words, of a line that has any: its title, if it is one."""
    return max(line.links, key=_length) if len(line.links) > 1 else line.links[0]


def is_all_link(line: Block) -> bool:
    """Whether one link takes up the line, its labels apart."""
    if not 0 < len(line.links) <= _MOST_LINKS:
        return False
    longest = longest_link(line)
    if is_label(line.text[longest.start : longest.end]):
        return False
    around = f"{line.text[: longest.start]} {line.text[longest.end :]}".strip(_OPENING)
    return is_label(around) or is_type(around) or _runs_into_links(line, longest)


def _runs_into_links(line: Block, longest: Link) -> bool:
    """Whether a line is of links only, one of them far longer: a button and, behind it, a title."""
    linked = sum(link.end - link.start for link in line.links)
    return len(line.links) > 1 and linked + len(line.links) > len(line.text) and _length(longest) > 0.75 * linked


def _length(link: Link) -> int:
    return link.end - link.start


def without_kind(line: Block) -> str:
    """A line without the kind that stands before its linked title, as MDPI has it: "Review: Title"."""
    if not line.links:
        return line.text
    before = line.text[: line.links[0].start].rstrip()
    is_kind = before.endswith(":") and is_type(before) and line.links[0].end == len(line.text)
    return line.text[line.links[0].start :] if is_kind else line.text


def starts_midway(line: Block, title: str) -> bool:
    """Whether plain text begins in lower case, as the middle of a sentence does; "mRNA" and "p53" begin titles."""
    first = title.partition(" ")[0]
    return not line.tag and first.isalpha() and first.islower()


def without_title_field(text: str) -> str:
    """A title without the label before it."""
    return TITLE_FIELD.sub("", text) if holds_one_of(text, (":", "：")) else text


def is_field(text: str) -> bool:
    """Whether `text` is a labelled field of a record ("Source: …", "DOI …")."""
    return _FIELD.match(text) is not None


def is_venue(text: str) -> bool:
    """Whether `text` begins like the name of a journal rather than a title."""
    return _VENUE.match(text) is not None
