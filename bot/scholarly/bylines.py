"""The author list of a paper taken apart into names, whatever the mail's style of writing it.

Affiliations, degrees, labels and marks of truncation go; names stay as written. TeX is decoded beforehand.
"""

from __future__ import annotations

import re

from bot.scholarly.degrees import is_degree, without_sure_degrees
from bot.scholarly.spacing import single_spaced

_LABEL = re.compile(r"(?:by|authors?(?:\(s\))?|von|作者|著者)\s*[:：]\s*|by\s+(?=\S)", re.IGNORECASE)
_TRUNCATION = re.compile(
    r"""
    (?:[,;]|\band\b|&|\s){0,6}
    (?: (?:\bet|&)\.?\s+al\b(?![-’'])\.? (?:\s*\([^()]*\))?
      | \bet\s+coll\b\.? | \bu\.\s?a\.(?=\s*$)
      | \(\s*\+?\s*\d+\s+(?:(?:additional|more|other)\s+authors?|co-?authors?)[^()]*\)
      | (?:\band|\+|&)\s*\d+\s+(?:more|others?|additional|(?:co-?)?authors?|weitere)(?:\s+authors?|\s+not\s+shown)*
      | (?<=,)\s*\d+\s+(?:more|others)(?:\s+authors?)? | \b(?:show|view|see)\s+(?:more|all)(?:\s+authors?)?(?=\s*$)
      | (?:,|\band|&)\s*others\b
      | \[\s*(?:…|\.\.\.)\s*\] | … | \.{3,} | ,\s*\+(?:\s*:\s*A)?(?=\s*$)
      | ほか | 他\d*名?(?=\s*$) | (?<=[，、,\s\u4e00-\u9fff])等(?=\s*$)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Hai (Helen) Li": one word in the middle of a name; "(Max Planck)", "(1 and 2)" and "(MIT) and" are affiliations.
_NICKNAME = re.compile(
    r"(?<=\w )\(([^\W\d_][\w.'’-]*)\)(?= (?!and |und )[^\W\d_]*[^\W\d_.,]\w)|(?<=\w )[\"“]([^\W\d_]\w*)[\"”](?= \w)"
)
_INNERMOST = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{\s*\}")
_DEEPEST = 4  # brackets within brackets that anybody writes
_MARKS = re.compile(
    r"\$[^$]*\$|\^\{[^}]*\}|\^[\w*†‡]+|\\(?:thanks|footnote|inst|affil)\b(?:\{[^}]*\})?|\{?\\(?:it|em|bf|rm|sc|sl)\b"
    r"|[<(]?[^\s<>(),;]{1,64}@[^\s<>(),;]{1,99}[>)]?|https?://\S+"
    r"|\bORCID(?:\s?iD|\sicon|\slogo)?\b"
    r"|[*†‡§¶‖⁎∗✉∥◊#]|[\u00b9\u00b2\u00b3\u2070-\u2079]+(?:[,⁻]?[\u00b9\u00b2\u00b3\u2070-\u2079]+)*"
)
_INDEX = re.compile(r"(?<=[^\W\d_])[.]?\s?\d{1,2}(?:\s?,\s?\d{1,2})*(?=\s*(?:,|;|\band\b|&|$))")
_LETTER_INDEX = re.compile(r"(?<=[^\W\d_]{2})\s[a-h](?:\s?,\s?[a-h])*(?=\s*(?:[,;]|\band\b|&|$))")

_MEMBERSHIP = re.compile(r"(?:(?:(?:graduate\s)?student|senior|life|associate)\s)*(?:member|fellow)|ieee|acm", re.I)
_TITLE_BEFORE = re.compile(r"^(?:(?:Prof(?:essor)?|Dr|Mr|Mrs|Ms|Sir|Dame)\.?\s+)+(?=\w)")
# The digit is the end of a list of footnotes: "Bo Lind,1,2 Cee Dee".
_BEFORE_NAME = re.compile(
    r"^(?:(?:on behalf of|for)\s+(?:the\s+)?|(?:and|&|by|with)\s+|\d{1,2}\s+(?=[^\W\d_]))", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior)\.?|I{2,3}|IV|2nd|3rd", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[^\W\d_]{1,2}\.")
_AND = re.compile(r"[,\s]\s*(?:and|und|et)\s+|\s*&\s*|\s+and$", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，、]\s*|\s+[·•|]\s+|(?<=[\u3400-\u9fff])・(?=[\u3400-\u9fff])")
_BEHALF = re.compile(r"[,;]?\s+(?=(?:on behalf of|for)\s+the\s)", re.IGNORECASE)
_MEDLINE_NAME = re.compile(r"\w.*[^\W\d_]\s[^\W\d_a-z]{1,4}(?:\s(?:Jr|Sr|2nd|3rd|[4-9]th|I{2,3}|IV))?")
_INSTITUTION = re.compile(
    r"\b(?:univ|institut|school|college|hospital|cent(?:er|re)\b|faculty|laborator|department)", re.I
)
# One person, surname first: nobody's name ends "…, Amara J." in a list of two.
_ONE_INVERTED = re.compile(
    r"""
    (?:[^\W\d_][^\W\d_'’-]*[ '’-]){0,4}[^\W\d_]+[^\W\d_A-Z],\ [^\W\d_a-z][^\W\d_A-Z][\w'’-]*
        (?:\ [A-Z]\.(?:[ -]?[A-Z]\.){0,3})
  | (?:[^\W\d_]+\ )?(?:v[ao]n|de|der|den|d[aio]|dos|del|la|le|ten|ter)\ (?:[^\W\d_]+\ ){0,2}[^\W\d_]+,
        \ [^\W\d_a-z][^\W\d_A-Z]+
    """,
    re.X,
)
_COMMAS_OF_ONE = 3  # with those of an affiliation or "et al."
_GROUP = re.compile(
    r"\b(?:collaborations?|consortium|team|group|network|initiative|investigators|committee)\b", re.IGNORECASE
)


# Most bylines are but names: letters alone, two words or more, the last one ending like a surname ("PhD", "MSc", "GM"
# and "III" end otherwise). The alphabets are those with capitals: Latin, Greek, Cyrillic, Armenian.
_ALPHABETS = [letter for letter in map(chr, (*range(0x0590), *range(0x1E00, 0x2000))) if letter.isalpha()]
_CAPITAL, _SMALL = f"[{''.join(filter(str.isupper, _ALPHABETS))}]", f"[{''.join(filter(str.islower, _ALPHABETS))}]"
_IN_WORD = r"[\w.'’-]"
_NO_FIRST_WORD = r"(?:Prof(?:\.|essor)?|(?:Dr|Mrs?|Ms)\.?|Sir|Dame|By|With|For|On|Von|Show|View|See) "
_NO_INNER_WORD = r"(?:[Uu]nd|et|[Aa]nd|AND|on|for) "
_NO_LAST_WORD = rf"(?:Jr|Sr|[Jj]unior|[Ss]enior)(?!{_IN_WORD})"
_PLAIN_NAMES = re.compile(
    rf"(?![^\d_]*+[\d_])(?:(?!{_NO_FIRST_WORD}){_CAPITAL}{_IN_WORD}*+ (?:(?!{_NO_INNER_WORD}){_IN_WORD}++ )*"
    rf"(?!{_NO_LAST_WORD})(?:{_IN_WORD}+{_SMALL}|{_IN_WORD}){_SMALL}(?:\n|\Z))++"
)
_BETWEEN_LETTERS = str.maketrans("", "", "\n .-'’")


def split_authors(text: str) -> tuple[tuple[str, ...], bool]:
    """Names in order, as written, and whether the list was cut short ("A Smith, B Li…", "et al.")."""
    text = single_spaced(text)
    if ".." not in text and (plain := _plain_names(text)):
        return plain, False
    return _split_any(text)


def _plain_names(text: str) -> tuple[str, ...]:
    """The names of "Ada Example, B. Sample and Carl C. Test", or none if there is more to it than that."""
    head, _, last = text.rpartition(" and ")
    names = (*head.removesuffix(",").split(", "), last) if head else tuple(text.split(", "))
    listed = "\n".join(names)
    return names if _PLAIN_NAMES.fullmatch(listed) and _has_but_letters(listed) else ()


def _has_but_letters(names: str) -> bool:
    """Of what looks like names. Pure ASCII cannot look so and hold anything else."""
    return names.isascii() or names.translate(_BETWEEN_LETTERS).isalpha()


def _split_any(text: str) -> tuple[tuple[str, ...], bool]:
    label = _LABEL.match(text)
    text = text[label.end() :] if label else text
    if text.count(",") == 1 and " " not in text.partition(",")[0]:
        text = without_sure_degrees(text)  # "Roe, Ada MD" is one person
    shown = _TRUNCATION.sub(";" if ";" in text else ",", text)
    if 0 < text.count(",") <= _COMMAS_OF_ONE and _ONE_INVERTED.fullmatch(alone := _bare(shown).strip(" ,;")):
        return (_tidied(alone),), shown != text
    if (
        text.endswith(".")
        and text.count(".") == 1
        and "," in text
        and ";" not in text
        and not re.search(r",\s*\w{1,2}\.$|\bal\.$", text)
    ):
        text = text[:-1]  # PubMed ends "Smith GM, Jones KL." like a sentence
        shown = _TRUNCATION.sub(";" if ";" in text else ",", text)
    names = [_tidied(name) for name in _separated(_bare(shown))]
    return tuple(name for name in names if _is_name(name)), shown != text


def _bare(text: str) -> str:
    """Without affiliations and footnote marks; nicknames stay."""
    kept = _NICKNAME.sub("\ue000\\1\\2\ue001", _MARKS.sub("", text))
    for _ in range(_DEEPEST if "(" in kept or "[" in kept or "{" in kept else 0):
        kept = _INNERMOST.sub(" ", kept)
    # A bracket left over opened an affiliation that the mail cut off.
    if max(kept.rfind("("), kept.rfind("[")) > max(kept.rfind(")"), kept.rfind("]")):
        kept = re.split(r"[(\[]", kept, maxsplit=1)[0]
    kept = _LETTER_INDEX.sub("", _INDEX.sub("", kept)).replace("\ue000", "(").replace("\ue001", ")")
    return " ".join(kept.split())


def _separated(text: str) -> list[str]:
    text = _BEHALF.sub("; " if ";" in text else ", ", text)
    if ";" in text:
        people = (person for part in text.split(";") for person in _AND.split(part.strip()) if person)
        return [name for person in people for name in _between_semicolons(person)]
    inverted = _inverted_with_and(text)
    if inverted:
        return inverted
    parts: list[str] = []
    for group in _group_first(text):
        parts += (part for part in _COMMA.split(_AND.sub(", ", group)) if part)
    return _paired(_joined_suffixes(parts))


def _between_semicolons(text: str) -> list[str]:
    """ "Roe, Ann" is one name, so is "Ann Roe, MD, Univ. of X"; PubMed puts only groups apart: "Li X, Wu Y; ESO"."""
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) > 1 and all(map(_MEDLINE_NAME.fullmatch, parts)):
        return parts
    named = 1 if " " in parts[0] else 2  # parts that hold the name
    if len(parts) > named:
        return [", ".join([*parts[:named], *(part for part in parts[named:] if not _is_no_name(part))])]
    return [text]


def _is_no_name(part: str) -> bool:
    return is_degree(part) or _INSTITUTION.search(part) is not None


def _group_first(text: str) -> list[str]:
    """ "Planck Collaboration: P. Ade, N. Aghanim" names the group, then its members."""
    head, colon, rest = text.partition(":")
    if colon and _GROUP.search(head):
        return [head, rest]
    return [text.replace(":", ",")]


def _inverted_with_and(text: str) -> list[str]:
    """BibTeX's "LeCun, Yann and Bengio, Yoshua", or nothing when `text` is not written so."""
    people = re.split(r"\s+(?:and|AND)\s+", text)
    found = [re.fullmatch(r"[^\s,]+(?:\s[^\s,]+)?,\s*([^,]+)", person) for person in people]
    inverted = all(one is not None and not is_degree(one[1]) for one in found)
    return people if inverted and len(people) > 1 else []


def _joined_suffixes(parts: list[str]) -> list[str]:
    """ "Sammy Davis", "Jr." are one name; degrees between commas are none."""
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] += f", {part}"
        elif not (joined and (is_degree(part) or _MEMBERSHIP.fullmatch(part))):
            joined.append(part)
    return joined


def _paired(parts: list[str]) -> list[str]:
    """ "Smith", "J.", "Doe", "K." are two names: surnames and initials in turn; so are "LeCun", "Yann"."""
    surnames, given = parts[::2], parts[1::2]
    in_turn = len(surnames) == len(given) > 0 and not any(_is_initials(part) for part in surnames)
    alone = len(parts) % 2 == 0 and not any(" " in part for part in parts) and _is_latin(parts)
    if in_turn and (all(_is_initials(part) for part in given) or alone):
        return [f"{surname}, {initials}" for surname, initials in zip(surnames, given, strict=True)]
    return parts


def _is_initials(part: str) -> bool:
    """ "H.", "H.-P.", "GM", "Sz."; a short name such as "Xu" is none."""
    words = re.findall(r"[^\W_]+\.?", part.split(",")[0])
    longest = 4 if len(words) == 1 else 2  # "BO CHEN" is a name
    return bool(words) and all(
        (word.isupper() and len(word.rstrip(".")) <= longest) or _ABBREVIATION.fullmatch(word) for word in words
    )


def _is_latin(parts: list[str]) -> bool:
    return all("A" <= part[0] <= "ɏ" for part in parts if part)


def _tidied(name: str) -> str:
    name = _BEFORE_NAME.sub("", name.strip(" ,;:*-–—+"))
    name = _TITLE_BEFORE.sub("", without_sure_degrees(name)).strip(" ,;:")
    return name[:-1] if _ends_a_sentence(name) else name


def _ends_a_sentence(name: str) -> bool:
    """A full stop that is not an initial's: "B Jones." but not "Jones, K." or "Jr."."""
    last = name.rpartition(" ")[2]
    return last.endswith(".") and not _SUFFIX.fullmatch(last) and not _is_initials(last)


def _is_name(name: str) -> bool:
    return any(character.isalpha() for character in name)
