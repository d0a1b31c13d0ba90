"""References that can be read out over the telephone."""

import re

from services.references import ALPHABET, new_reference


def test_a_reference_is_three_groups_of_three():
    assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", new_reference())


def test_nothing_in_it_looks_like_something_else_or_spells_a_word():
    assert set(ALPHABET).isdisjoint("AEIOULS01")


def test_references_do_not_repeat():
    assert len({new_reference() for _ in range(5_000)}) == 5_000
