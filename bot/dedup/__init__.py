"""Stage 3 of 6: mentions in, works out: which mentions are the same paper, and the best of what they say.

What shares a key is compared (`keys.py`), what is the same paper is united (`identity.py` by `titles.py` and
`persons.py`; `clusters.py`, `grouping.py`) and merged (`merge.py`). The store keeps the keys of every paper, so that
history takes part in the same way.
"""

from bot.dedup.grouping import group
from bot.dedup.keys import keys_of, keys_of_paper
from bot.dedup.merge import enrich, paper_of, unite

__all__ = ["enrich", "group", "keys_of", "keys_of_paper", "paper_of", "unite"]
