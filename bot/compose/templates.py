"""The templates of the digest: the reader's own before the shipped ones, file by file, in Jinja's sandbox.

Read once, compiled at once, then a value: a template edited later takes effect only when `Templates` is made anew.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import bidirectional

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from bot.compose.card.text import Marked
from bot.compose.columns import WIDTH, width, wrap
from bot.errors import ConfigError

HTML, TEXT = "digest.html.j2", "digest.txt.j2"
_PACKAGE = Path(__file__).resolve().parent.parent

# What a template can do wrong while it runs; Python's own errors come from its expressions (None + 1, 1 / 0).
_FAULTS = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class Source:
    path: Path
    text: str


class Templates:
    """All templates of a digest, compiled; knows nothing of papers."""

    def __init__(self, own: Path | None = None):
        """own: the reader's folder, which need not exist. Raises ConfigError for what cannot be read or compiled."""
        self._sources = {**_read(shipped_folder()), **(_read(own) if own is not None and own.is_dir() else {})}
        self._environment = _environment(self._sources)
        for name in self._sources:
            self._compile(name)

    def html(self, **values: object) -> str:
        """The HTML template with these values, styles not yet inlined. Raises ConfigError."""
        return self._render(HTML, values)

    def text(self, **values: object) -> str:
        """The plain text template with these values. Raises ConfigError."""
        return self._render(TEXT, values)

    def path(self, name: str) -> Path:
        """The file that a template of this name comes from."""
        return self._sources[name].path

    def _render(self, name: str, values: Mapping[str, object]) -> str:
        try:
            return self._environment.get_template(name).render(values)
        except _FAULTS as error:
            raise ConfigError(self._complaint(name, error)) from error

    def _compile(self, name: str) -> None:
        try:
            self._environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            where = f"{error.filename or self.path(name)}:{error.lineno}"
            raise ConfigError(
                f"{where}: {error.message}; correct it or delete the file to use the shipped one."
            ) from error

    def _complaint(self, name: str, error: Exception) -> str:
        if isinstance(error, jinja2.TemplateNotFound):
            return (
                f"{self._where(name, error)}: there is no template {error.name!r}; write the file or drop the include."
            )
        hint = "docs/templates.md lists what a template may use."
        return f"{self._where(name, error)}: {_sentence(error)}; {hint}"

    def _where(self, name: str, error: Exception) -> str:
        """`file:line` of the innermost template line; Jinja puts the templates' own lines into the traceback."""
        if isinstance(error, jinja2.TemplateSyntaxError):
            return f"{error.filename or self.path(name)}:{error.lineno}"
        files = {str(source.path) for source in self._sources.values()}
        lines = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
                 if frame.filename in files]  # fmt: skip
        return lines[-1] if lines else str(self.path(name))


def shipped_folder() -> Path:
    """The templates in the installed package, else those beside it in a checkout."""
    packaged = _PACKAGE / "shipped" / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "templates"


def _read(folder: Path) -> dict[str, Source]:
    try:
        return {path.name: Source(path, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.j2"))}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{folder}: a template cannot be read ({error}); make it readable UTF-8 or remove it."
        ) from error


def _environment(sources: Mapping[str, Source]) -> SandboxedEnvironment:
    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return (source.text, str(source.path), None) if source else None

    environment = SandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "highlight": highlight,
        "isolated": isolated,
        "starred": starred,
        "wrap": wrap,
        "columns": width,
    }
    environment.globals["WIDTH"] = WIDTH
    return environment


def isolated(text: str) -> Markup:
    """Text escaped for HTML; if some of it runs from right to left, so that it cannot turn its neighbours around."""
    is_rtl = not text.isascii() and any(bidirectional(char) in ("R", "AL", "AN") for char in text)
    return Markup("<bdi>{}</bdi>").format(text) if is_rtl else escape(text)


def highlight(text: Marked) -> Markup:
    """Text escaped for HTML, its matches in <b>."""
    pieces = (Markup("<b>{}</b>").format(run.text) if run.matched else escape(run.text) for run in text.runs)
    return Markup("").join(pieces)


def starred(text: Marked) -> str:
    """Text with its matches between asterisks, as mail in plain text emphasises."""
    return "".join(f"*{run.text}*" if run.matched else run.text for run in text.runs)


def _sentence(error: Exception) -> str:
    message = str(error).strip().rstrip(".") or type(error).__name__
    return f"the template fails: {message}"
