"""By which route somebody is written to: the whole table (K07, D28)."""

import pytest

from accounts.notifications.models import OutboundNotification, Route
from accounts.residents.contact import _route
from accounts.residents.models import Resident

POST = "Grace Okafor\n27 Mill Lane\nThornbridge\nTB2 7HD"
ROUTES = [
    # prefers, has an e-mail, has a telephone: is written to by
    (Route.EMAIL, True, True, Route.EMAIL),
    (Route.EMAIL, True, False, Route.EMAIL),
    (Route.EMAIL, False, True, Route.LETTER),
    (Route.EMAIL, False, False, Route.LETTER),
    (Route.SMS, True, True, Route.SMS),
    (Route.SMS, True, False, Route.EMAIL),
    (Route.SMS, False, True, Route.SMS),
    (Route.SMS, False, False, Route.LETTER),
    (Route.LETTER, True, True, Route.LETTER),
    (Route.LETTER, False, False, Route.LETTER),
]


@pytest.mark.parametrize(("prefers", "email", "telephone", "route"), ROUTES)
def test_a_resident_is_reached_by_what_they_prefer_or_what_is_left(
    prefers, email, telephone, route
):
    grace = Resident(
        first_name="Grace",
        last_name="Okafor",
        address="27 Mill Lane, Thornbridge",
        postcode="TB2 7HD",
        email="grace@example.org" if email else "",
        telephone="07700900127" if telephone else "",
        preferred_route=prefers,
    )
    to = {Route.EMAIL: "grace@example.org", Route.SMS: "07700900127", Route.LETTER: POST}

    assert _route(grace) == (route, to[route])


def test_somebody_with_one_name_and_no_address_has_no_empty_lines_on_the_envelope():
    assert _route(Resident(first_name="Grace"))[1] == "Grace"


KEPT = [(True, "delivered", ""), (True, "waiting", "123456"), (False, "delivered", "123456")]


@pytest.mark.parametrize(("one_time", "state", "body"), KEPT)
def test_a_code_is_forgotten_as_soon_as_it_is_delivered(monkeypatch, one_time, state, body):
    monkeypatch.setattr("django.db.models.Model.save", lambda self, *args, **kwargs: None)
    message = OutboundNotification(one_time=one_time, state=state, body="123456")

    message.save()

    assert message.body == body
