"""Papers that name no identifier, behind links that say nothing, from whomever they come: told by their shape.

A title, its people below, and what only papers have beside them: volume and pages, buttons for the abstract and the
full text, or a kind such as "Research Article". All three must be there, since news has titles and people too; but a
mail that calls itself the table of contents of an issue, or whose list as a whole shows enough signs of papers
(`signed_titles`), needs no more than linked titles with people below, and a link that names a preprint server behind
the title nothing else. Feeds of Taylor & Francis name nobody: there linked titles
need volume, issue and first and last page right below, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import pairwise

from bot.parse.html import Block
from bot.parse.one_pass import DIGIT, SPACE, occurrence, one_of
from bot.parse.sources.body_lines import WRAPPED_FROM
from bot.parse.sources.byline import byline_of, is_in_journal
from bot.parse.sources.continuation import start_of_list
from bot.parse.sources.labels import is_label, is_no_paper_kind, is_type
from bot.parse.sources.sections import HEADINGS, is_badge
from bot.parse.sources.signed_titles import (
    BADGES,
    OPENING_LINES,
    WORDS,
    is_of_journals,
    is_title,
    names_people,
    papers_among,
    people_below,
    signed_titles,
)
from bot.parse.sources.title_lines import is_all_link
from bot.parse.sources.titles import clean_title, is_prose, looks_like_title
from bot.parse.text import has_digit

_REACH = 4  # lines between people and what shows that they wrote a paper
_LONGEST_TITLE = 4  # lines of plain text
_LONGEST_CITATION = 300  # characters

# "44(5):873-874", "2014 27: 925-962", "2015;26 233-246", "Pages: 78-89", "pp. 663", "390 | 1445-1447", "Article 101",
# "(2026), 11, 44-52".
_PAGES = re.compile(
    r"\b\d{1,4}\s?\(\w[\w\s./–-]{0,12}\)\s?[:,;]?\s?(?:(?:pp?|pages?|art(?:icle)?)\.?\s?)?(?:no\.?\s)?[a-z]{0,3}\d"
    r"|\b\d{1,4}\s?[:;]\s?[a-z]{0,3}\d+\s?[-–]\s?[a-z]{0,3}\d+"
    r"|\((?:19|20)\d\d\),?\s\d{1,4}(?:\s?\(\w{1,6}\))?,\s(?:no\.\s\w+,\s)?[a-z]{0,3}\d"  # CAS
    r"|(?:19|20)\d\d[;,]\s?\d{1,4}\s?[:,;( ]\s?(?:\d+\)\s?:?\s?)?[a-z]{0,3}\d+"
    r"|\b(?:pp\.|pages?:?|page\(s\):?|seiten?:?|p[áa]gin(?:as?|e):?)\s?[a-z]{0,3}\d+|(?:^|[,;:|·•(]\s?)p\.\s?\d"
    r"|[|·•]\s?e?\d+(?:\s?[-–]\s?e?\d+)?\.?$|\barticle\s(?:id:?\s?|no\.?\s?|number:?\s?)?[a-z]?\d{4,}"
    r"|\bvol(?:ume|\.)?\s?\d+\b.{0,30}\b(?:issue|iss\.|no\.|number|pages?|pp?\.|art(?:icle|\.))\s?\w?\d",
    re.I,
)
# "Volume 45, Issue 2, March 2024, Page 1-19", "Vol. 12, No. 3 (2026), pp. 1-19".
_WHOLE_CITATION = re.compile(
    r"vol(?:ume|\.)?\s?\d+,\s(?:issue|iss\.|no\.|number)\s?\d[\w/–-]{0,6}(?:,\s[^\d,]{3,20})?"
    r",?\s\(?(?:19|20)\d\d\)?,\sp(?:ages?|p\.)\s?[a-z]{0,3}\d+\s?[-–]\s?[a-z]{0,3}\d+\W*",
    re.I,
)
_MANY = 3  # titles set alike, of which one is no paper by itself
_FEWEST_CITED = 2  # items that name nobody
_ABBREVIATED = re.compile(r"\b[A-Z][a-z]{0,9}\. ?")  # each full stop of "J. Am. Chem. Soc." would end a sentence
_BUTTON = re.compile(
    r"\b(?:abstract|summary|extract|full[- ]?text|full article|pdf|html|epub|first page|preview|view article"
    r"|read article|supporting information|supplementary (?:material|data)s?)\b",
    re.I,
)
_CONTENTS = re.compile(
    r"\btables? of contents\b|\be-?tocs?\b|\b(?:toc|contents) (?:alert|list)|\bnew issue (?:alert|of)\b"
    r"|\bvol(?:ume|\.)?\s?\d+\W{1,3}(?:issue|iss\.?|n[o°º]\.?|number|nr\.?|n[úu]m\.?)\s?\d+"
    r"|\binhaltsverzeichnis\b|\btabla de contenidos\b|\b(?:19|20)\d\d/\d{1,2} \((?:vol|n°)\.? ?\d",
    re.I,
)
_SERVER = re.compile(r"\s\((?:arxiv|(?:bio|med|chem|psy|soc)rxiv|openreview|ssrn)(?:,?\s?pdf)?\)\W*$", re.I)
_SPACES_OF_TITLE = 2
# What one is told to do with a paper ("Check out the research here (arXiv)") is not its title.
_SENTENCE = re.compile(
    r"(?:read|see|check|get|find|view|download|watch|try|visit|learn|explore)\b"
    r".*\b(?:here|more|details|out|papers?|preprints?|articles?|research|study|report|results?|work)\b",
    re.I,
)
_PRICE_OR_TIME = re.compile(
    r"[€£$]\s?\d|\d\s?[€£]|\b(?:eur|usd|gbp|chf)\s\d|\bisbn\b|\b97[89][- ]\d|(?<!\d)97[89]\d{10}\b"
    r"|(?<![\d:])\d{1,2}[:.]\d\d\s?(?:[-–]\s?\d|[ap]m\b|uhr\b)|\b\d+ min(?:ute)?s?\b",
    re.I,
)
# What a body must have for any of its lines to be looked at: words, or numbers as citations join them.
_WORDS = tuple(
    """
    research article|original article|review article|original research|original paper|research report|brief report
    case report|brief communication|short communication|rapid communication|techniques and resources
    page(s)|pages:|pp.|(arxiv|rxiv)|rxiv, pdf)|(openreview|(ssrn
    """.strip().replace("\n    ", "|").split("|")
)  # fmt: skip
_may_show_papers = occurrence(
    one_of((*_WORDS, *WORDS)),
    rf"(?:[>\[\n]|\| |, |(?i:view) ){one_of(['abstract', 'full text', 'full-text', 'full article', 'pdf', 'pages '])}",
    rf"\){SPACE}?[:,;]{SPACE}?(?:pp?\.{SPACE}?)?[a-zA-Z]?{DIGIT}",
    rf":{SPACE}?[a-zA-Z]?{DIGIT}+{SPACE}?[-–]{SPACE}?[a-zA-Z]?{DIGIT}",
    rf";{SPACE}?{DIGIT}+{SPACE}?[:(]",
    rf"\|{SPACE}*e?{DIGIT}+{SPACE}?[-–]",
    rf"\((?:19|20){DIGIT}{DIGIT}\){SPACE}*[<\r\n]",
    rf"[>\n](?:[Pp]ages?|[Ss]eiten?|[Pp]áginas?|[Pp]agine){SPACE}{DIGIT}",
    rf",{SPACE}[Pp]ages?{SPACE}{DIGIT}",
)


def may_be_shaped(subject: str, body: str) -> bool:
    """Whether a body can show any paper so; says no cheaply to most newsletters."""
    return is_of_journals(subject) or _may_show_papers(body)


def is_contents(subject: str) -> bool:
    """Whether a mail calls itself the table of contents of an issue."""
    return _CONTENTS.search(subject) is not None


def shaped_titles(lines: Sequence[Block], subject: str, known: Container[int]) -> dict[int, str]:
    """Number of the line → title of each paper told by its shape alone, none of the `known` lines among them.

    In plain text it is the last line of the title.
    """
    is_issue = is_contents(subject) or any(is_contents(line.text) for line in lines[:OPENING_LINES])
    found = dict(_titles_on_servers(lines, known))
    found |= papers_among([*signed_titles(lines, known)], lines, subject, is_issue=is_issue)
    cited = dict(
        title
        for number, line in enumerate(lines)
        if _shows_paper(line.text) and (title := _title_around(lines, number, known)) is not None
    )
    if found or not _is_odd_one_out(cited, lines):
        found = cited | found
    unsigned = _cited_titles(lines, known)
    return unsigned if _are_other_things(found, lines) else found | unsigned


def _is_odd_one_out(titles: Collection[int], lines: Sequence[Block]) -> bool:
    """Whether a single title stands among many that are set alike, and what it shows is chance."""
    if len(titles) != 1 or not lines[number := next(iter(titles))].links:
        return False
    layout = (lines[number].tag, lines[number].bold)
    alike = (line for line in lines if (line.tag, line.bold) == layout and is_all_link(line))
    return sum(is_title(clean_title(line.text), line) for line in alike) > _MANY


def _are_other_things(titles: Collection[int], lines: Sequence[Block]) -> bool:
    """Whether titles are of books or talks: most have a price, an ISBN or a time of the day within two lines."""
    others = sum(any(_PRICE_OR_TIME.search(line.text) for line in lines[max(0, n - 2) : n + 3]) for n in titles)
    return others > len(titles) / 2


def _cited_titles(lines: Sequence[Block], known: Container[int]) -> dict[int, str]:
    """Titles that one clicks on, with nobody named but volume, issue and pages right below."""
    cited = {
        number: title
        for number, (line, below) in enumerate(pairwise(lines))
        if number not in known
        and is_all_link(line)
        and _WHOLE_CITATION.fullmatch(below.text)
        and is_title(title := clean_title(line.text), line)
        and not is_no_paper_kind(title.partition(":")[0])
    }
    return cited if len(cited) >= _FEWEST_CITED else {}


def _titles_on_servers(lines: Sequence[Block], known: Container[int]) -> Iterator[tuple[int, str]]:
    """Titles that one clicks on, with the server behind them: "Read more: Nets Are Fun (arXiv)" in Import AI."""
    for number, line in enumerate(lines):
        for link in line.links if number not in known else ():
            words = line.text[link.start : link.end]
            server = _SERVER.search(words)
            title = clean_title(words[: server.start()]) if server else ""
            is_title = title.count(" ") >= _SPACES_OF_TITLE and looks_like_title(title) and not is_prose(title)
            if is_title and not title[0].islower() and not _SENTENCE.match(title):
                yield number, title
                break


def _shows_paper(text: str) -> bool:
    """Whether a line gives volume and pages, or is of buttons for what only papers have."""
    if len(text) > _LONGEST_CITATION:
        return False
    if _PAGES.search(text):
        return not is_prose(_ABBREVIATED.sub("", text))
    return is_in_journal(text) or (is_label(text) and _BUTTON.search(text) is not None)


def _title_around(lines: Sequence[Block], number: int, known: Container[int]) -> tuple[int, str] | None:
    """The last line of the title, and the title, that a line which shows a paper belongs to.

    The people stand on that line or above it, and the title above them; or both sides of the title are taken.
    """
    if names_people(lines[number]) and not has_digit(byline_of(lines[number].text)):
        return _title_above(lines, number, known)
    if not lines[number].tag and not lines[number].opens and _names_people_at(lines, number + 1):
        return _title_above(lines, number, known)  # as Ingenta has it: title, pages, people
    for above in range(number - 1, max(-1, number - 1 - _REACH), -1):
        if above in known or lines[above].tag in HEADINGS:
            break
        if names_people(lines[above]) and not _PAGES.search(lines[above].text):
            return _title_above(lines, above, known)
        if _is_set_as_title(lines[above]):
            below = people_below(lines, above) is not None
            lead = above > 0 and names_people(lines[above - 1])
            return (above, clean_title(lines[above].text)) if below or lead else None
    return None


def _names_people_at(lines: Sequence[Block], number: int) -> bool:
    return number < len(lines) and not lines[number].opens and names_people(lines[number])


def _is_set_as_title(line: Block) -> bool:
    is_set = is_all_link(line) or (line.bold and not line.links)
    return is_set and is_title(clean_title(line.text), line)


def _title_above(lines: Sequence[Block], people: int, known: Container[int]) -> tuple[int, str] | None:
    """The last line of the title above its people, and the title."""
    first_of_people = start_of_list(lines, people)
    for number in range(first_of_people - 1, max(-1, first_of_people - 1 - BADGES), -1):
        if number in known:
            return None
        if _is_no_title_but_beside_one(lines[number]):
            continue
        first = _first_line(lines, number, known)
        title = clean_title(" ".join(line.text for line in lines[first : number + 1]))
        return (number, title) if is_title(title, lines[number]) else None
    return None


def _starts_anew(lines: Sequence[Block], number: int) -> bool:
    return bool(lines[number].tag) or lines[number].opens


def _is_no_title_but_beside_one(line: Block) -> bool:
    return is_badge(line) or is_label(line.text) or is_type(line.text) or _PAGES.search(line.text) is not None


def _first_line(lines: Sequence[Block], last: int, known: Container[int]) -> int:
    """In plain text, where the title begins that ends on a line: the paragraph without the kind that opens it."""
    first = last
    while first > last - _LONGEST_TITLE and not _starts_anew(lines, first):
        above = lines[first - 1]
        if first - 1 in known or above.links or is_type(above.text) or is_label(above.text) or _is_over(above.text):
            break
        first -= 1
    return first


def _is_over(text: str) -> bool:
    """Whether a line is too short to have been wrapped, so that what follows is something else."""
    return len(text) < WRAPPED_FROM or text.endswith(":")
