"""An SMTP server of a few lines that is rude where it is told to be: no real one loses its voice at a given moment."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from bot.deliver.channels import Smtp

HANG_UP = b"hang up"
SILENCE = b""
DRIP = b"drip"

POLITE = {
    b"connect": b"220 hello\r\n",
    b"EHLO": b"250 hi\r\n",
    b"MAIL": b"250 ok\r\n",
    b"RCPT": b"250 ok\r\n",
    b"DATA": b"354 go\r\n",
    b".": b"250 2.0.0 taken\r\n",
    b"QUIT": b"221 bye\r\n",
}


@contextmanager
def rude_smtp(answers: Mapping[bytes, bytes], timeout: float = 0.3) -> Iterator[Smtp]:
    """Serve while the block runs, with these answers instead of the polite ones, to a channel with little patience."""
    loop = asyncio.new_event_loop()
    talk = _Talk({**POLITE, **answers})
    server = loop.run_until_complete(asyncio.start_server(talk.begin, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        port = server.sockets[0].getsockname()[1]
        written = {"host": "127.0.0.1", "port": port, "security": "none", "from": "s@example.org", "timeout": timeout}
        yield Smtp.model_validate(written)
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Talk:
    def __init__(self, answers: Mapping[bytes, bytes]):
        self._answers = answers

    async def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._say(writer, b"connect")
        while verb := (await reader.readline())[:4].strip().upper():
            await self._say(writer, verb)
            if verb == b"DATA":
                await reader.readuntil(b"\r\n.\r\n")
                await self._say(writer, b".")

    async def _say(self, writer: asyncio.StreamWriter, verb: bytes) -> None:
        answer = self._answers[verb]
        if answer == HANG_UP:
            raise ConnectionAbortedError
        while answer == DRIP:
            writer.write(b"2")
            await writer.drain()
            await asyncio.sleep(0.05)
        writer.write(answer)


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
