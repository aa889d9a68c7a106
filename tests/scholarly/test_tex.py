r"""TeX as mail bears it: accents decoded for showing, everything read as text for matching."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.tex import decode_accents, plain, plain_with_map


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Hakkani-T\"ur", "Hakkani-Tür"),
        (r"Hern\'andez", "Hernández"),
        (r"Poincar\'e", "Poincaré"),
        (r"{\"o}", "ö"),
        (r"\"{o}", "ö"),
        (r"\"o", "ö"),
        (r"{\"{o}}", "ö"),
        (r"\`a \^o \~n \=a \.z", "à ô ñ ā ż"),
        (r"\v{s} \v s \v{C}", "š š Č"),
        (r"\H{o} Erd{\H o}s", "ő Erdős"),
        (r"\k{a} \c{c} \c c \u{g} \r{u} \d{a} \b{d}", "ą ç ç ğ ů ạ ḏ"),
        (r"{\l} Wroc\l aw \L\'od\'z \L{}ukasz", "ł Wrocław Łódź Łukasz"),
        (r"{\aa} \AA{}ngstr\"om M\o ller Stra\ss{}e", "å Ångström Møller Straße"),
        (r"{\'\i} \'{\i} \"{\i} Garc\'{\i}a Mar\'\i a", "í í ï García María"),
        (r"Y{\i}ld{\i}z Ak{\i}n", "Yıldız Akın"),
        (r"\t{oo}", "o͡o"),
        (r"Nguy\~{\^e}n \'{\^e}", "Nguyễn ế"),
        (r"Ji\v r\'i", "Jiří"),
        (r"\ae \AE{} {\oe} \th{}is", "æÆ œ þis"),
        (r"20\% of A\&B \_ \# \$5 \{x\}", "20% of A&B _ # $5 {x}"),
        (r"only 20% of it", "only 20% of it"),
        (r"roughly \1 stays", r"roughly \1 stays"),
        (r"cost $5 and $6, na\"ive", "cost $5 and $6, naïve"),
        (r"$\'e$-theory of G\"odel", r"$\'e$-theory of Gödel"),
        (r"$\sim$10 \% and $x\%$", r"$\sim$10 % and $x\%$"),
        (r"$ x^2 \% $ na\"ive", r"$ x^2 \% $ naïve"),
        (r"\(\"o\) \[\"o\] $$\"o$$ \"o", r"\(\"o\) \[\"o\] $$\"o$$ ö"),
        (r"{\em x)} \textit{y} \emph{z}", r"{\em x)} \textit{y} \emph{z}"),
        (r"a -- b --- c ~ ``d''", r"a -- b --- c ~ ``d''"),
        (r"\\'e is a line and an apostrophe", r"\\'e is a line and an apostrophe"),
        (r"\oint \list \text \aaa", r"\oint \list \text \aaa"),
        (r"a \'quoted\' word", r"a \'quoted\' word"),
        (r"\'{} \~{}", r"\'{} \~{}"),
        (r"{M}{\"u}ller {M\"uller}", "{M}üller {Müller}"),
        ("two  lines\n  and a\ttab", "two lines and a tab"),
        ("no\u00a0break", "no break"),
        ("e\u0301", "é"),
        ("", ""),
        ("\\", "\\"),
        (r"\alpha stays", r"\alpha stays"),
        ("Zolt\\'an Haiman,\n  and Pawe{\\l} Zalecki", "Zoltán Haiman, and Paweł Zalecki"),
    ],
)
def test_accents_and_escapes_are_decoded_and_the_rest_stays(written: str, shown: str) -> None:
    assert decode_accents(written) == shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$\alpha$-divergence", "α-divergence"),
        (r"R\'enyi $\alpha$-divergence", "Rényi α-divergence"),
        (r"$O(\log n)$ time", "O(log n) time"),
        (r"CO$_2$ and H$_{2}$O", "CO2 and H2O"),
        (r"$\mathbb{R}^{d}$", "Rd"),
        (r"$\frac{a}{b}$", "a b"),
        (r"\emph{so} {\em it} \textbf{is}", "so it is"),
        (r"\LaTeX\ for $x \to 0$", "LaTeX for x → 0"),
        (r"see \cite{roe2020} and \ref{fig:1}", "see and"),
        (r"\href{https://example.org}{the page}", "the page"),
        (r"$5 and $6", "$5 and $6"),
        (r"only 20% of it", "only 20% of it"),
        (r"snake_case and a^b", "snake_case and a^b"),
        (r"{GAN}s in {E}urope", "GANs in Europe"),
        (r"$\ell_1$ norm \(x_i\)", "ℓ1 norm xi"),
        (r"$\leq 3\sigma$", "≤ 3σ"),
        ("nothing of  it", "nothing of it"),
    ],
)
def test_tex_is_read_as_text(written: str, read: str) -> None:
    assert plain(written) == read


def test_what_is_read_leads_back_to_its_source() -> None:
    written = r"the $\alpha$-divergence of R\'enyi"
    read, offsets = plain_with_map(written)
    start = read.index("α-divergence")
    end = start + len("α-divergence")
    assert written[offsets[start] : offsets[end]] == r"\alpha$-divergence"
    assert written[offsets[read.index("é")] : offsets[read.index("é") + 1]] == r"\'e"


TEX = st.text(alphabet="\\$'\"{}~^_ aeiocvlL%&()[]\n\u0301é", max_size=40)


@given(TEX)
def test_decoding_gives_composed_text_with_single_spaces(text: str) -> None:
    shown = decode_accents(text)
    assert shown == " ".join(shown.split())
    assert unicodedata.is_normalized("NFC", shown)


@given(TEX)
def test_the_map_ascends_and_ends_at_the_end(text: str) -> None:
    read, offsets = plain_with_map(text)
    assert len(offsets) == len(read) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)


@given(st.text(alphabet=st.characters(exclude_characters="\\${"), max_size=60))
def test_text_without_tex_reads_as_it_is(text: str) -> None:
    assert plain_with_map(text)[0] == text
    assert decode_accents(text) == unicodedata.normalize("NFC", " ".join(text.split()))


@pytest.mark.parametrize(
    "hostile", ["\\(" * 20_000, "$" * 20_001, "$a " * 20_000, "{" * 20_000, "\\'{" * 10_000, "$^" * 9_999]
)
def test_hostile_tex_is_read_in_little_time(hostile: str) -> None:
    started = time.process_time()
    decode_accents(hostile)
    plain(hostile)
    assert time.process_time() - started < 2
