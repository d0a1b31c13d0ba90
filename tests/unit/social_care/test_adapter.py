"""Adult social care from FHIR: one batch, one person, and what the card says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.contract import NoSuchAccount, ServiceUnavailable, WrongRecord
from services.social_care import payloads
from services.social_care.adapter.summary import summary
from services.social_care.client import CareClient, Wish
from tests.unit.social_care.made import (
    HERS,
    HIS,
    NOW,
    PATIENT,
    REFERENCE,
    PretendSupplier,
    a_batch,
    a_plan,
    a_task,
    a_team,
    a_visit,
    adapter,
    an_invoice,
    answered,
    desmonds_record,
    found,
    record,
    run,
)

KEY = UUID("6f1c6b0e-1111-4222-8333-444455556666")


def test_the_card_needs_one_round_trip() -> None:
    service, supplier = adapter(desmonds_record())

    run(service.fetch_summary(REFERENCE))

    [asked] = supplier.addresses
    assert asked[0] == f"Patient/{PATIENT}"
    assert [address.split("?")[0] for address in asked[1:]] == [
        "CarePlan",
        "CareTeam",
        "Appointment",
        "Task",
        "Invoice",
    ]
    assert all(f"patient={PATIENT}" in address for address in asked[1:])


@pytest.mark.parametrize(
    "instead",
    [
        {"patient": {"id": "SC700208"}},
        {"plan": found(a_plan(subject=HERS))},
        {"plan": found(a_plan(), a_plan(subject=HERS))},
        {"team": found(a_team(subject=HERS))},
        {"visits": found(a_visit(participant=[{"actor": HERS}]))},
        {"visits": found(a_visit(participant=[{"actor": HIS}, {"actor": HERS}]))},
        {"visits": found(a_visit(participant=[]))},
        {"tasks": found(a_task(**{"for": HERS}))},
        {"tasks": found(a_task(**{"for": {}}))},
        {"invoices": found(an_invoice(subject=HERS))},
    ],
)
def test_anything_about_somebody_else_is_the_wrong_record(instead: dict[str, Any]) -> None:
    with pytest.raises(WrongRecord):
        record(**instead)


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (a_batch(*[answered(None, "404 Not Found")] * 6), NoSuchAccount),
        (a_batch(*[answered(None, "500 Internal Server Error")] * 6), ServiceUnavailable),
        (a_batch(answered({"id": PATIENT})), ServiceUnavailable),
        (desmonds_record(plan={"type": 1}), ServiceUnavailable),
        (desmonds_record(tasks=found({"id": "no status"})), ServiceUnavailable),
        (desmonds_record(patient=None), ServiceUnavailable),
    ],
)
def test_half_an_answer_is_an_outage_and_never_an_empty_card(
    answer: dict[str, Any], raised: type[Exception]
) -> None:
    service, _ = adapter(answer)

    with pytest.raises(raised):
        run(service.fetch_record(REFERENCE))


def test_the_record_is_in_our_words() -> None:
    his = record()

    assert his.plan
    assert his.plan.goals == ("Stay at home",)
    assert his.plan.support[0].by == "Bluebell, Nia"
    assert his.plan.review_on == date(2026, 5, 31)
    assert his.team
    assert his.team.members[0].name == "Helen Marsh"
    assert his.team.telephone == "01632 960 140"
    assert his.owed_pence == 16_480
    assert his.requests[0].number == "SCR-1"
    assert his.requests[0].changed_on == date(2026, 5, 3), "the day in London"


def test_somebody_with_nothing_has_an_empty_record_and_a_plain_card() -> None:
    empty = {name: found() for name in ("plan", "team", "visits", "tasks", "invoices")}
    nothing = record(**empty)

    said = summary(REFERENCE, nothing, now=NOW)

    assert (nothing.plan, nothing.team) == (None, None)
    assert said.headline == "Nothing arranged at present"
    assert (said.details, said.notices, said.charges, said.coming_up) == ((), (), (), ())


def soon(**changes: Any) -> dict[str, Any]:
    return a_visit(datetime.now(UTC) + timedelta(hours=3), **changes)


@pytest.mark.parametrize(
    ("visit", "is_shown"),
    [
        (soon(), True),
        (soon(status="pending"), True),
        (soon(status="cancelled"), False),
        (soon(status="fulfilled"), False),
        (a_visit(datetime.now(UTC) - timedelta(hours=3)), False),
        (a_visit(datetime.now(UTC) - timedelta(minutes=10)), True),
    ],
)
def test_only_visits_that_will_be_are_to_come(visit: dict[str, Any], is_shown: bool) -> None:
    assert bool(record(visits=found(visit)).visits) is is_shown


@pytest.mark.parametrize(
    ("status", "promised", "is_done"),
    [
        ("requested", date(2026, 5, 11), False),
        ("in-progress", None, False),
        ("completed", None, True),
        ("rejected", None, True),
        ("cancelled", None, True),
    ],
)
def test_the_promise_to_be_in_touch_stands_until_somebody_is(
    status: str, promised: date | None, is_done: bool
) -> None:
    [request] = record(tasks=found(a_task(status=status))).requests

    assert (request.promised_on, request.is_done) == (promised, is_done)


def test_the_card_tells_of_changes_of_the_last_month_only() -> None:
    old = a_task(lastModified="2026-04-03T10:00:00Z")
    recent = a_task(lastModified="2026-04-04T10:00:00Z")

    said = summary(REFERENCE, record(tasks=found(old, recent)), now=NOW)

    assert [event.on for event in said.recent] == [date(2026, 4, 4)]


def test_without_a_visit_the_card_says_what_is_being_looked_at() -> None:
    done = a_task(status="completed", businessStatus={"text": "Finished"})
    his = record(visits=found(), tasks=found(done, a_task()))

    assert summary(REFERENCE, his, now=NOW).headline == "Needs assessment: We have your request"


def test_every_page_of_a_search_is_read_at_our_own_address() -> None:
    evil = "https://evil.example/social-care/Task?patient=SC700208&_offset=1"
    first = a_batch(answered(found(a_task(), following=evil)))
    second = a_batch(answered(found(a_task(**{"for": HERS}))))
    service, supplier = adapter(first, second)

    with pytest.raises(WrongRecord):
        run(service.fetch_requests(REFERENCE))

    assert {path for _, path, _, _ in supplier.sent} == {""}


def test_pages_without_end_are_an_outage() -> None:
    endless = a_batch(answered(found(a_task(), following="x?patient=SC700103&_offset=1")))
    service, supplier = adapter(*[endless] * 50)

    with pytest.raises(ServiceUnavailable):
        run(service.fetch_requests(REFERENCE))
    assert len(supplier.sent) == 20


DESMOND: dict[str, Any] = {
    "id": PATIENT,
    "identifier": [{"value": PATIENT}],
    "name": [{"family": "Clarke"}],
}


@pytest.mark.parametrize(
    ("patients", "reference"),
    [
        ([DESMOND], PATIENT),
        ([], None),
        ([DESMOND, {**DESMOND, "id": "SC700208"}], None),
        ([{**DESMOND, "active": False}], None),
    ],
)
def test_facts_prove_exactly_one_living_record(
    patients: list[dict[str, Any]], reference: str | None
) -> None:
    service, supplier = adapter(a_batch(answered(found(*patients))))
    facts = {"care_number": PATIENT, "last_name": "Clarke", "date_of_birth": "1948-02-11"}

    assert run(service.match_account(facts)) == reference
    assert supplier.addresses == [
        [f"Patient?identifier={PATIENT}&family=Clarke&birthdate=1948-02-11"]
    ]


@pytest.mark.parametrize(
    ("changes", "reference"),
    [
        ({}, PATIENT),
        ({"care_number": " sc 700103", "last_name": "CLARKE "}, PATIENT),
        ({"care_number": "SC700102,SC700103"}, None),
        ({"care_number": "|SC700103"}, None),
        ({"last_name": "A,B,C"}, None),
        ({"last_name": "C"}, None),
    ],
)
def test_a_pattern_of_the_search_is_not_a_fact(
    changes: dict[str, str], reference: str | None
) -> None:
    """A26: in a FHIR search a comma is «or» and «C» finds Clarke, so several guesses are one."""
    service, _ = adapter(a_batch(answered(found(DESMOND))))
    facts = {"care_number": PATIENT, "last_name": "Clarke", "date_of_birth": "1948-02-11"}

    assert run(service.match_account(facts | changes)) == reference


WISH = Wish("needs-assessment", "Needs assessment", [("a", "Q?", "yes"), ("b", "R?", "")], NOW)


def test_a_wish_is_one_transaction_whose_parts_name_each_other() -> None:
    made = {"id": "1", "subject": HIS, "identifier": [{"value": "SCR-1"}]}
    supplier = PretendSupplier({"type": "transaction-response", "entry": [answered(made)]})
    client = CareClient(supplier)  # type: ignore[arg-type]  # pretended

    answer = run(client.ask_for(PATIENT, WISH, idempotency_key=KEY))

    assert isinstance(answer, payloads.ServiceRequest)
    _, _, sent, key = supplier.sent[0]
    assert (sent["type"], key) == ("transaction", str(KEY))
    request, response = (entry["resource"] for entry in sent["entry"])
    assert response["basedOn"] == [{"reference": sent["entry"][0]["fullUrl"]}]
    assert request["subject"] == response["subject"] == HIS
    assert [item["linkId"] for item in response["item"]] == ["a"], "unanswered is left out"


def test_a_transaction_that_made_nothing_is_an_outage() -> None:
    client = CareClient(PretendSupplier({"type": "transaction-response"}))  # type: ignore[arg-type]

    with pytest.raises(ServiceUnavailable):
        run(client.ask_for(PATIENT, WISH, idempotency_key=KEY))


def cancelling(appointment: dict[str, Any]) -> PretendSupplier:
    supplier = PretendSupplier(appointment, appointment)
    client = CareClient(supplier)  # type: ignore[arg-type]  # pretended
    run(client.cancel_appointment(PATIENT, "visit-1", reason="I am away", starts_at=None))
    return supplier


def test_a_visit_is_cancelled_at_the_version_that_was_read() -> None:
    supplier = cancelling(a_visit(meta={"versionId": "7"}, comment="At home"))

    method, path, sent, _ = supplier.sent[1]
    assert (method, path) == ("PUT", "Appointment/visit-1")
    assert (sent["status"], sent["cancelationReason"]) == ("cancelled", {"text": "I am away"})
    assert sent["comment"] == "At home", "what we do not understand is sent back as it was"


def test_a_visit_that_is_cancelled_already_is_left_alone() -> None:
    assert len(cancelling(a_visit(status="cancelled")).sent) == 1


def test_the_visit_of_somebody_else_is_never_cancelled() -> None:
    with pytest.raises(WrongRecord):
        cancelling(a_visit(participant=[{"actor": HERS}]))
