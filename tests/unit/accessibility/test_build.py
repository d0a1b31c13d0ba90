"""What the browser gets is small, is ours, and names no file that is not there."""

import re

import brotli
import pytest
from django.conf import settings

COMPILED = settings.BASE_DIR / "portal/static/compiled"
BUDGET_KB = {"portal.css": 20, "portal.js": 10}


@pytest.mark.parametrize("name", BUDGET_KB)
def test_what_every_page_loads_stays_within_its_budget(name):
    size = len(brotli.compress((COMPILED / name).read_bytes())) / 1024

    assert size <= BUDGET_KB[name], f"{name} is {size:.1f} KB compressed"


def test_the_typeface_is_one_file_for_english():
    fonts = sorted((COMPILED / "fonts").iterdir())

    assert len(fonts) == 2
    assert all(font.stat().st_size < 36 * 1024 for font in fonts)


def test_every_file_the_style_sheet_names_is_there():
    css = (COMPILED / "portal.css").read_text()
    named = re.findall(r"url\([\"']?([^\"')]+)", css)

    assert named
    for address in named:
        assert (COMPILED / address).is_file(), address


@pytest.mark.parametrize("word", ["GDS Transport", "crest", "crown", "url(http"])
def test_nothing_that_belongs_to_gov_uk_is_in_the_style_sheet(word):
    assert word not in (COMPILED / "portal.css").read_text()


def test_the_lock_file_names_no_registry():
    lock = (settings.BASE_DIR / "accessibility/package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 5
