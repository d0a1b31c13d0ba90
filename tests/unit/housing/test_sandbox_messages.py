"""What the pretended housing system takes, and how it says no."""

import json
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest
from django.http import HttpRequest, JsonResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.housing import api, attachments, hact
from services.sandbox.housing.repairs import changes_of
from services.sandbox.housing.schedule_of_rates import CODES, PRIORITIES, TRADES
from services.sandbox.rest import Refused
from tests.contract.housing.calls import a_payment, a_repair
from tests.unit.housing.made import is_taken

GOOD: dict[str, dict[str, Any]] = {
    "ScheduleRepair": a_repair(),
    "RequestAppointment": {"workOrderReference": {"id": "1"}, "appointmentReference": {"id": "2"}},
    "JobStatusUpdate": {"relatedWorkOrderReference": {"id": "1"}, "typeCode": "0"},
    "Attachment": {"filename": "tap.jpg", "embeddedFileBinaryObject": "/9j/4AAQ"},
    "TenureMatch": {
        "paymentReference": "6001234567",
        "dateOfBirth": "1991-04-17",
        "postcode": "TB1 4QN",
    },
    "Payment": a_payment(),
}
REQUIRED = [(name, field) for name in GOOD for field in hact.MESSAGES[name]["required"]]


def request(**query: str) -> HttpRequest:
    return RequestFactory().get("/", query)


def test_the_messages_are_a_json_schema() -> None:
    of_schemas = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)

    assert hact.MESSAGES.keys() >= GOOD.keys()
    assert of_schemas.is_valid({"$defs": hact.MESSAGES})


@pytest.mark.parametrize("message", GOOD)
def test_a_right_message_is_taken_with_more_than_is_read_here(message: str) -> None:
    assert is_taken(message, GOOD[message])
    assert is_taken(message, GOOD[message] | {"anotherFieldOfTheStandard": {"x": 1}})


@pytest.mark.parametrize(("message", "field"), REQUIRED)
def test_a_message_without_what_it_must_have_is_refused_by_the_name_of_the_field(
    message: str, field: str
) -> None:
    without = {name: value for name, value in GOOD[message].items() if name != field}

    for body in (without, *(GOOD[message] | {field: wrong} for wrong in (None, True, "", []))):
        with pytest.raises(Refused) as no:
            hact.check(body, message)
        assert field in no.value.body["details"]


@pytest.mark.parametrize(
    ("moment", "is_one"),
    [
        ("2026-06-01T23:59:00+01:00", True),
        ("2026-06-01T23:59:00Z", True),
        ("2026-06-01T23:59:00", False),
        ("2026-06-01", False),
        ("2026-06-31T10:00:00Z", False),
        ("1 June", False),
        ("", False),
        (7, True),  # no text: another rule says so
    ],
)
def test_a_moment_has_its_offset(moment: object, is_one: bool) -> None:
    assert hact.is_moment(moment) is is_one


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("Payment", {"transactionAmount": 0}),
        ("Payment", {"transactionAmount": -1}),
        ("Payment", {"transactionAmount": 10_000.01}),
        ("Payment", {"transactionAmount": True}),
        ("Payment", {"transactionAmount": "40.25"}),
        ("Payment", {"transactionType": "BasicRentNoVAT"}),
        ("Payment", {"externalReference": "  "}),
        ("Attachment", {"filename": "../../etc/passwd"}),
        ("Attachment", {"filename": "a" * 81}),
        ("JobStatusUpdate", {"typeCode": "999"}),
        ("JobStatusUpdate", {"comments": "x" * 2001}),
        ("ScheduleRepair", {"descriptionOfWork": "x" * 2001}),
        ("ScheduleRepair", {"workElement": [{"trade": [{"code": "WITCHCRAFT"}]}]}),
        ("TenureMatch", {"postcode": "   "}),
    ],
)
def test_a_value_the_contract_does_not_know_is_refused(
    message: str, changes: dict[str, Any]
) -> None:
    assert not is_taken(message, GOOD[message] | changes)


def test_the_most_that_can_be_paid_can_be_paid() -> None:
    assert is_taken("Payment", a_payment(transactionAmount=10_000))
    assert is_taken("Payment", a_payment(transactionAmount=0.01))


def test_the_trades_of_the_messages_are_the_trades_of_the_rates() -> None:
    trade = hact.MESSAGES["WorkElement"]["properties"]["trade"]["items"]["properties"]["code"]

    assert trade["enum"] == list(TRADES)
    assert {trade for trade, _ in CODES.values()} <= set(TRADES)


def test_the_priorities_are_the_standards() -> None:
    code = hact.MESSAGES["ScheduleRepair"]["properties"]["priority"]["properties"]["priorityCode"]

    assert code["enum"] == [str(each) for each in PRIORITIES]


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_money_leaves_and_comes_back_without_losing_a_penny(amount: int) -> None:
    assert api.pence(json.loads(json.dumps(api.pounds(amount)))) == amount


@pytest.mark.parametrize("amount", [0.001, 40.255, 1e-9 + 0.005])
def test_a_fraction_of_a_penny_is_no_amount(amount: float) -> None:
    with pytest.raises(Refused):
        api.pence(amount)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"null", b'{"a": NaN}', b"\xff{}"])
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    sent = RequestFactory().post("/", body, content_type="application/json")

    with pytest.raises(Refused) as no:
        api.body_of(sent)

    assert no.value.status == 400


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"PageSize": "2"}, [1, 2]),
        ({"PageNumber": "2", "PageSize": "2"}, [3, 4]),
        ({"PageNumber": "3", "PageSize": "2"}, [5]),
        ({"PageNumber": "4", "PageSize": "2"}, []),
        ({"PageSize": "500"}, [1, 2, 3, 4, 5]),
        ({"PageSize": "501"}, None),
        ({"PageSize": "0"}, None),
        ({"PageNumber": "0"}, None),
        ({"PageNumber": "two"}, None),
    ],
)
def test_rows_come_in_pages(query: dict[str, str], page: list[int] | None) -> None:
    if page is None:
        with pytest.raises(Refused):
            api.page_of(request(**query), [1, 2, 3, 4, 5])
    else:
        assert api.page_of(request(**query), [1, 2, 3, 4, 5]) == page


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "4/5/2026"])
def test_a_day_that_is_none_is_refused_and_one_not_given_is_the_usual(text: str) -> None:
    usual = date(2026, 5, 4)

    assert api.day_of(request(), "fromDate", usual) == usual
    assert api.day_of(request(fromDate="2026-05-11"), "fromDate", usual) == date(2026, 5, 11)
    with pytest.raises(Refused):
        api.day_of(request(fromDate=text), "fromDate", usual)


def test_what_must_be_asked_for_must_not_be_blank() -> None:
    assert api.asked(request(targetId=" 6001234567 "), "targetId") == "6001234567"
    for query in ({}, {"targetId": "  "}):
        with pytest.raises(Refused) as no:
            api.asked(request(**query), "targetId")
        assert str(no.value) == "targetId is required"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("", 401),
        ("Basic eDp5", 401),
        ("Bearer guess", 403),
        (f"Bearer {api.TOKEN}x", 403),
        (f"Bearer {api.TOKEN}", 200),
    ],
)
def test_nobody_without_the_token_is_told_anything(header: str, status: int) -> None:
    view = api.API.answers(GET=lambda request: api.answer({"secret": "the rent"}))
    headers = {"authorization": header} if header else {}

    answered = view(RequestFactory().get("/", headers=headers))

    assert answered.status_code == status
    assert (b"the rent" in answered.content) is (status == 200)


def test_a_refusal_is_the_suppliers_own_error() -> None:
    def refuse(request: HttpRequest) -> JsonResponse:
        raise api.refused(400, "No such property", "00099999")

    headers = {"authorization": f"Bearer {api.TOKEN}"}
    view = api.API.answers(POST=refuse)

    refused = json.loads(view(RequestFactory().post("/", headers=headers)).content)
    assert refused == {"statusCode": 400, "message": "No such property", "details": "00099999"}
    assert view(RequestFactory().get("/", headers=headers)).status_code == 405


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("/9j/4AAQ", 0),
        ("iVBORw0KGgoAAAA=", 0),
        ("TVogbm8gcGhvdG8=", 400),  # a program
        ("not base64 !", 400),
        ("fotoé===", 400),
        ("/9j/" + "A" * (8 * 1024 * 1024), 413),
    ],
)
def test_only_a_picture_of_a_size_we_take_is_kept(written: str, status: int) -> None:
    if not status:
        assert attachments.check_photo(written) in {6, 11}
        return

    with pytest.raises(Refused) as no:
        attachments.check_photo(written)

    assert no.value.status == status


NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
CLOSED = {"closedDated": "2026-05-04T09:30:00Z"}


@pytest.mark.parametrize(
    ("update", "changes"),
    [
        ({"otherType": "cancelAppointment"}, {"appointment": None}),
        (
            {"otherType": "cancel"},
            {"status": "Work Cancelled", "appointment": None, **CLOSED},
        ),
        ({"otherType": "complete"}, {"status": "Work Complete", **CLOSED}),
        ({"typeCode": "120-20"}, {"status": "Materials Needed"}),
        ({"typeCode": "0", "comments": "Still drips"}, {}),
        ({}, {}),
    ],
)
def test_an_update_changes_what_it_says_and_nothing_else(
    update: dict[str, Any], changes: dict[str, Any]
) -> None:
    assert changes_of(update, NOW) == changes
