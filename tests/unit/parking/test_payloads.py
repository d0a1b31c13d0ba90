"""What the parking system and DVLA answer is read when it has the shape, else refused: G05, G06."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.parking import payloads
from tests.factories.parking import VRM, a_notice, a_photograph, a_right, as_json, some_sessions

SHAPES: dict[type[Any], dict[str, Any]] = {
    payloads.Notice: as_json(a_notice()),
    payloads.AssignedRight: as_json(a_right()),
    payloads.Evidence: {"pcn": "TB10012345", "photographs": [as_json(a_photograph())]},
    payloads.Vehicle: {"registrationNumber": VRM, "taxStatus": "Taxed"},
    payloads.PackList: {
        "specification": "VISITOR-A",
        "permit": "TB-P-20231",
        "packs": [{"instances": 10, "amount": "7.00"}],
    },
    payloads.Quote: {"specification": "RESIDENT-A", "vrm": VRM, "amount": "58.00"},
    payloads.LinkChecked: {"permit": "TB-P-20231"},
    payloads.PaymentTaken: {"pcn": "TB10012345", "paymentReference": "X", "amount": "35.00"},
    payloads.ChallengeReceived: {
        "pcn": "TB10012345",
        "reference": "CH-1",
        "decideBy": "2026-07-15",
    },
    payloads.ResponseStatus: {"status": "ok", "ids": ["R"]},
}
EXAMPLES = pytest.mark.parametrize(
    ("shape", "told"), SHAPES.items(), ids=[shape.__name__ for shape in SHAPES]
)
NOT_TOLD = {
    payloads.Vehicle: {"make", "colour", "fuelType", "taxStatus", "motStatus"},
    payloads.ResponseStatus: {"ids"},
    payloads.Notice: {
        "until",
        "afterwards",
        "mayChallenge",
        "challenge",
        "closedAs",
    },
    payloads.AssignedRight: {
        "plannedUses",
        "monetaryValue",
        "payments",
        "totalInstances",
        "instancesAvailable",
    },
}
"""What a supplier may leave out."""
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=8,
)


def read(shape: type[Any], told: Any) -> Any:
    return msgspec.json.decode(json.dumps(told), type=shape)


@EXAMPLES
def test_what_the_supplier_writes_is_read(shape: type[Any], told: dict[str, Any]) -> None:
    assert isinstance(read(shape, told), shape)


@EXAMPLES
def test_a_field_we_have_not_heard_of_changes_nothing(
    shape: type[Any], told: dict[str, Any]
) -> None:
    """G26: a supplier may add to its answers without telling us."""
    assert read(shape, told | {"newInVersion5": {"deep": [1, 2]}}) == read(shape, told)


@EXAMPLES
def test_every_field_that_decides_something_must_be_there(
    shape: type[Any], told: dict[str, Any]
) -> None:
    for name in told:
        without = {key: value for key, value in told.items() if key != name}
        if name in NOT_TOLD.get(shape, set()):
            read(shape, without)
            continue
        with pytest.raises(msgspec.ValidationError, match=name):
            read(shape, without)


@EXAMPLES
def test_no_field_is_believed_in_another_type(shape: type[Any], told: dict[str, Any]) -> None:
    for name in told:
        for wrong in ({}, {"a": 1}, True, [[]]):
            if wrong == {} and isinstance(told[name], list):
                continue
            with pytest.raises(msgspec.ValidationError):
                read(shape, told | {name: wrong})


@EXAMPLES
@pytest.mark.parametrize("whole", [None, [], "", 5, True, [[]]])
def test_an_answer_that_is_no_object_is_refused(
    shape: type[Any], told: dict[str, Any], whole: Any
) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(shape, whole)


@pytest.mark.parametrize(
    ("shape", "name", "wrong"),
    [
        (payloads.Notice, "amountDueToday", "thirty-five"),
        (payloads.Notice, "amountDueToday", "35,00"),
        (payloads.Notice, "amountDueToday", None),
        (payloads.Notice, "servedOn", "12/05/2026"),
        (payloads.Notice, "servedOn", "2026-02-30"),
        (payloads.Notice, "issuedAt", "yesterday"),
        (payloads.Notice, "discountEndsOn", None),
        (payloads.Notice, "vrm", None),
        (payloads.AssignedRight, "version", "3"),
        (payloads.AssignedRight, "version", 3.5),
        (payloads.AssignedRight, "expiry", "2026-06-07 at midnight"),
        (payloads.AssignedRight, "rightHolder", {"credentials": None}),
        (payloads.AssignedRight, "payments", None),
        (payloads.PackList, "packs", [{"instances": 0, "amount": "0.00"}]),
        (payloads.PackList, "packs", [{"instances": -10, "amount": "7.00"}]),
        (payloads.PackList, "packs", [{"instances": 1001, "amount": "7.00"}]),
        (payloads.PackList, "packs", {"instances": 10, "amount": "7.00"}),
        (payloads.ChallengeReceived, "decideBy", "in eight weeks"),
    ],
)
def test_dates_amounts_and_counts_are_what_they_say_or_nothing(
    shape: type[Any], name: str, wrong: Any
) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(shape, SHAPES[shape] | {name: wrong})


@given(told=anything)
def test_no_answer_however_strange_does_more_than_be_refused(told: Any) -> None:
    body = json.dumps(told)
    for shape in SHAPES:
        try:
            found = msgspec.json.decode(body, type=shape)
        except msgspec.MsgspecError:
            continue
        assert isinstance(found, shape)


@given(name=st.sampled_from(sorted(SHAPES[payloads.Notice])), told=anything)
def test_a_notice_with_one_strange_field_is_refused_or_keeps_its_number(
    name: str, told: Any
) -> None:
    try:
        found = read(payloads.Notice, SHAPES[payloads.Notice] | {name: told})
    except msgspec.MsgspecError:
        return
    assert name == "pcn" or found.pcn == "TB10012345"


def test_a_photograph_travels_as_base64_and_nothing_else() -> None:
    told = SHAPES[payloads.Evidence]["photographs"][0]

    with pytest.raises(msgspec.ValidationError):
        read(payloads.Photograph, told | {"content": "not base64!"})


def test_whose_a_right_is_stands_in_its_credentials() -> None:
    right = a_right()

    assert (right.permit_numbers, right.plates) == (["TB-P-20231"], [VRM])


def test_a_right_without_credentials_is_nobodys() -> None:
    right = some_sessions(right_holder=payloads.RightHolder([]))

    assert (right.permit_numbers, right.plates) == ([], [])
