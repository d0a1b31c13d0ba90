"""The pretended care system reads and searches as FHIR R4 says, one person at a time."""

from typing import Any

import pytest

from services.sandbox.personas import AMINA, DESMOND, GRACE, LAKSHMI, Person
from tests.contract.answers import Sandbox
from tests.contract.social_care.calls import PATIENT, batch, call, find, next_page

pytestmark = pytest.mark.sandbox

KINDS = ["Appointment", "Task", "ServiceRequest", "CarePlan", "CareTeam", "Invoice"]
PEOPLE = [AMINA, GRACE, DESMOND, LAKSHMI]


@pytest.mark.parametrize("token", ["", "something-else"])
@pytest.mark.parametrize("path", [f"Patient/{PATIENT}", f"CarePlan?patient={PATIENT}", "metadata"])
def test_a_caller_without_the_token_learns_nothing(
    sandbox_server: Sandbox, path: str, token: str
) -> None:
    answer = call(sandbox_server, "GET", path, token=token)

    assert answer.status == 401
    assert answer.body["resourceType"] == "OperationOutcome"


def test_a_patient_is_read_with_a_version(sandbox: Sandbox) -> None:
    answer = call(sandbox, "GET", f"Patient/{PATIENT}")

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["etag"] == 'W/"1"'
    assert answer.body["name"][0]["family"] == "Clarke"


@pytest.mark.parametrize(
    "path", ["Patient/SC999999", "Medication/1", "Task/none", "Medication?a=1"]
)
def test_what_is_not_there_is_a_404_with_an_outcome(sandbox_server: Sandbox, path: str) -> None:
    answer = call(sandbox_server, "GET", path)

    assert answer.status == 404
    assert answer.body["resourceType"] == "OperationOutcome"


def facts(person: Person, **changes: str) -> str:
    known = {
        "identifier": person.care_number,
        "family": person.last_name,
        "birthdate": person.born_on.isoformat(),
    }
    return "&".join(f"{name}={value}" for name, value in (known | changes).items())


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_a_person_is_found_by_number_name_and_birth(
    sandbox_server: Sandbox, person: Person
) -> None:
    found = call(sandbox_server, "GET", f"Patient?{facts(person)}").body

    assert [entry["resource"]["id"] for entry in found["entry"]] == [person.care_number]


@pytest.mark.parametrize(
    "written",
    [
        {"identifier": "sc700103"},
        {"family": "clarke"},
        {"identifier": "https://care.thornbridge.example/id/care-number|SC700103"},
    ],
)
def test_the_facts_may_be_typed_in_any_case(
    sandbox_server: Sandbox, written: dict[str, str]
) -> None:
    assert call(sandbox_server, "GET", f"Patient?{facts(DESMOND, **written)}").body["total"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifier": GRACE.care_number},
        {"family": "Okafor"},
        {"birthdate": "1948-02-12"},
        {"identifier": "https://elsewhere.example/id|SC700103"},
    ],
)
def test_one_wrong_fact_finds_nobody(sandbox_server: Sandbox, wrong: dict[str, str]) -> None:
    bundle = call(sandbox_server, "GET", f"Patient?{facts(DESMOND, **wrong)}").body

    assert bundle["total"] == 0
    assert "entry" not in bundle


@pytest.mark.parametrize("query", ["", "family=Clarke", "identifier=SC700103&family=Clarke"])
def test_people_are_not_listed_by_less(sandbox_server: Sandbox, query: str) -> None:
    assert call(sandbox_server, "GET", f"Patient?{query}").status == 400


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_listed_without_saying_for_whom(sandbox_server: Sandbox, kind: str) -> None:
    assert call(sandbox_server, "GET", kind).status == 400
    assert call(sandbox_server, "GET", f"{kind}?patient=").status == 400


@pytest.mark.parametrize("kind", KINDS)
def test_a_parameter_nobody_knows_is_refused_and_not_ignored(
    sandbox_server: Sandbox, kind: str
) -> None:
    answer = call(sandbox_server, "GET", f"{kind}?patient={PATIENT}&pateint=x")

    assert answer.status == 400


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_every_resource_is_about_the_person_asked_for(
    sandbox_server: Sandbox, kind: str, person: Person
) -> None:
    for resource in find(sandbox_server, kind, patient=person.care_number):
        assert f"Patient/{person.care_number}" in str(resource)
        others = [other.care_number for other in PEOPLE if other != person]
        assert not [number for number in others if f"Patient/{number}" in str(resource)]


def test_desmond_has_visits_a_plan_and_an_invoice(sandbox: Sandbox) -> None:
    assert len(find(sandbox, "CarePlan", status="active")) == 1
    assert len(find(sandbox, "Invoice", status="issued")) == 1
    assert len(find(sandbox, "Appointment")) > 300
    assert len(find(sandbox, "Appointment", date="ge2000-01-01", status="booked")) > 10


def test_somebody_nobody_knows_has_nothing(sandbox_server: Sandbox) -> None:
    assert find(sandbox_server, "Invoice", patient="SC999999") == []


@pytest.mark.parametrize("count", [1, 7, 50])
def test_next_links_lead_through_all_of_it_once(sandbox_server: Sandbox, count: int) -> None:
    every = find(sandbox_server, "Invoice")

    paged = find(sandbox_server, "Invoice", _count=count)

    assert [one["id"] for one in paged] == [one["id"] for one in every]
    assert len({one["id"] for one in paged}) == len(paged)


def test_a_page_has_at_most_what_was_asked_for_and_says_how_many_there_are(
    sandbox_server: Sandbox,
) -> None:
    bundle = call(sandbox_server, "GET", f"Appointment?patient={PATIENT}&_count=5").body

    assert len(bundle["entry"]) == 5
    assert bundle["total"] > 300
    assert next_page(bundle).startswith(f"{sandbox_server.url}/social-care/Appointment?")
    assert {entry["search"]["mode"] for entry in bundle["entry"]} == {"match"}


def test_nobody_gets_more_than_a_hundred_at_once(sandbox_server: Sandbox) -> None:
    bundle = call(sandbox_server, "GET", f"Appointment?patient={PATIENT}&_count=5000").body

    assert len(bundle["entry"]) == 100


def test_a_count_of_nought_only_counts(sandbox_server: Sandbox) -> None:
    bundle = call(sandbox_server, "GET", f"Invoice?patient={PATIENT}&_count=0").body

    assert bundle["total"] > 20
    assert "entry" not in bundle
    assert next_page(bundle) == ""


@pytest.mark.parametrize(
    ("prefix", "before", "same", "after"),
    [
        ("", False, True, False),
        ("eq", False, True, False),
        ("ge", False, True, True),
        ("gt", False, False, True),
        ("le", True, True, False),
        ("lt", True, False, False),
    ],
)
def test_dates_compare_as_fhir_says(
    sandbox_server: Sandbox, prefix: str, before: bool, same: bool, after: bool
) -> None:
    days = [visit["start"][:10] for visit in find(sandbox_server, "Appointment", _sort="date")]
    day = days[40]

    found = {
        one["start"][:10] for one in find(sandbox_server, "Appointment", date=f"{prefix}{day}")
    }

    assert (days[39] in found, day in found, days[41] in found) == (before, same, after)


@pytest.mark.parametrize(
    ("kind", "order", "field"),
    [
        ("Appointment", "date", "start"),
        ("Invoice", "date", "date"),
        ("Task", "modified", "lastModified"),
        ("ServiceRequest", "authored", "authoredOn"),
    ],
)
def test_results_come_in_the_order_asked_for(
    sandbox_server: Sandbox, kind: str, order: str, field: str
) -> None:
    up = [one.get(field, "") for one in find(sandbox_server, kind, _sort=order)]
    down = [one.get(field, "") for one in find(sandbox_server, kind, _sort=f"-{order}")]

    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


@pytest.mark.parametrize("params", ["_sort=colour", "_count=many", "date=soon"])
def test_values_that_make_no_sense_are_refused(sandbox_server: Sandbox, params: str) -> None:
    answer = call(sandbox_server, "GET", f"Appointment?patient={PATIENT}&{params}")

    assert answer.status == 400


def test_a_batch_answers_each_question_by_itself(sandbox_server: Sandbox) -> None:
    asked = batch(
        f"Patient/{PATIENT}", f"CarePlan?patient={PATIENT}&status=active", "Patient/none", "Task"
    )

    answer = call(sandbox_server, "POST", "", asked)

    assert answer.status == 200
    assert answer.body["type"] == "batch-response"
    statuses = [entry["response"]["status"] for entry in answer.body["entry"]]
    assert statuses == ["200 OK", "200 OK", "404 Not Found", "400 Bad Request"]
    assert answer.body["entry"][0]["resource"]["id"] == PATIENT
    assert answer.body["entry"][1]["resource"]["total"] == 1
    assert answer.body["entry"][3]["response"]["outcome"]["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"resourceType": "Patient", "id": "x"}, 400),
        ({"resourceType": "Bundle", "type": "batch"}, 400),
        ({"resourceType": "Bundle", "type": "history", "entry": []}, 400),
        ([], 400),
    ],
)
def test_what_is_no_bundle_is_refused(sandbox_server: Sandbox, body: Any, status: int) -> None:
    assert call(sandbox_server, "POST", "", body).status == status


def test_a_batch_changes_nothing(sandbox_server: Sandbox) -> None:
    asked = batch("Task")
    asked["entry"][0]["request"]["method"] = "DELETE"

    answer = call(sandbox_server, "POST", "", asked)

    assert answer.body["entry"][0]["response"]["status"].startswith("405")


def test_it_says_what_it_can_do(sandbox_server: Sandbox) -> None:
    statement = call(sandbox_server, "GET", "metadata").body

    assert statement["fhirVersion"] == "4.0.1"
    kinds = {one["type"] for one in statement["rest"][0]["resource"]}
    assert kinds >= {"Patient", *KINDS, "QuestionnaireResponse", "PaymentReconciliation"}


def test_another_persons_record_can_be_asked_for_as_a_fault(sandbox: Sandbox) -> None:
    sandbox.fault("social-care", "another_person")

    answer = call(sandbox, "GET", f"Patient/{PATIENT}")

    assert answer.body["id"] != PATIENT
    sandbox.well("social-care")
