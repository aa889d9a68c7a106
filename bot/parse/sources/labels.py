"""What stands in a mail beside titles, told by its words: buttons, kinds of items, dates, notices, labelled fields.

The generic source knows no layout, so it goes by how such things are worded.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LABEL_WORDS = frozenset(
    """
    abstract abstracts pdf epub html full text fulltext full-text read reading more article articles paper
    papers preprint preprints doi link links here view the this a an to on in online at it see open access free
    download downloads details detail save share cite citation citations cited by export references figures
    figure supplementary supplemental supporting information material first page summary graphical highlights
    plus abs folder click submission purchase request permissions similar related code github project website site web
    blog post demo video slides poster data dataset model models huggingface hf arxiv arxiv.org biorxiv medrxiv
    chemrxiv pubmed pmc pmid pmcid journal publisher crossref altmetric comments comment discuss discussion hacker news
    tweet thread now my your library add go visit go-to study original source entry version page browse title table
    of contents issue current latest publication alphaxiv semantic scholar google springer springerlink
    sciencedirect ieee xplore acm nature science cell wiley elsevier feed bibtex ris endnote recommend email
    tldr app listen audio podcast expand show hide continue learn get check out and or
    other early ps format formats experimental kb mb detailed record metrics favorites favourites
    resumen resumo résumé zusammenfassung riassunto volltext texto completo texte intégral testo
    """.split()
)
_TYPE_WORDS = frozenset(
    """
    research original review reviews article articles letter letters communication communications brief short
    report reports rapid perspective perspectives commentary comment comments editorial viewpoint
    correspondence case series study feature features technical note notes resource resources analysis methods
    method protocol protocols news views focus special issue open access free new updated featured featured:
    preprint preprints paper papers full-length length full clinical trial meta-analysis systematic opinion
    highlight highlights insight insights tutorial survey data descriptor registered accepted manuscript
    manuscripts journal pre-proof in press corrected proof available online ahead of print and the contents
    version working table section topic chapter conference contribution dissertation thesis
    originalarbeit originalarbeiten originalbeitrag originalia übersicht übersichten übersichtsarbeit
    übersichtsarbeiten fallbericht fallberichte kasuistik artículo artículos artigo artigos revisión revisiones
    editors editor's editor’s pick picks choice suggestion suggestions scilight
    """.split()
)
_DATE_WORDS = frozenset(
    """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct
    october nov november dec december monday tuesday wednesday thursday friday saturday sunday published posted
    online available first received accepted updated on date epub vol volume issue no p pp page pages
    seite seiten bis página páginas pagina pagine à
    """.split()
)
_TYPES_AND_DATES = _TYPE_WORDS | _DATE_WORDS
_PUNCTUATION = "“”„「」『』《》.,'’\"*&+…:;()[]{}<>!?|/·•»«→›↗–—-"
_SPLIT = re.compile(r"[“”„「」『』《》\s|/·•»«→›>\[\](){}:;,!↗–—-]+")
_IDENTIFIER = re.compile(
    r"(?:https?://|www\.|doi\.org/)\S+|\b(?:doi|arxiv|pmid|pmcid|pii)\b\s*:?\s*[\w./()-]*\d[\w./()-]*"
    r"|\b10\.\d{4,9}/\S+",
    re.I,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?")

# How notices to the reader, lines about the mail and labelled fields begin. Every one of these words also begins titles
# ("Privacy-preserving …", "Click chemistry", "Score-based …"), so it counts only with what follows it in a notice.
_NOTICES = r"""
    (?:hi|hello|hey)\b[^.:]{0,30}[,!] | dear\b | thanks?\ (?:for|again)\b | thank\ you\b
    | (?:best|kind|warm)\ (?:regards|wishes)
  | (?:regards|cheers|sincerely)\s*,?\s*$ | welcome\b | greetings\b | please\b | if\ you\b
  | in\ this\ (?:issue|e?mail|alert|week|edition)
  | you(?:'re|r|\ are|\ have|\ can|\ received)?\b
    (?=.*\b(?:receiv|subscri|account|alert|e?mail|password|preferences|library|feed|manuscript|submission|search))
  | to\ (?:view|unsubscribe|stop|change|manage|read|ensure|see|update|cancel|access|edit|sign)
    \ (?:this|the|your|these|in|more|all|from|receiv|up|us)
  | click\ (?:here|on|the|below|to|this)\b | this\ (?:e-?mail|message|alert|mailing|newsletter)\b
  | we\ (?:hope|found|thought|have\ found|would\ like)\b | copyright\b.*\d{4} | © | \(c\)\ (?:19|20)\d\d | all\ rights\b
  | un-?subscribe | subscribe\b | (?:manage|update|edit|change)\ (?:your|my|alerts?|preferences|e-?mail|subscri
  |settings)
  | view\ (?:this|in|all|new|newly|latest|the|it|more|online|full|your|article|paper|abstract|on)\b
  | read\ (?:more|the|full|this|on)\b
  | download\ (?:the|pdf|our|now|here)\b | privacy\ (?:policy|notice|statement|settings|center)\b | privacy\W*$
  | terms\ (?:of|and|&)\b | sent\ (?:to|by|from|on)\b | sign\ (?:up|in)\b | log\ ?in\b\W*(?:$|to\b)
  | follow\ (?:us|the\ conversation)\b | forward\ (?:this|to)\b | advertis(?:e\b|ements?\W*$|ing\W*$) | sponsored\b
  | sponsor\W*$ | powered\ by\b | add\ us\b | register\ (?:now|here|for|today|by|your)\b
  | submit\ (?:your|a|to|now|by|here)\b | join\ (?:us|our|the)\b | call\ for\b | important\ dates | need\ help
  | questions\? | (?:submission|paper|abstract|registration|application)s?\ deadline | deadlines?\s*(?::|extended|$)
  | (?:new|latest|top|today'?s|this\ week'?s|recent|weekly|daily|monthly|your)\ (?:[\w'-]+\ ){0,4}
    (?:articles?|papers?|publications?|alerts?|preprints?|citations?|items?|matches|picks|headlines|reads)\b
    (?:\W*$|\W+\d|\ (?:for|from|in|by|of|on|that|matching|since)\b)
  | (?:new|latest|top|today'?s|this\ week'?s|recent|weekly|daily|monthly|your)\ (?:[\w'-]+\ ){0,4}
    (?:results?|research|content|issue|digest|news|updates?|newsletter|recommendations?|summary)\b (?:\W*$|\ for\ you)
  | (?:volume|vol\.?|issue|items?|results?|record|page|number|no\.)\ \d | no\ new\b | table\ of\ contents
  | \d+\ (?:new\ )?(?:articles?|results?|papers?|items?|records?|matches|citations)\b | \d+\ min(?:ute)?s?\ read
  | (?:from|sent|date|to|cc|bcc|subject|reply-to|betreff|von|an|gesendet|objet|de|à)\s?:\s | on\ .{5,80}\ wrote:
  | https?:// | www\. | (?:search|alert|saved\ search|query)\s?(?:terms?|name|for|criteria|string|query|results?)?\s?:
  | references?\W*$ | references?\s?: | keywords?\s?: | impact\ factor | issn\b | isbn\b | editors?(?:-in-chief)?\s?:
  | received:?\ (?:\d|on\b|in\b|from\b) | published\b.*\d{4} | publication\ date | first\ published | available\ online
  | posted\b | epub\b | doi\b | pmc?id\b | arxiv\s?:
  | announce\ type\s?:
  | (?:comments?|journal-ref|msc-class|acm-class|report-no|categories|authors?|author\(s\)|source|abstract|summary|link
      |url|journal|venue|score|relevance|tags?|subjects?|topics?|type|citation|publisher|year|conference)\s?:
  | tl;?dr\b | cited\ by\b | citing\b | (?:recommended|suggested)\ (?:for|articles|papers|reading|because)
  | because\ you\b | why\ (?:you|am\ i)\b
"""
_NOTICE = re.compile(_NOTICES, re.I | re.X)
# The words these begin with: most text begins with none of them, and the pattern is dear.
_NOTICE_OPENERS = tuple(
    """
    hi hello hey dear thank best kind warm regards cheers sincerely welcome greetings please if in you to click this we
    copyright © (c) all un subscribe manage update edit change view read download privacy terms sent sign log follow
    forward advertis sponsor powered add register submi join call important need question paper abstract registration
    application deadline new latest top today recent weekly daily monthly volume vol issue item result record page
    number
    no table 0 1 2 3 4 5 6 7 8 9 from date cc bcc subject reply-to betreff von an gesendet objet de à on http www search
    alert saved query reference keyword impact issn isbn editor received publi first available posted epub doi pm arxiv
    announce comment journal msc acm report categor author source summary link url venue score relevance tag topic
    type cit year conference recommended suggested because why tl
    """.split()
)
_NO_PAPER_KIND = re.compile(
    r"""
    \W*(?:(?:guest\ )?editorials?(?:\ (?:board|note|statement)s?)?|news|amendments?(?:\ (?:and|&)\ corrections?)?
    |(?:author\ |publisher\ )?corrections?|(?:publisher|editorial)['’]?s?['’]?\ notes?|corrigend(?:um|a)
    |errat(?:um|a)|retractions?(?:\ notes?)?|addend(?:um|a)|expressions?\ of\ concern
    |covers?(?:\ (?:pictures?|images?|profiles?|features?|story|art))?
    |(?:inside\ |outside\ )?(?:front|back)\ covers?|inside\ covers?|frontispieces?
    |front(?:/|\ and\ |\ &\ )?(?:back)?\ matter|back\ matter
    |obituar(?:y|ies)|(?:nature\ |science\ )?careers?|books?(?:\ (?:and|&)\ (?:arts?|media)|\ et\ al\.?|\ reviews?)?
    |announcements?|sponsored(?:\ content)?|calendar|from\ the\ editors?|in\ brief
    |research\ (?:highlights?|briefings?)|(?:technology\ |news\ |career\ )?features?|q\s?&\s?a
    |questions\ and\ answers
    |world\ view|podcasts?|masthead|issue\ information|in\ memoriam|news\ in\ (?:focus|brief|depth)
    |this\ (?:week|month)(?:\ in\ \w+)?|career\ (?:column|feature)|in\ other\ journals
    |working\ life|policy\ forum|letters\ to\ the\ editor|where\ i\ work|futures?|jobs|events?|collections?)\W*$
    """,
    re.I | re.X,
)
# What ends the text of a letter; whoever is named below it has signed the letter and no paper.
_FAREWELL = re.compile(
    r"""
    (?:(?:all\ )?(?:the\ |my\ )?best | (?:with\ )?(?:(?:all\ )?(?:my\ )?(?:very\ )?(?:best|kind|warm)(?:est)?\ )?regards
      |(?:best|kind|warm)(?:est)?\ (?:wishes|greetings) | (?:many\ )?thanks(?:\ (?:a\ lot|again|so\ much|in\ advance))?
      |thank\ you | cheers | (?:yours\ )?(?:sincerely|truly|faithfully|ever)(?:\ yours)?
      |(?:mit\ )?(?:viele[nr]?|beste[nr]?|herzliche[nr]?|liebe|schöne|freundliche[nr]?)\ (?:grüße[n]?|gruß|gruessen?)
      |(?:bien\ )?(?:cordialement|amicalement) | bien\ à\ (?:vous|toi) | (?:un\ )?(?:cordial\ )?saludos?
      |(?:cordiali\ )?saluti
      |с\ уважением | всего\ доброго | спасибо | pozdrawiam | met\ vriendelijke\ groet(?:en)?
      |祝好 | 此致 | 敬礼 | 谢谢 | 多谢 | 顺颂.{2,4} | 祝.{1,4}(?:愉快|顺利|安好) | 以上 | 敬具 | 草々
      |拝具 | よろしく.{0,20} | 감사합니다\.? | 드림
    )[\s,.!。！，、]*
    """,
    re.I | re.X,
)


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Whether `text` is nothing but words on buttons ("Full text | PDF", "Read the paper"), addresses, identifiers."""
    if len(text) > 160:
        return text.startswith(("http://", "https://")) and " " not in text
    if _has_word_outside(text, _LABEL_WORDS):
        return False
    words = (word.strip(_PUNCTUATION) for word in _SPLIT.split(_IDENTIFIER.sub(" ", text).lower()))
    return all(word in _LABEL_WORDS or not word.isalnum() or word.isdigit() for word in words if word)


@lru_cache(maxsize=4096)
def is_type(text: str) -> bool:
    """Whether `text` is the kind of an item ("Research Article | Open Access") or a date, not one of its words more."""
    if len(text) > 120 or text.endswith("?") or _has_word_outside(text, _TYPES_AND_DATES):
        return False
    words = (word.strip(_PUNCTUATION) for word in _SPLIT.split(text.lower()))
    return all(word in _TYPES_AND_DATES or _ORDINAL.fullmatch(word) for word in words if word)


def _has_word_outside(text: str, words: frozenset[str]) -> bool:
    """Whether one of the first words is none of `words`: says no cheaply to nearly all text."""
    for word in text.lower().split(None, 4)[:4]:
        bare = word.strip(_PUNCTUATION)
        if bare.isalpha() and bare not in words:
            return True
    return False


@lru_cache(maxsize=4096)
def is_notice(text: str) -> bool:
    """Whether `text` speaks to the reader or about the mail, or is a labelled field: no title begins like that."""
    text = text.lstrip("*_#|> ")
    return text[:16].lower().startswith(_NOTICE_OPENERS) and bool(_NOTICE.match(text))


@lru_cache(maxsize=4096)
def is_farewell(text: str) -> bool:
    """Whether a line ends a letter ("Best regards,", "祝好")."""
    return len(text) < 45 and _FAREWELL.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_no_paper_kind(text: str) -> bool:
    """Whether a heading or label says that what it stands with is no paper ("Editorial", "Corrections")."""
    return len(text) < 60 and bool(_NO_PAPER_KIND.match(text))
