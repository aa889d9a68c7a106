"""Settings in a folder of their own, with mail and ways out on this machine, and the daemon at work on them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.assembly import sole_worker
from bot.daemon import Daemon
from bot.daemon.clock import utc_now
from bot.daemon.configuration import Configuration, load_configuration
from bot.rounds import Worker
from bot.store import Store
from tests.e2e.program import arxiv_mail, until

RULES = "include: [paper]\n"
SETTINGS = """\
database: sqlite:///data/papersieve.db
timezone: Europe/Berlin
mailboxes: [{{name: files, path: mail, poll: every 1 second}}]
digests: [{{name: papers, rules: rules.yaml, schedule: {schedule}, via: [{{folder: out}}], on_empty: skip}}]
"""


@dataclass(frozen=True)
class Household:
    """A folder with `papersieve.yaml`, `rules.yaml`, mail in `mail/` and, in time, pages in `out/`."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        return self.folder / "papersieve.yaml"

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def schedule(self, schedule: str) -> None:
        """One digest, as often as that."""
        self.write("papersieve.yaml", SETTINGS.format(schedule=schedule))

    def receive(self, *numbers: int) -> None:
        """A mail with these papers arrives."""
        name = "-".join(map(str, numbers))
        (self.folder / "mail").mkdir(exist_ok=True)
        # A mail program writes it elsewhere and moves it in.
        (self.folder / f"{name}.part").write_bytes(arxiv_mail(*numbers))
        (self.folder / f"{name}.part").rename(self.folder / "mail" / f"{name}.eml")

    def pages(self, folder: str = "out") -> list[str]:
        """The issues delivered so far, oldest first."""
        pages = (path for path in (self.folder / folder).glob("*.html") if path.name != "index.html")
        return [page.read_text(encoding="utf-8") for page in sorted(pages)]

    def configuration(self) -> Configuration:
        return load_configuration(self.settings_file)

    @contextmanager
    def worker(self, clock: Callable[[], datetime] = utc_now) -> Iterator[Worker]:
        """Who alone may work with the store."""
        owner = Worker.new_owner()
        with sole_worker(self.configuration().settings, owner, clock) as store:
            yield Worker(store, clock, owner)

    @contextmanager
    def daemon(self, clock: Callable[[], datetime] = utc_now) -> Iterator[Store]:
        """The daemon at work in a thread of its own while the block runs."""
        stop = threading.Event()
        with self.worker(clock) as mine:
            worker = Worker(mine.store, mine.clock, mine.owner, stop.is_set)
            daemon = Daemon(self.settings_file, mine.store, worker, self.configuration(), stop)
            thread = threading.Thread(target=daemon.work, args=(threading.Event(),))
            thread.start()
            try:
                yield mine.store
            finally:
                stop.set()
                thread.join()

    @contextmanager
    def mail_coming(self) -> Iterator[None]:
        """One mail with one paper after the other arrives while the block runs."""
        stop = threading.Event()

        def come() -> None:
            for number in count(1):
                if stop.wait(0.2):
                    return
                self.receive(number)

        thread = threading.Thread(target=come)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def household(folder: Path, schedule: str = "every 1 second") -> Household:
    """One mailbox, one digest."""
    made = Household(folder)
    made.write("rules.yaml", RULES)
    (folder / "mail").mkdir()
    made.schedule(schedule)
    return made


__all__ = ["RULES", "SETTINGS", "Household", "household", "until"]
