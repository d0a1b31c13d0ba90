"""A portal and a worker as real processes on the test's own database, to be killed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.actor import Actor
from accounts.models import User
from services.http import forget_suppliers
from services.installed import installed_services
from services.links import link_with_facts
from services.models import Submission
from tests.factories.accounts import ResidentFactory
from tests.kills.guillotine import Guillotine
from tests.processes import RealProcess, free_port, start_portal, start_sandbox, start_worker
from tests.sandbox import Sandbox

GRACE = {
    "payment_reference": "6001234575",
    "date_of_birth": "1988-09-30",
    "postcode": "TB2 7HD",
}


@dataclass
class Stage:
    """Everything that runs, and what a test does with it."""

    folder: Path
    sandbox: Sandbox
    guillotine: Guillotine
    env: dict[str, str]
    portal_port: int
    user: User
    actor: Actor
    running: list[RealProcess] = field(default_factory=list)
    browsers: list["Browser"] = field(default_factory=list)
    portal_url: str = ""

    def start_portal(self) -> RealProcess:
        process, self.portal_url = start_portal(self.folder, env=self.env, port=self.portal_port)
        self.running.append(process)
        return process

    def start_worker(self) -> RealProcess:
        worker = start_worker(self.folder, env=self.env)
        self.running.append(worker)
        return worker

    def browser(self) -> "Browser":
        self.browsers.append(Browser(self.portal_url, self.user))
        return self.browsers[-1]

    def let_leases_run_out(self) -> None:
        """As if the minute had passed that a dead process keeps what it was delivering."""
        past = timezone.now() - timedelta(seconds=1)
        from payments.models import PaymentSession, Posting

        for model in (Submission, Posting):
            model.objects.filter(leased_until__isnull=False).update(leased_until=past)
            model.objects.filter(state="waiting").update(next_attempt_at=past)
        PaymentSession.objects.update(next_check_at=past)

    def housing(self, path: str) -> object:
        token = settings.SUPPLIERS["housing"]["token"]
        return self.sandbox.call("GET", f"/housing/api/{path}", Authorization=f"Bearer {token}")


class Browser:
    """A resident's browser without JavaScript: cookies, forms and links."""

    def __init__(self, portal: str, user: User) -> None:
        self._portal = portal
        self._session = requests.Session()
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self._session.cookies.set(name, client.cookies[name].value)

    def close(self) -> None:
        self._session.close()

    def get(self, path: str) -> requests.Response:
        return self._session.get(self._address(path), timeout=20)

    def send(self, path: str, **fields: str) -> requests.Response:
        """Open the page, and send its form with what it holds already and these fields."""
        page = self.get(path)
        assert page.status_code == 200, page.text[:500]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        return self._session.post(
            self._address(path),
            data={**hidden, **fields},
            headers={"Referer": self._address(path)},
            timeout=20,
            allow_redirects=False,
        )

    def _address(self, path: str) -> str:
        return path if path.startswith("http") else self._portal + path


@pytest.fixture(scope="session")
def portal_port() -> int:
    """Every portal of the run listens here, one after another: the sandbox tells it of payments."""
    return free_port()


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory, portal_port: int) -> Iterator[Sandbox]:
    """A sandbox that outlives whoever is killed."""
    env = {"PORTAL_URL": f"http://127.0.0.1:{portal_port}"}
    process, url = start_sandbox(tmp_path_factory.mktemp("outside"), env=env)
    with process:
        yield Sandbox(url)


@pytest.fixture
def stage(
    transactional_db: None, tmp_path: Path, settings: Settings, outside: Sandbox, portal_port: int
) -> Iterator[Stage]:
    outside.reset()
    with Guillotine(outside.url) as guillotine:
        settings.SUPPLIERS = {
            name: {**known, "url": f"{outside.url}/{known['url'].rsplit('/', 1)[-1]}"}
            for name, known in settings.SUPPLIERS.items()
        }
        forget_suppliers()
        installed_services.cache_clear()
        resident = ResidentFactory()
        actor = Actor(resident_id=resident.pk)
        housing = next(one for one in installed_services() if one.slug == "housing")
        link_with_facts(
            actor=actor, slug="housing", service=housing, facts=GRACE, now=timezone.now()
        )
        env = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": _address(),
            "SANDBOX_URL": guillotine.url,
            "PORTAL_URL": f"http://127.0.0.1:{portal_port}",
        }
        stage = Stage(tmp_path, outside, guillotine, env, portal_port, resident.user, actor)
        yield stage
        for browser in stage.browsers:
            browser.close()
        for one in stage.running:
            one.kill()
    forget_suppliers()
    installed_services.cache_clear()


def _address() -> str:
    known = connection.settings_dict
    return f"postgresql://{known['USER']}:@/{known['NAME']}?host={known['HOST']}"


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    import time

    def wait(true: Callable[[], bool], seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, "it did not come true"
            time.sleep(0.2)

    return wait
