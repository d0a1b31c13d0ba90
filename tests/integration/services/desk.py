"""The requests desk as staff use it."""

from datetime import UTC, datetime, timedelta

from django.test import Client
from django.urls import reverse

from tests.factories.accounts import StaffMemberFactory
from tests.factories.services import WaitingSubmissionFactory

DESK = "/services/desk/"
ASKED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def signed_in(*roles, **facts):
    facts = {"name": "Helen Marsh", "place_of_work": "Contact centre", **facts}
    client = Client()
    client.member = StaffMemberFactory(roles=[str(role) for role in roles], **facts)
    client.force_login(client.member.user)
    return client


def a_request(**facts):
    given_up = {"state": "given_up", "attempts": 60, "last_fault": "status 503"}
    when = {"submitted_at": ASKED, "next_attempt_at": ASKED + timedelta(days=1, hours=2)}
    return WaitingSubmissionFactory(**{**given_up, **when, **facts})


def address(name, request):
    return reverse(f"services:desk-{name}", args=[request.pk])
