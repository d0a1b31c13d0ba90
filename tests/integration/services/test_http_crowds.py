"""Many callers and one supplier: limits, the breaker, and what each caller gets."""

import asyncio
from contextlib import suppress

import pytest
from django.conf import settings

from services.contract import ServiceUnavailable
from services.http import supplier
from tests.integration.services.asking import GOOD, Tenancy, asking
from tests.integration.services.fault_server import FaultServer, plain


def test_an_answer_nobody_waited_for_is_never_the_next_callers():
    """G13: the connection of a call that was given up is closed, not used again."""
    anothers = plain(b'{"id": "somebody-else"}')

    async def give_up_and_ask_again(known):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(known.get("tenures/1", Tenancy), 0.05)
        server.seconds = 0
        return await known.get("tenures/2", Tenancy)

    with FaultServer([anothers, GOOD], seconds=0.15) as server:
        answer, _ = asking(server, give_up_and_ask_again)

    assert answer.id == "tenure-1"
    assert server.connections == 2


def test_no_supplier_of_the_councils_can_be_asked_without_a_limit():
    """G20: total time, connections, and how long a broken one is left alone."""
    for name, known in settings.SUPPLIERS.items():
        asked = supplier(name)
        assert asked._timeout.total == known["connect_seconds"] + known["read_seconds"] <= 10
        assert 0 < known["connections"] <= 64, name


def test_never_more_connections_than_agreed_and_everybody_is_answered():
    """G02: one supplier's crowd waits in its own line."""

    async def crowd(known):
        return await asyncio.gather(*(known.get(f"tenures/{n}", Tenancy) for n in range(6)))

    with FaultServer([GOOD], seconds=0.05) as server:
        answers, _ = asking(server, crowd)

    assert [answer.id for answer in answers] == ["tenure-1"] * 6
    assert server.most_at_once == 2


def test_an_open_breaker_lets_one_of_a_crowd_try_and_closes_when_it_is_answered():
    """G22: no thundering herd when the time is over."""
    down = plain(b"", status="500 Error")

    async def fail_rest_and_crowd(known):
        for _ in range(5):
            with pytest.raises(ServiceUnavailable):
                await known.send("GET", "tenures/1", Tenancy)
        with pytest.raises(ServiceUnavailable, match="left alone"):
            await known.send("GET", "tenures/1", Tenancy)
        await asyncio.sleep(0.15)
        calls = (known.send("GET", "tenures/1", Tenancy) for _ in range(5))
        first = await asyncio.gather(*calls, return_exceptions=True)
        after = await asyncio.gather(*(known.get("tenures/1", Tenancy) for _ in range(3)))
        return first, after

    with FaultServer([*[down] * 5, GOOD]) as server:
        (first, after), _ = asking(server, fail_rest_and_crowd, rest_seconds=0.1)

    assert sum(isinstance(answer, Tenancy) for answer in first) == 1
    assert [answer.id for answer in after] == ["tenure-1"] * 3
    assert len(server.requests) == 5 + 1 + 3


def test_callers_who_give_up_open_the_breaker():
    """G22: on a page of 0.8 s nobody waits for the timeout, and it must count all the same."""

    async def give_up_five_times(known):
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(known.get("tenures/1", Tenancy), 0.02)

    with FaultServer([GOOD], seconds=30) as server:
        _, known = asking(server, give_up_five_times)

    assert known.breaker.is_open


@pytest.mark.parametrize(
    "answer",
    [
        plain(b"{", status="200 OK"),
        plain(b"", status="302 Found"),
        b"not http at all\r\n\r\n",
        b"",
    ],
    ids=["malformed", "redirect", "garbage", "hangs up"],
)
def test_every_kind_of_failure_opens_the_breaker(answer):
    """G22: five of a kind, and nobody waits for the sixth."""

    async def fail_six_times(known):
        for _ in range(6):
            with pytest.raises(ServiceUnavailable):
                await known.send("POST", "repairs", Tenancy)

    with FaultServer([answer], hang_up=not answer) as server:
        _, known = asking(server, fail_six_times)

    assert len(server.requests) == 5
    assert known.breaker.is_open


@pytest.mark.parametrize(
    "well", [GOOD, *(plain(b"", status=said) for said in ("204 None", "404 No", "422 No"))]
)
def test_a_supplier_that_answers_in_between_is_not_left_alone(well):
    """G22: five failures in a row, whatever it answers meanwhile."""

    async def ask(known):
        for _ in range(9):
            with suppress(ServiceUnavailable):
                await known.send("GET", "tenures/1", Tenancy)

    down = plain(b"", status="500 Error")
    with FaultServer([*[down] * 4, well, down]) as server:
        asking(server, ask)

    assert len(server.requests) == 9


def test_a_fault_of_our_own_in_the_one_try_does_not_leave_the_supplier_alone_for_ever():
    """G22: what cannot be sent is no answer, and the next call must be let through."""

    async def fail_rest_and_stumble(known):
        for _ in range(5):
            with pytest.raises(ServiceUnavailable):
                await known.send("GET", "tenures/1", Tenancy)
        for ours in ({"json": object()}, {"params": {"page": object()}}):
            await asyncio.sleep(0.06)
            with pytest.raises(TypeError):
                await known.send("GET", "tenures/1", Tenancy, **ours)
        await asyncio.sleep(0.06)
        return await known.get("tenures/1", Tenancy)

    with FaultServer([*[plain(b"", status="500 Error")] * 5, GOOD]) as server:
        answer, _ = asking(server, fail_rest_and_stumble, rest_seconds=0.05)

    assert answer.id == "tenure-1"
