"""A lean load generator: so many residents at once, each asking again as soon as answered."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds per page, and pages per second over the whole run."""

    seconds: tuple[float, ...]
    taken: float
    wrong: int

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.taken

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def load(
    url: str, cookies: Sequence[str], *, at_once: int, seconds: float, must_say: bytes = b""
) -> Measured:
    """Ask `url` for so long, `at_once` connections, each resident with a cookie of their own."""
    return asyncio.run(_load(url, cookies, at_once, seconds, must_say))


def once_each(url: str, cookies: Sequence[str], *, at_once: int, must_say: bytes = b"") -> Measured:
    """Each resident's first page, `at_once` of them at a time."""
    return asyncio.run(_once_each(url, cookies, at_once, must_say))


async def _load(
    url: str, cookies: Sequence[str], at_once: int, seconds: float, must_say: bytes
) -> Measured:
    end = time.monotonic() + seconds
    started = time.monotonic()
    clients = [
        _Client(url, [cookies[number % len(cookies)]], must_say) for number in range(at_once)
    ]
    await asyncio.gather(*(client.until(end) for client in clients))
    return _sum(clients, time.monotonic() - started)


async def _once_each(url: str, cookies: Sequence[str], at_once: int, must_say: bytes) -> Measured:
    started = time.monotonic()
    clients = [_Client(url, cookies[number::at_once], must_say) for number in range(at_once)]
    await asyncio.gather(*(client.each() for client in clients))
    return _sum(clients, time.monotonic() - started)


def _sum(clients: list["_Client"], taken: float) -> Measured:
    times = tuple(one for client in clients for one in client.times)
    return Measured(times, taken, sum(client.wrong for client in clients))


class _Client:
    """One keep-alive connection."""

    def __init__(self, url: str, cookies: Sequence[str], must_say: bytes) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._cookies = cookies
        self._must_say = must_say
        self.times: list[float] = []
        self.wrong = 0

    async def until(self, end: float) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        while time.monotonic() < end:
            await self._ask(reader, writer, self._cookies[0])
        writer.close()

    async def each(self) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        for cookie in self._cookies:
            await self._ask(reader, writer, cookie)
        writer.close()

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cookie: str
    ) -> None:
        words = (
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            f"X-Forwarded-Proto: https\r\nCookie: {cookie}\r\n\r\n"
        )
        started = time.monotonic()
        writer.write(words.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        body = await self._body(head.lower(), reader)
        self.times.append(time.monotonic() - started)
        if not head.startswith(b"HTTP/1.1 200") or self._must_say not in body:
            self.wrong += 1

    async def _body(self, head: bytes, reader: asyncio.StreamReader) -> bytes:
        for line in head.split(b"\r\n"):
            if line.startswith(b"content-length:"):
                return await reader.readexactly(int(line.split(b":")[1]))
        return await self._chunks(reader)

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readline()
        return body
