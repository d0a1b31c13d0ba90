"""Measure the portal against a floor in the same run, and write docs/benchmarks.md.

PostgreSQL, production settings, two workers; suppliers are a replay of the sandbox that waits
100 ms. The floor is a page with the same middleware, session and user, and nothing on it.
"""

import os
import platform
import sys
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from tests import postgresql
from tests.bench import report
from tests.processes import RealProcess, free_port, manage, start_portal, start_sandbox

RESIDENTS = 120
AT_ONCE = 16
SUPPLIER_SECONDS = 0.1


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="my-account-bench-"))
    os.environ["DATABASE_URL"] = postgresql.start()
    sandbox, sandbox_url = start_sandbox(folder)
    replay_port = free_port()
    env = _environment(f"http://127.0.0.1:{replay_port}")
    os.environ.update(env)
    with sandbox, _replay(folder, replay_port, sandbox_url):
        print("Preparing the database …", flush=True)
        manage("migrate", env=env)
        manage("seed_content", env=env)
        manage("collectstatic", "--noinput", env=env)
        from tests.bench import measurements  # after the environment has been set

        residents = measurements.people(RESIDENTS)
        portal, url = start_portal(folder, env=env, workers=2)
        with portal:
            results = measurements.measure(url, residents, at_once=AT_ONCE, server=portal.pid)
    results["machine"] = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    )
    report.write(results)
    print(report.text(results))
    sys.exit(0 if report.all_reached(results) else 1)


def _environment(suppliers: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "SANDBOX_URL": suppliers,
        "SECRET_KEY": "a-secret-of-this-run-only-" + "0123456789abcdef" * 3,
        "SNAPSHOT_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "PORTAL_URL": "http://127.0.0.1",
        "STRIPE_LIVE": "no",
        "LOG_LEVEL": "ERROR",
    }


def _replay(folder: Path, port: int, sandbox: str) -> RealProcess:
    command = [
        sys.executable,
        "-m",
        "tests.bench.replay",
        str(port),
        sandbox,
        str(SUPPLIER_SECONDS),
    ]
    return RealProcess(command, env={}, log=folder / "replay.log").wait_for_words("is serving")


if __name__ == "__main__":
    main()
