"""Stripe's paths as the pretended card company answers them: keys, lists, expanding, saying no."""

import json
from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import timezone

from services.sandbox import faults
from services.sandbox.card_payments import api, book, cards, views
from services.sandbox.card_payments.cards import CARDS
from services.sandbox.models import Answer
from tests.unit.payments.sandbox_books import Books
from tests.unit.payments.test_sandbox_book import asked

KEY = "Bearer sk_test_0123456789"


@pytest.fixture
def books(monkeypatch, settings):
    settings.SANDBOX_URL = "http://sandbox.example"
    return Books(monkeypatch)


@pytest.fixture
def paid(books):
    session = book.open_session(asked(books))
    return book.pay(session["id"], CARDS["4242424242424242"], name="A Yusuf")


def get(view, key=KEY, *, path=None, **words):
    request = RequestFactory().get("/v1/things", words, headers={"Authorization": key})
    response = view(request, **(path or {}))
    return response.status_code, json.loads(response.content)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "You did not provide an API key."),
        ("Basic sk_test_1", "You did not provide an API key."),
        ("Bearer ", "You did not provide an API key."),
        ("Bearer sk_live_0123456789", "Invalid API Key provided: sk_live***"),
        ("Bearer pk_test_0123456789", "Invalid API Key provided: pk_test***"),
    ],
)
def test_only_a_secret_test_key_opens(books, key, words):
    """F34: a live key has no business here, and is never repeated."""
    status, body = get(views.list_charges, key)

    assert (status, body["error"]["message"]) == (401, words)
    assert "0123456789" not in str(body)


def test_a_list_is_narrowed_by_what_it_is_asked_about(books, paid):
    intent = books.only("intent")["id"]

    assert len(get(views.list_charges, payment_intent=intent)[1]["data"]) == 1
    assert get(views.list_charges, payment_intent="pi_none")[1]["data"] == []
    assert len(get(views.list_payment_intents)[1]["data"]) == 1
    assert get(views.list_refunds)[1]["data"] == []
    assert len(get(views.list_sessions, status="complete")[1]["data"]) == 1
    assert get(views.list_sessions, status="open")[1]["data"] == []


def test_a_wrong_question_is_refused_in_stripes_shape(books):
    status, body = get(views.list_charges, colour="red")

    assert status == 400
    assert body["error"]["param"] == "colour"
    assert (body["error"]["type"], body["error"]["code"]) == (
        "invalid_request_error",
        "parameter_unknown",
    )


@pytest.mark.parametrize(
    ("view", "name"),
    [
        (views.retrieve_session, "session_id"),
        (views.retrieve_payment_intent, "intent_id"),
        (views.retrieve_charge, "charge_id"),
        (views.retrieve_refund, "refund_id"),
        (views.retrieve_event, "event_id"),
        (views.list_line_items, "session_id"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(books, view, name):
    status, body = get(view, path={name: "none"})

    assert (status, body["error"]["code"]) == (404, "resource_missing")


def test_what_an_id_stands_for_comes_with_it_on_request(books, paid):
    path = {"session_id": paid["id"]}
    plain = get(views.retrieve_session, path=path)[1]
    words = {"expand[]": "payment_intent.latest_charge"}
    whole = get(views.retrieve_session, path=path, **words)[1]

    assert plain["payment_intent"] == books.only("intent")["id"]
    assert whole["payment_intent"]["latest_charge"]["amount_captured"] == 9215
    assert not [name for name in plain if name.startswith("_")]


def test_what_is_not_there_yet_is_expanded_to_nothing(books):
    session = book.open_session(asked(books))
    words = {"expand[]": "payment_intent.latest_charge"}

    status, body = get(views.retrieve_session, path={"session_id": session["id"]}, **words)

    assert (status, body["payment_intent"]) == (200, None)


@pytest.mark.parametrize("field", ["metadata", "nothing", "payment_intent.amount"])
def test_only_ids_can_be_expanded(books, paid, field):
    status, body = get(
        views.retrieve_session, path={"session_id": paid["id"]}, **{"expand[]": field}
    )

    assert (status, body["error"]["param"]) == (400, "expand")


def test_the_books_name_what_each_line_is_about(books, paid):
    book.refund({"payment_intent": paid["payment_intent"], "amount": 215})

    body = get(views.list_balance_transactions, **{"expand[]": "data.source"})[1]

    # The pretended town's clock stands still here, so newest first is last written first.
    assert [(line["amount"], line["source"]["object"]) for line in body["data"]] == [
        (-215, "refund"),
        (9215, "charge"),
    ]
    one = get(views.list_balance_transactions, source=books.only("charge")["id"])[1]["data"]
    assert [line["amount"] for line in one] == [9215]


def test_on_request_somebody_elses_session_is_shown(books, paid):
    """G12, as a fault: what the portal must notice."""
    mine = book.open_session(asked(books))
    books.fault = faults.ANOTHER_PERSON

    assert get(views.retrieve_session, path={"session_id": mine["id"]})[1]["id"] == paid["id"]


@pytest.mark.parametrize(
    ("created", "wanted", "inside"),
    [
        (100, None, True),
        (100, 100, True),
        (100, 99, False),
        (100, {"gte": 100}, True),
        (100, {"gte": 101}, False),
        (100, {"gt": 100}, False),
        (100, {"gt": 99}, True),
        (100, {"lt": 100}, False),
        (100, {"lt": 101}, True),
        (100, {"lte": 100}, True),
        (100, {"lte": 99}, False),
        (100, {"gte": 90, "lt": 110}, True),
        (100, {"gte": 90, "lt": 95}, False),
    ],
)
def test_a_moment_is_inside_or_not(created, wanted, inside):
    assert api.between(created, wanted) is inside


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("POST", 405), ("DELETE", 405)])
def test_a_path_answers_its_own_methods_only(books, method, status):
    view = api.by_method(GET=views.list_charges)
    request = RequestFactory().generic(method, "/v1/charges", headers={"Authorization": KEY})

    assert view(request).status_code == status


def test_a_key_that_was_used_repeats_its_answer():
    """F06, F07: also when that answer was an error."""
    for status in (200, 500):
        kept = Answer(status=status, body={"id": "cs_1"}, fingerprint="same")

        assert api._repeat(kept, "key", "same") == (status, {"id": "cs_1"})


@pytest.mark.parametrize(
    ("kept", "fingerprint", "status", "code"),
    [
        (Answer(status=200, body={}, fingerprint="one"), "other", 400, None),
        (Answer(status=0, body={}, fingerprint="one"), "one", 409, "idempotency_key_in_use"),
        (Answer(status=0, body={}, fingerprint="one"), "other", 400, None),
    ],
)
def test_a_key_is_not_used_for_something_else_or_at_once(kept, fingerprint, status, code):
    """F08."""
    with pytest.raises(api.Refusal) as no:
        api._repeat(kept, "key", fingerprint)

    assert no.value.status == status
    assert no.value.body["error"]["type"] == "idempotency_error"
    assert no.value.body["error"].get("code") == code


@pytest.mark.parametrize(
    ("expiry", "good"),
    [
        ("05/26", True),
        ("5/26", True),
        ("0526", True),
        (" 05 / 26 ", True),
        ("06/26", True),
        ("04/26", False),
        ("12/25", False),
        ("13/30", False),
        ("00/30", False),
        ("", False),
        ("05/2026", False),
        ("０５/26", False),
    ],
)
def test_a_card_is_good_to_the_end_of_its_month(expiry, good):
    wrong = cards.problems_with("4242424242424242", expiry, "123", today=date(2026, 5, 31))

    assert ("expiry" not in wrong) is good


@pytest.mark.parametrize(
    ("number", "code", "wrong"),
    [
        ("4242 4242 4242 4242", "123", set()),
        ("4242-4242-4242-4242", " 1234 ", set()),
        ("4000000000000002", "123", set()),
        ("4111111111111111", "123", {"number"}),
        ("", "", {"number", "security_code"}),
        ("4242424242424242", "12", {"security_code"}),
        ("4242424242424242", "12345", {"security_code"}),
        ("4242424242424242", "１２３", {"security_code"}),
    ],
)
def test_only_test_cards_are_taken(number, code, wrong):
    today = timezone.now().date()

    assert set(cards.problems_with(number, "12/49", code, today=today)) == wrong


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.words)
def test_a_card_pays_or_says_why_not(card):
    refusal = card.refusal

    assert card.last4 == card.number[-4:]
    assert (refusal is None) is (card.words == "Pays")
    if refusal:
        assert refusal["code"] == "card_declined"
        assert refusal["message"].endswith(".")
