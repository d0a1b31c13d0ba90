"""The pages around the card page as a resident uses them."""

from payments.gateway import SeenStatus
from payments.states import SessionState, Why

START = "/payments/pay/housing/rent/"


def press_pay(client, **words):
    return client.post(START, {"quoted_pence": "9215", "how_much": "all", **words})


def text_of(response):
    return " ".join(response.content.decode().split())


def offered(page, *everything):
    """Those of the words that stand in the page's text."""
    return {words for words in everything if words in page}


def assert_closed_as_not_owed(session, gateway, browser):
    """Here, at the card company, and in the words of whoever comes back."""
    session.refresh_from_db()
    assert (session.state, session.why) == (SessionState.CANCELLED, Why.WITHDRAWN)
    assert gateway.books[session.gateway_reference].status is SeenStatus.EXPIRED
    back = text_of(browser.get(f"/payments/{session.pk}/return/"))
    assert "It is not owed any more, so we closed the card page. Nothing has been taken." in back
