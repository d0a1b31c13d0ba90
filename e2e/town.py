"""A whole town for the browser: PostgreSQL, sandbox, portal and worker as real processes."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.cache.backends.filebased import FileBasedCache

from tests.processes import (
    RealProcess,
    free_port,
    manage,
    start_portal,
    start_sandbox,
    start_worker,
)
from tests.sandbox import Sandbox

SUPPLIERS = ("HOUSING", "BENEFITS", "PARKING", "LEISURE", "SOCIAL_CARE", "VEHICLES")
"""Left alone for two seconds only after an outage: the next journey needs them."""
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


@dataclass(frozen=True, slots=True)
class Town:
    """Where everything is, and the environment that any other process of it needs."""

    portal: str
    sandbox: Sandbox
    env: Mapping[str, str]
    worker: RealProcess

    def manage(self, *words: str) -> str:
        """A command of the portal's, as whoever runs the town would give it; what it said."""
        return manage(*words, env=self.env)

    def forget_tries(self) -> None:
        """What one journey tried is not held against the next: all come from one address."""
        FileBasedCache(f"{self.env['VAR_DIR']}/cache", {}).clear()

    def sql(self, statement: str) -> None:
        """Move the town's clock, or anything else that no page can."""
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_town(folder: Path) -> Iterator[Town]:
    """Seeded and running; DATABASE_URL names a PostgreSQL server to make a database on."""
    portal_port, sandbox_port = free_port(), free_port()
    portal_url = f"http://127.0.0.1:{portal_port}"
    sandbox_url = f"http://127.0.0.1:{sandbox_port}"
    env = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": _new_database(),
        "SANDBOX_URL": sandbox_url,
        "PORTAL_URL": portal_url,
        "PAYMENT_PAGE_ORIGINS": sandbox_url,
        "VAR_DIR": str(folder / "var"),
        **{f"{supplier}_REST_SECONDS": "2" for supplier in SUPPLIERS},
    }
    with ThreadPoolExecutor() as side_by_side:
        tables = side_by_side.submit(manage, "migrate", env=env)
        sandbox, _ = start_sandbox(folder, port=sandbox_port, env={"PORTAL_URL": portal_url})
    with sandbox:
        tables.result()
        manage("seed", env=env)
        portal, _ = start_portal(folder, env=env, port=portal_port)
        with portal, start_worker(folder, env=env) as worker:
            yield Town(portal_url, Sandbox(sandbox_url), env, worker)


def _new_database() -> str:
    address = os.environ["DATABASE_URL"]
    name = f"town_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))
