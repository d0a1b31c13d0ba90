"""A proxy between the portal and the outside world that kills at exactly one moment.

It passes everything on. At the call it waits for, it kills the process that called: «before» the
supplier has heard of it, or «after» the supplier has done it and before the caller knows.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, Self
from urllib.parse import urlsplit

from tests.processes import free_port

Moment = Literal["before", "after"]
HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "host"}


@dataclass
class Guillotine:
    """Stands at `url`, in front of the sandbox at `behind`."""

    behind: str
    url: str = ""
    calls: list[str] = field(default_factory=list)
    _waits_for: str = ""
    _moment: Moment = "before"
    _kill: Callable[[], None] = lambda: None
    fell: threading.Event = field(default_factory=threading.Event)

    def wait_for(self, call: str, moment: Moment, kill: Callable[[], None]) -> None:
        """`call` is how the request begins, such as «POST /v1/checkout/sessions»."""
        self._waits_for, self._moment, self._kill = call, moment, kill
        self.fell.clear()

    def __enter__(self) -> Self:
        guillotine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

            def _pass_on(self) -> None:
                guillotine.pass_on(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _pass_on  # noqa: N815

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", free_port()), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def pass_on(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        call = f"{request.command} {request.path}"
        self.calls.append(call)
        falls = bool(self._waits_for) and call.startswith(self._waits_for)
        if falls and self._moment == "before":
            return self._fall(request)
        status, headers, answer = self._ask(request, body)
        if falls:
            return self._fall(request)
        request.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)
        return None

    def _ask(
        self, request: BaseHTTPRequestHandler, body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        behind = urlsplit(self.behind)
        headers = {k: v for k, v in request.headers.items() if k.lower() not in HOP}
        with closing(HTTPConnection(str(behind.hostname), behind.port, timeout=30)) as connection:
            connection.request(request.command, request.path, body or None, headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()

    def _fall(self, request: BaseHTTPRequestHandler) -> None:
        self._waits_for = ""
        self._kill()
        self.fell.set()
        request.close_connection = True
        request.connection.shutdown(socket.SHUT_RDWR)
