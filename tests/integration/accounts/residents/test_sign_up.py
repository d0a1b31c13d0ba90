"""Creating an account: an e-mail address, a code, and who you are."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.delivery import mark_delivered
from accounts.models import User
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from tests.factories.accounts import PASSWORD
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in

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
    assert (grace.full_name, grace.born_on) == ("Grace Okafor", date(1988, 9, 30))
    assert (grace.address, grace.postcode) == ("27 Mill Lane, Thornbridge", "TB2 7HD")
    assert grace.telephone == "07700900127"
    assert grace.email == grace.user.email == "grace@example.org"
    trail = AuditEntry.objects.values_list("event", "resident_id")
    assert ("accounts.resident.created", grace.pk) in trail
    assert trail.filter(event="accounts.account.created").count() == 1


def test_nobody_is_signed_in_before_the_code_is_typed(client: Client) -> None:
    sign_up(client)

    assert not is_signed_in(client)
    assert "_auth_user_id" not in client.session


def test_a10_an_address_that_has_an_account_looks_the_same_and_its_owner_is_told(
    client: Client, amina: Resident
) -> None:
    fresh, taken = Client(), client
    answers = [
        (answer.status_code, answer.headers["Location"])
        for answer in (sign_up(fresh, "grace@example.org"), sign_up(taken, "amina@example.org"))
    ]

    assert answers[0] == answers[1]
    told = OutboundNotification.objects.get(to="amina@example.org")
    assert told.template == "account/account_already_exists"
    pages = [one.get(reverse("account_email_verification_sent")).text for one in (fresh, taken)]
    assert "code of 8&nbsp;digits" in pages[1]
    assert pages[0].count("<form") == pages[1].count("<form")
    assert User.objects.count() == 2


def test_a21_an_address_that_was_only_typed_is_still_its_owners(
    client: Client, code_for: Callable[[str], str]
) -> None:
    squatter = Client()
    sign_up(squatter, "grace@example.org", "password of a squatter")

    client.post(reverse("account_reset_password"), {"email": "grace@example.org"})
    sign_up(client, "grace@example.org", "the password of grace")

    assert not is_signed_in(squatter)
    assert Resident.objects.count() == 0


def test_a21_the_owner_of_an_address_gets_the_account_and_the_squatter_nothing(
    client: Client, code_for: Callable[[str], str]
) -> None:
    """A21: nor does the squatter's half-finished sign-up come in behind the owner's back."""
    squatter = Client()
    sign_up(squatter, "grace@example.org", "password of a squatter")

    client.post(reverse("account_reset_password"), {"email": "grace@example.org"})
    code = code_for("grace@example.org")
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    choice = {"password1": "the password of grace"}
    client.post(reverse("account_complete_password_reset"), choice)
    sign_in(client, "grace@example.org", "the password of grace")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)

    squatter.get(reverse("account_email_verification_sent"))
    confirm(squatter, "000000")
    squatter.get(reverse("account_login"))
    sign_in(squatter, "grace@example.org", "password of a squatter")
    assert "_auth_user_id" not in squatter.session


def test_a21_a_sign_in_code_ends_the_password_a_squatter_chose(
    client: Client, code_for: Callable[[str], str]
) -> None:
    """A21: the owner is told, and goes on with codes or with a password of her own."""
    sign_up(Client(), "grace@example.org", "password of a squatter")

    client.post(reverse("account_request_login_code"), {"email": "grace@example.org"})
    code = code_for("grace@example.org")
    client.post(reverse("account_confirm_login_code"), {"code": code})

    told = client.get(reverse("residents:about-you")).text
    assert "does not work any more" in told
    squatter = Client()
    sign_in(squatter, "grace@example.org", "password of a squatter")
    assert "_auth_user_id" not in squatter.session
    client.post(reverse("account_set_password"), {"password1": "the password of grace"})
    assert sign_in(Client(), "grace@example.org", "the password of grace").status_code == 302
    assert is_signed_in(client)


def test_a21_no_address_is_proved_without_ending_the_password_of_a_squatter(
    client: Client, code_for: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A21, C3: whoever proves it with a code after the server died comes in like the first time."""
    sign_up(Client(), "grace@example.org", "password of a squatter")
    client.post(reverse("account_request_login_code"), {"email": "grace@example.org"})

    def die(_user: User) -> None:
        raise OSError("the server is gone")

    monkeypatch.setattr(User, "set_unusable_password", die)
    client.raise_request_exception = False
    client.post(reverse("account_confirm_login_code"), {"code": code_for("grace@example.org")})

    assert not EmailAddress.objects.get().verified


def test_a_password_of_ones_own_outlives_a_sign_in_with_a_code(
    client: Client, amina: Resident, code_for: Callable[[str], str]
) -> None:
    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_for("amina@example.org")})

    assert is_signed_in(client)
    assert sign_in(Client(), "amina@example.org").status_code == 302


def test_a_password_of_ones_own_outlives_a_new_address_typed_after_such_a_sign_in(
    client: Client, amina: Resident, code_for: Callable[[str], str]
) -> None:
    """She chose it herself: the address that she proves is new, and the account is not."""
    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_for("amina@example.org")})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    new = {"action_add": "", "email": "amina@example.net"}
    client.post(reverse("account_email"), new)

    client.post(reverse("account_email_verification_sent"), {"code": code_for("amina@example.net")})

    assert is_signed_in(client)
    assert sign_in(Client(), "amina@example.net").status_code == 302


STAFF = ["joy.adeyemi@thornbridge.example", "JOY@Thornbridge.Example", "joy@ｔhornbridge.example."]


@pytest.mark.parametrize("email", STAFF)
def test_b14_an_address_of_the_council_opens_no_residents_account(
    client: Client, email: str
) -> None:
    response = sign_up(client, email)

    assert response.status_code == 200
    assert "Staff sign in through the staff directory" in response.text
    assert not User.objects.exists()


WEAK = {
    "11 characters": "elevenchars",
    "129 characters": "long words here " * 8 + "x",
    "only digits anybody uses": "123456789012",
    "a common one": "passwordpassword",
    "a stolen one": "chickenwing101",
    "the address itself": "grace.okafor@example.org",
    "nothing": "",
}


@pytest.mark.parametrize("password", WEAK.values(), ids=WEAK.keys())
def test_a_password_is_refused_that_is(client: Client, db: None, password: str) -> None:
    response = sign_up(client, "grace.okafor@example.org", password)

    assert response.status_code == 200
    assert "There is a problem" in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", ["twelve chars", "x y" * 42 + "ab", "пароль из слов", "🙂 four words here"]
)
def test_a_long_password_is_taken_whatever_it_is_made_of(
    client: Client, db: None, password: str
) -> None:
    assert sign_up(client, "grace@example.org", password).status_code == 302


def test_a17_a_code_belongs_to_the_browser_that_asked_for_it(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sign_up(client)

    thief = Client()
    confirm(thief, code_for("grace@example.org"))

    assert "_auth_user_id" not in thief.session


def test_a17_a_code_works_once(client: Client, code_for: Callable[[str], str]) -> None:
    sign_up(client)
    code = code_for("grace@example.org")
    confirm(client, code)
    client.post(reverse("account_logout"))

    confirm(client, code)

    assert "_auth_user_id" not in client.session


def test_a17_after_six_wrong_codes_the_right_one_is_refused(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sign_up(client)
    code = code_for("grace@example.org")
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(6):
        confirm(client, wrong)

    confirm(client, code)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("seconds", "works"), [(599, True), (601, False)])
def test_a17_a_code_works_for_ten_minutes(
    client: Client, code_for: Callable[[str], str], seconds: int, works: bool
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        sign_up(client)
        code = code_for("grace@example.org")
        clock.shift(seconds)
        confirm(client, code)

        assert ("_auth_user_id" in client.session) is works


def test_a17_spaces_in_a_code_are_forgiven_and_other_digits_are_not(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sign_up(client)
    code = code_for("grace@example.org")
    arabic = "".join(chr(0x0660 + int(digit)) for digit in code)

    confirm(client, arabic)
    assert "_auth_user_id" not in client.session
    confirm(client, f" {code[:3]} {code[3:]} ")
    assert "_auth_user_id" in client.session


def test_a_code_is_gone_from_our_outbox_once_it_was_delivered(
    client: Client, code_for: Callable[[str], str]
) -> None:
    sign_up(client)
    message = OutboundNotification.objects.get()
    mark_delivered(message, now=timezone.now())

    message.refresh_from_db()
    assert message.body == ""
