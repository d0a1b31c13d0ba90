"""Money at the pretended card company: taken once, whole, and no more given back than came in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.card_payments import book, objects
from services.sandbox.card_payments.cards import CARDS
from services.sandbox.card_payments.parameters import InvalidParameter
from tests.unit.payments.sandbox_books import Books

GOOD = CARDS["4242424242424242"]
DECLINED = CARDS["4000000000000002"]


@pytest.fixture
def books(monkeypatch, settings):
    settings.SANDBOX_URL = "http://sandbox.example"
    return Books(monkeypatch)


def an_item(pence=9215, quantity=1, **price):
    data = {"currency": "gbp", "unit_amount": pence, "product_data": {"name": "Rent"}, **price}
    return {"quantity": quantity, "price_data": data}


def asked(books, **changes):
    return {
        "mode": "payment",
        "success_url": "https://my.thornbridge.example/back?s={CHECKOUT_SESSION_ID}",
        "client_reference_id": "TB-7KQ4-M2WD",
        "expires_at": int(books.seconds) + 3600,
        "metadata": {"session_id": "7"},
        "payment_intent_data": {"description": "Rent", "metadata": {"reference": "TB-7KQ4-M2WD"}},
        "line_items": [an_item()],
        **changes,
    }


@pytest.fixture
def session(books):
    return book.open_session(asked(books))


@pytest.fixture
def paid(books, session):
    return book.pay(session["id"], GOOD, name="A Yusuf")


def give_back(paid, pence=None):
    amount = {} if pence is None else {"amount": pence}
    return book.refund({"payment_intent": paid["payment_intent"], **amount})


def test_a_new_session_is_open_and_waits_for_a_card(books, session):
    kept = books.only("session")

    assert kept == session
    assert (kept["status"], kept["payment_status"], kept["amount_total"]) == (
        "open",
        "unpaid",
        9215,
    )
    assert kept["url"] == f"http://sandbox.example/pay/{session['id']}"
    assert kept["success_url"].endswith(f"?s={session['id']}")
    assert kept["payment_intent"] is None


def test_what_was_asked_for_is_added_up(books):
    session = book.open_session(asked(books, line_items=[an_item(100, 3), an_item(50)]))

    assert (session["amount_total"], session["amount_subtotal"]) == (350, 350)
    assert [item["amount_total"] for item in session["_line_items"]] == [300, 50]


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"mode": None}, "mode", "parameter_missing"),
        ({"mode": "subscription"}, "mode", ""),
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"success_url": ""}, "success_url", "parameter_missing"),
        ({"client_reference_id": "x" * 201}, "client_reference_id", ""),
        ({"line_items": [{"quantity": 1}]}, "line_items[0]", "parameter_missing"),
        ({"line_items": [an_item(currency="usd")]}, "line_items[0][price_data][currency]", ""),
        ({"line_items": [an_item(-1)]}, "line_items[0]", ""),
        ({"line_items": [an_item(), an_item(quantity=0)]}, "line_items[1]", ""),
        ({"line_items": [an_item(29)]}, "line_items", "amount_too_small"),
        ({"line_items": [an_item(99_999_999), an_item(1)]}, "line_items", "amount_too_large"),
    ],
)
def test_what_stripe_would_not_open_is_not_opened(books, changes, param, code):
    with pytest.raises(InvalidParameter) as wrong:
        book.open_session(asked(books, **changes))

    assert (wrong.value.param, wrong.value.code) == (param, code)
    assert books.rows == {}


@pytest.mark.parametrize("pence", [30, 31, 99_999_999])
def test_the_smallest_and_the_largest_payment_are_taken(books, pence):
    assert book.open_session(asked(books, line_items=[an_item(pence)]))["amount_total"] == pence


@pytest.mark.parametrize(
    ("lasts", "opens"),
    [(0, False), (1739, False), (1740, True), (3600, True), (86_460, True), (86_461, False)],
)
def test_a_page_is_open_from_half_an_hour_to_a_day(books, lasts, opens):
    wanted = asked(books, expires_at=int(books.seconds) + lasts)

    if opens:
        assert book.open_session(wanted)["expires_at"] == wanted["expires_at"]
    else:
        with pytest.raises(InvalidParameter):
            book.open_session(wanted)


def test_a_good_card_pays_all_of_it_and_everybody_hears_of_it(books, session):
    paid = book.pay(session["id"], GOOD, name="A Yusuf")

    charge, intent = books.only("charge"), books.only("intent")
    assert (paid["status"], paid["payment_status"], paid["url"]) == ("complete", "paid", None)
    assert books.only("session") == paid
    assert (intent["status"], intent["amount_received"]) == ("succeeded", 9215)
    assert intent["latest_charge"] == charge["id"]
    assert intent["metadata"] == {"reference": "TB-7KQ4-M2WD"}
    assert (charge["amount_captured"], charge["payment_intent"]) == (9215, intent["id"])
    assert charge["payment_method_details"]["card"] == {"brand": "visa", "last4": "4242"}
    assert books.told == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_nothing_of_a_card_is_kept_but_its_last_four(books, paid):
    """F29."""
    for body in books.rows.values():
        assert GOOD.number not in str(body)


def test_a_payment_is_a_line_in_the_books_less_what_it_costs(books, paid):
    line = books.only("balance_transaction")

    assert (line["type"], line["amount"], line["source"]) == (
        "charge",
        9215,
        books.only("charge")["id"],
    )
    assert line["fee"] == 158
    assert line["net"] == 9215 - 158
    assert books.only("charge")["balance_transaction"] == line["id"]


def test_a_refused_card_takes_nothing_and_leaves_the_page_open(books, session):
    with pytest.raises(book.CardRefused, match="Your card was declined"):
        book.pay(session["id"], DECLINED, name="")

    assert books.only("session")["status"] == "open"
    charge, intent = books.only("charge"), books.only("intent")
    assert (charge["status"], charge["amount_captured"], charge["captured"]) == (
        "failed",
        0,
        False,
    )
    assert intent["last_payment_error"]["decline_code"] == "generic_decline"
    assert books.told == ["payment_intent.payment_failed"]
    assert books.list_of("", "balance_transaction") == []


def test_another_card_pays_what_the_first_one_could_not(books, session):
    with pytest.raises(book.CardRefused):
        book.pay(session["id"], DECLINED, name="")

    book.pay(session["id"], GOOD, name="")

    assert books.only("intent")["last_payment_error"] is None
    assert len(books.list_of("", "charge")) == 2
    assert len(books.list_of("", "balance_transaction")) == 1


def test_a_page_is_paid_once(books, paid):
    """F01, F19."""
    with pytest.raises(book.SessionNotOpen) as closed:
        book.pay(paid["id"], GOOD, name="")

    assert closed.value.status == "complete"
    assert len(books.list_of("", "charge")) == 1


@pytest.mark.parametrize(("seconds", "is_open"), [(3599, True), (3600, False), (3601, False)])
def test_a_page_runs_out_at_its_second(books, session, seconds, is_open):
    books.seconds += seconds

    found = book.find_session(session["id"])

    assert (found["status"], bool(found["url"])) == (
        ("open", True) if is_open else ("expired", False)
    )
    assert books.told == ([] if is_open else ["checkout.session.expired"])
    assert book.find_session(session["id"]) == found
    assert len(books.told) <= 1


def test_a_page_that_has_run_out_takes_no_card_though_nobody_looked(books, session):
    books.seconds += 3600

    with pytest.raises(book.SessionNotOpen, match="expired"):
        book.pay(session["id"], GOOD, name="")

    assert books.list_of("", "charge") == []


def test_a_closed_page_takes_no_card_and_cannot_be_closed_again(books, session):
    assert book.expire_session(session["id"])["status"] == "expired"

    with pytest.raises(book.SessionNotOpen):
        book.pay(session["id"], GOOD, name="")
    with pytest.raises(book.SessionNotOpen):
        book.expire_session(session["id"])


def test_a_paid_page_cannot_be_closed(books, paid):
    with pytest.raises(book.SessionNotOpen, match="complete"):
        book.expire_session(paid["id"])


def test_a_session_that_is_not_there_is_not_found(books):
    assert book.find_session("cs_none") is None


def test_all_of_a_payment_is_given_back_unless_less_is_said(books, paid):
    made = give_back(paid)

    charge = books.only("charge")
    assert (made["amount"], made["charge"], made["status"]) == (9215, charge["id"], "succeeded")
    assert (charge["amount_refunded"], charge["refunded"]) == (9215, True)
    assert books.told[-2:] == ["refund.created", "charge.refunded"]


def test_a_part_leaves_the_rest_to_give_back(books, paid):
    give_back(paid, 215)
    charge = books.only("charge")
    assert (charge["amount_refunded"], charge["refunded"]) == (215, False)

    give_back(paid, 9000)

    assert books.only("charge")["refunded"] is True
    amounts = [line["amount"] for line in books.list_of("", "balance_transaction")]
    assert amounts == [9215, -215, -9000]


@pytest.mark.parametrize("pence", [0, -1, 9216])
def test_never_more_than_there_is_and_never_nothing(books, paid, pence):
    """F20."""
    with pytest.raises(InvalidParameter) as wrong:
        give_back(paid, pence)

    assert wrong.value.param == "amount"
    assert books.list_of("", "refund") == []


def test_what_was_given_back_whole_is_not_given_back_again(books, paid):
    give_back(paid)

    with pytest.raises(InvalidParameter) as wrong:
        give_back(paid, 1)

    assert wrong.value.code == "charge_already_refunded"


def test_there_is_nothing_to_give_back_of_a_card_that_was_refused(books, session):
    with pytest.raises(book.CardRefused):
        book.pay(session["id"], DECLINED, name="")

    with pytest.raises(InvalidParameter) as wrong:
        book.refund({"payment_intent": books.only("intent")["id"]})

    assert wrong.value.code == "resource_missing"


@pytest.mark.parametrize("named", [{}, {"charge": "ch_none"}, {"payment_intent": "pi_none"}])
def test_a_refund_of_nothing_is_refused(books, paid, named):
    with pytest.raises(InvalidParameter) as wrong:
        book.refund(named)

    assert wrong.value.code == "resource_missing"


def test_a_refund_may_name_the_charge_itself(books, paid):
    assert book.refund({"charge": books.only("charge")["id"], "amount": 5})["amount"] == 5


@given(st.lists(st.integers(-50, 5000), max_size=12))
def test_however_often_it_is_asked_for_no_more_goes_back_than_came_in(pence):
    """F20, F27."""
    with pytest.MonkeyPatch.context() as patch:
        books = Books(patch)
        session = book.open_session(asked(books))
        paid = book.pay(session["id"], GOOD, name="")
        for amount in pence:
            try:
                give_back(paid, amount)
            except InvalidParameter:
                continue

        given = sum(refund["amount"] for refund in books.list_of("", "refund"))
        assert given == books.only("charge")["amount_refunded"] <= 9215
        lines = books.list_of("", "balance_transaction")
        assert sum(line["amount"] for line in lines) == 9215 - given


def test_lists_are_newest_first_and_go_on_where_they_stopped():
    bodies = [{"id": str(number), "_secret": 1} for number in range(5)]

    first = objects.page_of("/v1/things", bodies, {"limit": 2})
    rest = objects.page_of("/v1/things", bodies, {"limit": 9, "starting_after": "3"})

    assert ([one["id"] for one in first["data"]], first["has_more"]) == (["4", "3"], True)
    assert ([one["id"] for one in rest["data"]], rest["has_more"]) == (["2", "1", "0"], False)
    assert "_secret" not in first["data"][0]
    assert objects.page_of("/v1/things", bodies, {"starting_after": "none"})["data"] == []


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(9, 9, False), (10, 10, False), (11, 10, True)]
)
def test_a_page_of_a_list_holds_ten(count, shown, more):
    page = objects.page_of("/", [{"id": str(number)} for number in range(count)], {})

    assert (len(page["data"]), page["has_more"]) == (shown, more)
