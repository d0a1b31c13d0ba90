"""From signing in to the end of a session (security catalogue A14, A15, A24, A25, A29)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignIn
from accounts.notifications.models import OutboundNotification
from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in

NEW_PASSWORD = "three other words"
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def another_device(email="amina@example.org") -> Client:
    device = Client(HTTP_USER_AGENT=ANDROID)
    sign_in(device, email)
    return device


def test_a14_a_session_from_before_signing_in_is_worth_nothing_after_it(client, amina):
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = (
        client.cookies["sessionid"].value if "sessionid" in client.cookies else session.session_key
    )
    client.cookies["sessionid"] = session.session_key

    sign_in(client, "amina@example.org")

    assert client.cookies["sessionid"].value not in {before, session.session_key}
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_a14_confirming_who_you_are_gives_the_session_a_new_key(client, amina, clock):
    sign_in(client, "amina@example.org")
    before = client.cookies["sessionid"].value
    clock.shift(301)

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    after = client.cookies["sessionid"].value
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()
    assert SignIn.objects.get().session_key == after


def test_a15_a_saved_cookie_is_worth_nothing_after_signing_out(client, amina):
    sign_in(client, "amina@example.org")
    saved = client.cookies["sessionid"].value

    client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies["sessionid"] = saved
    assert not is_signed_in(thief)
    assert SignIn.objects.get().ended_why == "signed_out"


def test_a15_changing_the_password_signs_out_every_other_device(client, amina):
    phone = another_device()
    sign_in(client, "amina@example.org")

    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    )

    assert "Your password is changed." in client.get(response["Location"]).content.decode()
    assert is_signed_in(client)
    assert not is_signed_in(phone)
    assert SignIn.objects.get(ended_why="replaced").device == "Chrome on Android"
    going_on = SignIn.objects.get(ended_at=None).session_key
    assert going_on == client.cookies["sessionid"].value, "or it could not be ended later"
    assert OutboundNotification.objects.filter(template="account/password_changed").exists()


def test_a15_a_first_password_signs_out_every_other_device(client, amina, code_for):
    amina.user.set_unusable_password()
    amina.user.save()
    phone = Client()
    for browser in (phone, client):
        browser.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
        code = code_for("amina@example.org")
        browser.post(reverse("account_confirm_login_code"), {"code": code})

    client.post(reverse("account_set_password"), {"password1": NEW_PASSWORD})

    assert is_signed_in(client)
    assert not is_signed_in(phone)
    going_on = SignIn.objects.get(ended_at=None).session_key
    assert going_on == client.cookies["sessionid"].value


def test_a15_a_closed_account_is_signed_out_at_once(client, amina):
    sign_in(client, "amina@example.org")
    amina.user.is_active = False
    amina.user.save()

    assert not is_signed_in(client)


def test_signing_out_leaves_nothing_in_the_browser(client, amina):
    sign_in(client, "amina@example.org")

    response = client.post(reverse("account_logout"))

    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"


def test_a_link_signs_nobody_out(client, amina):
    sign_in(client, "amina@example.org")

    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)


def test_a29_no_page_of_somebody_signed_in_is_kept_by_the_browser(client, amina):
    sign_in(client, "amina@example.org")

    for name in ("residents:security", "residents:activity", "mfa_index", "notifications:index"):
        assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


def test_a_session_ends_after_fifteen_idle_minutes_and_says_so(client, amina, clock):
    sign_in(client, "amina@example.org")
    clock.shift(899)
    assert is_signed_in(client)
    clock.shift(900)

    response = client.get(reverse("residents:security"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "nothing happened for 15 minutes" in response.text
    assert "nothing happened" not in client.get(reverse("account_login")).text
    assert SignIn.objects.get().ended_why == "idle"


def test_a_busy_session_ends_after_twelve_hours(client, amina, clock):
    sign_in(client, "amina@example.org")
    for _ in range(12 * 6 - 1):
        clock.shift(600)
        assert is_signed_in(client)
    clock.shift(599)
    assert is_signed_in(client)
    clock.shift(1)

    assert not is_signed_in(client)
    assert SignIn.objects.get().ended_why == "too_long"


def test_one_press_keeps_the_session_ten_times_and_more(client, amina, clock):
    sign_in(client, "amina@example.org")

    for _ in range(12):
        clock.shift(890)
        answer = client.post(
            reverse("residents:stay-signed-in"), headers={"accept": "application/json"}
        )
        assert answer.status_code == 204
    assert is_signed_in(client)


def test_staying_without_javascript_leads_back_to_the_same_page(client, amina):
    sign_in(client, "amina@example.org")

    answer = client.post(reverse("residents:stay-signed-in"), {"next": "/account/messages/"})

    assert answer.headers["Location"] == "/account/messages/"


def test_staying_after_the_end_is_refused(client, amina, clock):
    sign_in(client, "amina@example.org")
    clock.shift(900)

    answer = client.post(
        reverse("residents:stay-signed-in"), headers={"accept": "application/json"}
    )

    assert answer.status_code == 401


def test_a_page_says_when_the_session_ends(client, amina, clock):
    sign_in(client, "amina@example.org")
    ends = timezone.localtime(timezone.now() + timedelta(minutes=15))

    page = client.get(reverse("residents:security")).text

    assert f"<strong>{ends.strftime('%-I:%M%p').lower()}</strong>" in page
    assert 'data-session-seconds="900"' in page
    assert 'data-warning-seconds="150"' in page


def test_reading_a_page_writes_no_session_within_fifteen_seconds(
    client, amina, clock, django_assert_max_num_queries
):
    sign_in(client, "amina@example.org")
    clock.shift(14)

    with django_assert_max_num_queries(6) as queries:
        client.get(reverse("account_logout"))

    assert not [query for query in queries.captured_queries if "UPDATE" in query["sql"]]


def test_a_visitor_gets_no_session_cookie(client, db):
    assert "sessionid" not in client.get("/").cookies


def test_a25_activity_lists_each_sign_in_in_plain_words(client, amina):
    another_device()
    sign_in(client, "amina@example.org")

    page = client.get(reverse("residents:activity")).text

    assert "This is you, now" in page
    assert "Chrome on Android, with password, from 127.0.0.1" in page


def test_that_was_not_me_ends_every_other_session_and_asks_for_a_new_password(client, amina):
    phone = another_device()
    sign_in(client, "amina@example.org")
    theirs = SignIn.objects.get(device="Chrome on Android")

    response = client.post(reverse("residents:not-me", args=[theirs.pk]))

    assert response.headers["Location"] == reverse("account_change_password")
    assert not is_signed_in(phone)
    assert is_signed_in(client)
    theirs.refresh_from_db()
    assert theirs.disowned_at is not None
    assert theirs.ended_why == "disowned"


ENDINGS = ["residents:end-others", "residents:not-me"]


@pytest.mark.parametrize("name", ENDINGS)
def test_a25_ending_other_sessions_needs_a_proof_of_the_last_five_minutes(
    client, amina, clock, name
):
    """Or whoever sits down at an open browser could sign the owner out everywhere else."""
    phone = another_device()
    sign_in(client, "amina@example.org")
    theirs = SignIn.objects.get(device="Chrome on Android")
    address = reverse(name, args=[theirs.pk] if name.endswith("not-me") else [])
    clock.shift(301)

    asked = client.post(address)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert is_signed_in(phone)

    client.post(asked.headers["Location"], {"password": PASSWORD})
    assert is_signed_in(client)
    assert not is_signed_in(phone)


def test_nobody_disowns_a_sign_in_of_somebody_else(client, amina):
    other = another_device()
    other_sign_in = SignIn.objects.get()
    ResidentFactory(user__email="tom@example.org")
    sign_in(client, "tom@example.org")

    assert client.post(reverse("residents:not-me", args=[other_sign_in.pk])).status_code == 404
    assert is_signed_in(other)


def test_signing_out_everywhere_else_keeps_this_one(client, amina):
    phone = another_device()
    sign_in(client, "amina@example.org")

    client.post(reverse("residents:end-others"))

    assert is_signed_in(client)
    assert not is_signed_in(phone)


def test_a_sign_in_with_a_new_browser_is_told_by_e_mail_and_a_known_one_is_not(client, amina):
    """Known is what this account was opened with: Tom's browser is new to Amina's."""
    ResidentFactory(user__email="tom@example.org")
    another_device("tom@example.org")
    sign_in(client, "amina@example.org")
    assert not OutboundNotification.objects.filter(template="account/new_device").exists()

    another_device()
    told = OutboundNotification.objects.get(template="account/new_device")
    another_device()

    assert "Chrome on Android" in told.body
    assert told.to == "amina@example.org"
    assert OutboundNotification.objects.filter(template="account/new_device").count() == 1
