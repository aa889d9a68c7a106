"""What the plain body of a mail says of the papers of its HTML one, where that says less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.models import Mention
from bot.scholarly.folding import title_key


def lacks_something(mentions: Sequence[Mention]) -> bool:
    """Whether an HTML body says less than the plain one may.

    None of its papers has an identifier, as where a mailing service has replaced every link; or of some there is but
    the first author ("Okafor, A and 4 more", as myADS has it, whose plain text names three).
    """
    has_no_identifiers = bool(mentions) and not any(one.identifiers for one in mentions)
    return has_no_identifiers or any(map(_is_first_author_alone, mentions))


def completed(mentions: Sequence[Mention], written: Sequence[Mention]) -> tuple[Mention, ...]:
    """The papers of an HTML body with what the plain one says more of those with the same titles."""
    by_title = {title_key(one.title): one for one in written}
    return tuple(_completed(one, same) if (same := by_title.get(title_key(one.title))) else one for one in mentions)


def _completed(one: Mention, same: Mention) -> Mention:
    if not one.identifiers:
        one = replace(one, identifiers=same.identifiers, url=one.url or same.url)
    if _is_first_author_alone(one) and len(same.authors or ()) > 1:
        cut = (one.truncated - {"authors"}) | (same.truncated & {"authors"})
        one = replace(one, authors=same.authors, truncated=cut)
    return one


def _is_first_author_alone(one: Mention) -> bool:
    return "authors" in one.truncated and len(one.authors or ()) == 1
