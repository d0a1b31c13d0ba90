"""A supplier that answers whatever a test tells it to, byte for byte."""

import asyncio
import gzip
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

Answer = Callable[[asyncio.StreamWriter], object]


def plain(body: bytes, *, status: str = "200 OK", headers: tuple[str, ...] = ()) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(head).encode() + body


def gzip_bomb(megabytes: int) -> bytes:
    """Small on the wire, `megabytes` once it is unpacked."""
    squeezed = gzip.compress(b'"' + b"0" * (megabytes * 1024 * 1024) + b'"')
    return plain(squeezed, headers=("Content-Encoding: gzip",))


@dataclass
class FaultServer:
    """Serves `answers` one after another, then the last one for ever; remembers the requests."""

    answers: list[bytes]
    seconds: float = 0.0
    hang_up: bool = False
    drip_seconds: float = 0.0
    """Between one byte of the answer and the next."""
    tls: ssl.SSLContext | None = None
    requests: list[str] = field(default_factory=list)
    url: str = ""
    connections: int = 0
    most_at_once: int = 0
    _now: int = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=[ready], daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *raised: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=5)

    def _serve(self, ready: threading.Event) -> None:
        async def main() -> None:
            self._stop = asyncio.Event()
            server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self.tls)
            scheme = "https" if self.tls else "http"
            self.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            ready.set()
            await self._stop.wait()
            server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.sleep(0)

        self._loop.run_until_complete(main())
        self._loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await self._answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._now -= 1
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            self.requests.append(await self._whole(head, reader))
            answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
            await asyncio.sleep(self.seconds)
            if self.hang_up:
                return
            for piece in self._pieces(answer):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(self.drip_seconds)

    def _pieces(self, answer: bytes) -> list[bytes]:
        return [bytes([byte]) for byte in answer] if self.drip_seconds else [answer]

    async def _whole(self, head: bytes, reader: asyncio.StreamReader) -> str:
        words = head.decode()
        for line in words.splitlines():
            if line.lower().startswith("content-length:"):
                return words + (await reader.readexactly(int(line.split(":")[1]))).decode()
        return words
