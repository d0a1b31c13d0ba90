"""Creating an account: an e-mail address, a code, and who you are."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.residents.models import Resident
from tests.factories.accounts import PASSWORD
from tests.integration.accounts.residents.conftest import is_signed_in

ABOUT_GRACE = {
    "first_name": "Grace",
    "last_name": "Okafor",
    "born_on_day": "30",
    "born_on_month": "9",
    "born_on_year": "1988",
    "address": "27 Mill Lane, Thornbridge",
    "postcode": "tb27hd",
    "telephone": "+44 7700 900127",
}


def sign_up(client: Client, email: str = "grace@example.org", password: str = PASSWORD):
    return client.post(reverse("account_signup"), {"email": email, "password1": password})


def confirm(client: Client, code: str):
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def test_grace_creates_an_account_with_a_code_from_her_e_mail(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sent = sign_up(client)
    assert sent.headers["Location"] == reverse("account_email_verification_sent")

    confirmed = confirm(client, code_for("grace@example.org"))
    assert confirmed.headers["Location"] == reverse("residents:about-you")

    done = client.post(reverse("residents:about-you"), ABOUT_GRACE)
    assert done.headers["Location"] == reverse("dashboard:index")
    grace = Resident.objects.get()
    assert (grace.full_name, grace.postcode, grace.telephone) == (
        "Grace Okafor",
        "TB2 7HD",
        "07700900127",
    )
    assert grace.email == grace.user.email == "grace@example.org"
    assert AuditEntry.objects.filter(
        event="accounts.resident.created", resident_id=grace.pk
    ).exists()


def test_nobody_is_signed_in_before_the_code_is_typed(client: Client) -> None:
    sign_up(client)

    assert not is_signed_in(client)
    assert "_auth_user_id" not in client.session
