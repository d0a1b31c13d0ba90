"""The measurements themselves. Django must be told of its settings before this is imported."""

import statistics
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.residents.models import Resident
from portal.management.commands.seed_residents import RESIDENTS
from services.contract import AccountReference, ProvesLinks
from services.installed import installed_services
from services.models import ServiceLink
from services.network import run
from tests.bench.load import Measured, Right, load, once_each
from tests.bench.memory import megabytes
from tests.bench.weight import weigh

ROUNDS = 3
SECONDS = 6.0
FILL_SECONDS = 120.0
DASHBOARD = "/account/"


def is_whole(page: bytes) -> bool:
    return b"</html>" in page and not is_partial(page)


def is_partial(page: bytes) -> bool:
    """A page with a supplier missing must say so, and still be a page."""
    return b"not answering" in page


def is_floor(page: bytes) -> bool:
    return b"<title>Floor</title>" in page


@dataclass(frozen=True, slots=True)
class Residents:
    """The cookies of so many sessions."""

    all_linked: list[str]
    without_care: list[str]
    """Everything linked of which a fresh answer may be kept: that of social care never is."""


def people(count: int) -> Residents:
    every = _references()
    kept = {slug: every[slug] for slug in every if slug not in settings.SERVICES_WITHOUT_SNAPSHOTS}
    return Residents(
        all_linked=[_person(f"bench{number}", every) for number in range(count)],
        without_care=[_person(f"kept{number}", kept) for number in range(count)],
    )


def measure(url: str, residents: Residents, *, at_once: int, server: int) -> dict[str, Any]:
    """Every figure of docs/benchmarks.md, as numbers. `server` is its process group."""
    cookies = residents.all_linked
    _fill_the_replay(url, cookies)
    cold = _cold(url, cookies, at_once)
    warm_mb = megabytes(server)
    once_each(f"{url}{DASHBOARD}", residents.without_care, at_once=at_once, right=is_whole)
    with_care = _against_floor(url, cookies, at_once)
    results = {
        **cold,
        **_against_floor(url, residents.without_care, at_once),
        "with_care_ratio": with_care["ratio"],
        "with_care_wrong": with_care["fresh_wrong"],
        **_one_hung(url, cookies, at_once),
        **weigh(url, cookies[0]),
        "queries": _queries(),
    }
    results["memory_mb"] = megabytes(server)
    results["memory_ratio"] = results["memory_mb"] / warm_mb
    results["wrong_pages"] = sum(results[key] for key in results if key.endswith("_wrong"))
    return results


def _one_hung(url: str, cookies: Sequence[str], at_once: int) -> dict[str, Any]:
    """A hung supplier costs the deadline until its breaker opens, and nothing after that."""
    healthy = _first_pages(url, cookies, at_once)
    _replay("hang/parking")
    ServiceLink.objects.update(snapshot=None, snapshot_at=None)
    # Too few for either worker's breaker to open: every page waits for the deadline.
    hung = once_each(f"{url}{DASHBOARD}", cookies[:4], at_once=4, right=is_partial)
    once_each(f"{url}{DASHBOARD}", cookies, at_once=at_once, right=is_partial)
    opened = _first_pages(url, cookies, at_once, right=is_partial)
    _replay("well")
    return {
        "hung_p95_ms": hung.p95 * 1000,
        "hung_wrong": hung.wrong + opened.wrong,
        "breaker_ratio": opened.median / healthy.median,
    }


def _replay(words: str) -> None:
    with urllib.request.urlopen(f"{settings.SANDBOX_URL}/replay/{words}", timeout=5):
        pass


def _queries() -> int:
    """Of one dashboard with fresh answers, second view."""
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=True)
    client.force_login(
        User.objects.get(email="kept0@example.org"), settings.AUTHENTICATION_BACKENDS[-1]
    )
    _freshen()
    client.get(DASHBOARD)
    with CaptureQueriesContext(connection) as captured:
        client.get(DASHBOARD)
    return len(captured)


def _cold(url: str, cookies: Sequence[str], at_once: int) -> dict[str, Any]:
    once_each(f"{url}{DASHBOARD}", cookies, at_once=at_once, right=is_whole)  # warms the workers
    rounds = [_first_pages(url, cookies, at_once) for _ in range(ROUNDS)]
    return {
        "cold_p95_ms": statistics.median(one.p95 for one in rounds) * 1000,
        "cold_median_ms": statistics.median(one.median for one in rounds) * 1000,
        "cold_wrong": sum(one.wrong for one in rounds),
    }


def _fill_the_replay(url: str, cookies: Sequence[str]) -> None:
    """The sandbox is too slow to be asked by many at once: one page at a time, until it is whole.

    As many in a row as make it likely that each worker was asked, and has closed its breakers.
    """
    end, whole = time.monotonic() + FILL_SECONDS, 0
    while whole < 20:
        assert time.monotonic() < end, "The suppliers do not answer."
        page = once_each(f"{url}{DASHBOARD}", cookies[:1], at_once=1, right=is_whole)
        whole = 0 if page.wrong else whole + 1


def _first_pages(
    url: str, cookies: Sequence[str], at_once: int, *, right: Right = is_whole
) -> Measured:
    """With no answer kept from before."""
    ServiceLink.objects.update(snapshot=None, snapshot_at=None)
    return once_each(f"{url}{DASHBOARD}", cookies, at_once=at_once, right=right)


def _against_floor(url: str, cookies: Sequence[str], at_once: int) -> dict[str, Any]:
    dashboards: list[Measured] = []
    floors: list[Measured] = []
    for _ in range(ROUNDS):
        _freshen()
        dashboards.append(_load(f"{url}{DASHBOARD}", cookies, at_once, is_whole))
        floors.append(_load(f"{url}/bench/floor/", cookies, at_once, is_floor))
    ratios = [
        page.per_second / floor.per_second for page, floor in zip(dashboards, floors, strict=True)
    ]
    return {
        "floor_per_second": statistics.median(one.per_second for one in floors),
        "dashboard_per_second": statistics.median(one.per_second for one in dashboards),
        "ratio": statistics.median(ratios),
        "fresh_p95_ms": statistics.median(one.p95 for one in dashboards) * 1000,
        "fresh_wrong": sum(one.wrong for one in [*dashboards, *floors]),
    }


def _load(address: str, cookies: Sequence[str], at_once: int, right: Right) -> Measured:
    return load(address, cookies, at_once=at_once, seconds=SECONDS, right=right)


def _freshen() -> None:
    ServiceLink.objects.exclude(snapshot=None).update(snapshot_at=timezone.now())


def _references() -> dict[str, AccountReference]:
    amina = RESIDENTS[0]
    found = {}
    for service in installed_services():
        assert isinstance(service, ProvesLinks)
        reference = run(
            service.match_account({fact.name: amina.facts[fact.name] for fact in service.facts})
        )
        assert reference, service.slug
        found[service.slug] = reference
    return found


def _person(name: str, references: dict[str, AccountReference]) -> str:
    user = User.objects.create_user(f"{name}@example.org")
    resident = Resident.objects.create(user=user, first_name="Amina", last_name=name)
    ServiceLink.objects.bulk_create(
        ServiceLink(resident_id=resident.pk, service=slug, reference=reference, proof="letter")
        for slug, reference in references.items()
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
