"""A changed address has nothing to do with what others do with theirs (A19)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.residents.address_changes import find, remember
from accounts.residents.models import AddressChange, Resident
from tests.factories.accounts import ResidentFactory
from tests.integration.accounts.residents.test_address_change import link_in

OLD, NEW = "amina@example.org", "thief@example.org"
NOW = timezone.now()


@pytest.fixture
def tom(db: None) -> Resident:
    return ResidentFactory(user__email="tom@example.org")


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
