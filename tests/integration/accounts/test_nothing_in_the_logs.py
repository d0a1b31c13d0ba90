"""What somebody types to get in is nowhere but in their hands (catalogue A22, J17, L10, L16)."""

import logging
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import SignIn
from accounts.notifications.models import OutboundNotification
from accounts.residents.address_changes import remember
from tests.factories.accounts import ResidentFactory

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD, NEW = "canary.amina@example.org", "canary of a password", "canary of a new one"


@pytest.fixture
def log(caplog):
    """Everything that any logger says, as it would be written."""
    caplog.set_level(logging.DEBUG)
    cache.clear()
    return caplog


def written(log) -> str:
    return " ".join(f"{record.getMessage()} {record.__dict__}" for record in log.records)


def newest_code() -> str:
    body = OutboundNotification.objects.filter(one_time=True).latest("created_at").body
    found = re.search(r"^\d{8}$", body, re.MULTILINE)
    assert found, body
    return found.group()


def walk_through_every_door(client: Client) -> list[str]:
    """Sign up, in and out, with a wrong password too, and by a reset; returns the codes used."""
    codes = []
    client.post(reverse("account_signup"), {"email": EMAIL, "password1": PASSWORD})
    codes.append(newest_code())
    client.post(reverse("account_email_verification_sent"), {"code": codes[-1]})
    client.post(reverse("account_logout"))
    for password in (NEW, PASSWORD):
        client.post(reverse("account_login"), {"login": EMAIL, "password": password})
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    codes.append(newest_code())
    client.post(reverse("account_confirm_password_reset_code"), {"code": codes[-1]})
    client.post(reverse("account_complete_password_reset"), {"password1": NEW})
    client.post(reverse("account_login"), {"login": EMAIL, "password": NEW})
    assert "_auth_user_id" in client.session
    return codes


def test_a22_no_password_code_or_address_is_in_the_log_the_audit_or_the_list_of_sign_ins(
    client, log
):
    codes = walk_through_every_door(client)

    session_key = client.session.session_key
    kept = {
        "log": written(log),
        "audit": str(list(AuditEntry.objects.values())),
        "sign-ins": str(list(SignIn.objects.values("method", "device", "ended_why"))),
    }
    for place, text in kept.items():
        for secret in (PASSWORD, NEW, "canary.amina"):
            assert secret not in text, (place, secret)
    assert not any(f"'{code}'" in kept["audit"] for code in codes)
    assert session_key not in kept["log"] + kept["audit"]


def test_a22_a_link_that_gives_an_account_back_is_not_in_the_log(client, log):
    amina = ResidentFactory(user__email="amina@example.org")
    remember(amina.user, "amina@example.org", "new@example.org", now=amina.created_at)
    body = OutboundNotification.objects.get(to="amina@example.org").body
    address = re.search(r"/account/security/email/undo/(\S+)/", body)

    answers = [client.post(address.group()).status_code for _ in range(2)]

    assert answers == [200, 410]
    lines = [record.msg for record in log.records if "request" in str(record.msg)]
    assert lines
    assert address.group(1) not in str(lines)


INJECTIONS = ["/x%0aERROR root: pwned", "/x%0d%0a2026-01-01 [critical ] pwned", "/%1b[31mred"]


@pytest.mark.parametrize("path", INJECTIONS)
def test_j17_an_address_cannot_write_a_line_of_its_own_into_the_log(client, log, path):
    client.get(path, headers={"user-agent": "x\nERROR root: pwned"})

    for record in log.records:
        request = str(getattr(record, "msg", ""))
        assert "\nERROR" not in request
        assert "\x1b" not in request


def test_l16_what_a_browser_calls_itself_is_kept_in_our_words(client):
    ResidentFactory(user__email="amina@example.org")
    client.post(
        reverse("account_login"),
        {"login": "amina@example.org", "password": "a-long-enough-password"},
        headers={"user-agent": "<script>alert(1)</script> Chrome/1 Windows\nx"},
    )

    assert SignIn.objects.get().device == "Chrome on Windows"
