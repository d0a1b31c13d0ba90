"""What staff type is tidied, and what they may choose fits their role and how they meet people."""

from datetime import date
from types import SimpleNamespace

import pytest

from accounts.assisted import forms, proposing
from accounts.assisted.finding import Facts
from accounts.assisted.forms import AgreementForm, FindForm, IdentityForm, NewcomerForm
from accounts.assisted.identity_script import FACE_TO_FACE, TELEPHONE, Kind
from accounts.channels import Channel
from accounts.mandates.models import Mandate
from accounts.mandates.standing import THEMSELVES
from accounts.residents.models import Resident
from accounts.staff.roles import Role

SERVICES = {"housing": "Housing", "parking": "Parking", "social_care": "Adult social care"}


@pytest.fixture(autouse=True)
def three_services(monkeypatch):
    monkeypatch.setattr(proposing, "council_services", lambda: SERVICES)


def adviser(*roles, channel=Channel.ASSISTED_FACE_TO_FACE):
    return SimpleNamespace(name="Joy Adeyemi", roles=[str(role) for role in roles], channel=channel)


JOY = adviser(Role.LIBRARY_ADVISER)
CHOICES = {
    "services": ["housing"],
    "reason": "no_device",
    "language": "en",
    "agreed_how": "on_screen",
    "witness": "",
    "authority": "own",
}
TODAY = date(2026, 5, 4)
GROWN_UP, CHILD = date(1948, 2, 11), date(2012, 2, 11)


def agreement(staff=JOY, **changes):
    return form_for(staff, {**CHOICES, **changes})


def form_for(staff, data=None, born_on=GROWN_UP):
    return AgreementForm(data, staff=staff, born_on=born_on, today=TODAY)


@pytest.mark.parametrize(
    ("facts", "given"),
    [
        (Facts(), {}),
        (Facts(last_name="  O'Brien  Smith "), {"last name": "o'brien smith"}),
        (Facts(born_on=date(1948, 2, 11)), {"date of birth": "1948-02-11"}),
        (Facts(postcode=" tb1 6rs "), {"postcode": "TB16RS"}),
        (Facts(postcode="TB1-6RS."), {"postcode": "TB16RS"}),
        (Facts(postcode="%"), {}),
        (Facts(telephone="01632 960412"), {"telephone": "632960412"}),
        (Facts(telephone="+44 (0)1632 960412"), {"telephone": "632960412"}),
        (Facts(telephone="960412"), {}),
        (Facts(telephone="%%%%%%%%%%%%"), {}),
    ],
)
def test_a_fact_is_tidied_or_says_nothing(facts, given):
    assert facts.given == given


def test_looking_for_somebody_asks_for_nothing_in_particular():
    form = FindForm({"last_name": "Clarke"})

    assert form.is_valid()
    assert form.facts == Facts(last_name="Clarke")


@pytest.mark.parametrize("form_class", [FindForm, NewcomerForm])
def test_no_field_offers_what_an_earlier_resident_said(form_class):
    """D06: the library's browser must not remember people."""
    for field in form_class().fields.values():
        assert field.widget.attrs.get("autocomplete", "off") == "off"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tb16rs", "TB1 6RS"),
        ("TB1 6RS", "TB1 6RS"),
        ("tb14 6rs", "TB14 6RS"),
        ("w1a1aa", "W1A 1AA"),
    ],
)
def test_a_postcode_is_kept_as_it_is_written(typed, kept):
    form = NewcomerForm(
        {
            "first_name": "Ida",
            "last_name": "Moss",
            "born_on_day": "3",
            "born_on_month": "9",
            "born_on_year": "1951",
            "address": "14 Canal Street",
            "postcode": typed,
        }
    )

    assert form.is_valid(), form.errors
    assert form.newcomer.postcode == kept


@pytest.mark.parametrize("script", [FACE_TO_FACE, TELEPHONE])
def test_the_script_becomes_a_form_and_no_question_has_to_be_asked(script):
    asked = next(question for question in script.questions if question.kind is Kind.ANSWER)
    form = IdentityForm({asked.slug: "D"}, questions=script.questions)

    assert list(form.fields) == [question.slug for question in script.questions]
    assert form.is_valid()
    assert [slug for slug, answer in form.answers.items() if answer] == [asked.slug]


def test_a_birthday_is_compared_as_a_date():
    form = IdentityForm(
        {"born_on_day": "11", "born_on_month": "feb", "born_on_year": "1948"},
        questions=FACE_TO_FACE.questions,
    )

    assert form.is_valid()
    assert form.answers["born_on"] == "1948-02-11"


@pytest.mark.parametrize(
    ("answer", "accepted"), [("passed", True), ("failed", True), ("perhaps", False)]
)
def test_a_document_was_right_or_was_not_and_nothing_in_between(answer, accepted):
    assert dict(forms.SEEN)["not_asked"] == "Not asked, or they could not"
    form = IdentityForm({"photo_shown": answer}, questions=FACE_TO_FACE.questions)

    assert form.is_valid() is accepted


def test_nobody_proves_who_they_are_with_a_page_of_text():
    for name, accepted in (("n" * 150, True), ("n" * 151, False)):
        form = IdentityForm({"full_name": name}, questions=FACE_TO_FACE.questions)

        assert form.is_valid() is accepted


@pytest.mark.parametrize(
    ("roles", "offered"),
    [
        ([Role.LIBRARY_ADVISER], ["housing", "parking"]),
        ([Role.CONTACT_CENTRE_ADVISER], ["housing", "parking"]),
        ([Role.SOCIAL_CARE_ADVISER], ["housing", "parking", "social_care"]),
        ([Role.EDITOR], []),
        ([], []),
    ],
)
def test_only_what_the_role_opens_is_offered(roles, offered):
    """D14"""
    form = form_for(adviser(*roles))

    assert [slug for slug, _title in form.fields["services"].choices] == offered


@pytest.mark.parametrize(
    ("channel", "ways"),
    [
        (Channel.ASSISTED_FACE_TO_FACE, ["on_screen", "on_paper", "verbally"]),
        (Channel.ASSISTED_TELEPHONE, ["verbally"]),
    ],
)
def test_on_the_telephone_nobody_can_sign_or_read_the_screen(channel, ways):
    form = form_for(adviser(Role.LIBRARY_ADVISER, channel=channel))

    assert [way for way, _label in form.fields["agreed_how"].choices] == ways


@pytest.mark.parametrize(
    ("changes", "valid"),
    [
        ({}, True),
        ({"services": []}, False),
        ({"services": ["housing", "parking"]}, True),
        ({"services": ["social_care"]}, False),
        ({"services": ["housing", "social_care"]}, False),
        ({"reason": ""}, False),
        ({"reason": "ill"}, False),
        ({"language": "cy"}, True),
        ({"language": "fr"}, False),
        ({"agreed_how": ""}, False),
        ({"agreed_how": "by_text_message"}, False),
        ({"agreed_how": "on_paper"}, True),
        ({"agreed_how": "verbally"}, False),
        ({"agreed_how": "verbally", "witness": "  "}, False),
        ({"agreed_how": "verbally", "witness": "Ada Obi"}, True),
        ({"agreed_how": "verbally", "witness": " joy adeyemi "}, False),
    ],
)
def test_an_agreement_is_complete_and_within_the_role(changes, valid):
    """D02; a text message is no proof of consent."""
    assert agreement(**changes).is_valid() is valid


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("services", "Choose at least one service"),
        ("reason", "Choose why they want help"),
        ("language", "Choose a language"),
        ("agreed_how", "Choose how they will agree"),
        ("authority", "Choose who agrees"),
    ],
)
def test_what_was_not_chosen_is_said_by_its_name(field, said):
    """Never "This field is required": an adviser reads it with somebody waiting."""
    assert form_for(JOY, {**CHOICES, field: ""}).errors[field] == [said]


ENDS = {"authority_ends_on_day": "3", "authority_ends_on_month": "5"}


@pytest.mark.parametrize(
    ("born_on", "changes", "wrong"),
    [
        (GROWN_UP, {}, None),
        (CHILD, {}, "authority"),
        (CHILD, {"authority": "parent", "given_by": "Ruth Clarke"}, None),
        (CHILD, {"authority": "parent", "given_by": "  "}, "given_by"),
        (GROWN_UP, {"authority": "parent", "given_by": "Ruth Clarke"}, "authority"),
        (GROWN_UP, {"authority": "money", "given_by": "Ruth Clarke"}, None),
        (GROWN_UP, {"authority": "appointee", "given_by": "Ruth Clarke"}, "services"),
        (
            GROWN_UP,
            {"authority": "money", "given_by": "R", **ENDS, "authority_ends_on_year": "2026"},
            "authority_ends_on",
        ),
        (
            GROWN_UP,
            {"authority": "money", "given_by": "R", **ENDS, "authority_ends_on_year": "2027"},
            None,
        ),
        (GROWN_UP, {"authority": "neighbour", "given_by": "Ruth Clarke"}, "authority"),
    ],
)
def test_whoever_agrees_for_another_has_the_authority_to(born_on, changes, wrong):
    """D29: the error stands at the field that is wrong."""
    form = form_for(JOY, {**CHOICES, **changes}, born_on=born_on)

    assert form.is_valid() is (wrong is None)
    assert list(form.errors) == ([wrong] if wrong else [])


def test_residents_who_agree_for_themselves_leave_no_other_name():
    form = agreement(given_by="Somebody Else")

    assert form.is_valid()
    assert form.standing == THEMSELVES


@pytest.mark.parametrize("name", ["first_name", "last_name", "address", "telephone"])
def test_what_is_written_down_of_a_newcomer_has_room_in_their_record(name):
    """Else PostgreSQL refuses it, and the adviser sees an error page."""
    assert NewcomerForm().fields[name].max_length == Resident._meta.get_field(name).max_length


@pytest.mark.parametrize("name", ["witness", "given_by"])
def test_who_agreed_and_who_heard_it_has_room_in_the_mandate(name):
    assert form_for(JOY).fields[name].max_length == Mandate._meta.get_field(name).max_length


@pytest.mark.parametrize(
    ("name", "longest"), [("last_name", 100), ("postcode", 10), ("telephone", 25)]
)
def test_nobody_is_looked_for_by_a_page_of_text(name, longest):
    assert not FindForm({name: "9" * longest}).errors
    assert FindForm({name: "9" * (longest + 1)}).has_error(name, "max_length")


NEWCOMER = {
    "first_name": "Desmond",
    "last_name": "Clarke",
    "born_on_day": "11",
    "born_on_month": "2",
    "born_on_year": "1948",
    "address": "3 Orchard House, Station Road",
    "postcode": "tb16rs",
    "telephone": "+44 (0)1632-960.412",
}


def test_somebody_new_is_written_down_as_they_would_write_themselves():
    """Whoever is looked for by telephone is found, however it was typed at the desk."""
    form = NewcomerForm(NEWCOMER)

    assert form.is_valid()
    assert (form.newcomer.postcode, form.newcomer.telephone) == ("TB1 6RS", "01632960412")


@pytest.mark.parametrize(("name", "typed"), [("postcode", "TB1"), ("telephone", "960412")])
def test_what_is_no_postcode_or_telephone_number_is_asked_again(name, typed):
    assert list(NewcomerForm({**NEWCOMER, name: typed}).errors) == [name]
