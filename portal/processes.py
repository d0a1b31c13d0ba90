"""The three processes as command lines: `make run`, tests and production start the same."""

import sys
from pathlib import Path

MANAGE = str(Path(__file__).resolve().parent.parent / "manage.py")
PORTAL_THREADS = 16
SANDBOX_THREADS = 64
"""A hung supplier holds a thread of the sandbox for half a minute."""


def portal(port: int, *, workers: int = 1) -> list[str]:
    """Granian, WSGI with threads. Keep workers x threads below the database's connections."""
    return _granian("portal.wsgi:application", port, workers=workers, threads=PORTAL_THREADS)


def sandbox(port: int) -> list[str]:
    return _granian("services.sandbox.wsgi:application", port, workers=1, threads=SANDBOX_THREADS)


def worker() -> list[str]:
    return [sys.executable, MANAGE, "run_worker"]


def manage(*words: str) -> list[str]:
    return [sys.executable, MANAGE, *words]


def _granian(application: str, port: int, *, workers: int, threads: int) -> list[str]:
    return [
        str(Path(sys.executable).parent / "granian"),
        application,
        *("--interface", "wsgi"),
        *("--host", "127.0.0.1"),
        *("--port", str(port)),
        *("--workers", str(workers)),
        *("--blocking-threads", str(threads)),
        "--respawn-failed-workers",
        "--no-access-log",
        *("--log-level", "error"),
    ]
