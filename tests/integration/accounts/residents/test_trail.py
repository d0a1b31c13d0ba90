"""What was done to an account is on its trail, and told to its owner and to nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import SignIn
from accounts.notifications.models import OutboundNotification
from accounts.residents import account, notices
from tests.factories.accounts import ResidentFactory
from tests.integration.accounts.residents.conftest import sign_in

AMINA, TOM = "amina@example.org", "tom@example.org"


def trail(resident, event):
    found = AuditEntry.objects.filter(event=event, resident_id=resident.pk)
    return list(found.values_list("facts", flat=True))


def test_signing_out_here_or_everywhere_else_is_on_record(client, amina):
    for browser in (Client(), Client(), client):
        sign_in(browser, AMINA)

    client.post(reverse("residents:end-others"))
    client.post(reverse("account_logout"))

    assert trail(amina, "accounts.session.others_ended") == [{"count": 2}]
    assert trail(amina, "accounts.session.ended") == [{}]


def test_a25_that_was_not_me_is_on_record(client, amina):
    sign_in(client, AMINA)

    account.disown(amina.user, SignIn.objects.get().pk, current=SignIn.objects.get().pk)

    assert trail(amina, "accounts.sign_in.disowned") == [{}]


def test_a_second_step_is_on_record_when_it_is_added_and_removed_and_not_when_it_is_used(amina):
    key = Authenticator.objects.create(user=amina.user, type="webauthn", data={"name": "Key"})
    for _ in range(2):
        key.record_usage()
    key.delete()

    assert trail(amina, "accounts.second_factor.changed") == [
        {"kind": "webauthn", "what": what} for what in ("added", "removed")
    ]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], ("Off", "None", False)),
        (["totp", "recovery_codes"], ("On", "None", True)),
        (["webauthn", "webauthn"], ("Off", "2", False)),
    ],
)
def test_the_security_page_names_ones_own_second_steps_and_nobody_elses(amina, kinds, said):
    tom = ResidentFactory(user__email=TOM)
    for user, types in ((amina.user, kinds), (tom.user, ["totp", "webauthn", "recovery_codes"])):
        for kind in types:
            Authenticator.objects.create(user=user, type=kind, data={})

    steps = account.list_second_steps(amina.user)

    app = "On" if steps.has_app else "Off"
    assert (app, str(steps.passkeys or "None"), steps.has_recovery_codes) == said


@pytest.mark.parametrize(("is_open", "told"), [(True, [AMINA]), (False, [])])
def test_a01_only_the_account_that_was_tried_is_told_of_its_lock_while_it_is_open(
    db, is_open, told
):
    ResidentFactory(user__email=TOM)
    ResidentFactory(user__email=AMINA, user__is_active=is_open)

    notices.tell_about_lock(AMINA)

    locked = OutboundNotification.objects.filter(template="account/locked")
    assert list(locked.values_list("to", flat=True)) == told
