"""What the share buttons of papers say of them: some houses hide every other address, and pass on the DOI there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import parse_qsl

from bot.parse.html import Block
from bot.parse.link_kinds import Address, is_share_button
from bot.parse.redirectors import target_of
from bot.parse.sources.hits import is_work
from bot.parse.sources.items import Item
from bot.parse.sources.paper_pages import SCHEME as PAGE
from bot.scholarly.identifiers import in_text

_ARGUMENTS = 20  # of an address that are looked at


def take_shared(papers: Sequence[Item], around: Callable[[Item], Sequence[Block]]) -> None:
    """Gives the papers without identifier those that their share buttons carry; around: the lines of a paper.

    None where one of them shares several papers; and what two share is of neither, such as the issue they are in.
    """
    bare = [item for item in papers if not item.identifiers.keys() - {PAGE}]
    known = Counter(one for item in papers for one in item.identifiers.items())
    shared = [{one for line in around(item) for one in _shared_on(line)} for item in bare]
    known.update(one for ones in shared for one in ones)
    for item, ones in zip(bare, shared, strict=True):
        item.identifiers.update(_of_one_paper({one for one in ones if known[one] == 1}))


def _of_one_paper(identifiers: set[tuple[str, str]]) -> Mapping[str, str]:
    by_scheme = dict(identifiers)
    return by_scheme if len(by_scheme) == len(identifiers) else {}


def _shared_on(line: Block) -> Iterator[tuple[str, str]]:
    for link in line.links:
        for url in (link.url, target_of(link.url) or ""):  # a mail filter may have wrapped the button
            if is_share_button(Address.of(url)):
                for _, value in parse_qsl(url.partition("?")[2])[:_ARGUMENTS]:
                    yield from ((scheme, one) for scheme, one, _ in in_text(value) if is_work(scheme, one))
