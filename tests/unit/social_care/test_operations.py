"""What is delivered to the care system, and what becomes of a no."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from accounts.actor import Actor
from accounts.delivery import NotDelivered
from services import submissions
from services.contract import AccountReference, ServiceUnavailable, WrongRecord
from services.http import Rejected
from services.sealing import seal
from services.social_care import operations
from services.social_care.catalogue import Assessment
from services.social_care.client import CareClient
from services.social_care.operations import AssessmentRequest, CancelVisitRequest, TooLateToCancel
from services.social_care.records import Visit
from services.submissions import Receipt
from services.tasks import WrittenTask
from tests.unit.social_care.made import HERS, HIS, PATIENT, PretendSupplier, a_visit, answered

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
KEY = UUID("6f1c6b0e-1111-4222-8333-444455556666")
REQUEST = AssessmentRequest(Assessment.CARER, ("caring",), "", "01632 960412", NOW)
TOMORROW = NOW + timedelta(days=1)
CANCEL = CancelVisitRequest("visit-1", "I am in hospital", TOMORROW)


def deliver(
    monkeypatch: pytest.MonkeyPatch, task: WrittenTask, request: object, *answers: Any
) -> tuple[Receipt, PretendSupplier]:
    """As the worker does: the registered delivery of a kept submission."""
    supplier = PretendSupplier(*answers)
    client = CareClient(supplier)  # type: ignore[arg-type]  # pretended
    monkeypatch.setattr(CareClient, "from_settings", lambda: client)
    kept: Any = SimpleNamespace(
        pk=KEY, sealed=seal(request), account_reference=PATIENT, reference="KTM-4RZ-9WB"
    )
    work = submissions._tasks["social_care", task.name].deliver
    return work(kept), supplier


def made(**changes: Any) -> dict[str, Any]:
    request = {"id": "r-1", "subject": HIS, "identifier": [{"value": "SCR-2600001"}]} | changes
    return {"type": "transaction-response", "entry": [answered(request)]}


def test_a_request_is_sent_under_the_submissions_own_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """G25: so that sending it again is one request there."""
    promised = made(occurrencePeriod={"end": "2026-05-11"})

    receipt, supplier = deliver(monkeypatch, operations.ASK, REQUEST, promised)

    assert receipt == Receipt("SCR-2600001", promised_on=date(2026, 5, 11))
    [(_, _, sent, key)] = supplier.sent
    assert key == str(KEY)
    coded = sent["entry"][0]["resource"]["code"]
    assert (coded["text"], coded["coding"][0]["code"]) == (
        "Carer’s assessment",
        "carers-assessment",
    )
    told = {item["linkId"]: item["answer"][0]["valueString"]
            for item in sent["entry"][1]["resource"]["item"]}  # fmt: skip
    assert told == {
        "kind": "Carer’s assessment",
        "hard": "Looking after somebody else",
        "telephone": "01632 960412",
    }


def test_a_request_without_a_number_is_known_by_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt, _ = deliver(monkeypatch, operations.ASK, REQUEST, made(identifier=[]))

    assert receipt == Receipt("r-1", promised_on=None)


@pytest.mark.parametrize("subject", [HERS, {}, {"reference": PATIENT}])
def test_a_request_that_was_made_for_somebody_else_is_no_receipt(
    monkeypatch: pytest.MonkeyPatch, subject: dict[str, str]
) -> None:
    """G12."""
    with pytest.raises(WrongRecord):
        deliver(monkeypatch, operations.ASK, REQUEST, made(subject=subject))


def test_a_cancelled_visit_keeps_our_own_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = a_visit(meta={"versionId": "7"})

    receipt, supplier = deliver(monkeypatch, operations.CANCEL, CANCEL, visit, visit)

    assert receipt == Receipt("KTM-4RZ-9WB")
    assert supplier.sent[1][2]["cancelationReason"] == {"text": "I am in hospital"}


def test_a_visit_that_changed_meanwhile_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """412: somebody else wrote to it between our reading and our writing."""
    with pytest.raises(NotDelivered):
        deliver(monkeypatch, operations.CANCEL, CANCEL, a_visit(), Rejected(412, {}))


def test_a_visit_that_was_moved_while_the_request_waited_is_not_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """He asked for Tuesday's not to come: Thursday's was never his question. A person asks him."""
    moved = a_visit(TOMORROW + timedelta(days=2))

    with pytest.raises(Rejected):
        deliver(monkeypatch, operations.CANCEL, CANCEL, moved, moved)

    before = CancelVisitRequest("visit-1", "I am in hospital")
    assert deliver(monkeypatch, operations.CANCEL, before, moved, moved), "kept by the old portal"


@pytest.mark.parametrize(
    "failure", [Rejected(422, {}), Rejected(400, {}), ServiceUnavailable("status 500")]
)
def test_any_other_no_is_passed_on_as_it_is(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    with pytest.raises(type(failure)) as passed:
        deliver(monkeypatch, operations.CANCEL, CANCEL, a_visit(), failure)

    assert passed.value is failure


@pytest.mark.parametrize(
    ("starts", "booked"),
    [(NOW, True), (NOW - timedelta(hours=1), True), (NOW + timedelta(days=1), False)],
)
def test_a_visit_that_has_begun_or_is_off_is_not_cancelled(starts: datetime, booked: bool) -> None:
    visit = Visit("visit-1", "Help", "Nia", "", starts, starts, booked, not booked)

    with pytest.raises(TooLateToCancel):
        operations.cancel_visit(
            actor=Actor(resident_id=uuid4()),
            care_record=AccountReference(PATIENT),
            visit=visit,
            reason="away",
            form_key=uuid4(),
            journey_id=None,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("asked_at", "by"),
    [
        (datetime(2026, 5, 5, 9, 0, tzinfo=UTC), date(2026, 5, 12)),
        (datetime(2026, 5, 1, 9, 0, tzinfo=UTC), date(2026, 5, 11)),
        (datetime(2026, 6, 1, 23, 30, tzinfo=UTC), date(2026, 6, 9)),
    ],
)
def test_somebody_is_in_touch_within_five_working_days_of_londons_day(
    monkeypatch: pytest.MonkeyPatch, asked_at: datetime, by: date
) -> None:
    """Over a bank holiday, and half an hour past midnight on the kitchen clock."""
    asked: dict[str, Any] = {}
    monkeypatch.setattr(WrittenTask, "submit", lambda self, **given: asked.update(given))

    operations.ask_for_assessment(
        actor=Actor(resident_id=uuid4()),
        care_record=AccountReference(PATIENT),
        request=REQUEST,
        form_key=uuid4(),
        draft=None,
        journey_id=None,
        now=asked_at,
    )

    assert asked["promised_on"] == by
