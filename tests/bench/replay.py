"""A lean stand-in for suppliers: what the sandbox answered once, again and again, after a wait.

    python -m tests.bench.replay PORT SANDBOX_URL SECONDS

The sandbox itself would be what limits a load test, so this remembers its answers.
GET /replay/hang/housing makes one supplier hang, /replay/break/housing makes it answer 500,
and /replay/well ends both.
"""

import asyncio
import sys
import urllib.error
import urllib.request
from collections.abc import Callable

Key = tuple[bytes, bytes]


class Replay:
    """One answer per request line and body; asks the sandbox for those it has not seen."""

    def __init__(self, sandbox: str, seconds: float) -> None:
        self._sandbox = sandbox
        self._seconds = seconds
        self._faults: dict[str, str] = {}
        self._answers: dict[Key, bytes] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                answer = await self._answer(head, body)
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, head: bytes, body: bytes) -> bytes:
        line = head.split(b"\r\n", 1)[0]
        path = line.split(b" ")[1].decode()
        first = path.split("/")[1]
        if first == "replay":
            return self._obey(path.split("/")[2:])
        if self._faults.get(first) == "hang":
            await asyncio.sleep(30)
        if self._faults.get(first) == "break":
            return b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n"
        key = (line, body)
        if key not in self._answers:
            fetch: Callable[[], bytes] = lambda: self._fetch(head, body)  # noqa: E731
            self._answers[key] = await asyncio.get_running_loop().run_in_executor(None, fetch)
        await asyncio.sleep(self._seconds)
        return self._answers[key]

    def _obey(self, words: list[str]) -> bytes:
        if words == ["well"]:
            self._faults.clear()
        else:
            fault, supplier = words
            self._faults[supplier] = fault
        return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    def _fetch(self, head: bytes, body: bytes) -> bytes:
        first, *lines = head.decode().strip().split("\r\n")
        method, path, _ = first.split(" ")
        words = dict(line.split(": ", 1) for line in lines)
        words.pop("Host", None)
        words.pop("Accept-Encoding", None)
        request = urllib.request.Request(
            self._sandbox + path, data=body or None, headers=words, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return _whole(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return _whole(error.code, error.headers, error.read())


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _whole(status: int, headers: object, body: bytes) -> bytes:
    kind = headers["Content-Type"]  # type: ignore[index]  # an email.message.Message
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def main() -> None:
    port, sandbox, seconds = sys.argv[1:]
    replay = Replay(sandbox, float(seconds))
    server = await asyncio.start_server(replay.serve, "127.0.0.1", int(port), backlog=1024)
    print("The replay is serving.", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
