"""Dates are read as people write them, and amounts as whole pence."""

from datetime import date

import pytest
from django import forms

from accessibility.fields import DATE_OF_BIRTH
from accessibility.forms import DateBoxes, GovDateField, PoundsField
from tests.unit.accessibility.html import html_of, template

DATES = [
    (("27", "3", "1985"), date(1985, 3, 27)),
    (("27", "March", "1985"), date(1985, 3, 27)),
    (("27", "mar", "1985"), date(1985, 3, 27)),
    ((" 1 ", "12", "2025"), date(2025, 12, 1)),
    (("29", "2", "2024"), date(2024, 2, 29)),
]


@pytest.mark.parametrize(("typed", "meant"), DATES)
def test_a_date_is_read_as_people_write_it(typed, meant):
    form = dated(*typed)

    assert form.is_valid()
    assert form.cleaned_data == {"born_on": meant}


MISTAKEN_DATES = [
    (("", "", ""), "Enter date of birth", "day"),
    (("27", "", ""), "Date of birth must include a month and a year", "month"),
    (("27", "3", ""), "Date of birth must include a year", "year"),
    (("", "3", "1985"), "Date of birth must include a day", "day"),
    (("31", "2", "1985"), "Date of birth must be a real date", "day"),
    (("1", "13", "1985"), "Date of birth must be a real date", "day"),
    (("1", "1", "85"), "Date of birth must have four digits in the year", "year"),
    (("1", "1", "985"), "Date of birth must be a real date", "day"),
    (("x", "1", "1985"), "Date of birth must be a real date", "day"),
    (("1", "1", "0000"), "Date of birth must be a real date", "day"),
]


@pytest.mark.parametrize(("typed", "message", "box"), MISTAKEN_DATES)
def test_a_mistaken_date_says_what_is_missing_and_links_to_its_box(typed, message, box):
    form = dated(*typed)

    assert form.errors["born_on"] == [message]
    assert f'href="#id_born_on-{box}"' in template("{% error_summary form %}", form=form)


def test_only_the_boxes_that_are_wrong_are_marked():
    html = html_of(dated("27", "3", ""), "born_on")

    assert html.count("govuk-input--error") == 1
    assert html_of(dated("31", "2", "1985"), "born_on").count("govuk-input--error") == 3
    assert html_of(dated("1", "2", "1985"), "born_on").count("govuk-input--error") == 0


def test_a_mistake_that_names_no_box_is_about_the_whole_date():
    form = dated("1", "2", "1985")
    form.add_error("born_on", forms.ValidationError("Too %(much)s", params={"much": "early"}))
    form.add_error("born_on", "That is not when you were born")

    assert html_of(form, "born_on").count("govuk-input--error") == 3
    assert 'href="#id_born_on-day"' in template("{% error_summary form %}", form=form)


def test_a_date_keeps_what_was_typed_and_shows_what_is_known():
    assert 'value="March"' in html_of(dated("27", "March", ""), "born_on")
    known = DateForm(initial={"born_on": date(1985, 3, 27)})
    assert 'value="1985"' in html_of(known, "born_on")


def test_a_date_has_changed_only_when_another_one_is_typed():
    before = {"born_on": date(1985, 3, 27)}

    assert not dated("27", "3", "1985", initial=before).has_changed()
    assert dated("28", "3", "1985", initial=before).has_changed()


def test_the_boxes_of_a_date_name_what_the_browser_may_fill_in():
    html = html_of(DateForm(), "born_on")

    assert 'role="group"' in html
    assert 'for="id_born_on-day"' in html
    assert 'autocomplete="bday-day"' in html


class DateForm(forms.Form):
    born_on = GovDateField(label="Date of birth", widget=DateBoxes(autocomplete=DATE_OF_BIRTH))


def dated(day: str, month: str, year: str, **options: object) -> DateForm:
    data = {"born_on_day": day, "born_on_month": month, "born_on_year": year}
    return DateForm(data, **options)


AMOUNTS = [
    ("20", 2000),
    ("£20", 2000),
    ("20.50", 2050),
    ("1,234.56", 123456),
    (" £ 5 ", 500),
    ("2000", 200000),
]


@pytest.mark.parametrize(("typed", "pence"), AMOUNTS)
def test_an_amount_is_read_as_integer_pence(typed, pence):
    assert PoundsField(at_least_pence=500, at_most_pence=200_000).clean(typed) == pence


MISTAKEN_AMOUNTS = [
    ("4.99", "Enter £5 or more"),
    ("2000.01", "Enter £2,000 or less"),
    ("20.5", "Enter an amount in pounds, like 20 or 20.50"),
    ("-20", "Enter an amount in pounds, like 20 or 20.50"),
    ("twenty", "Enter an amount in pounds, like 20 or 20.50"),
    ("1e3", "Enter an amount in pounds, like 20 or 20.50"),
    ("1,23", "Enter an amount in pounds, like 20 or 20.50"),
    ("", "This field is required."),
]


@pytest.mark.parametrize(("typed", "message"), MISTAKEN_AMOUNTS)
def test_a_mistaken_amount_says_what_would_be_right(typed, message):
    with pytest.raises(forms.ValidationError) as mistaken:
        PoundsField(at_least_pence=500, at_most_pence=200_000).clean(typed)

    assert mistaken.value.messages == [message]


def test_unless_told_otherwise_the_least_amount_is_a_penny():
    field = PoundsField(at_most_pence=100)

    assert field.clean("0.01") == 1
    with pytest.raises(forms.ValidationError):
        field.clean("0.00")


def test_an_amount_left_out_where_it_may_be_is_none():
    assert PoundsField(at_most_pence=1, required=False).clean("") is None


def test_an_amount_is_shown_in_pounds_after_a_pound_sign():
    form = forms.Form()
    form.fields["amount"] = PoundsField(label="How much?", at_most_pence=10_000)
    form.initial["amount"] = 4205

    html = html_of(form, "amount")

    assert 'value="42.05"' in html
    assert "govuk-input__prefix" in html
