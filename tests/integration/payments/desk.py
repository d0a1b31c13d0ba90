"""The money desk as staff use it."""

from datetime import date
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.factories.accounts import StaffMemberFactory

DESK = "/payments/desk/"
DAY = date(2026, 5, 4)


def signed_in(*roles, **facts):
    member = StaffMemberFactory(roles=[str(role) for role in roles], **facts)
    client = Client()
    client.force_login(member.user)
    client.member = member
    return client


def address(name, *arguments):
    return reverse(f"payments:desk{name}", args=arguments)


def ask(client, payment, amount="10.00", **changes):
    words = {"amount": amount, "reason": "Paid twice", "key": str(uuid4()), **changes}
    return client.post(address("-refund", payment.reference), words)
