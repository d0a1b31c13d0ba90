"""The last step of a new account: who somebody is, and nobody we know is found by it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.residents.models import Resident
from tests.factories.accounts import ResidentWithoutEmailFactory
from tests.integration.accounts.residents.test_sign_up import ABOUT_GRACE, confirm, sign_up


def test_somebody_new_is_asked_who_they_are_before_anything_else(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sign_up(client)
    confirm(client, code_for("grace@example.org"))

    response = client.get(reverse("notifications:index"))
    assert response.headers["Location"] == (
        f"{reverse('residents:about-you')}?next=%2Faccount%2Fmessages%2F"
    )

    done = client.post(response.headers["Location"], {**ABOUT_GRACE, "next": "/account/messages/"})
    assert done.headers["Location"] == "/account/messages/"


def test_telling_who_you_are_finds_nobody_that_we_know_already(
    client: Client, code_for: Callable[[str], str]
) -> None:
    """D28: somebody helped at a desk is not taken over by whoever knows their birthday."""
    helped = ResidentWithoutEmailFactory(
        first_name="Grace", last_name="Okafor", born_on=date(1988, 9, 30), postcode="TB2 7HD"
    )
    sign_up(client)
    confirm(client, code_for("grace@example.org"))

    client.post(reverse("residents:about-you"), ABOUT_GRACE)

    helped.refresh_from_db()
    assert helped.user is None
    assert Resident.objects.filter(last_name="Okafor").count() == 2


PROBLEMS = [
    ({"first_name": ""}, "Enter your first name"),
    ({"last_name": ""}, "Enter your last name"),
    ({"born_on_year": "2020"}, "You must be 16 or older"),
    ({"born_on_year": "1888"}, "Check the year of your date of birth"),
    ({"born_on_year": "2999"}, "must be in the past"),
    ({"born_on_month": "13"}, "must be a real date"),
    ({"postcode": "TB2"}, "Enter a full UK postcode"),
    ({"telephone": "12"}, "Enter a UK telephone number"),
]


@pytest.mark.parametrize(("changes", "words"), PROBLEMS)
def test_what_is_wrong_is_said_in_plain_words(
    client: Client, code_for: Callable[[str], str], changes: dict[str, str], words: str
) -> None:
    sign_up(client)
    confirm(client, code_for("grace@example.org"))

    response = client.post(reverse("residents:about-you"), {**ABOUT_GRACE, **changes})

    assert words in response.text
    assert not Resident.objects.exists()


def test_d21_fields_that_are_not_asked_for_change_nothing(
    client: Client, code_for: Callable[[str], str], amina: Resident
) -> None:
    sign_up(client)
    confirm(client, code_for("grace@example.org"))

    more = {"id": str(amina.pk), "user": str(amina.user_id), "uprn": "1", "is_staff": "1"}
    client.post(reverse("residents:about-you"), {**ABOUT_GRACE, **more})

    grace = Resident.objects.get(last_name="Okafor")
    amina.refresh_from_db()
    assert amina.first_name == "Amina"
    assert (grace.uprn, grace.user.is_staff) == ("", False)


def test_somebody_with_one_name_types_a_dash(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sign_up(client)
    confirm(client, code_for("grace@example.org"))

    client.post(reverse("residents:about-you"), {**ABOUT_GRACE, "last_name": "-"})

    assert Resident.objects.get().full_name == "Grace"
