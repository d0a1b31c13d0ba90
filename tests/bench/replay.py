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

Asked = tuple[bytes, bytes]
"""The lines of a request, and its body."""


class Replay:
    """One answer per request line and body; asks the sandbox for those it has not seen."""

    def __init__(self, sandbox: str, seconds: float) -> None:
        self.sandbox = sandbox
        self.seconds = seconds
        self.faults: dict[str, str] = {}
        self.answers: dict[Asked, bytes] = {}

    def obey(self, words: list[str]) -> bytes:
        if words == ["well"]:
            self.faults.clear()
        else:
            fault, supplier = words
            self.faults[supplier] = fault
        return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    def fetch(self, head: bytes, body: bytes) -> bytes:
        first, *lines = head.decode().strip().split("\r\n")
        method, path, _ = first.split(" ")
        words = dict(line.split(": ", 1) for line in lines)
        words.pop("Host", None)
        words.pop("Accept-Encoding", None)
        request = urllib.request.Request(
            self.sandbox + path, data=body or None, headers=words, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return _whole(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return _whole(error.code, error.headers, error.read())


class Connection(asyncio.Protocol):
    """One keep-alive connection, by callbacks alone: the stand-in must cost next to nothing."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if end and len(rest) >= (length := _length(head)):
            self._received = rest[length:]
            self._serve(head, rest[:length])

    def _serve(self, head: bytes, body: bytes) -> None:
        replay, loop = self._replay, asyncio.get_running_loop()
        line = head.split(b"\r\n", 1)[0]
        first, *words = line.split(b" ")[1].decode().removeprefix("/").split("/")
        fault = replay.faults.get(first)
        if first == "replay":
            self._answer(replay.obey(words))
        elif fault == "break":
            self._answer(b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n")
        elif fault is None and (answer := replay.answers.get((line, body))):
            loop.call_later(replay.seconds, self._answer, answer)
        elif fault is None:
            fetched = loop.run_in_executor(None, replay.fetch, head, body)
            fetched.add_done_callback(lambda done: self._first_answer((line, body), done.result()))

    def _first_answer(self, asked: Asked, answer: bytes) -> None:
        self._replay.answers[asked] = answer
        self._answer(answer)

    def _answer(self, answer: bytes) -> None:
        self._transport.write(answer)


def _length(head: bytes) -> int:
    _, named, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.split(b"\r\n", 1)[0]) if named else 0


def _whole(status: int, headers: object, body: bytes) -> bytes:
    kind = headers["Content-Type"]  # type: ignore[index]  # an email.message.Message
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def main() -> None:
    port, sandbox, seconds = sys.argv[1:]
    replay = Replay(sandbox, float(seconds))
    serve = asyncio.get_running_loop().create_server
    server = await serve(lambda: Connection(replay), "127.0.0.1", int(port), backlog=1024)
    print("The replay is serving.", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
