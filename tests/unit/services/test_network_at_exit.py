"""A process ends in silence, whatever it had open."""

import subprocess
import sys

import pytest

SCRIPT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
import django
django.setup()
from services.http import supplier
from services.network import run

async def open_pool(known):
    known._pool()

known = supplier("housing")
if {opened}:
    run(open_pool(known))
print("done")
"""


@pytest.mark.parametrize("opened", [False, True])
def test_a_process_that_knows_a_supplier_ends_in_silence(opened):
    """No thread can be started any more then, and none is needed for a pool never opened."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT.format(opened=opened)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
