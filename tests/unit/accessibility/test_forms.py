"""Every form comes out as accessible questions, and says what is wrong in plain words."""

from django import forms

from accessibility.forms import GovDateField, PoundsField, Radios
from tests.unit.accessibility.html import html_of, template


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
        widget=forms.CheckboxSelectMultiple,
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


def test_the_error_summary_links_each_mistake_to_its_field():
    form = a_form(room="kitchen", born_on_day="1", born_on_month="1", born_on_year="202")
    form.add_error(None, "You reported this on 4 May.")

    html = template("{% error_summary form %}", form=form)

    assert "There is a problem" in html
    assert html.index("You reported this on 4 May.") < html.index('href="#id_description"')
    assert 'href="#id_born_on-day"' in html
    assert 'href="#id_room"' not in html


def test_a_mistake_reads_the_same_in_the_summary_and_beside_its_field():
    form = a_form()
    form.add_error("email", "This is too long. Use 20 letters.")

    summary = template("{% error_summary form %}", form=form)

    assert ">This is too long. Use 20 letters</a>" in summary
    assert "This is too long. Use 20 letters\n" in html_of(form, "email")


def test_there_is_no_error_summary_without_a_mistake():
    assert template("{% error_summary form %}", form=RepairForm()).strip() == ""


def test_a_page_that_has_no_form_has_no_error_summary():
    assert template("{% error_summary form %}").strip() == ""
    assert template("{% error_summary form %}", form=None).strip() == ""


def test_the_error_summary_gathers_several_forms():
    html = template("{% error_summary one two %}", one=a_form(), two=RepairForm({}, prefix="b"))

    assert 'href="#id_description"' in html
    assert 'href="#id_b-description"' in html


def test_staff_send_whom_they_are_helping_with_every_form():
    assert template("{% acting_for %}", assisting={"token": "abc"}).strip() == (
        '<input type="hidden" name="acting_for" value="abc">'
    )
    assert template("{% acting_for %}", assisting=None).strip() == ""
    assert template("{% acting_for %}").strip() == ""
