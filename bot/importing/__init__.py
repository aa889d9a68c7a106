"""Rules made of what a reader has already: queries of arXiv, PubMed and search boxes, alert names, a BibTeX library.

A query is read into an expression (`reading.py` by the rules of one syntax: `arxiv.py`, `pubmed.py`, `search.py`), the
expression becomes a condition (`translating.py`) and that a rules file with comments (`writing.py`). What cannot be
said as a rule is never dropped in silence: it is told beside the file and in it.
"""

from bot.importing.alerts import rules_from_alerts
from bot.importing.expression import QueryError
from bot.importing.library import rules_from_bibtex
from bot.importing.queries import SYNTAXES, rules_from_query
from bot.importing.writing import Imported

__all__ = ["SYNTAXES", "Imported", "QueryError", "rules_from_alerts", "rules_from_bibtex", "rules_from_query"]
