"""The identifier schemes and the one canonical form of each value.

idutils is no part of this: it takes 0.7 s to import, keeps versions, case and glued junk, and takes seven digits for
a PMID. The tests hold this module against it where it is right.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

SCHEMES: tuple[str, ...] = ("arxiv", "doi", "pmid", "pmcid", "pii", "s2", "openreview", "acl", "bibcode", "ieee")

# ── arXiv: https://info.arxiv.org/help/arxiv_identifier.html ──────────────────────────────────────────

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_MONTH = r"(?:0[1-9]|1[0-2])"
ARXIV_NEW = rf"(?:0[7-9]|[1-9]\d){_MONTH}\.\d{{4,5}}(?!\d)"
ARCHIVE = rf"(?:{_ARCHIVES})(?:\.[a-z-]{{2,}})?"  # or one of its subject classes
ARXIV_OLD = rf"{ARCHIVE}/\d\d{_MONTH}\d{{3}}(?!\d)"
ARXIV = rf"(?:{ARXIV_NEW}|{ARXIV_OLD})"
BARE_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d{1,2})? ?[\[(][a-z]")  # told by the archive behind it
ARXIV_DOI = "10.48550/arxiv."
_ARXIV_VALUE = re.compile(rf"(?:arxiv[:\s.]*)*({ARXIV})(?:v\d+)?(?:\.pdf)?\s*(?:\[[\w.-]+\])?\.?", re.IGNORECASE)
_SUBJECT_CLASS = re.compile(r"\.[a-z-]+(?=/)", re.IGNORECASE)


def _canonical_arxiv(value: str) -> str | None:
    value = value.strip()
    if value.lower().startswith(ARXIV_DOI):
        value = value[len(ARXIV_DOI) :]
    found = _ARXIV_VALUE.fullmatch(value)
    return _SUBJECT_CLASS.sub("", found[1].lower()) if found else None


# ── DOI: https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html ───────────────────────────────────

# The characters Crossref sees in DOIs; `<…>` only as in the SICIs that Wiley and others made DOIs of before 2002.
_SICI_TAIL = r"<[\w:+.&-]+>\d\.\d\.[A-Za-z]{2};\d(?:-[\w#$@!*~])?"
_DOI_BODY = rf"(?:[-._;()/:a-zA-Z0-9+\[\]]|%[0-9a-fA-F]{{2}}|{_SICI_TAIL}){{1,250}}"
# In the open "10.2020/12" is a date or a version; as DOI it has to be labelled.
DOI = rf"10\.\d{{4,9}}(?:\.\d+)*/(?!\d{{1,3}}(?![-\w()/:;]|\.\w)){_DOI_BODY}"
DOI_LABELLED = rf"10\.\d{{1,9}}(?:\.\d+)*(?:/|%2[fF]){_DOI_BODY}"
_DOI_VALUE = re.compile(DOI_LABELLED)
_DOI_LABEL = re.compile(
    r"(?:info:|https?://|(?:dx\.|www\.)?doi\.(?:org|acm\.org)/|doi\s?[:/]?\s*|digital object identifier:?\s*)*", re.I
)

# Registrants whose DOIs have one shape: whatever is glued on behind it is no part of the DOI.
_SHAPED = re.compile(
    rf"""
      10\.\d{{4,9}}/[^<\s]+{_SICI_TAIL}
    | 10\.(?:1101|64898)/(?:\d{{4}}\.\d\d\.\d\d\.)?\d{{6,8}}(?!\d)
    | 10\.1055/[as]-\d{{4}}-\d{{4,8}}
    | 10\.1038/[sd]\d{{5}}-\d{{3}}-\d{{4,5}}-[\da-z]
    | 10\.1371/journal\.p[a-z]{{3}}\.\d{{7}}
    | 10\.1016/j\.[a-z]+\.\d{{4}}\.(?:\d{{2}}\.\d{{3,4}}|\d{{5,7}})
    | 10\.1016/s\d{{4}}-\d{{3}}[\dx]\(\d\d\)\d{{5}}-[\dx]
    | 10\.(?:1007|1186)/s\d{{5}}-\d{{3}}-\d{{4,5}}-[\da-z]
    | 10\.3389/f[a-z]+\.\d{{4}}\.\d{{5,8}}
    | 10\.1093/[a-z]+/[a-z]{{2,}}\d+
    | 10\.1103/phys[a-z]+(?:\.\d+){{2}}
    | 10\.7554/elife\.\d{{5,6}}(?:\.\d{{1,3}})?
    | 10\.1126/[a-z]+\.[a-z]{{2,3}}\d{{4}}
    | 10\.1145/\d+(?:\.\d+)?(?![-\w])
    | 10\.1073/pnas\.\d{{10}}
    | 10\.1021/[a-z.]+\.\d[a-z]\d{{5}}
    | 10\.3390/[a-z]+\d{{6,}}
    | 10\.2139/ssrn\.\d+
    | 10\.21203/rs\.\d\.rs-\d+/v\d+
    """,
    re.VERBOSE,
)
# Views of a page behind the DOI in an address, a second DOI, and words that text extraction glued on.
_DOI_TAIL = re.compile(
    r"""
    (?: [/.](?:full|abstract|abs|e?pdf|epub|html?|xml|meta|summary|short|long|full[-_]?text|full-html|pdf\+html
           |references|citations?|figures|metrics|article-info|supplementary-material|reader|download|print|issuetoc)
      | (?<=\d)(?:self|epub|pmid|pmcid|doi|abstract|keywords?|pubmed|copyright|article|received|available|online
           |published|accepted|conflict|www\..*|https?:.*|view|read|download(?:ed)?)
      | \.(?:epub|pmid|pmcid|keywords?|this|received|copyright|published|available|online|www\..*|https?:.*)
      | [;:/]*(?:https?:/*)?(?:(?:dx\.)?doi(?:\.org)?[:/])?10\.\d{4,9}/.*
      | /(?:mediaobjects|-/dcsupplemental|suppl_file|tables?)(?:/.*)?
      | [.,;:'!?*_~\-/\#+]+
    )$
    """,
    re.VERBOSE,
)


def _canonical_doi(value: str) -> str | None:
    value = _unescaped(value)
    found = _DOI_VALUE.match(value, _label_end(value))
    if not found:
        return None
    doi = _trimmed(found[0].lower())
    return doi if _DOI_VALUE.fullmatch(doi) and not doi.startswith(ARXIV_DOI) else None


def _label_end(value: str) -> int:
    label = _DOI_LABEL.match(value)
    return label.end() if label else 0


def _unescaped(value: str) -> str:
    if "&" in value:
        value = html.unescape(value)
    return unquote(value) if "%" in value else value


def _trimmed(doi: str) -> str:
    """A lower-case DOI without page views, glued words, trailing punctuation and brackets nobody opened."""
    shaped = _SHAPED.match(doi)
    if shaped:
        return shaped[0]
    before = None
    while doi != before:
        before = doi
        prefix, _, suffix = doi.partition("/")
        doi = _closed(f"{prefix}/{_DOI_TAIL.sub('', suffix)}")
    return doi


def _closed(doi: str) -> str:
    for opening, closing in ("()", "[]", "<>"):
        while doi.endswith(closing) and doi.count(closing) > doi.count(opening):
            doi = doi[:-1]
        if doi.count(opening) > doi.count(closing):
            doi = doi[: doi.rindex(opening)]
    return doi


# ── the others ────────────────────────────────────────────────────────────────────────────────────────

ACL = r"(?:[A-Z]\d\d-\d{4,5}|(?:19|20)\d\d\.[a-z][a-z0-9_]*-[a-z0-9]+\.\d{1,4})"
# Year, journal, volume, qualifier, page, initial: http://adsabs.harvard.edu/abs_doc/help_pages/data.html
BIBCODE = r"(?:1[5-9]|20)\d\d[A-Za-z][A-Za-z0-9&.]{4}[A-Za-z0-9.]{4}[A-Za-z0-9.:][0-9.]{4}[A-Za-z:.]"
_PMID = re.compile(r"(?:(?:pmid|pubmed)[:\s]*)?([1-9]\d{0,7})", re.IGNORECASE)
_PMCID = re.compile(r"(?:pmcid[:\s]*)?(?:pmc)?[:\s]*([1-9]\d{0,8})(?:\.\d+)?", re.IGNORECASE)
_PII = re.compile(r"(?:pii[:\s]*)?(S?\d{7}[\dX]\d{7}[\dX]|B(?:978)?\d{9}[\dX]\d{5}[\dX])", re.IGNORECASE)
_S2 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{6,20}")
_ACL = re.compile(ACL, re.IGNORECASE)
_BIBCODE = re.compile(BIBCODE)
_IEEE = re.compile(r"0*([1-9]\d{3,9})")


def canonical(scheme: str, value: str) -> str | None:
    """The canonical form of `value` in `scheme`, or None when it is no such identifier.

    arxiv: without prefix and version, old style without subject class. doi: lower case, unquoted, trailing junk
    gone; the DOIs of arXiv itself (10.48550) are none. pmid: digits. pmcid: "PMC123". pii: no punctuation.
    """
    value = value.strip()
    match scheme:
        case "arxiv":
            return _canonical_arxiv(value)
        case "doi":
            return _canonical_doi(value)
        case "pmid":
            return _first_group(_PMID, value)
        case "pmcid":
            digits = _first_group(_PMCID, value)
            return f"PMC{digits}" if digits else None
        case "pii":
            pii = _first_group(_PII, re.sub(r"[-()\s.]", "", value))
            return pii.upper() if pii else None
        case _:
            return _canonical_plain(scheme, value)


def _first_group(pattern: re.Pattern[str], value: str) -> str | None:
    found = pattern.fullmatch(value)
    return found[1] if found else None


def _canonical_plain(scheme: str, value: str) -> str | None:
    """The schemes that have hardly any spelling variants."""
    if scheme == "s2" and _S2.fullmatch(value):
        return value.lower()
    if scheme == "openreview" and _OPENREVIEW.fullmatch(value):
        return value
    if scheme == "acl" and _ACL.fullmatch(value):
        return value.lower() if "." in value else value.upper()
    if scheme == "bibcode" and _BIBCODE.fullmatch(_unescaped(value)):
        return _unescaped(value)
    return _first_group(_IEEE, value) if scheme == "ieee" else None


# ── values that a page or a text gives in another shape ───────────────────────────────────────────────


def resolved(scheme: str, value: str) -> tuple[str, str | None]:
    """The scheme an identifier really belongs to and its canonical value: arXiv's own DOIs are arXiv identifiers."""
    if scheme == "openrxiv":
        return "doi", _open_rxiv_doi(value.strip("."))
    if scheme == "doi" and (start := value.lower().find(ARXIV_DOI)) >= 0:
        return "arxiv", canonical("arxiv", re.split(r"[?#&\s]", value[start:])[0].rstrip(".,;)"))
    return scheme, canonical(scheme, value)


_ARXIV_BIBCODE = re.compile(r"(?:19|20)\d\darXiv(\d{4})(?:\.(\d{4})|(\d{5}))[A-Z]")


def implied(scheme: str, value: str) -> dict[str, str]:
    """What a canonical identifier says of another: ADS makes its bibcodes of preprints from their arXiv identifiers."""
    found = _ARXIV_BIBCODE.fullmatch(value) if scheme == "bibcode" else None
    arxiv = canonical("arxiv", f"{found[1]}.{found[2] or found[3]}") if found else None
    return {"arxiv": arxiv} if arxiv else {}


def _open_rxiv_doi(number: str) -> str | None:
    """The DOI of a bioRxiv or medRxiv number: the prefix changed for what was posted from 2025-12-01 on.

    Numbers of the weeks around that day bear either; see connect.biorxiv.org/news/2025/11/18/preprint_dois.
    """
    if "2025.11.15" < number < "2025.12.05":
        return None
    return canonical("doi", f"10.64898/{number}" if number >= "2025.12.05" and "." in number else f"10.1101/{number}")
