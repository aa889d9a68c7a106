"""A real IMAP server (pymap) on loopback with one account and an empty inbox, for the demo and for tests."""

from __future__ import annotations

import asyncio
import threading
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class ImapServer:
    """Where the server listens, in the clear, and who may log in."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)


@contextmanager
def imap_server(user: str, password: str) -> Iterator[ImapServer]:
    """Serve while the block runs, from a thread of its own. Mails get in by APPEND and are kept in memory only."""
    started: Future[int] = Future()
    stop = threading.Event()
    thread = threading.Thread(target=_run, args=(user, password, started, stop), name="imap server", daemon=True)
    thread.start()
    try:
        yield ImapServer(LOOPBACK, started.result(), user, password)
    finally:
        stop.set()
        thread.join()


class _Config(Config):
    """pymap's greeting looks up the name of this machine, which may take seconds without a network."""

    @property
    def greeting(self) -> bytes:
        return b"Server ready"


def _run(user: str, password: str, started: Future[int], stop: threading.Event) -> None:
    try:
        asyncio.run(_serve(user, password, started, stop))
    except Exception as error:
        if started.done():
            raise
        started.set_exception(error)


async def _serve(user: str, password: str, started: Future[int], stop: threading.Event) -> None:
    config = _config(user, password)
    config.apply_context()
    login = Login(config)
    hashed = await Passwords(config).hash_password(password)
    await login.demo_user_identity.set(UserMetadata(config, user, password=hashed))
    connected = ProxyProtocolReader(ProxyProtocolNoop()).get_callback(IMAPServer(login, config))
    server = await asyncio.start_server(connected, LOOPBACK, 0)
    started.set_result(server.sockets[0].getsockname()[1])
    await asyncio.get_running_loop().run_in_executor(None, stop.wait)
    server.close()


def _config(user: str, password: str) -> _Config:
    return _Config(
        Namespace(),
        host=LOOPBACK,
        port=0,
        tls_enabled=False,
        demo_data=False,
        demo_user=user,
        demo_password=password,
        hash_context=BuiltinHash(rounds=1),
        cpu_subsystem=Subsystem.for_asyncio(),
        proxy_protocol=ProxyProtocolNoop(),
    )
