"""Who asks, and the supplier that is asked."""

import pytest

from accounts.staff.roles import Role
from services import submissions
from services.submissions import register
from tests.factories.accounts import ResidentFactory
from tests.integration.services.desk import a_request, signed_in
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


@pytest.fixture
def helen():
    return signed_in(Role.SUPERVISOR)


@pytest.fixture
def amina():
    return ResidentFactory(last_name="Yusuf")


@pytest.fixture
def request_(amina):
    return a_request(resident_id=amina.pk)
