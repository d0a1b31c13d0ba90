"""What people type about themselves, and what we make of it (security catalogue K10 to K14)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.residents.details import (
    AboutYou,
    ContactDetails,
    plain_name,
    plain_postcode,
    plain_telephone,
)
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


HERSELF = {
    "first_name": "Grace",
    "last_name": "Okafor",
    "address": "27 Mill Lane, Thornbridge",
    "postcode": "TB2 7HD",
    "telephone": "07700 900127",
}
BIRTHDAYS = [
    # on 4 May 2026, somebody born on this day: what is wrong with that
    (date(2026, 5, 5), "must be in the past"),
    (date(2026, 5, 4), "16 or older"),
    (date(2010, 5, 5), "16 or older"),
    (date(2010, 5, 4), ""),
    (date(1905, 5, 5), ""),
    (date(1905, 5, 4), "Check the year"),
]


@pytest.mark.parametrize(("born_on", "wrong"), BIRTHDAYS)
def test_k13_an_account_is_for_people_from_sixteen_to_a_hundred_and_twenty(born_on, wrong):
    parts = zip(("day", "month", "year"), (born_on.day, born_on.month, born_on.year), strict=True)
    typed = {**HERSELF, **{f"born_on_{name}": str(value) for name, value in parts}}
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC), tick=False):
        said = " ".join(AboutYou(typed).errors.get("born_on", []))

    assert (wrong in said) if wrong else said == ""


@pytest.mark.parametrize(("typed", "kept"), [("-", ""), ("–", ""), ("Okafor", "Okafor")])
def test_k10_a_dash_stands_for_no_last_name(typed, kept):
    form = AboutYou({**HERSELF, "last_name": typed})
    form.is_valid()

    assert form.cleaned_data["last_name"] == kept


ROUTES = [
    # wants, telephone: whether that can be
    ("sms", "07700 900127", True),
    ("sms", "01632 960412", False),
    ("sms", "", False),
    ("email", "01632 960412", True),
    ("email", "", True),
    ("letter", "", True),
]


@pytest.mark.parametrize(("wants", "telephone", "possible"), ROUTES)
def test_k04_texts_go_to_mobile_telephones_alone(wants, telephone, possible):
    form = ContactDetails({**HERSELF, "telephone": telephone, "preferred_route": wants})

    assert form.is_valid() is possible
    assert set(form.errors) == (set() if possible else {"telephone"})
