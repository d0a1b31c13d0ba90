"""The pretended parking system answers as APDS 4.0 prescribes, and DVLA's as DVLA's."""

from typing import Any

import pytest

from services.sandbox.personas import AMINA, GRACE, PEOPLE
from tests.contract.answers import Answer, Sandbox
from tests.contract.parking.calls import call, enquire
from tests.factories import apds

HOLDERS = [person for person in PEOPLE if person.permit]
VEHICLE = {
    "type": "object",
    "required": ["registrationNumber"],
    "properties": {
        "registrationNumber": {"type": "string", "pattern": "^[A-Z0-9]{1,8}$"},
        "taxStatus": {"enum": ["Taxed", "Untaxed", "SORN", "Not Taxed for on Road Use"]},
        "motStatus": {
            "enum": ["Valid", "Not valid", "No details held by DVLA", "No results returned"]
        },
        "taxDueDate": {"type": "string", "format": "date"},
        "motExpiryDate": {"type": "string", "format": "date"},
        "monthOfFirstRegistration": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
        "yearOfManufacture": {"type": "integer"},
        "engineCapacity": {"type": "integer", "minimum": 0},
        "co2Emissions": {"type": "integer", "minimum": 0},
        "fuelType": {"type": "string"},
        "markedForExport": {"type": "boolean"},
        "dateOfLastV5CIssued": {"type": "string", "format": "date"},
    },
}


def rights_of(sandbox: Sandbox, permit: str = AMINA.permit, query: str = "") -> Answer:
    return call(sandbox, "GET", f"rights/assigned?credential_id={permit}{query}")


@pytest.mark.parametrize("person", HOLDERS, ids=lambda person: person.name)
def test_every_permit_of_everybody_keeps_the_standard(sandbox: Sandbox, person: Any) -> None:
    answer = rights_of(sandbox, person.permit)

    assert apds.faults(answer.body, apds.page_of(apds.ASSIGNED_RIGHT)) == []
    assert answer.body["data"]
    for right in answer.body["data"]:
        credentials = {c["identifier"]["id"] for c in right["rightHolder"]["credentials"]}
        assert person.permit in credentials
        if "totalInstances" in right:
            used = right["instancesUsed"] + right["instancesAvailable"]
            assert used == right["totalInstances"]


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("rights/specs", apds.page_of(apds.RIGHT_SPECIFICATION)),
        ("rights/specs/VISITOR-B", apds.RIGHT_SPECIFICATION),
        ("places", apds.page_of(apds.PLACE)),
        ("places/zone-C", apds.PLACE),
    ],
)
def test_kinds_and_places_keep_the_standard(
    sandbox: Sandbox, path: str, schema: dict[str, Any]
) -> None:
    answer = call(sandbox, "GET", path)

    assert answer.status == 200
    assert apds.faults(answer.body, schema) == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "rights/assigned", None, 400),
        ("GET", "rights/assigned/none", None, 404),
        ("GET", "rights/specs/none", None, 404),
        ("GET", "places/none", None, 404),
        ("DELETE", "rights/assigned/none", None, 404),
        ("POST", "rights/assigned", {"id": "x"}, 400),
        ("POST", "rights/assigned", [], 400),
        ("PUT", "rights/assigned/none", {"id": "none"}, 400),
        ("PATCH", "rights/assigned", {}, 405),
        ("GET", "rights/packs?spec=RESIDENT-A&credential_id=TB-P-20231", None, 404),
        ("GET", "rights/packs?spec=VISITOR-A&credential_id=NOBODY", None, 404),
        ("GET", "rights/packs", None, 404),
        ("GET", "rights/quotes?spec=RESIDENT-A&vrm=TB99XXX", None, 404),
        ("GET", "rights/quotes?spec=NONE&vrm=TB12AMN", None, 404),
    ],
)
def test_every_no_is_said_in_the_standards_way(
    sandbox: Sandbox, method: str, path: str, body: Any, status: int
) -> None:
    answer = call(sandbox, method, path, body)

    assert apds.faults(answer.body, apds.RESPONSE_STATUS) == []
    assert (answer.status, answer.body["code"], answer.body["status"]) == (status, status, "error")


def a_new(sandbox: Sandbox, right: str, **changes: Any) -> dict[str, Any]:
    """Another right for Amina, like the one she has."""
    found: dict[str, Any] = rights_of(sandbox, query="&right_type=permitParking").body["data"][0]
    return found | {"id": right, "payments": []} | changes


def test_what_is_written_is_read_back_the_same(sandbox: Sandbox) -> None:
    written = a_new(sandbox, "TB-P-20231-R2099", expiry="2099-01-01T00:00:00Z")

    said = call(sandbox, "POST", "rights/assigned", written)

    assert apds.faults(said.body, apds.RESPONSE_STATUS) == []
    assert said.body["ids"] == ["TB-P-20231-R2099"]
    assert call(sandbox, "GET", "rights/assigned/TB-P-20231-R2099").body == written


@pytest.mark.parametrize("changes", [{"id": "ANOTHER"}, {"version": 7}])
def test_only_the_right_itself_in_its_newest_version_is_replaced(
    sandbox: Sandbox, changes: dict[str, Any]
) -> None:
    right = rights_of(sandbox).body["data"][0]

    answer = call(sandbox, "PUT", f"rights/assigned/{right['id']}", right | changes)

    assert answer.status == 409
    assert call(sandbox, "GET", f"rights/assigned/{right['id']}").body == right


def test_a_version_read_twice_is_written_once(sandbox: Sandbox) -> None:
    """Two clerks at once: the second one has to read again."""
    right = rights_of(sandbox).body["data"][0]
    path = f"rights/assigned/{right['id']}"

    answers = [call(sandbox, "PUT", path, right | {"issueMethod": "permit"}) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 409]
    assert call(sandbox, "GET", path).body["version"] == right["version"] + 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("&right_type=permitParking", {"RESIDENT-A"}),
        ("&right_type=oneTimeUseParking", {"VISITOR-A"}),
        ("&place=zone-A", {"RESIDENT-A", "VISITOR-A"}),
        ("&place=zone-B", set()),
        ("&right_type=permitParking&place=zone-B", set()),
        ("&end_before=1", set()),
        ("&end_after=99999999999", set()),
        ("&end_after=soon", {"RESIDENT-A", "VISITOR-A"}),
    ],
)
def test_rights_are_narrowed_by_kind_place_and_time(
    sandbox: Sandbox, query: str, expected: set[str]
) -> None:
    found = rights_of(sandbox, query=query).body["data"]

    assert {right["rightSpecification"]["id"] for right in found} == expected


@pytest.mark.parametrize(
    ("page", "offset"), [("1", 0), ("2", 100), ("0", 0), ("-1", 0), ("first", 0)]
)
def test_pages_begin_where_the_one_before_ends(sandbox: Sandbox, page: str, offset: int) -> None:
    answer = rights_of(sandbox, query=f"&page={page}").body

    assert (answer["meta"]["offset"], answer["meta"]["pageSize"]) == (offset, 100)
    assert bool(answer["data"]) == (offset == 0)
    assert answer["meta"]["total"] == 4


# Visitor sessions


def packs(sandbox: Sandbox, permit: str = AMINA.permit) -> list[tuple[int, str]]:
    answer = call(sandbox, "GET", f"rights/packs?spec=VISITOR-A&credential_id={permit}")
    assert answer.status == 200, answer
    return [(pack["instances"], pack["amount"]) for pack in answer.body["packs"]]


def buy(sandbox: Sandbox, sessions: int, right: str = "V1", **changes: Any) -> int:
    wanted = a_new(sandbox, right, totalInstances=sessions, **changes)
    return call(sandbox, "POST", "rights/assigned", wanted).status


NOW = {"issuanceTime": "2999-01-01T00:00:00Z"}


def test_a_session_costs_seventy_pence_in_every_pack(sandbox: Sandbox) -> None:
    assert packs(sandbox) == [(10, "7.00"), (25, "17.50"), (50, "35.00")]


@pytest.mark.parametrize(
    ("bought", "left"), [(1, [10, 25]), (25, [10, 25]), (26, [10]), (40, [10]), (41, []), (50, [])]
)
def test_only_as_many_are_offered_as_are_left_of_a_hundred_a_year(
    sandbox: Sandbox, bought: int, left: list[int]
) -> None:
    """Amina has bought fifty of them already."""
    assert buy(sandbox, bought, **NOW) == 201

    assert [size for size, _ in packs(sandbox)] == left


def test_what_was_bought_more_than_a_year_ago_does_not_count(sandbox: Sandbox) -> None:
    assert buy(sandbox, 50, issuanceTime="2020-01-01T00:00:00Z") == 201

    assert len(packs(sandbox)) == 3


def test_more_than_are_left_cannot_be_written_either(sandbox: Sandbox) -> None:
    """A mandate of the rules, and not of the page that offers them."""
    assert buy(sandbox, 51, **NOW) == 422
    assert buy(sandbox, 50, **NOW) == 201
    assert buy(sandbox, 1, "V2", **NOW) == 422


def test_a_right_that_does_not_say_when_it_was_issued_counts_as_issued_today(
    sandbox: Sandbox,
) -> None:
    wanted = a_new(sandbox, "V1", totalInstances=50)
    del wanted["issuanceTime"]
    assert call(sandbox, "POST", "rights/assigned", wanted).status == 201

    assert packs(sandbox) == []


# DVLA


@pytest.mark.parametrize("person", HOLDERS, ids=lambda person: person.name)
def test_every_vehicle_is_described_as_dvla_does(sandbox: Sandbox, person: Any) -> None:
    answer = enquire(sandbox, person.vrm)

    assert apds.faults(answer.body, VEHICLE) == []
    assert answer.body["registrationNumber"] == person.vrm


@pytest.mark.parametrize("vrm", ["TOOLONG12", "A-1", "\u0410", "A" * 500, 5, ["TB12AMN"], {}])
def test_what_is_no_registration_is_dvlas_bad_request(sandbox: Sandbox, vrm: Any) -> None:
    answer = enquire(sandbox, vrm)

    assert answer.status == 400
    [error] = answer.body["errors"]
    assert set(error) == {"status", "code", "title", "detail"}


def test_dvla_mixing_people_up_answers_about_another_vehicle(sandbox: Sandbox) -> None:
    sandbox.fault("vehicle-enquiry", "another_person")

    assert enquire(sandbox, GRACE.vrm).body["registrationNumber"] != GRACE.vrm
