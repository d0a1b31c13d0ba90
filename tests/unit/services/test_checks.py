"""A service that is switched on wrongly is reported before anybody meets it."""

from collections.abc import Iterator
from typing import Self

import pytest
from pytest_django import Settings

from services import installed
from services.checks import check_never_kept, check_services
from services.contract import ProvesByPost, ProvesLinks, ServiceAdapter, TakesPayments
from services.installed import find_service, get_service, installed_services
from tests.factories.services import PretendService

HERE = "tests.unit.services.test_checks"


class Parking(PretendService):
    slug = "parking"
    title = "Parking"

    @classmethod
    def from_settings(cls) -> Self:
        return cls(slug=cls.slug, title=cls.title)


class ParkingAgain(Parking):
    pass


class Half:
    slug = "half"
    title = "Half"


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    installed.installed_services.cache_clear()
    yield
    installed.installed_services.cache_clear()


def found(settings: Settings, *names: str) -> list[str | None]:
    settings.COUNCIL_SERVICES = [f"{HERE}.{name}" for name in names]
    return [problem.id for problem in check_services(None)]


def test_the_councils_own_services_are_as_they_should_be() -> None:
    assert check_services(None) == []


@pytest.mark.parametrize(
    ("names", "problems"),
    [
        (["Parking"], []),
        (["Parking", "ParkingAgain"], ["services.E003"]),
        (["Parkign"], ["services.E001"]),
        (["Half"], ["services.E002"]),
        (["Parkign", "Half", "Parking"], ["services.E001", "services.E002"]),
        ([], []),
    ],
)  # fmt: skip
def test_each_mistake_is_reported_by_its_own_number(
    settings: Settings, names: list[str], problems: list[str]
) -> None:
    assert found(settings, *names) == problems


def test_a_report_says_what_is_missing_and_what_to_do(settings: Settings) -> None:
    settings.COUNCIL_SERVICES = [f"{HERE}.Half"]

    [problem] = check_services(None)

    assert "from_settings, fetch_summary" in problem.msg
    assert problem.hint


def test_services_stand_in_the_order_of_the_settings(settings: Settings) -> None:
    settings.COUNCIL_SERVICES = [f"{HERE}.Parking", "tests.factories.services.PretendService"]

    assert [service.slug for service in installed_services()] == ["parking", "housing"]


def test_a_service_is_found_by_its_slug_or_not_at_all(settings: Settings) -> None:
    settings.COUNCIL_SERVICES = [f"{HERE}.Parking"]

    assert isinstance(get_service("parking"), Parking)
    assert find_service("housing") is None
    with pytest.raises(LookupError):
        get_service("housing")


@pytest.mark.parametrize(
    ("ability", "slugs"),
    [
        (ProvesLinks, {"housing", "benefits", "parking", "leisure", "social_care"}),
        (ProvesByPost, {"benefits", "social_care"}),
        (TakesPayments, {"housing", "benefits", "parking", "leisure", "social_care"}),
    ],
)
def test_what_each_service_can_do(ability: type, slugs: set[str]) -> None:
    """A26: which of them facts alone do not open is written down here, once."""
    able: set[str] = {one.slug for one in installed_services() if isinstance(one, ability)}

    assert able == slugs


def test_a_service_that_only_answers_promises_no_more() -> None:
    service: ServiceAdapter = PretendService()

    assert not isinstance(service, ProvesLinks | ProvesByPost | TakesPayments)


@pytest.mark.parametrize(
    ("named", "problems"),
    [(["social_care"], []), ([], []), (["social-care", "housing"], ["services.E004"])],
)
def test_a_misspelt_service_does_not_let_its_answers_be_kept(
    settings: Settings, named: list[str], problems: list[str]
) -> None:
    settings.SERVICES_WITHOUT_SNAPSHOTS = named

    assert [problem.id for problem in check_never_kept(None)] == problems
