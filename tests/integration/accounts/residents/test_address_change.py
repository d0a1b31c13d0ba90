"""A changed e-mail address: who is told, and how it is taken back (security catalogue A11, A19)."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.models import SignIn
from accounts.notifications.models import OutboundNotification
from accounts.residents import address_changes
from accounts.residents.address_changes import TooLate
from accounts.residents.models import AddressChange, Resident
from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in

OLD, NEW = "amina@example.org", "thief@example.org"


def ask_for(client, email):
    return client.post(reverse("account_email"), {"action_add": "", "email": email})


def confirm(client, code):
    return client.post(reverse("account_email_verification_sent"), {"code": code})


@pytest.fixture
def thief(amina, code_for):
    """Somebody at Amina's desk, signed in as her, who has just changed the address."""
    thief = Client()
    sign_in(thief, OLD)
    ask_for(thief, NEW)
    confirm(thief, code_for(NEW))
    return thief


def link_in(template="account/email_changed", to=OLD):
    body = OutboundNotification.objects.filter(template=template, to=to).latest("created_at").body
    return re.search(r"/account/security/email/undo/\S+", body).group()


def address_of(resident):
    resident.refresh_from_db()
    return resident.email, resident.user.email


def test_a19_the_old_address_stays_until_the_new_one_has_typed_its_code(client, amina, code_for):
    sign_in(client, OLD)

    ask_for(client, NEW)
    assert address_of(amina) == (OLD, OLD)
    assert not OutboundNotification.objects.filter(template="account/email_changed").exists()
    confirm(client, code_for(NEW))

    assert address_of(amina) == (NEW, NEW)
    assert list(EmailAddress.objects.values_list("email", "primary")) == [(NEW, True)]
    assert AuditEntry.objects.filter(event="accounts.email.changed").count() == 1


def test_who_changed_the_address_is_told_so_beside_it(client, amina, code_for):
    sign_in(client, OLD)
    ask_for(client, NEW)

    response = confirm(client, code_for(NEW))

    assert response["Location"] == reverse("residents:security")
    page = client.get(response["Location"]).content.decode()
    assert f"You sign in with {NEW} from now on." in page


def test_a19_both_addresses_are_told_and_only_the_old_one_gets_the_link(thief):
    told = {
        message.to: message
        for message in OutboundNotification.objects.filter(template__startswith="account/email_")
        if not message.template.startswith("account/email_confirmation")
    }

    assert set(told) == {OLD, NEW}
    assert NEW in told[OLD].body
    assert "/undo/" not in told[NEW].body
    assert told[OLD].one_time, "the link would stay in the outbox after it was delivered"


def test_a19_the_link_asks_first_and_changes_nothing_by_itself(client, thief, amina):
    page = client.get(link_in())

    assert page.status_code == 200
    assert OLD in page.text
    assert address_of(amina) == (NEW, NEW)


def test_a19_the_link_gives_the_account_back_and_signs_everybody_out(client, thief, amina):
    done = client.post(link_in())

    assert done.status_code == 200
    assert address_of(amina) == (OLD, OLD)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        (OLD, True, True)
    ]
    assert not is_signed_in(thief)
    assert SignIn.objects.get().ended_why == "disowned"
    assert AuditEntry.objects.get(event="accounts.email.taken_back").resident_id == amina.pk
    for to in (OLD, NEW):
        assert OutboundNotification.objects.filter(template__contains="email_taken", to=to).exists()


def test_a19_the_password_the_thief_knows_opens_nothing_and_a_new_one_does(
    client, thief, amina, code_for
):
    client.post(link_in())

    for email in (OLD, NEW):
        sign_in(thief, email, PASSWORD)
        assert not is_signed_in(thief)
    client.post(reverse("account_reset_password"), {"email": OLD})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_for(OLD)})
    client.post(reverse("account_complete_password_reset"), {"password1": "three other words"})

    assert sign_in(client, OLD, "three other words").status_code == 302


def test_a19_what_the_thief_added_is_removed_and_what_was_there_before_stays(
    client, amina, code_for, clock
):
    Authenticator.objects.create(user=amina.user, type="webauthn", data={"name": "Amina's key"})
    clock.shift(60)
    address_changes.remember(amina.user, OLD, NEW, now=timezone.now())
    RecoveryCodes.activate(amina.user)

    client.post(link_in())

    assert list(Authenticator.objects.values_list("type", flat=True)) == ["webauthn"]


def test_a19_whoever_is_signed_in_here_is_signed_out_by_it_too(thief, amina, clock):
    clock.shift(60)

    done = thief.post(link_in())

    assert done.status_code == 200
    assert "_auth_user_id" not in thief.session


def test_a19_somebody_else_who_opens_the_link_stays_signed_in(client, thief):
    ResidentFactory(user__email="tom@example.org")
    sign_in(client, "tom@example.org")

    assert client.post(link_in()).status_code == 200
    assert is_signed_in(client)


@pytest.mark.parametrize(("seconds", "status"), [(86_399, 200), (86_400, 410)])
def test_a19_the_link_works_for_a_day(client, amina, clock, seconds, status):
    address_changes.remember(amina.user, OLD, NEW, now=timezone.now())

    clock.shift(seconds)

    assert client.get(link_in()).status_code == status
    assert client.post(link_in()).status_code == status


def test_a19_the_link_works_once(client, thief, amina):
    link = link_in()
    client.post(link)
    amina.user.refresh_from_db()
    sign_ins_before = SignIn.objects.count()

    again = client.post(link)

    assert again.status_code == 410
    assert "does not work any more" in again.text
    assert SignIn.objects.count() == sign_ins_before


@pytest.mark.parametrize("token", ["x", "x" * 43, "é", "%00"])
def test_a19_what_is_no_link_of_ours_says_so(client, db, token):
    assert client.get(f"/account/security/email/undo/{token}/").status_code == 410


def test_a19_the_first_link_takes_back_everything_that_came_after_it(client, thief, amina):
    first = link_in()
    cache.clear()
    amina.user.refresh_from_db()
    address_changes.remember(amina.user, NEW, "another@example.org", now=timezone.now())
    second = link_in(to=NEW)

    client.post(first)

    assert address_of(amina)[1] == OLD
    assert client.post(second).status_code == 410, "the thief's own link works"
    assert not AddressChange.objects.exists()


def test_a19_an_address_that_is_somebody_elses_now_is_not_taken_from_them(client, thief, amina):
    tom = ResidentFactory(user__email=OLD)

    assert client.post(link_in()).status_code == 410

    assert address_of(tom) == (OLD, OLD)
    assert address_of(amina) == (NEW, NEW)


def test_a19_taking_it_back_touches_nothing_of_anybody_else(client, thief, amina):
    tom = ResidentFactory(user__email="tom@example.org")
    Authenticator.objects.create(user=tom.user, type="webauthn", data={"name": "Tom's key"})
    address_changes.remember(tom.user, "old@example.org", "tom@example.org", now=timezone.now())
    helped = ResidentFactory(user=None, email=NEW)
    Resident.objects.filter(pk=amina.pk).update(email="post@example.org")

    client.post(link_in())

    assert address_of(amina) == ("post@example.org", OLD)
    assert set(EmailAddress.objects.values_list("email", flat=True)) == {OLD, "tom@example.org"}
    assert Authenticator.objects.get().user == tom.user
    assert AddressChange.objects.get().user == tom.user
    helped.refresh_from_db()
    assert helped.email == NEW


def test_a_contact_address_follows_only_if_it_was_the_same_and_ones_own(amina):
    helped = ResidentFactory(user=None, email=OLD)
    apart = ResidentFactory(user__email="tom@example.org", email="post@example.org")

    address_changes.remember(amina.user, OLD, NEW, now=timezone.now())
    address_changes.remember(apart.user, "tom@example.org", NEW, now=timezone.now())

    for resident in (amina, helped, apart):
        resident.refresh_from_db()
    assert (amina.email, helped.email, apart.email) == (NEW, OLD, "post@example.org")


def test_a19_a_guessed_link_takes_nothing_back_while_another_is_good(client, thief, amina):
    guessed = reverse("residents:undo-email", args=["x" * 43])

    assert client.get(guessed).status_code == client.post(guessed).status_code == 410
    assert address_of(amina) == (NEW, NEW)


def test_a19_the_thief_who_takes_back_the_next_change_does_not_use_up_the_owners_link(
    client, thief, amina
):
    owners = link_in()
    amina.user.refresh_from_db()
    address_changes.remember(amina.user, NEW, "another@example.org", now=timezone.now())
    client.post(link_in(to=NEW))

    assert client.post(owners).status_code == 200
    assert address_of(amina)[1] == OLD


def test_a19_who_changes_it_back_by_themselves_leaves_the_thief_no_link(
    client, thief, amina, code_for, clock
):
    """A20: it would be a day younger than the owner's own, and the last word."""
    owners = link_in()
    clock.shift(60)
    cache.clear()
    sign_in(client, NEW)
    for email in ("third@example.org", OLD):
        ask_for(client, email)
        confirm(client, code_for(email))

    told = OutboundNotification.objects.filter(template="account/email_changed")
    for to in (NEW, "third@example.org"):
        for link in re.findall(r"/account/security/email/undo/\S+", told.get(to=to).body):
            assert thief.post(link).status_code == 410
    assert address_of(amina) == (OLD, OLD)
    assert thief.get(owners).status_code == 200, "the owner may still sign everybody out"


def test_two_presses_at_once_take_it_back_once(thief, amina):
    change = AddressChange.objects.select_related("user").get()
    address_changes.undo(change)

    with pytest.raises(TooLate):
        address_changes.undo(change)


def test_old_addresses_are_forgotten_after_a_day(amina, clock):
    address_changes.remember(amina.user, OLD, NEW, now=timezone.now() - timedelta(hours=24))
    address_changes.remember(amina.user, NEW, OLD, now=timezone.now())

    assert list(AddressChange.objects.values_list("before", flat=True)) == [NEW]
    assert link_in(to=NEW)


def test_the_link_itself_is_not_in_the_database(thief):
    token = link_in().rstrip("/").rpartition("/")[2]

    assert token not in str(AddressChange.objects.values().get())
