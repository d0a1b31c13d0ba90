"""A changed address has nothing to do with what others do with theirs (A19)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.residents.address_changes import find, remember
from accounts.residents.models import AddressChange, Resident
from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in
from tests.integration.accounts.residents.test_address_change import address_of, link_in

OLD, NEW = "amina@example.org", "thief@example.org"
NOW = timezone.now()


@pytest.fixture
def tom(db: None) -> Resident:
    return ResidentFactory(user__email="tom@example.org")


@pytest.fixture
def taken_over(amina: Resident) -> Resident:
    """Amina, after a thief in her account has changed its address."""
    EmailAddress.objects.update(email=NEW)
    User.objects.update(email=NEW)
    remember(amina.user, OLD, NEW, now=NOW)
    return amina


def test_a19_a_thief_whose_own_account_has_just_left_the_address_is_no_owner_taking_it_back(
    amina: Resident, tom: Resident
) -> None:
    """Else the owner would be told without a link."""
    remember(tom.user, NEW, "tom@example.org", now=NOW - timedelta(minutes=5))

    remember(amina.user, OLD, NEW, now=NOW)

    assert find(link_in().rstrip("/").rpartition("/")[2], now=NOW).user == amina.user


def test_a19_who_changes_their_own_address_back_leaves_a_neighbours_link_alone(
    amina: Resident, tom: Resident
) -> None:
    for user, before, after, ago in (
        (amina.user, OLD, NEW, 5),
        (tom.user, "old@example.org", "tom@example.org", 4),
        (amina.user, NEW, OLD, 3),
    ):
        remember(user, before, after, now=NOW - timedelta(minutes=ago))

    assert AddressChange.objects.get(user=tom.user).before == "old@example.org"


def test_a19_who_signs_up_with_the_old_address_meanwhile_does_not_bar_its_owner(
    client: Client, taken_over: Resident
) -> None:
    """A21: a sign-up takes no more than knowing the address, which the thief does."""
    squatter = Client()
    squatter.post(reverse("account_signup"), {"email": OLD, "password1": PASSWORD})

    assert client.post(link_in()).status_code == 200

    assert address_of(taken_over) == (OLD, OLD)
    assert User.objects.get(email=OLD) == taken_over.user
    sign_in(squatter, OLD)
    assert not is_signed_in(squatter)


def test_a19_who_has_proved_the_old_address_meanwhile_keeps_it(
    client: Client, taken_over: Resident, code_for: Callable[[str], str]
) -> None:
    client.post(reverse("account_signup"), {"email": OLD, "password1": PASSWORD})
    client.post(reverse("account_email_verification_sent"), {"code": code_for(OLD)})

    assert client.post(link_in()).status_code == 410

    assert is_signed_in(client)
    assert address_of(taken_over) == (NEW, NEW)
