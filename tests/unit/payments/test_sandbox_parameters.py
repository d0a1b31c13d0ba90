"""The pretended card company takes what Stripe takes, by the types that Stripe publishes."""

from contextlib import suppress
from decimal import Decimal
from typing import Literal, NotRequired

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stripe.params import RefundCreateParams, RefundListParams
from stripe.params.checkout import SessionCreateParams
from typing_extensions import TypedDict

from services.sandbox.card_payments.parameters import InvalidParameter, checked, unfold


class Inner(TypedDict):
    quantity: int
    note: NotRequired[str]


class Asked(TypedDict):
    """Every kind of parameter that Stripe's types use."""

    name: str
    count: NotRequired[int]
    price: NotRequired[Decimal]
    sure: NotRequired[bool]
    colour: NotRequired[Literal["red", "blue"]]
    tomorrows: NotRequired[Literal["red"] | str]
    words: NotRequired[list[str]]
    items: NotRequired[list[Inner]]
    inner: NotRequired[Inner]
    facts: NotRequired[dict[str, str]]
    created: NotRequired[Inner | int]
    unset: NotRequired[Literal[""] | dict[str, str]]


def refused(given_, params=Asked):
    with pytest.raises(InvalidParameter) as wrong:
        checked(given_, params)
    return wrong.value.param, wrong.value.code


@pytest.mark.parametrize(
    ("pairs", "given_"),
    [
        ([], {}),
        ([("name", "x")], {"name": "x"}),
        ([("items[0][quantity]", "1")], {"items": {"0": {"quantity": "1"}}}),
        ([("a[b]", "1"), ("a[c]", "2")], {"a": {"b": "1", "c": "2"}}),
        ([("expand[]", "x"), ("expand[]", "y")], {"expand": {"0": "x", "1": "y"}}),
        ([("created[gte]", "5")], {"created": {"gte": "5"}}),
        ([("name", "x"), ("name", "y")], {"name": "y"}),
        ([("a[]b", "x")], None),
        ([("a[b", "x")], None),
        ([("[a]", "x")], None),
        ([("", "x")], None),
        ([("a", "1"), ("a[b]", "2")], None),
    ],
)
def test_brackets_are_unfolded(pairs, given_):
    if given_ is None:
        with pytest.raises(InvalidParameter):
            unfold(pairs)
    else:
        assert unfold(pairs) == given_


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("count", "12", 12),
        ("count", "-3", -3),
        ("price", "1.25", Decimal("1.25")),
        ("price", "-7", Decimal("-7")),
        ("sure", "true", True),
        ("sure", "false", False),
        ("colour", "blue", "blue"),
        ("tomorrows", "red", "red"),
        ("words", {"0": "a", "1": "b"}, ["a", "b"]),
        ("items", {"0": {"quantity": "2"}}, [{"quantity": 2}]),
        ("inner", {"quantity": "2", "note": "n"}, {"quantity": 2, "note": "n"}),
        ("facts", {"any": "thing"}, {"any": "thing"}),
        ("created", "5", 5),
        ("created", {"quantity": "5"}, {"quantity": 5}),
        ("unset", "", ""),
        ("unset", {"a": "b"}, {"a": "b"}),
    ],
)
def test_a_value_gets_its_type(field, typed, value):
    assert checked({"name": "x", field: typed}, Asked)[field] == value


@pytest.mark.parametrize(
    ("field", "typed", "param"),
    [
        ("count", "1.5", "count"),
        ("count", "１", "count"),
        ("count", "9" * 16, "count"),
        ("count", "", "count"),
        ("count", {"a": "1"}, "count"),
        ("price", "1e5", "price"),
        ("price", "1.", "price"),
        ("sure", "yes", "sure"),
        ("colour", "green", "colour"),
        ("tomorrows", "green", "tomorrows"),
        ("words", "a", "words"),
        ("items", {"0": "a"}, "items[0]"),
        ("items", {"0": {}}, "items[0][quantity]"),
        ("inner", {"quantity": "2", "other": "x"}, "inner[other]"),
        ("facts", "a", "facts"),
        ("facts", {"a": {"b": "c"}}, "facts"),
        ("created", "soon", "created"),
        ("name", {"a": "b"}, "name"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_stripe_would_say(field, typed, param):
    assert refused({"name": "x", field: typed})[0] == param


def test_what_is_missing_and_what_is_unknown_have_stripes_own_codes():
    assert refused({}) == ("name", "parameter_missing")
    assert refused({"name": "x", "naem": "y"}) == ("naem", "parameter_unknown")
    assert refused({"name": "x", "count": "x"}) == ("count", "parameter_invalid_integer")
    assert refused("x") == ("", "")


@pytest.mark.parametrize("option", ["idempotency_key", "api_key", "stripe_account"])
def test_options_of_the_client_library_are_no_parameters(option):
    assert refused({option: "x"}, RefundListParams) == (option, "parameter_unknown")


def test_a_real_request_to_open_a_session_is_taken():
    pairs = [
        ("mode", "payment"),
        ("success_url", "https://my.thornbridge.example/back/"),
        ("expires_at", "1777887000"),
        ("metadata[session_id]", "7"),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", "gbp"),
        ("line_items[0][price_data][unit_amount]", "9215"),
        ("line_items[0][price_data][product_data][name]", "Rent"),
    ]

    asked = checked(unfold(pairs), SessionCreateParams)

    assert asked["expires_at"] == 1777887000
    item = asked["line_items"][0]
    assert (item["quantity"], item["price_data"]["unit_amount"]) == (1, 9215)


@pytest.mark.parametrize(
    ("pairs", "param"),
    [
        ([("mode", "free")], "mode"),
        ([("ui_mode", "mine")], "ui_mode"),
        ([("line_items", "rent")], "line_items"),
        (
            [("line_items[0][price_data][unit_amount]", "1.5")],
            "line_items[0][price_data][currency]",
        ),
        ([("payment_intent_data[amount]", "1")], "payment_intent_data[amount]"),
    ],
)
def test_a_wrong_request_to_open_a_session_is_refused(pairs, param):
    assert refused(unfold(pairs), SessionCreateParams)[0] == param


@pytest.mark.parametrize(
    ("reason", "taken"), [("duplicate", True), ("requested_by_customer", True), ("bored", False)]
)
def test_a_refund_has_one_of_stripes_reasons(reason, taken):
    given_ = {"payment_intent": "pi_1", "reason": reason}

    if taken:
        assert checked(given_, RefundCreateParams)["reason"] == reason
    else:
        assert refused(given_, RefundCreateParams)[0] == "reason"


KEYS = st.text("abc[]01", max_size=12)


@given(st.lists(st.tuples(KEYS, st.text(max_size=5)), max_size=6))
def test_any_form_is_read_or_refused_and_never_falls_over(pairs):
    with suppress(InvalidParameter):
        assert "name" in checked(unfold(pairs), Asked)
