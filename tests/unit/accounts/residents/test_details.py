"""What people type about themselves, and what we make of it (security catalogue K10 to K14)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.residents.details import plain_name, plain_postcode, plain_telephone
from accounts.residents.forms import age_on

POSTCODES = [
    ("TB1 4QN", "TB1 4QN"),
    ("tb14qn", "TB1 4QN"),
    (" t b 1 4 q n ", "TB1 4QN"),
    ("M1 1AA", "M1 1AA"),
    ("ec1a1bb", "EC1A 1BB"),
]


@pytest.mark.parametrize(("typed", "kept"), POSTCODES)
def test_a_postcode_may_be_typed_anyhow(typed, kept):
    assert plain_postcode(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "TB1", "TB1 4Q", "TB1 4QNN", "12345", "TB1-4QN", "ＴB1 4QNé"]
)
def test_what_is_no_postcode_is_refused(typed):
    with pytest.raises(ValidationError):
        plain_postcode(typed)


TELEPHONES = [
    ("07700 900123", "07700900123"),
    ("07700-900-123", "07700900123"),
    ("(01632) 960412", "01632960412"),
    ("+44 7700 900123", "07700900123"),
    ("+44 (0)7700 900123", "07700900123"),
    ("0044 7700 900123", "07700900123"),
    ("０７７００ 900123", "07700900123"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "kept"), TELEPHONES)
def test_a_telephone_number_may_be_typed_anyhow(typed, kept):
    assert plain_telephone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["12345", "7700900123", "+1 202 555 0100", "0770090012345", "tel"]
)
def test_what_is_no_uk_telephone_number_is_refused(typed):
    with pytest.raises(ValidationError):
        plain_telephone(typed)


NAMES = [
    ("Siân", "Siân"),
    ("Sia\u0302n", "Siân"),
    ("  Mary   Ann ", "Mary Ann"),
    ("O'Brien", "O'Brien"),
    ("Ŵŷn", "Ŵŷn"),
    ("Joy\u202e\u200b", "Joy"),
    ("J\x00oy", "Joy"),
]


@pytest.mark.parametrize(("typed", "kept"), NAMES)
def test_a_name_is_kept_as_its_owner_writes_it(typed, kept):
    assert plain_name(typed) == kept


AGES = [
    (date(2026, 4, 16), 34),
    (date(2026, 4, 17), 35),
    (date(1991, 4, 17), 0),
    (date(1991, 4, 16), -1),
]


@pytest.mark.parametrize(("today", "age"), AGES)
def test_age_changes_on_the_birthday(today, age):
    assert age_on(today, born_on=date(1991, 4, 17)) == age


@pytest.mark.parametrize(("today", "age"), [(date(2027, 2, 28), 14), (date(2027, 3, 1), 15)])
def test_somebody_born_on_29_february_has_their_birthday_on_1_march(today, age):
    assert age_on(today, born_on=date(2012, 2, 29)) == age
