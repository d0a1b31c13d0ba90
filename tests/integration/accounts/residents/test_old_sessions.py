"""Sessions and sign-ins are kept for their time, and then are gone."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import sign_ins
from accounts.models import SignIn
from tests.integration.accounts.residents.conftest import sign_in

pytestmark = pytest.mark.django_db


def test_a_session_nobody_signed_out_of_is_gone_from_the_database_the_next_day(
    client, amina, clock
):
    """N17: they would be there for ever, by the hundred thousand, with what was in them."""
    sign_in(client, "amina@example.org")
    old = client.session.session_key
    clock.shift(timedelta(hours=13))
    sign_in(Client(), "amina@example.org")

    sign_ins.forget_old(now=timezone.now())

    assert not Session.objects.filter(session_key=old).exists()
    assert Session.objects.exists()


@pytest.mark.parametrize(("days", "kept"), [(365, True), (366, False)])
def test_a_resident_can_look_up_a_sign_in_for_a_year(client, amina, clock, days, kept):
    """L05."""
    sign_in(client, "amina@example.org")
    clock.shift(timedelta(days=days))

    sign_ins.forget_old(now=timezone.now())

    assert SignIn.objects.exists() is kept
