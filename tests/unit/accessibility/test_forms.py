"""Every form comes out as accessible questions, and says what is wrong in plain words."""

from datetime import date

import pytest
from django import forms
from django.template import engines

from accessibility.fields import DATE_OF_BIRTH
from accessibility.forms import Checkboxes, DateBoxes, GovDateField, PoundsField, Radios


class RepairForm(forms.Form):
    room = forms.ChoiceField(
        label="Where is the problem?",
        choices=[("kitchen", "Kitchen"), ("hall", "Hall")],
        widget=Radios(hints={"hall": "Stairs and landing too"}),
    )
    description = forms.CharField(
        label="Describe the problem",
        help_text="Do not include personal details.",
        max_length=200,
        widget=forms.Textarea,
    )
    email = forms.EmailField(label="Email address", required=False)
    rooms = forms.IntegerField(label="How many rooms?", required=False, min_value=1)
    times = forms.MultipleChoiceField(
        label="When are you in?",
        choices=[("am", "Morning"), ("pm", "Afternoon")],
        widget=Checkboxes,
        required=False,
    )
    agreed = forms.BooleanField(label="I agree", help_text="You can change your mind.")
    photo = forms.FileField(label="Photo", required=False)
    size = forms.ChoiceField(label="Size", choices=[("", "Choose"), ("s", "Small")], required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="kept")
    born_on = GovDateField(label="Date of birth", help_text="For example, 27 3 1985.")
    amount = PoundsField(label="How much?", at_least_pence=500, at_most_pence=200_000)


def a_form(**data: object) -> RepairForm:
    return RepairForm(data)


def html_of(form: forms.Form, name: str) -> str:
    return str(form[name].as_field_group())


def template(text: str, **context: object) -> str:
    return engines["django"].from_string("{% load components %}" + text).render(context)


def test_a_question_ties_its_label_and_hint_to_the_control():
    html = html_of(RepairForm(), "description")

    assert 'for="id_description"' in html
    assert 'aria-describedby="id_description-info id_description-hint"' in html
    assert "Do not include personal details." in html


def test_a_text_with_a_limit_counts_its_characters_but_never_cuts_what_is_typed():
    html = html_of(RepairForm(), "description")

    assert 'data-module="govuk-character-count"' in html
    assert 'data-maxlength="200"' in html
    assert " maxlength=" not in html
    assert "You can enter up to 200 characters" in html


def test_a_mistake_stands_at_the_field_and_is_read_out_with_it():
    html = html_of(a_form(), "description")

    assert 'id="id_description-error"' in html
    assert "id_description-error" in html.split("aria-describedby=")[1].split('"')[1]
    assert "govuk-form-group--error" in html


def test_an_optional_question_says_so_in_its_label():
    assert "Email address (optional)" in html_of(RepairForm(), "email")
    assert "(optional)" not in html_of(RepairForm(), "description")


def test_an_email_address_brings_its_own_keyboard_and_autocomplete():
    html = html_of(RepairForm(), "email")

    assert 'type="email"' in html
    assert 'autocomplete="email"' in html
    assert 'spellcheck="false"' in html


def test_a_number_is_a_text_box_with_a_number_keyboard():
    html = html_of(RepairForm(), "rooms")

    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html


def test_radios_are_a_fieldset_with_a_legend_and_hints_of_their_own():
    html = html_of(RepairForm(), "room")

    assert "<legend" in html
    assert "Where is the problem?" in html
    assert 'id="id_room"' in html
    assert 'id="id_room-2"' in html
    assert "Stairs and landing too" in html
    assert "checked" not in html


def test_the_radio_chosen_before_is_still_chosen():
    html = html_of(a_form(room="hall"), "room")

    assert html.count(" checked") == 1
    assert 'value="hall" checked' in html


def test_every_checkbox_ticked_before_is_still_ticked():
    assert html_of(a_form(times=["am", "pm"]), "times").count(" checked") == 2
    assert html_of(a_form(times=["pm"]), "times").count(" checked") == 1


def test_a_single_checkbox_is_its_own_label():
    html = html_of(RepairForm(), "agreed")

    assert "<legend" not in html
    assert "You can change your mind." in html
    assert html_of(a_form(agreed="on"), "agreed").count(" checked") == 1


def test_a_file_is_asked_for_without_keeping_the_one_before():
    html = html_of(RepairForm(), "photo")

    assert 'type="file"' in html
    assert "data-module" not in html, "the enhanced one has a name that is not what it shows"


def test_a_select_keeps_its_choice():
    assert html_of(a_form(size="s"), "size").count(" selected") == 1


def test_a_password_is_never_sent_back():
    html = html_of(a_form(password="correct horse"), "password")

    assert "correct horse" not in html
    assert 'data-module="govuk-password-input"' in html


def test_what_is_typed_is_escaped():
    html = html_of(a_form(email='"><script>alert(1)</script>'), "email")

    assert "<script>" not in html


def test_a_whole_form_writes_every_question_once_in_order():
    html = str(RepairForm())
    names = [name for name in RepairForm.base_fields if name != "token"]
    places = [html.index(f'name="{name}') for name in names]

    assert places == sorted(places)
    assert 'type="hidden" name="token" value="kept"' in html


def test_a_question_may_be_the_heading_of_its_page():
    html = template("{% question form.room heading=True %}", form=RepairForm())

    assert "<h1" in html
    assert "govuk-fieldset__legend--l" in html


def test_the_error_summary_links_each_mistake_to_its_field():
    form = a_form(room="kitchen", born_on_day="1", born_on_month="1", born_on_year="20")
    form.add_error(None, "You reported this on 4 May.")

    html = template("{% error_summary form %}", form=form)

    assert "There is a problem" in html
    assert html.index("You reported this on 4 May.") < html.index('href="#id_description"')
    assert 'href="#id_born_on-day"' in html
    assert 'href="#id_room"' not in html


def test_there_is_no_error_summary_without_a_mistake():
    assert template("{% error_summary form %}", form=RepairForm()).strip() == ""


def test_a_page_that_has_no_form_has_no_error_summary():
    assert template("{% error_summary form %}").strip() == ""
    assert template("{% error_summary form %}", form=None).strip() == ""


def test_the_error_summary_gathers_several_forms():
    html = template("{% error_summary one two %}", one=a_form(), two=RepairForm({}, prefix="b"))

    assert 'href="#id_description"' in html
    assert 'href="#id_b-description"' in html


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
    (("1", "1", "85"), "Date of birth must be a real date", "day"),
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


def test_an_amount_left_out_where_it_may_be_is_none():
    assert PoundsField(at_most_pence=1, required=False).clean("") is None


def test_an_amount_is_shown_in_pounds_after_a_pound_sign():
    form = forms.Form()
    form.fields["amount"] = PoundsField(label="How much?", at_most_pence=10_000)
    form.initial["amount"] = 4205

    html = html_of(form, "amount")

    assert 'value="42.05"' in html
    assert "govuk-input__prefix" in html


def test_staff_send_whom_they_are_helping_with_every_form():
    assert template("{% acting_for %}", assisting={"token": "abc"}).strip() == (
        '<input type="hidden" name="acting_for" value="abc">'
    )
    assert template("{% acting_for %}", assisting=None).strip() == ""
    assert template("{% acting_for %}").strip() == ""
