"""The same repair is not reported twice, and another one is not refused for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.residents.models import Resident
from services.models import ServiceLink, Submission
from services.sandbox.personas import GRACE
from tests.integration.housing.conftest import HOUSING_TOKEN, work_orders
from tests.integration.housing.repairs import choose, describe, report, send
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def test_the_same_repair_is_not_reported_twice(as_amina: Client, sandbox: Sandbox) -> None:
    first = report(as_amina)
    before = len(work_orders(sandbox))
    choose(as_amina)
    describe(as_amina, details="It still drips")

    response = send(as_amina)

    html = response.content.decode()
    assert response.status_code == 200
    assert f"You reported this on {timezone.localdate():%-d %B}" in html
    assert reverse("housing:repair", args=[first.reference]) in html
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html
    assert len(work_orders(sandbox)) == before


@pytest.mark.parametrize("changes", [{"problem": "toilet"}, {"room": "bathroom"}])
def test_another_problem_or_another_room_is_another_repair(
    as_amina: Client, changes: dict[str, str]
) -> None:
    report(as_amina)

    report(as_amina, **changes)

    assert Submission.objects.count() == 2


def test_a_repair_that_was_finished_can_be_reported_again(
    as_amina: Client, sandbox: Sandbox
) -> None:
    first = report(as_amina)
    _finish(sandbox, first.supplier_reference)

    report(as_amina)

    assert Submission.objects.count() == 2


@pytest.mark.parametrize(("minutes", "reports"), [(-1, 1), (1, 2)])
def test_a_repair_of_long_ago_can_be_reported_again(
    as_amina: Client, minutes: int, reports: int
) -> None:
    report(as_amina)
    four_weeks = timedelta(days=28, minutes=minutes)
    Submission.objects.update(submitted_at=timezone.now() - four_weeks)

    choose(as_amina, "leaking-tap")
    describe(as_amina)
    send(as_amina)

    assert Submission.objects.count() == reports


@pytest.mark.parametrize("facts", [{"state": DeliveryState.GIVEN_UP}, {"by_hand": True}])
def test_a_report_that_the_system_never_got_does_not_stand_in_the_way_of_another(
    as_amina: Client, facts: dict[str, Any]
) -> None:
    """Whether a repair that staff dealt with by hand is finished, we would never hear."""
    report(as_amina)
    Submission.objects.update(supplier_reference="", **facts)

    report(as_amina)

    assert Submission.objects.count() == 2


def test_while_the_housing_system_is_down_the_same_repair_is_still_refused(
    as_amina: Client, sandbox: Sandbox
) -> None:
    report(as_amina)
    sandbox.fault("housing", "error")
    choose(as_amina)
    describe(as_amina)

    assert "You reported this" in send(as_amina).content.decode()


def test_what_another_tenant_reported_does_not_stand_in_the_way(
    as_amina: Client, as_grace: Client
) -> None:
    report(as_amina)

    report(as_grace)

    assert Submission.objects.count() == 2


def test_who_moved_home_reports_the_same_there_and_does_not_see_the_old_homes_repairs(
    as_amina: Client, amina: Resident
) -> None:
    old = report(as_amina)
    ServiceLink.objects.filter(resident_id=amina.pk).update(reference=GRACE.tenancy)
    pages = [as_amina.get(reverse(f"housing:{name}")) for name in ("index", "repairs")]

    new = report(as_amina)

    assert new.account_reference == GRACE.tenancy
    for page in pages:
        assert page.status_code == 200
        assert "handing it" not in page.content.decode()
        assert old.supplier_reference not in page.content.decode()


def _finish(sandbox: Sandbox, number: str) -> None:
    sandbox.call(
        "POST",
        "/housing/api/v2/jobStatusUpdate",
        {
            "relatedWorkOrderReference": {"id": number},
            "typeCode": "0",
            "otherType": "complete",
        },
        Authorization=f"Bearer {HOUSING_TOKEN}",
    )
