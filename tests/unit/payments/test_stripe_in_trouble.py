"""Stripe's refusals, doubts and silences: what each is taken for, and when we stop asking."""

import pytest
import stripe

from payments import stripe_gateway
from payments.gateway import GatewayRefused, GatewayUnavailable, UnknownAtGateway
from services.breaker import Breaker
from tests.unit.payments.stripe_line import (
    SESSION,
    WANTED,
    Line,
    gateway_on,
    page,
    paid_session,
    refusal,
)

FAULTS = [
    (stripe.APIConnectionError("nobody there"), GatewayUnavailable),
    ((500, "<html>"), GatewayUnavailable),
    ((500, {"error": {"type": "api_error", "message": "no"}}), GatewayUnavailable),
    ((200, "<html>"), GatewayUnavailable),
    ((200, "[]"), GatewayUnavailable),
    ((200, "{}"), GatewayUnavailable),
    (refusal(401), GatewayUnavailable),
    (refusal(403), GatewayUnavailable),
    (refusal(429), GatewayUnavailable),
    (refusal(409, "idempotency_key_in_use", "idempotency_error"), GatewayUnavailable),
    (refusal(400, "", "idempotency_error"), GatewayUnavailable),
    (refusal(402, "card_declined", "card_error"), GatewayUnavailable),
    (refusal(400, "amount_too_small"), GatewayRefused),
    (refusal(404, "resource_missing"), UnknownAtGateway),
    (refusal(400, "resource_missing"), UnknownAtGateway),
]


@pytest.mark.parametrize(("answer", "raised"), FAULTS)
def test_only_a_clear_no_is_a_refusal_and_every_doubt_is_a_doubt(answer, raised):
    """F06 to F09: what we have no answer to may have happened."""
    with pytest.raises((GatewayUnavailable, GatewayRefused)) as said:
        gateway_on(Line(answer)).fetch_session("cs_1")

    assert type(said.value) is raised


@pytest.mark.parametrize(
    "answers",
    [
        [paid_session(created=10**12), page()],
        [paid_session(created=10**20), page()],
        [paid_session(created="at noon"), page()],
        [KeyError("what the library itself did not find")],
    ],
    ids=["year 33658", "no year at all", "words", "library"],
)
def test_an_answer_that_cannot_be_read_is_a_doubt_and_no_page_of_trouble(answers):
    """F09: the money may have moved all the same."""
    with pytest.raises(GatewayUnavailable):
        gateway_on(Line(*answers)).fetch_session("cs_1")


def test_a_key_that_was_used_for_something_else_is_an_alarm(caplog):
    """F08: never silently a new key."""
    line = Line(refusal(400, "", "idempotency_error"))

    with pytest.raises(GatewayUnavailable, match="idempotency"):
        gateway_on(line).open_session(WANTED)

    assert "payments.gateway.key_conflict" in caplog.text
    assert len(line.heard) == 1


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


def unwell_gateway(line):
    gateway, clock = gateway_on(line), Clock()
    gateway._breaker = Breaker(clock=clock)
    return gateway, clock


def try_once(gateway):
    try:
        gateway.fetch_session("cs_1")
    except GatewayUnavailable as fault:
        return str(fault)
    except GatewayRefused:
        return "refused"
    return "answered"


def test_after_five_doubts_it_is_left_alone_for_half_a_minute():
    """F09: a card company that is down is not asked by every resident in turn."""
    line = Line((500, "<html>"))
    gateway, clock = unwell_gateway(line)
    assert [try_once(gateway) for _ in range(7)][4:] == ["APIError", "left alone", "left alone"]
    assert len(line.heard) == 5

    line.answers = [SESSION]
    clock.seconds = 29.9
    assert try_once(gateway) == "left alone"
    clock.seconds = 30.0
    assert [try_once(gateway) for _ in range(3)] == ["answered"] * 3


def test_a_fault_of_ours_in_its_one_try_does_not_keep_it_alone_for_ever(monkeypatch):
    line = Line((500, "<html>"))
    gateway, clock = unwell_gateway(line)
    for _ in range(5):
        try_once(gateway)
    clock.seconds, line.answers = 30.0, [SESSION]
    with monkeypatch.context() as patched:
        patched.setattr(stripe_gateway, "_seen", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            try_once(gateway)

    clock.seconds = 60.0
    assert try_once(gateway) == "answered"


@pytest.mark.parametrize(
    "answer",
    [
        refusal(404, "resource_missing"),
        refusal(400, "", "idempotency_error"),
    ],
)
def test_a_card_company_that_says_no_is_answering(answer):
    """Whatever it answered when it was tried again, it is not left alone for ever."""
    line = Line((500, "<html>"))
    gateway, clock = unwell_gateway(line)
    for _ in range(5):
        try_once(gateway)
    clock.seconds, line.answers = 30.0, [answer]
    try_once(gateway)

    line.answers = [SESSION]
    assert try_once(gateway) == "answered"


def test_refusals_do_not_count_as_failures():
    line = Line(refusal(404, "resource_missing"))
    gateway, _clock = unwell_gateway(line)

    assert [try_once(gateway) for _ in range(9)] == ["refused"] * 9


def test_a_success_forgets_the_failures_before_it():
    line = Line((500, "<html>"))
    gateway, _clock = unwell_gateway(line)
    for answer in [(500, "<html>")] * 4 + [SESSION] + [(500, "<html>")] * 4:
        line.answers = [answer]
        assert try_once(gateway) != "left alone"

    line.answers = [SESSION]
    assert try_once(gateway) == "answered"


def test_nothing_secret_is_in_the_log(caplog):
    """A22, G23: neither our key, nor what Stripe says about anybody."""
    line = Line(refusal(400, "parameter_invalid", param="client_reference_id"))

    with pytest.raises(GatewayRefused):
        gateway_on(line).open_session(WANTED)

    for secret in ("sk_test_1", "Canal Street", "TB-7KQ4"):
        assert secret not in caplog.text
