import pytest
from django.utils import timezone

from tests.factories.sandbox_books import Books, open_books


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    return open_books(monkeypatch, "benefits", today=timezone.localdate())
