"""Staff come in through the directory, and by what it says alone (security catalogue 2B)."""

import base64
import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import SignIn, User
from accounts.staff.models import StaffMember
from tests.factories.accounts import PASSWORD, ResidentFactory, StaffMemberFactory


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_joy_signs_in_and_sees_what_she_can_do(client, directory):
    response = directory.sign_in(client)

    assert response.headers["Location"] == reverse("staff:landing")
    page = client.get(reverse("staff:landing")).text
    assert "Hello, Joy Adeyemi" in page
    assert "Help a resident" in page
    assert "Reports" not in page
    joy = StaffMember.objects.get()
    assert (joy.issuer, joy.subject) == ("https://directory.example", "joy")
    assert (joy.roles, joy.place_of_work) == (["library_adviser"], "Central Library")
    assert AuditEntry.objects.get(event="staff.session.started").staff_id == joy.pk
    assert SignIn.objects.get().method == "staff directory"


def test_what_we_ask_the_directory_for(client, directory, settings):
    settings.PORTAL_URL = "https://account.example"
    asked = directory.go_out(client)

    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == "https://account.example/staff/callback/"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 32
    assert len(asked["nonce"]) >= 32

    client.get(reverse("staff:callback"), {"code": "a-code", "state": asked["state"]})
    exchange = next(sent for sent in directory.sent if "code" in sent)
    challenge = hashlib.sha256(exchange["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked["code_challenge"]
    assert exchange["redirect_uri"] == asked["redirect_uri"]


def test_a_second_sign_in_is_the_same_person_with_todays_roles(client, directory):
    directory.sign_in(client)
    directory.person |= {"groups": ["supervisors", "editors"], "name": "Joy Ade"}

    directory.sign_in(Client())

    joy = StaffMember.objects.get()
    assert (joy.roles, joy.name) == (["editor", "supervisor"], "Joy Ade")
    assert AuditEntry.objects.filter(event="staff.roles.changed", staff_id=joy.pk).exists()


REFUSED = {
    "B01 another issuer": {"iss": "https://evil.example"},
    "B01 a slash": {"iss": "https://directory.example/"},
    "B02 another audience": {"aud": "another-client"},
    "B02 an audience too many": {"aud": ["my-account", "another-client"]},
    "B03 ended": {"exp": 1},
    "B03 no end": {"exp": ...},
    "B04 another nonce": {"nonce": "another"},
    "B04 no nonce": {"nonce": ...},
    "B08 no subject": {"sub": ...},
    "B21 no second factor": {"amr": ["pwd"]},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED.keys())
def test_a_token_that_is_not_right_signs_nobody_in(client, directory, changes):
    directory.id_token = changes

    response = directory.sign_in(client)

    assert response.status_code == 403
    assert "You are not signed in" in response.text
    assert not is_signed_in(client)
    assert not StaffMember.objects.exists()
    assert AuditEntry.objects.filter(event="staff.sign_in.refused").count() == 1


def test_b06_a_token_signed_by_somebody_else_signs_nobody_in(client, directory):
    directory.key = "evil"

    assert directory.sign_in(client).status_code == 403
    assert not is_signed_in(client)


def test_b06_keys_are_asked_for_once_a_minute_at_most(client, directory):
    for _ in range(5):
        directory.header = {"kid": "unknown", "jku": "https://evil.example/jwks"}
        directory.sign_in(Client())

    assert directory.calls.count("/jwks") == 1
    assert not any("evil" in call for call in directory.calls)


def test_b07_a_new_key_works_within_one_sign_in(client, directory, monkeypatch):
    """B07"""
    directory.sign_in(Client())
    monkeypatch.setattr("accounts.staff.directory.ASKED_AGAIN_AFTER", 0.0)
    directory.kid = "k2"

    assert directory.sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_b09_userinfo_about_somebody_else_signs_nobody_in(client, directory):
    directory.userinfo = {"sub": "morgan"}

    assert directory.sign_in(client).status_code == 403
    assert not StaffMember.objects.exists()


@pytest.mark.parametrize("email", ["amina@example.org", "AMINA@EXAMPLE.ORG", "ａmina@example.org"])
def test_b10_the_address_of_a_resident_opens_no_residents_account(client, directory, email):
    amina = ResidentFactory(user__email="amina@example.org")
    directory.person |= {"email": email, "email_verified": True}

    directory.sign_in(client)

    joy = StaffMember.objects.get().user
    assert joy != amina.user
    assert joy.email is None
    assert client.get(reverse("residents:security")).status_code == 403


def test_b10_a_new_subject_with_a_known_address_is_somebody_new(client, directory):
    directory.sign_in(client)
    directory.person |= {"sub": "another-joy"}
    directory.sign_in(Client())

    assert StaffMember.objects.count() == 2
    assert User.objects.count() == 2


@pytest.mark.parametrize("state", ["", "not-ours", "x" * 5000, "\x00"])
def test_b11_an_answer_to_no_question_of_ours_changes_nothing(client, directory, state):
    """B11"""
    directory.go_out(client)

    response = client.get(reverse("staff:callback"), {"code": "a-code", "state": state})

    assert response.status_code == 400
    assert "Sign in again" in response.text
    assert "/token" not in directory.calls


def test_b11_an_answer_for_another_browser_changes_nothing(client, directory):
    asked = directory.go_out(Client())
    directory.sign_in(client)

    stolen = Client().get(reverse("staff:callback"), {"code": "a-code", "state": asked["state"]})

    assert stolen.status_code == 400


def test_b11_an_error_for_no_question_of_ours_signs_nobody_out(client, directory):
    directory.sign_in(client)

    client.get(reverse("staff:callback"), {"error": "login_required", "state": "x"})

    assert is_signed_in(client)


def test_b13_an_answer_from_another_issuer_is_refused(client, directory):
    asked = directory.go_out(client)

    response = client.get(
        reverse("staff:callback"),
        {"code": "a-code", "state": asked["state"], "iss": "https://evil.example"},
    )

    assert response.status_code == 403
    assert "/token" not in directory.calls


def test_b04_two_tabs_both_work(client, directory):
    first = directory.go_out(client)
    first_nonce = directory.nonce
    second = directory.go_out(client)

    for asked, nonce in ((second, directory.nonce), (first, first_nonce)):
        directory.nonce = nonce
        back = client.get(reverse("staff:callback"), {"code": "c", "state": asked["state"]})
        assert back.status_code == 302


def test_b14_the_directory_is_not_asked_at_the_residents_door(client, directory):
    asked = directory.go_out(client)

    response = client.post(
        f"{reverse('account_login')}?code=a-code&state={asked['state']}",
        {"login": "joy.adeyemi@thornbridge.example", "password": "three funny words"},
    )

    assert response.status_code == 200
    assert not is_signed_in(client)
    assert "/token" not in directory.calls


def test_b14_a_member_of_staff_has_no_password_to_sign_in_with(client, directory):
    directory.sign_in(Client())

    for login in ("joy.adeyemi@thornbridge.example", "joy", "joy@x.example"):
        client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert not is_signed_in(client)


def test_b14_a_residents_session_ends_when_staff_sign_in_in_the_same_browser(client, directory):
    """D31"""
    amina = ResidentFactory(user__email="amina@example.org")
    client.post(reverse("account_login"), {"login": "amina@example.org", "password": PASSWORD})
    before = client.session.session_key

    directory.sign_in(client)

    assert client.session["_auth_user_id"] == str(StaffMember.objects.get().user_id)
    assert client.session["_auth_user_id"] != str(amina.user_id)
    assert client.session.session_key != before
    assert "account_authentication_methods" not in client.session


@pytest.mark.parametrize("groups", [[], "library-advisers", ["Library-advisers"], ["admin"], ...])
def test_b18_somebody_in_no_group_of_ours_does_not_come_in(client, directory, groups):
    directory.person["groups"] = groups

    response = directory.sign_in(client)

    assert response.status_code == 403
    assert "no group that may work here" in response.text
    assert not is_signed_in(client)
    assert not StaffMember.objects.exists()


def test_b18_somebody_who_has_lost_every_group_has_lost_every_role_here(client, directory):
    StaffMemberFactory(issuer=directory.issuer, subject="joy", roles=["library_adviser"])
    directory.person["groups"] = []

    assert directory.sign_in(client).status_code == 403
    assert StaffMember.objects.get().roles == []


def test_b18_nobody_becomes_a_superuser_by_a_claim(client, directory):
    directory.person |= {"is_superuser": True, "groups": ["engineers", "superusers"]}

    directory.sign_in(client)

    user = StaffMember.objects.get().user
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert not user.has_usable_password()


def test_editors_are_in_our_group_alone_as_long_as_the_directory_says_so(client, directory):
    directory.person["groups"] = ["editors"]
    directory.sign_in(client)
    editor = StaffMember.objects.get().user
    assert [group.name for group in editor.groups.all()] == ["Content editors"]

    directory.person["groups"] = ["library-advisers"]
    directory.sign_in(client)

    assert not editor.groups.exists()


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a23_staff_are_led_only_to_pages_of_ours(client, directory, wanted):
    assert directory.sign_in(client, next=wanted).headers["Location"] == reverse("staff:landing")


def test_staff_are_led_to_where_they_were_going(client, directory):
    assert directory.sign_in(client, next="/assist/").headers["Location"] == "/assist/"


def test_a14_the_session_before_signing_in_is_worth_nothing_after_it(client, directory):
    directory.go_out(client)
    before = client.session.session_key

    directory.sign_in(client)

    assert client.session.session_key != before


def test_no_token_of_the_directory_is_in_a_page_or_an_address(client, directory):
    response = directory.sign_in(client)

    page = client.get(reverse("staff:landing")).text
    for secret in ("an-access-token", "refresh-", directory.make_id_token()[:20]):
        assert secret not in page + response.headers["Location"]
