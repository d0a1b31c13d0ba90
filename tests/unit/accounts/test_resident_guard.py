"""The guard before every page about a resident: who comes in, and that looking is written down."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.actor import Actor, NobodyToActFor
from accounts.assisted import decorators
from accounts.assisted.decorators import for_resident
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.audit.events import Event
from accounts.staff.roles import Role

RESIDENT, STAFF = "resident-1", "staff-1"


@pytest.fixture
def written(monkeypatch):
    """What the audit trail was told."""
    lines = []
    monkeypatch.setattr(
        decorators, "record", lambda event, **facts: lines.append((event, facts["subject"]))
    )
    return lines


def request_by(actor, *, assisting=None, method="GET", signed_in=True, is_staff=False):
    request = RequestFactory().generic(method, "/services/housing/?tab=repairs")
    request.user = SimpleNamespace(is_authenticated=signed_in, is_staff=is_staff)
    request.actor, request.assisting = actor, assisting
    request.resolver_match = SimpleNamespace(view_name="housing:index")
    return request


def helping(*agreed, roles=(Role.LIBRARY_ADVISER,), is_paused=False):
    return SimpleNamespace(services=frozenset(agreed), roles=frozenset(roles), is_paused=is_paused)


def outcome(request, area="housing"):
    """What a page behind the guard does with this request."""
    page = for_resident(area)(lambda _request: HttpResponse("the page"))
    try:
        response = page(request)
    except NotPermitted as refused:
        return refused.refusal
    except (PermissionDenied, NobodyToActFor) as refused:
        return type(refused)
    return response.get("Location") or response.content.decode()


SELF, ALONE, ACTING = Actor(RESIDENT), Actor(staff_id=STAFF), Actor(RESIDENT, staff_id=STAFF)


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        (
            request_by(Actor(), signed_in=False),
            "/account/sign-in/?next=/services/housing/%3Ftab%3Drepairs",
        ),
        (request_by(SELF), "the page"),
        (request_by(SELF, method="POST"), "the page"),
        (request_by(ALONE, is_staff=True), Refusal.NOT_HELPING),
        (request_by(Actor(), is_staff=True), PermissionDenied),
        (request_by(Actor()), NobodyToActFor),
        (request_by(ACTING, assisting=helping("housing")), "the page"),
        (request_by(ACTING, assisting=helping("housing"), method="POST"), "the page"),
        (request_by(ACTING, assisting=helping("parking")), Refusal.NOT_AGREED),
        (request_by(ACTING, assisting=helping("housing", is_paused=True)), "/assist/resume/"),
        (request_by(ACTING, assisting=helping("parking", is_paused=True)), "/assist/resume/"),
        (request_by(ACTING, assisting=helping("housing", roles=["editor"])), Refusal.ROLE_NEEDED),
    ],
)
def test_who_comes_in(written, request_, found):
    """D01, D02, D20: a session that is paused opens nothing, not even a refusal."""
    assert outcome(request_) == found


@pytest.mark.parametrize("area", ["security", "bank", "delegates", "activity", "sign_in"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_the_residents_alone_opens_to_the_resident_alone(written, area, method):
    """D16"""
    staff = request_by(ACTING, assisting=helping(area, roles=list(Role)), method=method)

    assert outcome(request_by(SELF, method=method), area) == "the page"
    assert outcome(staff, area) is Refusal.CLOSED_TO_STAFF
    assert written == []


@pytest.mark.parametrize(
    ("method", "lines"),
    [
        ("GET", 1),
        ("HEAD", 1),
        ("OPTIONS", 1),
        ("POST", 0),
        ("PUT", 0),
        ("DELETE", 0),
    ],
)
def test_looking_is_written_down_once_and_changes_write_themselves_down(written, method, lines):
    """D22"""
    outcome(request_by(ACTING, assisting=helping("housing"), method=method))

    assert written == [(Event.RESIDENT_VIEWED, "housing")] * lines


@pytest.mark.parametrize(
    "request_", [request_by(SELF), request_by(ALONE), request_by(ACTING, assisting=helping())]
)
def test_nobody_else_is_written_down_as_having_looked(written, request_):
    outcome(request_)

    assert written == []


def test_what_cannot_be_written_down_is_not_shown(monkeypatch):
    """D23"""
    shown = []

    def refuse(*_args, **_facts):
        raise OSError("the disk is full")

    monkeypatch.setattr(decorators, "record", refuse)
    page = for_resident("housing")(shown.append)
    with pytest.raises(OSError, match="disk is full"):
        page(request_by(ACTING, assisting=helping("housing")))

    assert shown == []


def test_the_guard_says_what_it_asks_for():
    keep = object()

    page = for_resident("housing", keep=keep)(lambda _request: HttpResponse())

    assert (page.guard.kind, page.guard.service, page.guard.keep) == ("resident", "housing", keep)
