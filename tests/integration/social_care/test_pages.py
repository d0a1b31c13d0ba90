"""What social care's pages list: of one person, of this service, and each thing in its place."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.residents.models import Resident
from tests.factories.services import WaitingSubmissionFactory
from tests.integration.social_care.conftest import booked_visits, cancel_visit
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def test_visits_to_come_are_soonest_first_and_those_that_were_latest_first(
    as_desmond: Client,
) -> None:
    now = timezone.now()

    context = as_desmond.get(reverse("social_care:visits")).context

    coming = [visit.starts_at for visit in context["coming"]]
    past = [visit.starts_at for visit in context["past"]]
    assert coming == sorted(coming)
    assert past == sorted(past, reverse=True)
    assert all(visit.ends_at > now for visit in context["coming"])
    assert all(visit.ends_at <= now for visit in context["past"])
    assert coming
    assert past


def test_a_charge_that_was_paid_is_not_asked_for_again(as_desmond: Client) -> None:
    context = as_desmond.get(reverse("social_care:charges")).context

    assert [invoice.is_owed for invoice in context["owed"]] == [True]
    assert {invoice.is_owed for invoice in context["paid"]} == {False}


def test_the_first_page_lists_what_was_asked_of_social_care_alone(
    as_desmond: Client, desmond: Resident
) -> None:
    for service in ("social_care", "housing"):
        WaitingSubmissionFactory(resident_id=desmond.pk, service=service, title=f"Of {service}")

    html = as_desmond.get(reverse("social_care:index")).text

    assert "Of social_care" in html
    assert "Of housing" not in html


def test_a_visit_that_has_begun_meanwhile_is_not_cancelled_and_the_page_says_so(
    as_desmond: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = booked_visits(sandbox)[3]
    monkeypatch.setattr(
        "services.social_care.records.Visit.can_be_cancelled", lambda *_, **__: False
    )

    html = cancel_visit(as_desmond, visit["id"]).content.decode()

    assert "can no longer be cancelled online" in html
    assert visit in booked_visits(sandbox)
