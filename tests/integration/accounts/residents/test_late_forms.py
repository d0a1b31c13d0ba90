"""What a resident was typing when their session ended is kept, and nothing is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import SignIn
from services.models import Draft, Submission
from tests.factories.accounts import PASSWORD, ResidentFactory, actor_of
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in
from tests.integration.accounts.test_assisted_late_forms import (
    HOUSING,
    LATE_FORMS,
    TYPED,
    draft_of,
    keep_problem,
)

pytestmark = pytest.mark.django_db
AMINA = "amina@example.org"
CARE = ("social_care:ask", (), {"words": "I fell twice"}, "social_care", "ask-for-assessment")


@pytest.mark.parametrize(("name", "args", "typed", "service", "task"), [*LATE_FORMS, CARE])
def test_every_long_form_is_kept_and_nothing_is_sent(
    client, amina, clock, name, args, typed, service, task
):
    sign_in(client, AMINA)
    clock.shift(900)

    answer = client.post(reverse(name, args=args), typed)

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)
    kept = draft_of(amina, service, task, about="".join(args))
    assert typed.items() <= kept.answers.items()
    assert not Submission.objects.exists()


def test_who_signs_in_again_goes_on_where_they_were(client, amina, clock):
    sign_in(client, AMINA)
    keep_problem(amina)
    clock.shift(900)

    door = client.post(HOUSING, TYPED, follow=True)
    assert "What you had typed is kept" in door.text
    assert "is kept" not in client.get(reverse("account_login")).text
    page = client.post(
        reverse("account_login"),
        {"login": AMINA, "password": PASSWORD, "next": HOUSING},
        follow=True,
    )

    assert "Water under the sink" in page.text


def test_twelve_hours_were_over_in_the_middle_of_a_form(client, amina, clock):
    sign_in(client, AMINA)
    for _ in range(12 * 6 - 1):
        clock.shift(600)
        client.get(reverse("account_logout"))
    clock.shift(600)

    door = client.post(HOUSING, TYPED, follow=True)

    assert "signed in for a long time. What you had typed is kept" in door.text
    assert draft_of(amina, "housing", "report-repair").answers["details"] == TYPED["details"]


def test_who_typed_nothing_that_we_can_keep_is_told_so(client, amina, clock):
    sign_in(client, AMINA)
    clock.shift(900)

    door = client.post(reverse("residents:about-you"), {"first_name": "Aminah"}, follow=True)

    assert "What you had not sent is not saved." in door.text
    assert not Draft.objects.exists()


def test_looking_late_keeps_nothing(client, amina, clock):
    sign_in(client, AMINA)
    clock.shift(900)

    client.get(HOUSING, TYPED)

    assert not Draft.objects.exists()


def test_whoever_sits_down_next_does_not_find_it(client, amina, clock):
    sign_in(client, AMINA)
    keep_problem(amina)
    clock.shift(900)
    client.post(HOUSING, TYPED)
    ResidentFactory(user__email="next@example.org")

    sign_in(client, "next@example.org")

    assert "Water under the sink" not in client.get(HOUSING, follow=True).text


def test_another_site_writes_nothing_down_for_somebody_who_has_left(amina, clock):
    """J06"""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina.user)
    strict.get(reverse("residents:security"))
    clock.shift(900)

    assert strict.post(HOUSING, TYPED).status_code == 403
    assert not Draft.objects.exists()


def test_what_the_pages_own_clock_sends_is_kept_and_not_done_while_another_tab_goes_on(
    client, amina, clock
):
    sign_in(client, AMINA)
    keep_problem(amina)

    answer = client.post(HOUSING, {**TYPED, "time_is_up": "1"})

    assert answer.headers["Location"] == HOUSING
    assert is_signed_in(client)
    assert draft_of(amina, "housing", "report-repair").answers["details"] == TYPED["details"]
    assert "Water under the sink" in client.get(HOUSING).text


def test_the_pages_own_clock_presses_no_button(client, amina):
    sign_in(client, AMINA)
    other = Client()
    sign_in(other, AMINA)
    page = reverse("residents:security")

    answer = client.post(
        reverse("residents:end-others"),
        {"time_is_up": "1"},
        headers={"Referer": f"http://testserver{page}"},
    )

    assert answer.headers["Location"] == page
    assert SignIn.objects.filter(ended_at=None).count() == 2


def test_a_press_that_came_too_late_leads_back_to_its_page(client, amina, clock):
    sign_in(client, AMINA)
    clock.shift(900)
    page = reverse("residents:security")

    answer = client.post(
        reverse("residents:end-others"), headers={"Referer": f"http://testserver{page}"}
    )

    assert answer.headers["Location"] == f"{reverse('account_login')}?next={page}"


def test_the_draft_belongs_to_whom_the_session_was(client, amina, clock):
    sign_in(client, AMINA)
    clock.shift(900)

    client.post(HOUSING, TYPED)

    assert Draft.objects.get().resident_id == actor_of(amina).acting_for
