"""How much may be sent, and how often (security catalogue I04, J14)."""

import re

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.models import OutboundNotification
from tests.factories.accounts import PASSWORD, ResidentFactory

pytestmark = pytest.mark.django_db
LARGEST_REQUEST = settings.LARGEST_REQUEST


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


def announce(client, length, *, path="/account/sign-in/"):
    """A request that says how long it is, and of which nothing has arrived yet."""
    return client.generic("POST", path, b"", CONTENT_LENGTH=length)


@pytest.mark.parametrize("length", [LARGEST_REQUEST + 1, 21 * 1024 * 1024, 10**15, "9" * 5000])
@pytest.mark.parametrize("path", ["/account/sign-in/", "/payments/webhook/", "/nowhere/", "/cms/"])
def test_i04_what_is_too_large_is_refused_without_being_read(client, length, path):
    response = announce(client, str(length), path=path)

    assert response.status_code == 413
    assert "we have not read it" in response.text
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in response.text
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_i04_twenty_megabytes_are_read():
    assert LARGEST_REQUEST == 20 * 1024 * 1024
    photo = SimpleUploadedFile("photo.jpg", b"x" * (LARGEST_REQUEST - 1024))

    response = Client().post("/account/sign-in/", {"login": "a@example.org", "photo": photo})

    assert response.status_code == 200


@pytest.mark.parametrize("asked", ["en-gb," * 1700, "x" * 10_000, "cy;q=" + "9" * 10_000])
def test_k15_a_browser_that_names_ten_thousand_letters_of_languages_reads_the_page(client, asked):
    """K15."""
    assert client.get("/account/sign-in/", headers={"accept-language": asked}).status_code == 200


@pytest.mark.parametrize("length", ["", "x", "-1", "٣٠٠٠٠٠٠٠٠"])
def test_a_length_that_is_none_breaks_nothing(client, length):
    assert announce(client, length).status_code in {200, 400, 413}


TOO_MUCH = {
    "a form of 3 MB": {"login": "x" * 3_000_000},
    "1,001 fields": {f"field{number}": "x" for number in range(1001)},
}


@pytest.mark.parametrize("form", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_i04_a_form_that_no_page_of_ours_has_is_refused_in_plain_words(client, form):
    response = client.post("/account/sign-in/", form)

    assert response.status_code == 413
    assert "This is more than we can take" in response.text


def test_i04_a_hundred_files_at_once_are_refused(client):
    files = {f"photo{number}": SimpleUploadedFile("photo.jpg", b"x") for number in range(101)}

    assert client.post("/account/sign-in/", files).status_code == 413


def ask_for_reset(client, number):
    return client.post(reverse("account_reset_password"), {"email": f"nobody{number}@example.org"})


def ask_for_code(client, number):
    address = f"nobody{number}@example.org"
    return client.post(reverse("account_request_login_code"), {"email": address})


def sign_up(client, number):
    form = {"email": f"nobody{number}@example.org", "password1": "three funny words"}
    return client.post(reverse("account_signup"), form)


def sign_in(client, number):
    form = {"login": f"nobody{number}@example.org", "password": "three funny words"}
    return client.post(reverse("account_login"), form)


@pytest.mark.parametrize("try_once", [sign_in, sign_up, ask_for_reset, ask_for_code])
def test_j14_one_address_may_knock_twenty_times_a_minute(try_once):
    """Each try in a browser of its own: it is the network address that counts."""
    answers = [try_once(Client(), number) for number in range(21)]

    assert 429 not in {answer.status_code for answer in answers[:20]}
    assert_refused_for_a_minute(answers[20], try_once)
    elsewhere = try_once(Client(REMOTE_ADDR="192.0.2.7"), 99)
    assert elsewhere.status_code != 429


def assert_refused_for_a_minute(answer, try_once):
    if try_once is ask_for_code:  # allauth says it beside the field
        assert "Wait a minute" in answer.text
        return
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "Wait a minute" in answer.text


def begin_sign_in(client, number):
    ask_for_code(client, number)
    return reverse("account_confirm_login_code")


def begin_reset(client, number):
    ask_for_reset(client, number)
    return reverse("account_confirm_password_reset_code")


def type_right_code(number):
    email = f"reader{number}@example.org"
    ResidentFactory(user__email=email)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": email})
    code = re.search(r"^\d{8}$", OutboundNotification.objects.get(to=email).body, re.MULTILINE)
    return client.post(reverse("account_confirm_login_code"), {"code": code[0]})


@pytest.mark.parametrize("begin", [begin_sign_in, begin_reset])
def test_a17_twenty_wrong_codes_a_minute_whoever_they_were_sent_to(begin):
    """A02, A04: who has many residents' addresses must not try six codes at each of them.

    Right ones do not count: a library's many readers come from one address.
    """
    assert {type_right_code(number).status_code for number in range(3)} == {302}
    looked_at = 0
    for number in range(4):
        client, email = Client(), f"nobody{number}@example.org"
        ResidentFactory(user__email=email)
        confirm = begin(client, number)
        answers = [client.post(confirm, {"code": "12345678"}).text for _ in range(5)]
        looked_at += sum("That code is not right" in answer for answer in answers)
    client = Client()

    last = client.post(begin(client, 5), {"code": "12345678"})

    assert looked_at == 20
    assert "Too many wrong codes" in last.text


@pytest.mark.parametrize(
    ("name", "form", "times"),
    [
        ("account_email", {"action_add": "", "email": "not an address"}, 10),
        ("account_change_password", {"oldpassword": "wrong", "password1": "three words x"}, 5),
        ("account_reauthenticate", {"password": "wrong password!"}, 10),
    ],
)
def test_j14_somebody_signed_in_may_change_the_locks_so_often_a_minute(client, name, form, times):
    ResidentFactory(user__email="amina@example.org")
    client.post(reverse("account_login"), {"login": "amina@example.org", "password": PASSWORD})

    answers = [client.post(reverse(name), form).status_code for _ in range(times + 1)]

    assert 429 not in answers[:times]
    assert answers[times] == 429


@pytest.mark.parametrize(("is_known", "ask"), [(True, sign_up), (False, ask_for_reset)])
def test_j14_nobody_is_written_to_all_day_without_having_asked(is_known, ask):
    """K04: by whoever types their address into a form of ours; the pages tell nobody of it."""
    email = "nobody7@example.org"
    if is_known:
        ResidentFactory(user__email=email)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        answers = set()
        for _ in range(8):
            answers.add(ask(Client(), 7)["Location"])
            clock.shift(200)  # seconds: as often as anybody may ask for an address

    assert OutboundNotification.objects.filter(to=email).count() == 3
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("name", "times"), [("account_reset_password", 5), ("account_request_login_code", 3)]
)
def test_j14_nobodys_letter_box_is_filled(name, times):
    """One address is written to so often a minute, wherever it is asked from."""
    answers = []
    for number in range(times + 1):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answers.append(client.post(reverse(name), {"email": "amina@example.org"}))

    assert {answer.status_code for answer in answers[:times]} == {302}
    assert answers[times].status_code in {200, 429}
    assert "Wait a minute" in answers[times].text
