"""What the leisure system may answer: read when it has the shape, refused when not (G05, G06)."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.leisure import payloads

PLACE = {"name": "Millfield Pool", "address": {"streetAddress": "Mill Lane"}}
OFFER = {"@id": "offers/adult", "name": "Adult", "price": 6.4}
SHAPES: dict[type[Any], dict[str, Any]] = {
    payloads.SessionSeries: {
        "@id": "series/aqua",
        "name": "Aqua",
        "location": PLACE,
        "organizer": {"@id": "organisation"},
        "offers": [OFFER],
        "activity": [{"prefLabel": "Aqua"}],
    },
    payloads.ScheduledSession: {
        "@id": "sessions/1",
        "superEvent": "series/aqua",
        "startDate": "2026-05-05T18:00:00Z",
        "remainingAttendeeCapacity": 5,
    },
    payloads.FacilityUse: {
        "@id": "facilities/courts",
        "name": "Courts",
        "location": PLACE,
        "provider": {"@id": "organisation"},
    },
    payloads.Slot: {
        "@id": "slots/1",
        "facilityUse": "facilities/courts",
        "startDate": "2026-05-05T18:00:00Z",
        "remainingUses": 2,
        "offers": [OFFER],
    },
    payloads.FeedPage: {
        "next": "https://x/feeds/slots?a=1",
        "items": [{"state": "deleted", "id": "a", "modified": 1}],
    },
    payloads.CustomerAccount: {"accountNumber": "TL448812", "customer": {"email": "a@b.example"}},
    payloads.Order: {
        "identifier": "order-1",
        "orderedItem": [{"orderedItem": "sessions/1", "acceptedOffer": "offers/adult"}],
        "totalPaymentDue": {"price": 6.4},
        "lease": {"leaseExpires": "2026-05-05T18:00:00Z"},
        "payment": {"identifier": "TB-7KQ4-M2WD"},
    },
    payloads.OrderList: {"items": []},
}
MUST = {
    payloads.SessionSeries: {"@id", "name", "location", "organizer"},
    payloads.ScheduledSession: {"@id", "superEvent", "startDate"},
    payloads.FacilityUse: {"@id", "name", "location", "provider"},
    payloads.Slot: {"@id", "facilityUse", "startDate"},
    payloads.FeedPage: {"next", "items"},
    payloads.CustomerAccount: {"accountNumber", "customer"},
    payloads.Order: {"identifier", "orderedItem", "totalPaymentDue"},
    payloads.OrderList: {"items"},
}
"""What the models call required, and we cannot do without."""
EXAMPLES = pytest.mark.parametrize(
    ("shape", "told"), SHAPES.items(), ids=[shape.__name__ for shape in SHAPES]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=8,
)


def read(shape: type[Any], told: Any) -> Any:
    return msgspec.json.decode(json.dumps(told), type=shape)


@EXAMPLES
def test_real_feeds_say_more_than_we_ask_for(shape: type[Any], told: dict[str, Any]) -> None:
    """G26."""
    more = told | {"@context": "https://openactive.io/", "beta:formattedDescription": "<p>x</p>"}

    assert isinstance(read(shape, more), shape)


@EXAMPLES
def test_what_must_be_there_must_be_there_and_the_rest_may_be_missing(
    shape: type[Any], told: dict[str, Any]
) -> None:
    for name in told:
        without = {key: value for key, value in told.items() if key != name}
        if name in MUST[shape]:
            with pytest.raises(msgspec.ValidationError, match=name):
                read(shape, without)
        else:
            read(shape, without)


@EXAMPLES
def test_no_field_is_believed_in_another_type(shape: type[Any], told: dict[str, Any]) -> None:
    for name in told:
        for wrong in (True, [[]], [7]):
            with pytest.raises(msgspec.ValidationError):
                read(shape, told | {name: wrong})


@pytest.mark.parametrize(
    ("shape", "name", "wrong"),
    [
        (payloads.ScheduledSession, "startDate", "tomorrow"),
        (payloads.ScheduledSession, "startDate", "2026-05-05"),
        (payloads.ScheduledSession, "startDate", None),
        (payloads.ScheduledSession, "remainingAttendeeCapacity", -1),
        (payloads.ScheduledSession, "remainingAttendeeCapacity", "5"),
        (payloads.ScheduledSession, "remainingAttendeeCapacity", 4.5),
        (payloads.Slot, "remainingUses", -1),
        (payloads.Slot, "offers", [OFFER | {"price": -1}]),
        (payloads.Slot, "offers", [OFFER | {"price": 10_001}]),
        (payloads.Slot, "offers", [OFFER | {"price": "6.40"}]),
        (payloads.Slot, "offers", [{"name": "no id"}]),
        (payloads.Order, "totalPaymentDue", {"price": -0.01}),
        (payloads.Order, "totalPaymentDue", {"price": None}),
        (payloads.Order, "totalPaymentDue", {}),
        (payloads.Order, "lease", {"leaseExpires": "soon"}),
        (payloads.Order, "lease", {}),
        (payloads.Order, "orderedItem", {"0": {}}),
        (payloads.Order, "seller", {"name": "no id"}),
        (payloads.FeedPage, "items", [{"state": "gone", "id": "a", "modified": 1}]),
        (payloads.FeedPage, "items", [{"state": "updated", "id": 1.5, "modified": 1}]),
        (payloads.FeedPage, "items", [{"state": "updated", "id": "a", "modified": None}]),
        (payloads.FeedPage, "next", None),
        (payloads.CustomerAccount, "entitlement", [{"validUntil": "2026-05-05"}]),
    ],
)
def test_dates_money_and_places_are_what_they_say_or_nothing(
    shape: type[Any], name: str, wrong: Any
) -> None:
    """G14, G15: an absurd price or a negative number of places is no answer."""
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


def test_an_item_of_a_feed_is_not_read_before_it_is_needed() -> None:
    """One bad item must not cost the page."""
    page = SHAPES[payloads.FeedPage] | {
        "items": [{"state": "updated", "id": 7, "modified": "2026", "data": {"nonsense": [1]}}]
    }

    [item] = read(payloads.FeedPage, page).items

    assert (item.id, item.modified) == (7, "2026")
    assert json.loads(bytes(item.data)) == {"nonsense": [1]}


@pytest.mark.parametrize(
    ("ordered", "offer"),
    [
        ("sessions/1", "offers/adult"),
        ({"@id": "sessions/1", "startDate": "2026-05-05T18:00:00Z"}, OFFER),
        ({"@id": "sessions/1", "startDate": "2026-05-05T18:00:00Z"}, "offers/adult"),
    ],
)
def test_an_ordered_item_is_named_or_written_out(ordered: Any, offer: Any) -> None:
    item = {"orderedItem": ordered, "acceptedOffer": offer}

    [found] = read(payloads.Order, SHAPES[payloads.Order] | {"orderedItem": [item]}).ordered_item

    assert isinstance(found.ordered_item, str) == isinstance(ordered, str)
    assert isinstance(found.accepted_offer, str) == isinstance(offer, str)
