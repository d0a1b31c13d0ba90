"""Every variable that is read is explained, and every one that is explained is read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUPPLIER = re.compile(r"^(HOUSING|BENEFITS|PARKING|LEISURE|SOCIAL_CARE|VEHICLES)_")
OUTSIDE_THE_PORTAL = {"SANDBOX_DATABASE_URL"}


def read() -> set[str]:
    sources = (ROOT / "portal" / "settings").glob("*.py")
    found = set()
    for path in sources:
        found |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text()))
    return {name for name in found if not SUPPLIER.match(name)} - OUTSIDE_THE_PORTAL


def explained() -> set[str]:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([A-Z_]+)`", cell)}


def test_every_variable_is_explained():
    assert read() - explained() == set()


def test_nothing_is_explained_that_is_not_read():
    assert explained() - read() == set()
