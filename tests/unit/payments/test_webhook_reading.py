"""What comes in at the webhook's address: signed by us two, an event, or nothing at all."""

import json
from datetime import UTC, datetime

import pytest
import stripe
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from payments import webhooks
from payments.stripe_gateway import is_genuine
from payments.webhooks import NotFromTheGateway, receive
from services.sandbox.card_payments.webhooks import signature as sandbox_signature

NEW, OLD = "whsec_new_0123456789", "whsec_old_0123456789"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
AT = int(NOW.timestamp())


def signed(payload, *secrets, at=AT):
    """A header with one signature for each secret, as Stripe sends while one is rotated."""
    made = [
        stripe.WebhookSignature.generate_signature_header(payload, secret, at) for secret in secrets
    ]
    return ",".join([made[0].split(",")[0], *(one.split(",")[1] for one in made)])


@pytest.fixture
def at_half_past_nine():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("ours", "theirs", "believed"),
    [
        ([NEW], [NEW], True),
        ([NEW, OLD], [NEW], True),
        ([NEW, OLD], [OLD], True),
        ([NEW], [OLD], False),
        ([NEW], [OLD, NEW], True),
        ([], [NEW], False),
        ([""], [NEW], False),
    ],
)
def test_either_of_our_secrets_opens_and_no_other(at_half_past_nine, ours, theirs, believed):
    """F35: two secrets are good while one is being rotated."""
    assert is_genuine(b"{}", signed("{}", *theirs), ours) is believed


@pytest.mark.parametrize(
    ("seconds", "believed"), [(0, True), (300, True), (301, False), (86400, False)]
)
def test_a_signature_is_good_for_five_minutes(at_half_past_nine, seconds, believed):
    """F13, F36: an old event played back is refused; one that was only late comes again."""
    assert is_genuine(b"{}", signed("{}", NEW, at=AT - seconds), [NEW]) is believed


def test_what_was_signed_is_what_arrived_to_the_byte(at_half_past_nine):
    """F10."""
    header = signed('{"id": 1}', NEW)

    assert is_genuine(b'{"id": 1}', header, [NEW])
    for changed in (b'{"id": 2}', b'{"id":1}', b'{"id": 1} ', b""):
        assert not is_genuine(changed, header, [NEW])


def test_the_sandbox_signs_as_stripes_own_library_does(at_half_past_nine):
    payload = '{"id": "evt_1"}'

    assert sandbox_signature(payload.encode(), secret=NEW, at=AT) == signed(payload, NEW).replace(
        ", ", ","
    )


@given(st.binary(max_size=60), st.text(max_size=60))
def test_no_bytes_and_no_header_can_make_it_fall_over(payload, header):
    """F10, F11."""
    assert is_genuine(payload, header, [NEW, OLD]) is False


EVENT = {
    "id": "evt_1",
    "type": "checkout.session.completed",
    "livemode": False,
    "data": {"object": {"id": "cs_1"}},
}


@pytest.mark.parametrize("missing", ["id", "type", "livemode", "data"])
def test_an_event_without_a_part_that_we_read_is_none(missing):
    """F11."""
    event = {name: value for name, value in EVENT.items() if name != missing}

    with pytest.raises(NotFromTheGateway):
        webhooks._decoded(json.dumps(event).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"id": 7},
        {"livemode": "false"},
        {"livemode": None},
        {"data": []},
        {"data": {"object": None}},
        {"data": {"object": {"id": None}}},
        {"data": {"object": {"id": "cs_1", "metadata": {"reference": 7}}}},
        {"data": {"object": {"id": "cs_1", "client_reference_id": ["x"]}}},
    ],
)
def test_an_event_of_another_shape_is_none(change):
    """F11."""
    with pytest.raises(NotFromTheGateway):
        webhooks._decoded(json.dumps({**EVENT, **change}).encode())


@pytest.mark.parametrize(
    "body", [b"[" * 20_000, b'{"a":' * 20_000, b"\xff\xfe", b"1e400", b"NaN", b'"\\ud800"']
)
def test_what_was_made_to_break_a_reader_is_no_event(body):
    """F11."""
    with pytest.raises(NotFromTheGateway):
        webhooks._decoded(body)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_any_other_json_is_no_event(value):
    with pytest.raises(NotFromTheGateway):
        webhooks._decoded(json.dumps(value).encode())


def test_stripe_may_say_more_than_we_read():
    event = webhooks._decoded(json.dumps({**EVENT, "api_version": "9", "request": {}}).encode())

    assert (event.id, event.data.object.id) == ("evt_1", "cs_1")


@pytest.mark.parametrize("header", ["", "t=1,v1=1", "nonsense"])
def test_nothing_is_even_read_before_the_signature_holds(settings, monkeypatch, header):
    """F10: no effect, and no work, for whoever cannot sign."""
    settings.STRIPE_WEBHOOK_SECRETS = [NEW]
    monkeypatch.setattr(webhooks, "_decoded", lambda payload: pytest.fail("it was read"))

    with pytest.raises(NotFromTheGateway):
        receive(json.dumps(EVENT).encode(), header, now=NOW)
