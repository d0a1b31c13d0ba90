"""What every answer carries, whatever it is (security catalogue 2J, A29, C24)."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.sign_ins import LAST_SEEN_AT
from tests.factories.accounts import PASSWORD, ResidentFactory

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "the home page": ("/", 200),
    "signing in": ("/account/sign-in/", 200),
    "a page for somebody else": ("/account/security/", 302),
    "no page": ("/there-is-no-such-page/", 404),
    "a wrong method": ("/account/stay-signed-in/", 405),
    "the statement": ("/accessibility-statement/", 200),
    "health": ("/health/live", 200),
    "the staff's door": ("/staff/signed-out/", 200),
    "wagtail's door": ("/cms/", 302),
    "a service": ("/services/housing/", 302),
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def directives(response) -> dict[str, set[str]]:
    policy = response.headers["Content-Security-Policy"]
    parts = [part.split() for part in policy.split(";")]
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.parametrize(("address", "status"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_j01_j03_every_answer_protects_itself(client, address, status):
    """J03, J08"""
    response = client.get(address)

    assert response.status_code == status
    assert {name: response.headers.get(name) for name in FIXED} == FIXED
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "payment=()" in response.headers["Permissions-Policy"]
    policy = directives(response)
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert policy[name] == {"'none'"}, name
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & policy["default-src"]


OURS = [address for address, _ in ADDRESSES.values() if not address.startswith("/cms")]


@pytest.mark.parametrize("address", OURS)
def test_j01_our_own_pages_run_no_script_without_their_nonce(client, address):
    policy = directives(client.get(address))

    for name in ("script-src", "style-src"):
        loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}
        assert not loose & policy.get(name, set()), (address, name)


def test_j01_every_script_of_a_page_has_the_nonce_of_its_own_answer(client):
    first, second = client.get("/account/sign-in/"), client.get("/account/sign-in/")

    nonces = []
    for page in (first, second):
        nonce = re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])
        inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page.text)
        runs = [tag for tag in inline if "application/json" not in tag]
        assert all(nonce and f'nonce="{nonce[1]}"' in tag for tag in runs)
        nonces.append(nonce and nonce[1])
    assert nonces[0] is None or nonces[0] != nonces[1]


def test_f31_forms_lead_to_us_the_directory_and_the_card_page_alone(client, settings):
    allowed = directives(client.get("/account/sign-in/"))["form-action"]

    directory = settings.STAFF_DIRECTORY_ISSUER.removesuffix("/staff-directory")
    assert allowed == {"'self'", directory, *settings.PAYMENT_PAGE_ORIGINS}


@pytest.fixture
def amina_is_in(client) -> Client:
    ResidentFactory(user__email="amina@example.org")
    client.post(reverse("account_login"), {"login": "amina@example.org", "password": PASSWORD})
    return client


PRIVATE = ["/account/", "/account/security/", "/account/messages/", "/account/x.css", "/", "/no/"]


@pytest.mark.parametrize("address", PRIVATE)
def test_j05_nothing_is_kept_for_the_next_person(amina_is_in, address):
    """Also of what does not exist: an address that ends like a file is cached by some proxies."""
    response = amina_is_in.get(address)

    assert "no-store" in response.headers["Cache-Control"]
    assert "Cookie" in response.headers.get("Vary", "")


def test_j04_the_session_is_for_the_server_and_this_site_alone(amina_is_in):
    cookie = amina_is_in.cookies["sessionid"]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert not cookie["domain"]


def test_j04_a_visitor_is_given_no_session(client):
    """L07: nor any other cookie that is not needed, so there is nothing to agree to."""
    assert not client.get("/").cookies
    assert set(client.get("/account/sign-in/").cookies) == {"csrftoken"}


def test_no_cookie_outlives_the_browser_as_the_privacy_page_says(amina_is_in):
    amina_is_in.get("/account/security/password/")

    ages = {name: cookie["max-age"] for name, cookie in amina_is_in.cookies.items()}
    assert ages == {"sessionid": "", "csrftoken": ""}


@pytest.mark.parametrize("ending", ["signed out", "nothing happened"])
def test_what_was_told_to_one_is_not_told_to_the_next_at_this_computer(amina_is_in, ending):
    """A29, D06, D31: not even when the page that tells it was never opened."""
    told = "Your password is changed."
    new = {"oldpassword": PASSWORD, "password1": "three other words"}
    assert amina_is_in.post(reverse("account_change_password"), new).status_code == 302
    if ending == "signed out":
        amina_is_in.post(reverse("account_logout"))
    else:
        session = amina_is_in.session
        session[LAST_SEEN_AT] -= 15 * 60
        session.save()
        amina_is_in.get("/account/security/")

    ResidentFactory(user__email="tom@example.org")
    amina_is_in.post("/account/sign-in/", {"login": "tom@example.org", "password": PASSWORD})

    assert set(amina_is_in.cookies) <= {"sessionid", "csrftoken"}
    assert told not in amina_is_in.get("/account/security/").text


EVIL_ORIGINS = ["https://evil.example", "null", "http://testserver.evil.example"]


@pytest.mark.parametrize("origin", EVIL_ORIGINS)
def test_j06_j09_another_site_may_neither_read_nor_send(client, origin):
    """J09"""
    read = client.get("/account/sign-in/", headers={"origin": origin})
    strict = Client(enforce_csrf_checks=True)
    strict.get("/account/sign-in/")
    token = strict.cookies["csrftoken"].value

    sent = strict.post(
        "/account/sign-in/",
        {"csrfmiddlewaretoken": token, "login": "a@example.org", "password": "x"},
        headers={"origin": origin},
    )

    assert "Access-Control-Allow-Origin" not in read.headers
    assert sent.status_code == 403
    assert "Nothing has been sent" in sent.text


def test_j06_a_token_of_another_browser_is_refused():
    other, strict = Client(), Client(enforce_csrf_checks=True)
    other.get("/account/sign-in/")
    strict.get("/account/sign-in/")

    sent = strict.post(
        "/account/sign-in/", {"csrfmiddlewaretoken": other.cookies["csrftoken"].value}
    )

    assert sent.status_code == 403


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_j12_a_header_makes_no_other_method_of_a_request(amina_is_in, header):
    amina_is_in.get(reverse("account_logout"), headers={header: "POST"})

    assert amina_is_in.get("/account/security/").status_code == 200


HOSTS = ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:99999x"]


@pytest.mark.parametrize("host", HOSTS)
def test_j10_a_host_that_is_not_ours_is_refused_and_not_repeated(client, host):
    response = client.get("/account/sign-in/", headers={"host": host})

    assert response.status_code == 400
    assert "evil" not in response.text
    assert "evil" not in str(response.headers)


def test_j10_a_forwarded_host_is_not_believed(client):
    response = client.get("/account/security/", headers={"x-forwarded-host": "evil.example"})

    assert "evil" not in response.headers["Location"]


CLOSED = [
    "/.git/config",
    "/.env",
    "/metrics",
    "/docs/",
    "/openapi.json",
    "/debug/",
    "/__debug__/",
    "/static/../manage.py",
    "/static/%2e%2e/manage.py",
    "/media/",
    "/server-status",
]


@pytest.mark.parametrize("address", CLOSED)
def test_j16_nothing_lies_about(client, address):
    """J16"""
    response = client.get(address)

    assert response.status_code in {404, 301}
    assert "SECRET_KEY" not in response.text


def test_j16_health_says_little(client):
    assert client.get("/health/live").json() == {"live": True}


@override_settings(DEBUG=False)
def test_j19_an_error_page_leaks_nothing(client, monkeypatch):
    """J19"""

    def broken(*args, **kwargs):
        raise RuntimeError("password=hunter2 of amina@example.org")

    monkeypatch.setattr("accounts.residents.doors.forget_what_is_stale", broken)
    client.raise_request_exception = False

    response = client.get("/account/sign-in/")

    assert response.status_code == 500
    for leak in ("hunter2", "RuntimeError", "Traceback", "doors.py", "amina"):
        assert leak not in response.text
