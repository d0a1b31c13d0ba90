"""How the pretended REST suppliers say who may ask, what is wrong, and what it costs."""

import json
from typing import Annotated, Any

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from services.sandbox import rest
from services.sandbox.rest import READABLE, Api, Refused, new_reference, pence, pounds, read

TOKEN = "sandbox-libraries-token"
API = Api("libraries", TOKEN)


class Loan(Struct, forbid_unknown_fields=True):
    title: Annotated[str, Meta(min_length=1)]
    weeks: Annotated[int, Meta(ge=1, le=8)] = 3


def borrow(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"title": read(request, Loan).title})


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused(410, "no-longer-lent", "It fell into the canal.", since="Tuesday")


VIEW = API.answers(POST=borrow, DELETE=refuse)


def ask(
    method: str = "POST",
    body: bytes = b'{"title": "Emma"}',
    *,
    token: str | None = f"Bearer {TOKEN}",
    kind: str = "application/json",
) -> tuple[HttpResponse, dict[str, Any]]:
    headers = {} if token is None else {"Authorization": token}
    request = RequestFactory().generic(method, "/loans", body, content_type=kind, headers=headers)
    answer = VIEW(request)
    return answer, json.loads(answer.content)


def test_who_holds_the_token_is_answered() -> None:
    answer, body = ask()

    assert (answer.status_code, body) == (200, {"title": "Emma"})


@pytest.mark.parametrize(
    ("token", "status", "kind"),
    [
        (None, 401, "no-token"),
        ("", 401, "no-token"),
        (TOKEN, 401, "no-token"),
        ("Bearer ", 401, "no-token"),
        (f"Basic {TOKEN}", 401, "no-token"),
        ("Bearer another", 403, "unknown-token"),
        (f"Bearer {TOKEN} ", 403, "unknown-token"),
        ("Bearer café", 403, "unknown-token"),
        (f"bearer {TOKEN}", 200, ""),
    ],
)
def test_who_does_not_is_told_so_and_nothing_else(
    token: str | None, status: int, kind: str
) -> None:
    answer, body = ask(token=token)

    assert answer.status_code == status
    assert body.get("type", "").endswith(kind)
    assert answer.has_header("WWW-Authenticate") is (status == 401)


def test_nobody_learns_which_methods_there_are_without_the_token() -> None:
    assert ask("PATCH", token="Bearer another")[0].status_code == 403
    answer, body = ask("PATCH")
    assert answer.status_code == 405
    assert "POST, DELETE" in body["detail"]


def test_a_problem_is_written_as_rfc_9457_says() -> None:
    answer, body = ask("DELETE")

    assert answer["Content-Type"] == "application/problem+json"
    assert body == {
        "type": "urn:libraries:problem:no-longer-lent",
        "title": "No longer lent",
        "status": 410,
        "detail": "It fell into the canal.",
        "since": "Tuesday",
    }


def test_a_closed_door_says_when_it_opens() -> None:
    problem = API.problem(Refused(429, "too-many-tries", "Tomorrow."), retry_after=3600)

    assert problem["Retry-After"] == "3600"
    assert not API.problem(Refused(429, "x", "y")).has_header("Retry-After")


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        (b" ", 400, None),
        (b"title=Emma", 400, None),
        (b'{"title": "Em', 400, None),
        (b'{"title": "\xff"}', 400, None),
        (b"[]", 422, "$"),
        (b"{}", 422, "$"),
        (b'{"title": ""}', 422, "$.title"),
        (b'{"title": "Emma", "weeks": 9}', 422, "$.weeks"),
        (b'{"title": "Emma", "weeks": 0}', 422, "$.weeks"),
        (b'{"title": "Emma", "weeks": "3"}', 422, "$.weeks"),
        (b'{"title": "Emma", "wekes": 3}', 422, "$"),
    ],
)
def test_a_body_that_is_wrong_is_refused_with_the_place(
    body: bytes, status: int, pointer: str | None
) -> None:
    answer, problem = ask(body=body)

    assert answer.status_code == status
    assert problem.get("pointer") == pointer


@pytest.mark.parametrize(
    ("kind", "status"),
    [("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("application/json", 200)],
)
def test_only_json_is_read(kind: str, status: int) -> None:
    assert ask(kind=kind)[0].status_code == status


def test_a_key_used_for_something_else_is_a_problem_of_this_supplier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rest, "once", lambda *_: JsonResponse({}, status=409))

    with pytest.raises(Refused) as refused:
        API.once(RequestFactory().post("/loans"), lambda: (201, {}))

    assert (refused.value.status, refused.value.kind) == (409, "key-used")


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_money_written_and_read_again_is_the_same_money(amount: int) -> None:
    assert pence(pounds(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0.00"), (5, "0.05"), (100, "1.00"), (-5, "-0.05"), (-12345, "-123.45")],
)
def test_money_has_two_places_and_one_sign(amount: int, written: str) -> None:
    assert pounds(amount) == written


def test_a_reference_can_be_read_out_over_the_telephone() -> None:
    references = {new_reference("LN") for _ in range(200)}

    assert len(references) == 200
    assert all(reference.startswith("LN-") and len(reference) == 11 for reference in references)
    assert not set("01AEIOUY") & set(READABLE), "nothing that looks or sounds like something else"
    assert set("".join(reference[3:] for reference in references)) <= set(READABLE)
