"""The command that makes the first content."""

import re

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_the_command_says_what_it_did(capsys):
    call_command("seed_content")
    call_command("seed_content")

    first, second = capsys.readouterr().out.strip().splitlines()
    assert re.fullmatch(r"Content: \d+ pages made, from “My Account” on\.", first)
    assert second == "Content: every page is already there."
