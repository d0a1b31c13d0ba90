"""A lean load generator: so many residents at once, each asking again as soon as answered."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Right = Callable[[bytes], bool]
"""Whether a page says what it should."""


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
    url: str, cookies: Sequence[str], *, at_once: int, seconds: float, right: Right
) -> Measured:
    """Ask `url` for so long, `at_once` connections, each resident with a cookie of their own."""
    return asyncio.run(_load(url, cookies, at_once, seconds, right))


def once_each(url: str, cookies: Sequence[str], *, at_once: int, right: Right) -> Measured:
    """Each resident's first page, `at_once` of them at a time."""
    return asyncio.run(_once_each(url, cookies, at_once, right))


async def _load(
    url: str, cookies: Sequence[str], at_once: int, seconds: float, right: Right
) -> Measured:
    end = time.monotonic() + seconds
    started = time.monotonic()
    clients = [_Client(url, [cookies[number % len(cookies)]], right) for number in range(at_once)]
    await asyncio.gather(*(client.until(end) for client in clients))
    return _sum(clients, time.monotonic() - started)


async def _once_each(url: str, cookies: Sequence[str], at_once: int, right: Right) -> Measured:
    started = time.monotonic()
    clients = [_Client(url, cookies[number::at_once], right) for number in range(at_once)]
    await asyncio.gather(*(client.each() for client in clients))
    return _sum(clients, time.monotonic() - started)


def _sum(clients: list["_Client"], taken: float) -> Measured:
    times = tuple(one for client in clients for one in client.times)
    return Measured(times, taken, sum(client.wrong for client in clients))


class _Client:
    """One keep-alive connection of browsers that keep the cookies they are given."""

    def __init__(self, url: str, cookies: Sequence[str], right: Right) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._cookies = cookies
        self._right = right
        self._given: dict[str, dict[str, str]] = {cookie: {} for cookie in cookies}
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
        given = self._given[cookie]
        sent = "; ".join([cookie, *(f"{name}={value}" for name, value in given.items())])
        words = (
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            f"X-Forwarded-Proto: https\r\nCookie: {sent}\r\n\r\n"
        )
        started = time.monotonic()
        writer.write(words.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        body = await self._body(head.lower(), reader)
        self.times.append(time.monotonic() - started)
        given.update(_cookies_in(head.decode()))
        if not head.startswith(b"HTTP/1.1 200") or not self._right(body):
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


def _cookies_in(head: str) -> Iterator[tuple[str, str]]:
    for line in head.split("\r\n"):
        word, _, cookie = line.partition(": ")
        if word.lower() == "set-cookie":
            name, _, value = cookie.partition(";")[0].partition("=")
            yield name, value
