"""papersieve: subscription mail about papers in, one curated digest out.

    collect:  intake | parse | dedup     new mail in the inbox   → papers in the store
    digest:   judge  | compose           papers not yet reported → one issue, frozen as bytes
    deliver:  deliver                    whatever is due         → accepted, retried or given up

Each word is a folder. The stages are functions over the values of `models.py`; `pipeline.py` puts them
in order, `store/` remembers, `daemon.py` keeps the time and `cli/` talks to people.
"""

__version__ = "0.1.0"
