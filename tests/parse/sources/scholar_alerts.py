"""Google Scholar alerts about invented papers, in its own templates and in what mail programs make of them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from hypothesis import strategies as st

_TITLE_WORDS = [
    "Tides",
    "of",
    "Attention:",
    "Herring",
    "R&D",
    "<3",
    "“Nets”",
    "痛み",
    "снег",
    "H3.",
    "3",
    "CO",
    "2",
    "models:",
    "(Part",
    "II)",
    "of",
    "[Bio]",
    "what?",
]
_SNIPPET_WORDS = [
    "Save",
    "Twitter",
    "we",
    "count",
    "4,000",
    "high-",
    "energy",
    "fish",
    "&",
    "nets",
    "<br>",
    "Cites",
    "5%",
    "of",
    "2019",
    "2024,",
    "per",
    "a",
    "-",
    "b",
    "results:",
    "show",
    "痛み",
    "что",
]
_AUTHORS = ("R Eklund", "S Whitlock", "DV Dennison", "M Le Nguyen", "O Brandvold-Sild", "АИ Снегова", "TD O'Neil")
_VENUES = (
    "Fisheries Letters",
    "arXiv preprint arXiv …",
    "… on Hedges and Borders (ICHB)",
    "2019 IEEE International Conference on Nets …",
    "J. Sci. - Part B",
    "Вестник холода",
)
_PAGES = (
    "https://www.example.org/paper.html",
    "https://example.org/download/15450/14986",
    "http://ceur.example.org/Vol-1/paper_14.pdf",
    "https://journals.example.org/article?id=17&lang=de",
    "https://ieeexplore.ieee.org/abstract/document/8919471/",
)
_LABELS = ("", "PDF", "HTML", "BOOK", "CITATION", "引用", "ZITATION")


@dataclass(frozen=True)
class AlertedPaper:
    """What an entry says; `authors` as shown, cut or not; parts of the byline may be missing."""

    title: str
    page: str
    authors: tuple[str, ...] = ()
    cut: bool = False
    venue: str = ""
    year: str = ""
    snippet: str = ""
    label: str = ""

    @property
    def byline(self) -> str:
        authors = ", ".join(self.authors) + ("…" if self.cut else "")
        rest = ", ".join(part for part in (self.venue, self.year) if part)
        return f"{authors} - {rest}" if rest else authors


def _sentence(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=3, max_size=24).map(" ".join)


def _paper(number: int, title: str, page: str, snippet: str, **parts: object) -> AlertedPaper:
    return AlertedPaper(f"Study {number}: {title}", page, snippet=f"{snippet} …" if snippet else "", **parts)  # type: ignore[arg-type]


papers = st.builds(
    _paper,
    number=st.integers(1, 99999),
    title=_sentence(_TITLE_WORDS),
    page=st.sampled_from(_PAGES),
    snippet=st.just("") | _sentence(_SNIPPET_WORDS),
    authors=st.lists(st.sampled_from(_AUTHORS), min_size=1, max_size=6, unique=True).map(tuple),
    cut=st.booleans(),
    venue=st.sampled_from(("", *_VENUES)),
    year=st.sampled_from(("", "2013", "2019", "2026")),
    label=st.sampled_from(_LABELS),
)
paper_lists = st.lists(papers, min_size=1, max_size=6, unique_by=lambda paper: paper.title)


@dataclass(frozen=True)
class Style:
    """What varies between templates, years and mail programs without changing what an entry says."""

    host: str = "https://scholar.google.com"
    quote: str = '"'
    class_first: bool = False
    class_prefix: str = ""
    colour: str = "color:#006621"
    escaped: Callable[[str], str] = escape
    space: str = " "
    nbsp: bool = False
    empty_headings: bool = False
    cited: bool = False
    shares: bool = True
    language: str = "en"


# How a cited title is introduced, the button that saves, and the last line.
LANGUAGES = {
    "en": ("Cites", "Save", "This message was sent by Google Scholar because you're following new results for [nets]."),
    "de": ("Zitiert", "Speichern", "Diese Nachricht wurde von Google Scholar gesendet, da Sie [nets] folgen."),
    "fr": ("Cite", "Enregistrer", "Google Scholar vous a envoyé ce message, car vous suivez [nets]."),
    "es": ("Cita", "Guardar", "Google Académico te ha enviado este mensaje porque sigues [nets]."),
    "pt": ("Cita", "Salvar", "Esta mensagem foi enviada pelo Google Acadêmico porque você está seguindo [nets]."),
    "it": ("Cita", "Salva", "Questo messaggio è stato inviato da Google Scholar perché segui [nets]."),
    "ru": ("Цитирует", "Сохранить", "Академия Google отправила вам это письмо, так как вы подписаны на [nets]."),
    "ja": ("引用", "保存", "[nets] の新しい結果をフォローしているため、Google Scholar からお送りしました。"),
    "zh": ("引用", "保存", "由于您关注了 [nets] 的最新搜索结果，因此 Google 学术搜索发送此邮件给您。"),
    "ko": ("인용", "저장", "[nets]의 새로운 결과를 팔로우하고 있기 때문에 Google 학술검색에서 보냈습니다."),
}


def numeric_entities(text: str) -> str:
    return "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in text)


def hexadecimal_entities(text: str) -> str:
    return "".join(char if char.isascii() and char not in "<>&\"'" else f"&#x{ord(char):X};" for char in text)


styles = st.builds(
    Style,
    host=st.sampled_from(("https://scholar.google.com", "http://scholar.google.co.jp", "https://scholar.google.ru")),
    quote=st.sampled_from(('"', "'")),
    class_first=st.booleans(),
    class_prefix=st.sampled_from(("", "x_", "m_-123", "other ")),
    colour=st.sampled_from(("color:#006621", "color: #006621;line-height:18px", "color:rgb(0, 102, 33)")),
    escaped=st.sampled_from((escape, numeric_entities, hexadecimal_entities)),
    space=st.sampled_from((" ", "\n", "\n            ")),
    nbsp=st.booleans(),
    empty_headings=st.booleans(),
    cited=st.booleans(),
    shares=st.booleans(),
    language=st.sampled_from(list(LANGUAGES)),
)


def link_to(page: str, style: Style, *, argument: str = "url") -> str:
    """The redirecting address as Scholar writes it: `:` and `/` bare, what would end the argument encoded."""
    target = quote(page, safe=":/")
    if argument == "q":
        return f"{style.host}/scholar_url?hl=en&q={target}&sa=X&scisig=AAG&oi=scholaralrt"
    rest = "&hl=en&sa=X&d=12&ei=A&scisig=X&oi=scholaralrt&hist=A&html=&pos=0&folt=rel"
    return f"{style.host}/scholar_url?url={target}{rest}"


def alert(papers: list[AlertedPaper], style: Style) -> str:
    """An alert in the template of 2018 and later."""
    headings = "<h3 style='font-size:18px'></h3><h3></h3>" if style.empty_headings else ""
    entries = "".join(_entry(paper, style) for paper in papers)
    css = "<style>.gse_alrt_title{text-decoration:none} .gse_alrt_sni br{display:none;}</style>"
    return f"<!doctype html><html><head>{css}</head><body><div>{headings}{entries}{_footer(style)}</div></body></html>"


def _entry(paper: AlertedPaper, style: Style) -> str:
    mark = style.quote
    href = f"href={mark}{escape(link_to(paper.page, style))}{mark}"
    name = f"class={mark}{style.class_prefix}gse_alrt_title{mark}"
    attributes = f"{name} {href}" if style.class_first else f"{href}\n  {name} style={mark}font-size:17px{mark}"
    label = f"<span style='font-size:11px'>[{paper.label}]</span> " if paper.label else ""
    parts = [f"<h3 style='margin:0'>{label}<a {attributes}>{_spaced(paper.title, style)}</a></h3>"]
    parts.append(f"<div style={mark}{style.colour}{mark}>{_byline(paper, style)}</div>")
    if paper.snippet:
        parts.append(
            f"<div class={style.class_prefix and mark}{style.class_prefix}gse_alrt_sni{style.class_prefix and mark}>"
        )
        parts.append(f"{_snippet(paper, style)}</div>")
    if style.cited:
        parts.append(
            f"<table><tr><td>•</td><td><span>{LANGUAGES[style.language][0]}: "
            "\u202aAn Older Study of …\u202c&nbsp;&nbsp;</span></td></tr></table>"
        )
    return "".join(parts) + (_shares(paper, style) if style.shares else "") + "<br>"


def _spaced(text: str, style: Style) -> str:
    return style.space.join(style.escaped(word) for word in text.split(" "))


def _byline(paper: AlertedPaper, style: Style) -> str:
    text = style.escaped(paper.byline)
    return text.replace(" - ", "&nbsp;- ", 1).replace(" …", "&nbsp;…") if style.nbsp else text


def _snippet(paper: AlertedPaper, style: Style) -> str:
    half = len(words := paper.snippet.split(" ")) // 2
    return f"{_spaced(' '.join(words[:half]), style)} <br><b>{_spaced(' '.join(words[half:]), style)}</b>"


def _shares(paper: AlertedPaper, style: Style) -> str:
    save = escape(f"{style.host}/citations?hl=en&update_op=email_library_add&info=A&citsig=B")
    share = escape(
        f"{style.host}/scholar_share?hl=en&oi=scholaralrt&ss=tw&url={quote(paper.page, safe=':/')}&rt=Some+Title"
    )
    button = '<td><a href="{}"><img alt="{}" src="https://scholar.google.com/x.png"></a></td>'
    buttons = button.format(save, LANGUAGES[style.language][1]) + button.format(share, "Twitter")
    return f"<div><table><tbody><tr>{buttons}</tr></tbody></table></div>"


def _footer(style: Style) -> str:
    dot = escape(f"{style.host}/scholar_url?url={style.host}/scholar/images/cleardot.gif&hl=en&hist=A")
    manage = escape(f"{style.host}/scholar_alerts?view_op=list_alerts&hl=en")
    return (
        f"<div>&nbsp;</div><p>{LANGUAGES[style.language][2]}"
        f'<img src="{dot}" height=1 width=1 alt=""></p><div><a href="{manage}"><span>List alerts</span></a></div>'
    )


def old_alert(papers: list[AlertedPaper], style: Style) -> str:
    """An alert in the template before 2018: no classes, `<font>` for everything."""
    entries = "".join(_old_entry(paper, style) for paper in papers)
    manage = escape(f"{style.host}/scholar_alerts?view_op=list_alerts")
    footer = f'<hr><a href="{manage}">List my alerts</a>'
    return f"<html><body><b>Scholar Alert: </b>[ nets ]<br><br>{entries}{footer}</body></html>"


def _old_entry(paper: AlertedPaper, style: Style) -> str:
    label = f"<font size=-2><b>[{paper.label}]</b></font> " if paper.label else ""
    href = escape(link_to(paper.page, style, argument="q"))
    title = f'<h3>{label}<a href="{href}"><font size="4" color="#1111cc">{_spaced(paper.title, style)}</font></a></h3>'
    byline = f'<div><font size="-1"><font color="#006621">{_byline(paper, style)}</font></font></div>'
    snippet = f'<font size="-1">{_snippet(paper, style)}<br></font>' if paper.snippet else ""
    return f"{title}\n{byline}\n{snippet}<br>\n"


def rewritten_alert(papers: list[AlertedPaper], style: Style) -> str:
    """What Outlook makes of it: no classes, no headings, no colours, every address behind Safe Links."""
    entries = "".join(_rewritten_entry(paper, style) for paper in papers)
    return f"<html><body><div>{entries}<p>{LANGUAGES[style.language][2]}</p></div></body></html>"


def stripped_alert(papers: list[AlertedPaper], style: Style) -> str:
    """What a client makes of it that keeps neither classes nor styles."""
    return re.sub(r"\s(?:class|style)=(?:\"[^\"]*\"|'[^']*'|[^\s>]*)", "", alert(papers, style))


def _rewritten_entry(paper: AlertedPaper, style: Style) -> str:
    target = quote(link_to(paper.page, style), safe="")
    wrapped = f"https://eur01.safelinks.protection.outlook.com/?url={target}&data=05&reserved=0"
    label = f"<span>[{paper.label}]</span> " if paper.label else ""
    snippet = f"<p>{_snippet(paper, style)}</p>" if paper.snippet else ""
    title = f'<p>{label}<a href="{escape(wrapped)}">{_spaced(paper.title, style)}</a></p>'
    return f"<div>{title}<p><span>{_byline(paper, style)}</span></p>{snippet}</div>"


def forwarded_as_text(papers: list[AlertedPaper], style: Style) -> str:
    """What Gmail makes of it in plain text: the address in angle brackets on a line of its own, lines wrapped."""
    entries = "\n\n".join(_text_entry(paper, style) for paper in papers)
    footer = LANGUAGES[style.language][2] + "\n"
    return f"{entries}\n\n{footer}List alerts\n<{style.host}/scholar_alerts?view_op=list_alerts&hl=en>\n"


def _text_entry(paper: AlertedPaper, style: Style) -> str:
    label = f"[{paper.label}] " if paper.label else ""
    snippet = textwrap.wrap(paper.snippet, 76, break_on_hyphens=False) if paper.snippet else []
    cite, save, _ = LANGUAGES[style.language]
    cited = [f"• {cite}: ‪An Older Study of …‬"] if style.cited else []
    address = f"<{style.host}/citations?update_op=email_library_add&info=A>"
    shares = [f"[image: {save}]", address] if style.shares else []
    title = textwrap.wrap(label + paper.title, 76, break_on_hyphens=False)
    return "\n".join([*title, f"<{link_to(paper.page, style)}>", paper.byline, *snippet, *cited, *shares])


def outlook_as_text(papers: list[AlertedPaper], style: Style) -> str:
    """What Outlook makes of it in plain text: each address right behind its words."""
    return "\n\n".join(_outlook_entry(paper, style) for paper in papers) + f"\n\n\n{LANGUAGES[style.language][2]}\n"


def _outlook_entry(paper: AlertedPaper, style: Style) -> str:
    save = f"[{LANGUAGES[style.language][1]}]<{style.host}/citations?update_op=email_library_add&info=A>"
    tweet = f"[Twitter]<{style.host}/scholar_share?ss=tw&url={quote(paper.page, safe=':/')}&rt=Some+Title>"
    label = f"[{paper.label}] " if paper.label else ""
    lines = [f"{label}{paper.title}<{link_to(paper.page, style)}>", paper.byline, *_few(paper.snippet)]
    return "\n".join([*lines, "", save, "", tweet] if style.shares else lines)


def thunderbird_as_text(papers: list[AlertedPaper], style: Style) -> str:
    """What Thunderbird makes of it in plain text: headings are indented."""
    return "\n\n\n".join(_thunderbird_entry(paper, style) for paper in papers) + f"\n\n{LANGUAGES[style.language][2]}\n"


def _thunderbird_entry(paper: AlertedPaper, style: Style) -> str:
    label = f"[{paper.label}] " if paper.label else ""
    title = textwrap.wrap(label + paper.title, 66, break_on_hyphens=False)
    heading = [f"      {line}" for line in (*title, f"<{link_to(paper.page, style)}>")]
    save = [LANGUAGES[style.language][1], f"<{style.host}/citations?update_op=email_library_add&info=A>"]
    return "\n".join([*heading, "", paper.byline, *_few(paper.snippet), *(save if style.shares else [])])


def as_markdown(papers: list[AlertedPaper], style: Style) -> str:
    """What mail programs that convert HTML make of it."""
    entries = (
        "\n\n".join([f"### [{paper.title}]({link_to(paper.page, style)})", paper.byline, *_few(paper.snippet, 0)])
        for paper in papers
    )
    return "\n\n".join(entries) + f"\n\n{LANGUAGES[style.language][2]}\n"


def _few(snippet: str, width: int = 72) -> list[str]:
    """The lines of a snippet, none if there is none."""
    return textwrap.wrap(snippet, width, break_on_hyphens=False) if width else [snippet] if snippet else []
