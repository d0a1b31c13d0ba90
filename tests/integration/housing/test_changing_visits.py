"""A visit is changed or refused, and a repair reported once: without the housing system itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from services.contract import ServiceUnavailable
from services.housing import operations
from services.housing.records import NoSuchRepair
from services.http import Rejected
from services.models import Journey, ServiceLink, Submission
from services.sealing import seal
from services.snapshots import keep_snapshots
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.housing import REFERENCE, PretendClient, a_tenure, a_work_order
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory, a_summary

pytestmark = pytest.mark.django_db
NUMBER = "10004104"
CHANGES = ["book_slot", "update_job"]


@pytest.fixture
def resident() -> Any:
    return ResidentFactory()


def change(monkeypatch: pytest.MonkeyPatch, resident: Any, name: str, answer: Any = None) -> Any:
    answers = {"get_tenure": a_tenure(), "get_work_order": a_work_order(), name: answer}
    client = PretendClient(**answers)
    monkeypatch.setattr(operations.HousingClient, "from_settings", lambda: client)
    facts = {"actor": actor_of(resident), "account_reference": REFERENCE, "number": NUMBER}
    if name == "book_slot":
        operations.book_visit(**facts, slot="AM", key=uuid4(), journey_id=None)
    else:
        operations.cancel_visit(**facts, key=uuid4())


def events() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("event", flat=True))


@pytest.mark.parametrize("name", CHANGES)
def test_the_card_asks_again_after_a_visit_was_changed(
    monkeypatch: pytest.MonkeyPatch, resident: Any, name: str
) -> None:
    ServiceLinkFactory(resident_id=resident.pk)
    kept_at = timezone.now() - timedelta(seconds=5)
    keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=kept_at)

    change(monkeypatch, resident, name)

    assert ServiceLink.objects.get().snapshot is None
    assert len(events()) == 2


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        *((Rejected(status, {}), operations.VisitNotFree) for status in (400, 409, 422)),
        (Rejected(401, {}), Rejected),
        (Rejected(429, {}), Rejected),
        (ServiceUnavailable("down"), ServiceUnavailable),
    ],
)
def test_a_visit_that_is_taken_and_a_fault_of_ours_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
    resident: Any,
    name: str,
    answer: ServiceUnavailable,
    said: type[Exception],
) -> None:
    """G21: «somebody else took it» is only said when somebody did."""
    with pytest.raises(said) as told:
        change(monkeypatch, resident, name, answer)

    assert type(told.value) is said, "and not a kind of it"
    assert events() == ["housing.visit.requested", "housing.visit.not_changed"]
    assert not Journey.objects.exists()


@pytest.mark.parametrize(
    "order",
    [
        a_work_order(property_reference="00023427"),
        a_work_order(date_raised=datetime(2019, 6, 16, tzinfo=UTC)),
    ],
)
def test_at_another_home_or_before_the_tenancy_nothing_is_asked_for_or_written_down(
    monkeypatch: pytest.MonkeyPatch, resident: Any, order: Any
) -> None:
    """G12: the tenant before them had a visit booked here, too."""
    client = PretendClient(get_tenure=a_tenure(), get_work_order=order)
    monkeypatch.setattr(operations.HousingClient, "from_settings", lambda: client)

    with pytest.raises(NoSuchRepair):
        operations.cancel_visit(
            actor=actor_of(resident), account_reference=REFERENCE, number=NUMBER, key=uuid4()
        )

    assert sorted(client.asked) == ["get_tenure", "get_work_order"]
    assert events() == []


@pytest.mark.parametrize(
    ("days", "finished", "number", "again"),
    [
        (0, set(), "", False),
        (0, {""}, "", False),
        (0, set(), "100", False),
        (0, {"200"}, "100", False),
        (0, {"100"}, "100", True),
        (28, set(), "100", True),
    ],
)
def test_a_repair_is_reported_again_when_it_is_finished_or_four_weeks_ago(
    resident: Any, days: int, finished: set[str], number: str, again: bool
) -> None:
    """To the second; one the housing system does not have yet is not finished either."""
    now, tap = timezone.now(), operations.RepairRequest("leaking-tap", "kitchen", "It drips")
    for repair in (tap, replace(tap, room="bathroom")):
        WaitingSubmissionFactory(
            resident_id=resident.pk,
            sealed=seal(repair),
            supplier_reference=number,
            submitted_at=now - timedelta(days=days),
        )

    def ask() -> None:
        before = operations.REPORT.list_sent(actor=actor_of(resident))
        operations._check_not_reported(before, tap, lambda: finished, now=now)

    if again:
        ask()
        return
    with pytest.raises(operations.RepairAlreadyReported) as already:
        ask()
    assert already.value.reference == Submission.objects.earliest("created_at").reference
