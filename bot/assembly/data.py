"""The data folder and its lock: one process at a time works with it, and on this host with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import BusyError, StoreError, reason
from bot.settings import Settings
from bot.store import Store, open_store

SQLITE = "sqlite:///"


def data_folder(settings: Settings) -> Path:
    """Where the database lies, or `data` beside the settings if it lies on a server."""
    if settings.database.startswith(SQLITE):
        return Path(settings.database.removeprefix(SQLITE)).parent
    return settings.folder / "data"


@contextmanager
def sole_worker(settings: Settings, owner: str, clock: Callable[[], datetime]) -> Iterator[Store]:
    """The store, for the one process that may work with it here; what a dead one had claimed is free again.

    Raises BusyError while another one is at work.
    """
    folder = data_folder(settings)
    lock = _lock(folder)
    try:
        with open_store(settings.database) as store, store.at_work(owner, clock()):
            yield store
    finally:
        lock.release()


def _lock(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "papersieve.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"Another papersieve works in {folder} (probably the daemon); stop it first, or let it do the work."
        ) from None
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be used: {reason(error)}; check its owner and its disk."
        ) from error
    return lock
