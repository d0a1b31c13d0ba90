"""Who asks, and the supplier that is asked."""

import pytest

from services import submissions
from services.submissions import register
from tests.factories.accounts import ResidentFactory
from tests.integration.services.wishes import PretendSupplier


@pytest.fixture
def supplier(monkeypatch, tmp_path, settings):
    monkeypatch.setattr(submissions, "_tasks", {})
    folder = tmp_path / "notifications"
    folder.mkdir()
    (folder / "wish-taken.subject.txt").write_text("Your wish")
    (folder / "wish-taken.body.txt").write_text("{{ supplier_reference }} by {{ promised_on }}.")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    supplier = PretendSupplier()
    register("housing", "make-a-wish", supplier.deliver, notification="wish-taken")
    return supplier


@pytest.fixture
def resident():
    return ResidentFactory()
