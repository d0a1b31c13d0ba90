"""The grammar of FHIR over HTTP: who may ask, what is a resource, bundles, versions."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from services.sandbox.social_care import books, bundles, fhir, rules
from services.sandbox.social_care.fhir import Refused
from tests.unit.sandbox.conftest import Shelf

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
BASE = "https://care.example/social-care"
DESMOND = "SC700103"
HIS = {"reference": f"Patient/{DESMOND}"}
PATIENT = {
    "resourceType": "Patient",
    "id": DESMOND,
    "meta": {"versionId": "4", "lastUpdated": "2026-05-04T03:00:00Z"},
}


@fhir.reads_resource
def echo(request: HttpRequest, *, body: dict[str, Any]) -> HttpResponse:
    return fhir.answer(body, 201, "somewhere")


def show(request: HttpRequest) -> HttpResponse:
    return fhir.answer(PATIENT)


VIEW = fhir.for_councils(GET=show, POST=echo)


def ask(
    method: str,
    body: Any = None,
    *,
    token: str = f"Bearer {fhir.TOKEN}",
    kind: str = fhir.MEDIA_TYPE,
) -> tuple[HttpResponse, dict[str, Any]]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = RequestFactory().generic(
        method, "/social-care/", content, content_type=kind, headers={"Authorization": token}
    )
    answer = VIEW(request)
    return answer, json.loads(answer.content)


def test_a_resource_comes_with_its_version_and_its_moment() -> None:
    answer, body = ask("GET")

    assert body == PATIENT
    assert answer["Content-Type"] == "application/fhir+json"
    assert answer["ETag"] == 'W/"4"'
    assert answer["Last-Modified"] == "Mon, 04 May 2026 03:00:00 GMT"


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", fhir.TOKEN, f"bearer {fhir.TOKEN}"])
def test_without_our_token_there_is_only_an_outcome(token: str) -> None:
    answer, body = ask("GET", token=token)

    assert answer.status_code == 401
    assert body["issue"][0]["code"] == "login"
    assert DESMOND not in str(body)


def test_a_method_that_is_not_known_is_said_only_to_who_may_ask() -> None:
    assert ask("PATCH")[0].status_code == 405
    assert ask("PATCH", token="")[0].status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (PATIENT, "application/fhir+json", 201),
        (PATIENT, "application/json", 201),
        (PATIENT, "application/fhir+xml", 415),
        (PATIENT, "text/plain", 415),
        (b"{", "application/fhir+json", 400),
        ([PATIENT], "application/fhir+json", 400),
        ({"id": "1"}, "application/fhir+json", 400),
        (None, "application/fhir+json", 400),
    ],
)
def test_a_body_is_a_resource_or_is_refused(body: Any, kind: str, status: int) -> None:
    assert ask("POST", body, kind=kind)[0].status_code == status


@pytest.mark.parametrize(
    ("header", "version"), [('W/"3"', "3"), ('"3"', "3"), ("3", "3"), ("", ""), ("*", "*")]
)
def test_the_version_one_has_seen_is_read_from_the_header(header: str, version: str) -> None:
    request = RequestFactory().put("/", headers={"If-Match": header})

    assert fhir.version_given(request) == version


def test_a_new_version_is_one_more_and_says_when(shelf: Shelf) -> None:
    kept = books.write(PATIENT, person="desmond", now=NOW)

    assert kept["meta"] == {"versionId": "5", "lastUpdated": "2026-05-04T09:00:00Z"}
    first = books.write({"resourceType": "Task", "id": "t"}, person="desmond", now=NOW)
    assert first["meta"]["versionId"] == "1"


@pytest.mark.parametrize(
    ("resource", "subject"),
    [
        ({"resourceType": "Task", "for": HIS}, DESMOND),
        ({"resourceType": "Invoice", "subject": HIS}, DESMOND),
        ({"resourceType": "Appointment", "participant": [{}, {"actor": HIS}]}, DESMOND),
        ({"resourceType": "Appointment", "participant": [{"actor": {"display": "Nia"}}]}, ""),
        ({"resourceType": "Task", "for": {"reference": "Practitioner/1"}}, ""),
        ({"resourceType": "Task"}, ""),
        ({"resourceType": "PaymentReconciliation", "subject": HIS}, ""),
    ],
)
def test_whom_a_resource_is_about(resource: dict[str, Any], subject: str) -> None:
    assert books.subject_of(resource) == subject


def test_an_extension_is_found_by_its_address() -> None:
    resource = {"extension": [{"url": "a", "valueDate": "1"}, {"url": "b", "valueMoney": {"x": 1}}]}

    assert books.extension(resource, "b") == {"x": 1}
    assert books.extension(resource, "c") is None
    assert books.extension({}, "a") is None


def getting(*addresses: str) -> list[dict[str, Any]]:
    return [{"request": {"method": "GET", "url": address}} for address in addresses]


def test_each_question_of_a_batch_is_answered_by_itself_and_in_order(shelf: Shelf) -> None:
    shelf.put(books.SUPPLIER, "Patient", DESMOND, PATIENT, person="desmond")

    answer = bundles.batch(
        [
            *getting(f"Patient/{DESMOND}", "Patient/none", "Task", f"Task?patient={DESMOND}"),
            {"request": {"method": "DELETE", "url": f"Patient/{DESMOND}"}},
            {},
        ],
        base=BASE,
        now=NOW,
    )

    statuses = [entry["response"]["status"][:3] for entry in answer["entry"]]
    assert statuses == ["200", "404", "400", "200", "405", "405"]
    found = answer["entry"][0]
    assert found["fullUrl"] == f"{BASE}/Patient/{DESMOND}"
    assert found["response"]["etag"] == 'W/"4"'
    assert "resource" not in answer["entry"][1]
    assert shelf.get(books.SUPPLIER, "Patient", DESMOND) == PATIENT


def creating(resource: dict[str, Any], urn: str = "", **asked: str) -> dict[str, Any]:
    request = {"method": "POST", "url": resource["resourceType"]} | asked
    return {"fullUrl": urn, "resource": resource, "request": request}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the rules were asked to create."""
    asked: list[dict[str, Any]] = []

    def create(resource: dict[str, Any], *, now: datetime) -> tuple[dict[str, Any], bool]:
        asked.append(resource)
        kept = resource | {"id": f"new-{len(asked)}", "meta": PATIENT["meta"]}
        return kept, resource.get("isNew", True)

    monkeypatch.setattr(rules, "create", create)
    return asked


def test_the_parts_of_a_transaction_name_each_other_by_what_they_became(
    made: list[dict[str, Any]],
) -> None:
    answers = {"resourceType": "QuestionnaireResponse", "basedOn": [{"reference": "urn:uuid:1"}]}

    done = bundles.transact(
        [creating({"resourceType": "ServiceRequest"}, "urn:uuid:1"), creating(answers)],
        base=BASE,
        now=NOW,
    )

    assert made[1]["basedOn"] == [{"reference": "ServiceRequest/new-1"}]
    assert [entry["response"]["status"] for entry in done["entry"]] == ["201 Created"] * 2
    assert done["entry"][0]["response"]["location"] == "ServiceRequest/new-1/_history/4"


def test_what_was_there_already_is_said_to_be(made: list[dict[str, Any]]) -> None:
    entry = creating({"resourceType": "PaymentReconciliation", "isNew": False})

    done = bundles.transact([entry], base=BASE, now=NOW)

    assert done["entry"][0]["response"]["status"] == "200 OK"


@pytest.mark.parametrize(
    "entry",
    [
        creating({"resourceType": "Task"}, method="PUT"),
        creating({"resourceType": "Task"}, url="Patient"),
        {"request": {"method": "POST", "url": "Task"}},
        {"resource": {"resourceType": "Task"}},
    ],
)
def test_a_transaction_only_creates_what_it_says(
    made: list[dict[str, Any]], entry: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        bundles.transact([entry], base=BASE, now=NOW)

    assert refused.value.status == 400
    assert made == []


@pytest.mark.parametrize("kind", ["Medication", "Bundle", ""])
def test_a_kind_nobody_keeps_is_not_there(shelf: Shelf, kind: str) -> None:
    with pytest.raises(Refused, match="There is no"):
        books.read(kind, "1")
