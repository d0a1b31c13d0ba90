"""The pretended card company's books, with a page that is open or paid."""

import pytest

from services.sandbox.card_payments import book
from tests.unit.payments.sandbox_books import GOOD, Books, asked


@pytest.fixture
def books(monkeypatch, settings):
    settings.SANDBOX_URL = "http://sandbox.example"
    return Books(monkeypatch)


@pytest.fixture
def session(books):
    return book.open_session(asked(books))


@pytest.fixture
def paid(books, session):
    return book.pay(session["id"], GOOD, name="A Yusuf")
