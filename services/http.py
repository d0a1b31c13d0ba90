"""The only place that opens a connection to a supplier.

Pooled, with a connection limit per supplier as bulkhead, timeouts, a size limit, one retry (GET
only, of a supplier that is busy), a circuit breaker and a correlation id; every way a transport can
fail becomes `ServiceUnavailable`. Redirects are never followed, cookies never kept. On a connection
that was closed before any answer aiohttp itself repeats once what is idempotent; never a POST.
"""

import asyncio
import atexit
import logging
import re
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

import aiohttp
import msgspec
from django.conf import settings

from services.breaker import OPEN_SECONDS, Breaker
from services.contract import ServiceUnavailable
from services.network import run

logger = logging.getLogger(__name__)
T = TypeVar("T")

LARGEST_ANSWER = 1024 * 1024
"""Bytes, after decompression."""
RETRYABLE = frozenset({502, 503, 504})
Params = Mapping[str, str | int]


class NotFound(ServiceUnavailable):
    """404 or 410: the supplier answered, and does not know it."""


class Rejected(ServiceUnavailable):
    """Another 4xx: the supplier understood and said no. `problem` is its JSON answer."""

    def __init__(self, status: int, problem: Any) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.problem = problem


class Supplier:
    """One supplier's connection pool and breaker. Lives on the network loop."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        headers: Mapping[str, str],
        connect_seconds: float,
        read_seconds: float,
        connections: int,
        rest_seconds: float = OPEN_SECONDS,
    ) -> None:
        self.name = name
        self.breaker = Breaker(open_seconds=rest_seconds)
        self._url = url
        self._headers = dict(headers)
        self._timeout = aiohttp.ClientTimeout(
            total=connect_seconds + read_seconds, sock_connect=connect_seconds
        )
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @overload
    async def get(self, path: str, into: type[T], *, params: Params | None = ...) -> T: ...
    @overload
    async def get(self, path: str, into: Any, *, params: Params | None = ...) -> Any: ...
    async def get(self, path: str, into: Any, *, params: Params | None = None) -> Any:
        """Fetch and decode; nothing is no answer. Raises ServiceUnavailable, NotFound, Rejected."""
        try:
            answer = await self.send("GET", path, into, params=params)
        except _Passing:
            await asyncio.sleep(0.05)
            answer = await self.send("GET", path, into, params=params)
        return told(answer)

    async def post(self, path: str, into: type[T], json: Any, *, idempotency_key: str = "") -> T:
        """One POST of JSON that must be answered. Raises what `get` raises."""
        answer: T | None = await self.send(
            "POST", path, into, json=json, idempotency_key=idempotency_key
        )
        return told(answer)

    async def send(
        self,
        method: str,
        path: str,
        into: Any = Any,  # a type msgspec can decode, unions included
        *,
        params: Params | None = None,
        json: Any = None,  # whatever the supplier's dialect asks for
        headers: Mapping[str, str] | None = None,
        idempotency_key: str = "",
    ) -> Any:  # an `into`
        """One call, never retried here: send the same `idempotency_key` when you try again.

        An empty answer is None: a caller that has to be told something asks `told`.
        """
        wanted = {"X-Correlation-Id": str(uuid.uuid4()), **(headers or {})}
        if idempotency_key:
            wanted["Idempotency-Key"] = idempotency_key
        body = None
        if json is not None:
            body = msgspec.json.encode(json)
            wanted.setdefault("Content-Type", "application/json")
        if not self.breaker.allows():
            raise ServiceUnavailable(f"{self.name} is being left alone")
        try:
            return await self._ask(method, path, into, params, body, wanted)
        except ServiceUnavailable:
            raise
        except BaseException:  # given up, or a bug of ours: the breaker must hear of every end
            self.breaker.abandoned()
            raise

    async def _ask(
        self,
        method: str,
        path: str,
        into: Any,  # what `send` was given
        params: Params | None,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> Any:  # an `into`
        started = time.monotonic()
        try:
            status, answer, may_repeat = await self._exchange(method, path, params, body, headers)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as fault:
            self.breaker.failed()
            self._log("service.call.failed", path, started, fault=type(fault).__name__)
            raise ServiceUnavailable(type(fault).__name__) from fault
        if status >= 500 or 300 <= status < 400:
            self.breaker.failed()
            self._log("service.call.failed", path, started, status=status)
            kind = _Passing if status in RETRYABLE and may_repeat else ServiceUnavailable
            raise kind(f"status {status}")
        return self._judge(status, answer, into, path, started)

    def _judge(self, status: int, answer: bytes, into: Any, path: str, started: float) -> Any:
        if status in {404, 410}:
            self.breaker.succeeded()
            raise NotFound(f"status {status}")
        if status >= 400:
            self.breaker.succeeded()
            # Our key: nothing a resident does can help, and somebody here must put it right.
            level = logging.ERROR if status in {401, 403} else logging.WARNING
            self._log("service.call.rejected", path, started, level=level, status=status)
            raise Rejected(status, _problem(answer))
        if not answer:
            self.breaker.succeeded()
            return None
        try:
            decoded = msgspec.json.decode(answer, type=into)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            self.breaker.failed()
            self._log("service.answer.malformed", path, started, fault=type(fault).__name__)
            raise ServiceUnavailable("malformed") from fault
        self.breaker.succeeded()
        return decoded

    async def _exchange(
        self,
        method: str,
        path: str,
        params: Params | None,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> tuple[int, bytes, bool]:
        """Status, body, and whether it may be asked again at once: not when it said when."""
        async with self._pool().request(
            method,
            f"{self._url}/{path.lstrip('/')}",
            params=params,
            data=body,
            headers=headers,
            allow_redirects=False,
        ) as response:
            answer = bytearray()
            async for chunk in response.content.iter_chunked(65_536):
                answer += chunk
                if len(answer) > LARGEST_ANSWER:
                    raise ValueError("answer too large")
            return response.status, bytes(answer), "Retry-After" not in response.headers

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers=self._headers,
                timeout=self._timeout,
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session

    @property
    def is_open(self) -> bool:
        return self._session is not None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _log(
        self,
        event: str,
        path: str,
        started: float,
        *,
        level: int = logging.WARNING,
        **facts: object,
    ) -> None:
        call = "/".join(_without_accounts(path.strip("/").split("/")))
        taken = round(time.monotonic() - started, 3)
        told = {"supplier": self.name, "call": call, "seconds": taken, **facts}
        logger.log(level, event, extra=told)


class _Passing(ServiceUnavailable):
    """Worth one more GET."""


_suppliers: dict[str, Supplier] = {}


def supplier(name: str) -> Supplier:
    """The supplier of this name in settings.SUPPLIERS, one per process."""
    if name not in _suppliers:
        known = settings.SUPPLIERS[name]
        _suppliers[name] = Supplier(
            name,
            url=known["url"],
            headers=_headers(known),
            connect_seconds=known["connect_seconds"],
            read_seconds=known["read_seconds"],
            connections=known["connections"],
            rest_seconds=known.get("rest_seconds", OPEN_SECONDS),
        )
    return _suppliers[name]


def breakers() -> dict[str, Breaker]:
    """The breakers of the suppliers called so far, for the health page and the tests."""
    return {name: known.breaker for name, known in _suppliers.items()}


def forget_suppliers() -> None:
    """Close every pool and start afresh with the settings as they are now.

    Also at exit, when no thread can be started any more: a pool never opened needs no closing.
    """
    for known in _suppliers.values():
        if known.is_open:
            run(known.close())
    _suppliers.clear()


atexit.register(forget_suppliers)


def told(answer: T | None) -> T:
    """Raises ServiceUnavailable: nothing is no answer."""
    if answer is None:
        raise ServiceUnavailable("an empty answer")
    return answer


def _without_accounts(parts: Iterable[str]) -> Iterator[str]:
    """A path's parts, with everything starred that may name a person's account."""
    for part in parts:
        named = any(each.isdigit() for each in part) and not re.fullmatch(r"v\d", part)
        yield "*" if named else part


def _headers(known: Mapping[str, Any]) -> dict[str, str]:  # Any: settings
    """A supplier that wants its token elsewhere than in Authorization names its own header."""
    named = known.get("token_header")
    proof = {named: known["token"]} if named else {"Authorization": f"Bearer {known['token']}"}
    accept = known.get("accept", "application/json")
    return {**proof, "Accept": accept, "User-Agent": "my-account"}


def _problem(answer: bytes) -> Any:  # RFC 9457, OperationOutcome, or whatever the supplier says
    try:
        return msgspec.json.decode(answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
