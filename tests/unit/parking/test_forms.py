"""What a resident types about parking: read as it is meant, refused in plain words."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from services.parking.catalogue import GROUNDS, find_ground, get_ground
from services.parking.forms import (
    LONGEST_STATEMENT,
    AddNoticeForm,
    AddPermitForm,
    ChallengeForm,
    VehicleForm,
    VisitorForm,
)
from services.parking.records.permits import VisitorPack

CHALLENGE = {"ground": "already_paid", "statement": "I paid at the machine."}
PACKS = (VisitorPack(10, 700), VisitorPack(25, 1750))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("TB12AMN", "TB12AMN"),
        (" tb12 amn ", "TB12AMN"),
        ("tb12\tamn", "TB12AMN"),
        ("a1", "A1"),
        ("ABCDEFGHIJKL", "ABCDEFGHIJKL"),
    ],
)
def test_a_registration_is_kept_without_spaces_in_capitals(typed: str, kept: str) -> None:
    form = VehicleForm({"vrm": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["vrm"] == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the vehicle registration"),
        ("   ", "Enter the vehicle registration"),
        ("TB12-AMN", "Enter the registration in letters and numbers"),
        ("TB12/AMN", "Enter the registration in letters and numbers"),
        ("<script>", "Enter the registration in letters and numbers"),
        ("ТВ12", "Enter the registration in letters and numbers"),
        ("TB１２", "Enter the registration in letters and numbers"),
        ("A" * 13, "at most 12 characters"),
    ],
)
def test_what_is_no_registration_is_said_in_words(typed: str, words: str) -> None:
    """Cyrillic and full-width look-alikes are other letters: they would find another vehicle."""
    assert words in str(VehicleForm({"vrm": typed}).errors["vrm"])


@given(typed=st.text(max_size=30))
def test_only_plain_letters_and_digits_come_out_of_a_registration(typed: str) -> None:
    form = VehicleForm({"vrm": typed})

    if form.is_valid():
        assert form.cleaned_data["vrm"].isascii()
        assert form.cleaned_data["vrm"].isalnum()
        assert form.cleaned_data["vrm"] == form.cleaned_data["vrm"].upper()


def test_a_notice_is_asked_for_by_number_first() -> None:
    assert list(AddNoticeForm().fields) == ["number", "vrm"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"number": ""}, "number", "Enter the notice number"),
        ({"number": "TB1/../2"}, "number", "as it stands on the notice"),
        ({"number": "T" * 25}, "number", "at most 24 characters"),
        ({"vrm": ""}, "vrm", "Enter the vehicle registration"),
        ({"vrm": "T" * 13}, "vrm", "at most 12 characters"),
    ],
)
def test_a_notice_needs_both_its_number_and_the_registration(
    typed: dict[str, str], field: str, words: str
) -> None:
    form = AddNoticeForm({"number": "TB10012345", "vrm": "TB12AMN"} | typed)

    assert not form.is_valid()
    assert words in str(form.errors[field])


@pytest.mark.parametrize("missing", ["permit_number", "vehicle_registration", "postcode"])
def test_a_permit_is_added_with_all_three_facts(missing: str) -> None:
    facts = {"permit_number": "TB-P-1", "vehicle_registration": "TB12AMN", "postcode": "TB1 4QN"}
    assert AddPermitForm(facts).is_valid()

    form = AddPermitForm(facts | {missing: ""})

    words = missing.replace("_", " ")
    assert str(form.errors[missing].as_data()[0].message) == f"Enter the {words}"


@pytest.mark.parametrize(
    ("fact", "longest"), [("permit_number", 20), ("vehicle_registration", 12), ("postcode", 10)]
)
def test_a_fact_of_a_permit_is_as_long_as_it_is_printed_at_most(fact: str, longest: int) -> None:
    facts = {"permit_number": "TB-P-1", "vehicle_registration": "TB12AMN", "postcode": "TB1 4QN"}

    assert AddPermitForm(facts | {fact: "T" * longest}).is_valid()
    assert AddPermitForm(facts | {fact: "T" * (longest + 1)}).has_error(fact, "max_length")


def test_what_the_browser_may_fill_in_is_named_and_the_rest_is_left_alone() -> None:
    """WCAG 1.3.5: a postcode is known to the browser, a permit number is not."""
    fields = AddPermitForm().fields

    assert fields["postcode"].widget.attrs["autocomplete"] == "postal-code"
    assert fields["permit_number"].widget.attrs["autocomplete"] == "off"


def test_the_packs_on_offer_are_the_choices() -> None:
    field = VisitorForm(packs=PACKS).fields["sessions"]

    assert field.choices == [  # type: ignore[attr-defined]  # a ChoiceField
        ("10", "10 sessions, £7.00"),
        ("25", "25 sessions, £17.50"),
    ]


@pytest.mark.parametrize(
    ("typed", "is_valid"),
    [("10", True), ("25", True), ("50", False), ("", False), ("010", False), ("10.0", False)],
)
def test_only_a_pack_on_offer_can_be_chosen(typed: str, is_valid: bool) -> None:
    form = VisitorForm({"sessions": typed}, packs=PACKS)

    assert form.is_valid() is is_valid
    if not is_valid:
        assert "Choose how many sessions you want" in str(form.errors["sessions"])


def test_without_packs_nothing_can_be_chosen() -> None:
    assert not VisitorForm({"sessions": "10"}, packs=()).is_valid()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"ground": ""}, "ground", "Choose why the notice is wrong"),
        ({"ground": "i_dislike_it"}, "ground", "Choose why the notice is wrong"),
        ({"statement": ""}, "statement", "Tell us what happened in a few words"),
        ({"statement": " \n "}, "statement", "Tell us what happened in a few words"),
        ({"statement": "x" * (LONGEST_STATEMENT + 1)}, "statement", "Use 2000 letters or fewer"),
        ({"statement": "null\x00"}, "statement", "Null characters are not allowed"),
    ],
)
def test_a_challenge_says_why_and_what_happened(
    changes: dict[str, str], field: str, words: str
) -> None:
    form = ChallengeForm(CHALLENGE | changes)

    assert not form.is_valid()
    assert words in str(form.errors[field])


def test_as_long_as_is_allowed_is_not_too_long() -> None:
    assert ChallengeForm(CHALLENGE | {"statement": "x" * LONGEST_STATEMENT}).is_valid()


@pytest.mark.parametrize(
    ("statement", "kept"),
    [
        ("I was unloading.", "I was unloading."),
        ("x" * (LONGEST_STATEMENT + 500), "x" * (LONGEST_STATEMENT + 500)),
        ("x" * 9000, "x" * 4000),
        ("a\x00b", "ab"),
    ],
)
def test_what_was_typed_is_kept_also_when_it_is_wrong(statement: str, kept: str) -> None:
    data = QueryDict(mutable=True)
    data.update({"ground": "already_paid", "statement": statement, "card_number": "4242"})

    assert ChallengeForm(data).kept_answers() == {"ground": "already_paid", "statement": kept}


def test_every_ground_is_found_by_its_own_name_and_no_other() -> None:
    assert [find_ground(ground.slug) for ground in GROUNDS] == list(GROUNDS)
    assert len({ground.slug for ground in GROUNDS}) == len(GROUNDS)
    assert find_ground("") is None
    with pytest.raises(LookupError):
        get_ground("i_dislike_it")


def test_the_statutory_grounds_can_all_be_said() -> None:
    """Those of the regulations of 2022, with what the council may weigh besides."""
    statutory = {
        "contravention_did_not_occur",
        "not_the_owner",
        "taken_without_consent",
        "hire_firm",
        "exceeded_amount",
        "procedural_impropriety",
        "invalid_order",
        "already_paid",
    }

    assert {ground.slug for ground in GROUNDS} == statutory | {"mitigating_circumstances"}
