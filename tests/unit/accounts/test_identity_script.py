"""The identity script: who passes, who does not, and that nothing is kept of what was said."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.assisted import identity_script as script
from accounts.assisted.identity_script import (
    DOCUMENTS_ONLY,
    FACE_TO_FACE,
    TELEPHONE,
    Held,
    Kind,
    Result,
)
from accounts.channels import Channel

DESMOND = Held(
    full_name="Desmond Clarke",
    born_on=date(1948, 2, 11),
    address="3 Orchard House, Station Road, Thornbridge",
    postcode="TB1 6RS",
    telephone="01632 960412",
)
NOTHING_HELD = Held("", None, "", "", "")
RIGHT = {
    "full_name": "Desmond Clarke",
    "born_on": "1948-02-11",
    "postcode": "TB1 6RS",
    "first_line": "3 Orchard House",
    "telephone": "0412",
    "photo_shown": "passed",
    "letter_shown": "passed",
    "letter_read": "passed",
    "called_back": "passed",
}
SCRIPTS = [FACE_TO_FACE, TELEPHONE, DOCUMENTS_ONLY]


def passes(which: script.Script, answers: dict[str, str], held: Held = DESMOND) -> bool:
    return script.is_passed(which, script.mark(which, answers, held))


def only(*slugs: str) -> dict[str, str]:
    return {slug: RIGHT[slug] for slug in slugs}


@pytest.mark.parametrize("which", SCRIPTS)
def test_all_right_answers_pass(which):
    assert passes(which, RIGHT)


@pytest.mark.parametrize("which", SCRIPTS)
def test_no_answers_do_not_pass(which):
    assert not passes(which, {})


@pytest.mark.parametrize(
    ("which", "slugs", "passed"),
    [
        (FACE_TO_FACE, ("full_name", "born_on", "postcode", "first_line"), True),
        (FACE_TO_FACE, ("full_name", "born_on", "photo_shown", "letter_shown"), True),
        (FACE_TO_FACE, ("full_name", "born_on", "photo_shown"), False),
        (FACE_TO_FACE, ("full_name", "postcode", "first_line", "photo_shown"), False),
        (FACE_TO_FACE, ("born_on", "postcode", "first_line", "photo_shown"), False),
        (TELEPHONE, ("full_name", "born_on", "postcode", "first_line"), False),
        (TELEPHONE, ("full_name", "born_on", "postcode", "first_line", "telephone"), True),
        (TELEPHONE, ("full_name", "born_on", "postcode", "letter_read", "called_back"), True),
        (TELEPHONE, ("full_name", "born_on", "first_line", "letter_read", "called_back"), False),
        (TELEPHONE, ("full_name", "postcode", "first_line", "telephone", "called_back"), False),
        (DOCUMENTS_ONLY, ("photo_shown", "letter_shown"), True),
        (DOCUMENTS_ONLY, ("photo_shown",), False),
        (DOCUMENTS_ONLY, ("letter_shown",), False),
        (DOCUMENTS_ONLY, ("full_name", "born_on", "postcode", "first_line"), False),
    ],
)
def test_enough_and_the_ones_that_always_count_make_a_pass(which, slugs, passed):
    assert passes(which, only(*slugs)) is passed


def test_the_telephone_asks_for_more_than_the_desk():
    assert TELEPHONE.must_pass > FACE_TO_FACE.must_pass
    assert TELEPHONE.always > FACE_TO_FACE.always


def test_on_the_telephone_nothing_can_be_shown():
    slugs = {question.slug for question in TELEPHONE.questions}

    assert slugs.isdisjoint({"photo_shown", "letter_shown"})


@pytest.mark.parametrize(
    ("slug", "answer", "result"),
    [
        ("full_name", "desmond clarke", Result.PASSED),
        ("full_name", "  Desmond   CLARKE ", Result.PASSED),
        ("full_name", "Desmond", Result.FAILED),
        ("full_name", "Clarke", Result.FAILED),
        ("full_name", "   ", Result.NOT_ASKED),
        ("full_name", "%", Result.FAILED),
        ("born_on", "1948-02-11", Result.PASSED),
        ("born_on", "1948-02-12", Result.FAILED),
        ("born_on", "11/02/1948", Result.FAILED),
        ("born_on", "1948", Result.FAILED),
        ("postcode", "tb16rs", Result.PASSED),
        ("postcode", "TB1 6RT", Result.FAILED),
        ("postcode", "TB1", Result.FAILED),
        ("first_line", "3, orchard house", Result.PASSED),
        ("first_line", "3", Result.FAILED),
        ("first_line", "Orchard House", Result.FAILED),
        ("first_line", "-", Result.FAILED),
        ("photo_shown", "passed", Result.PASSED),
        ("photo_shown", "failed", Result.FAILED),
        ("photo_shown", "yes", Result.FAILED),
        ("photo_shown", "", Result.NOT_ASKED),
        ("photo_shown", "not_asked", Result.NOT_ASKED),
    ],
)
def test_an_answer_is_right_wrong_or_was_not_asked_for(slug, answer, result):
    assert script.mark(FACE_TO_FACE, {slug: answer}, DESMOND)[slug] is result


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("0412", Result.PASSED),
        (" 04 12 ", Result.PASSED),
        ("0413", Result.FAILED),
        ("9604", Result.FAILED),
        ("412", Result.FAILED),
        ("960412", Result.FAILED),
        ("", Result.NOT_ASKED),
        ("abcd", Result.FAILED),
    ],
)
def test_only_the_last_four_digits_count(answer, result):
    assert script.mark(TELEPHONE, {"telephone": answer}, DESMOND)["telephone"] is result


@pytest.mark.parametrize("which", [FACE_TO_FACE, TELEPHONE])
@pytest.mark.parametrize("answer", ["", "-", "passed", "None"])
def test_what_we_do_not_hold_cannot_be_matched(which, answer):
    """An empty record must not be opened by an empty answer."""
    answers = {question.slug: answer for question in which.questions}

    results = script.mark(which, answers, NOTHING_HELD)

    for question in which.questions:
        if question.kind is not Kind.SEEN:
            assert results[question.slug] is Result.NOT_ASKED
    assert not script.is_passed(which, results)


@pytest.mark.parametrize(
    ("slug", "held"),
    [
        ("full_name", replace(DESMOND, full_name="李 明")),
        ("full_name", replace(DESMOND, full_name="—")),
        ("postcode", replace(DESMOND, postcode="–")),
        ("first_line", replace(DESMOND, address=", Station Road")),
    ],
)
@pytest.mark.parametrize("answer", ["-", ".", "？"])
def test_an_answer_without_a_letter_matches_nothing(slug, held, answer):
    """D01: nor does it match a name that is not written in the letters of English."""
    assert script.mark(FACE_TO_FACE, {slug: answer}, held)[slug] is Result.FAILED


@pytest.mark.parametrize(
    ("said", "name", "result"),
    [
        ("李 明", "李 明", Result.PASSED),
        ("李 华", "李 明", Result.FAILED),
        ("Sian O'Brien", "Siân O’Brien", Result.PASSED),
        ("Sin O'Brien", "Siân O’Brien", Result.FAILED),
    ],
)
def test_a_name_is_compared_in_its_own_letters_whatever_its_accents(said, name, result):
    held = replace(DESMOND, full_name=name)

    assert script.mark(FACE_TO_FACE, {"full_name": said}, held)["full_name"] is result


@pytest.mark.parametrize(
    ("channel", "held", "is_new", "expected"),
    [
        (Channel.ASSISTED_FACE_TO_FACE, DESMOND, False, FACE_TO_FACE),
        (Channel.ASSISTED_TELEPHONE, DESMOND, False, TELEPHONE),
        (Channel.ASSISTED_FACE_TO_FACE, DESMOND, True, DOCUMENTS_ONLY),
        (Channel.ASSISTED_TELEPHONE, DESMOND, True, None),
        (Channel.ASSISTED_FACE_TO_FACE, NOTHING_HELD, False, DOCUMENTS_ONLY),
        (Channel.ASSISTED_TELEPHONE, NOTHING_HELD, False, None),
        (Channel.ASSISTED_FACE_TO_FACE, replace(DESMOND, born_on=None), False, DOCUMENTS_ONLY),
        (Channel.ASSISTED_TELEPHONE, replace(DESMOND, postcode=""), False, None),
        (Channel.ASSISTED_TELEPHONE, replace(DESMOND, telephone=""), False, TELEPHONE),
        (Channel.ASSISTED_TELEPHONE, replace(DESMOND, telephone="", address=""), False, None),
    ],
)
def test_the_script_fits_how_we_meet_and_what_we_hold(channel, held, is_new, expected):
    assert script.script_for(channel, held, record_is_new=is_new) is expected


def test_without_a_telephone_number_nobody_is_called_back():
    held = replace(DESMOND, telephone="")

    slugs = {question.slug for question in script.askable(TELEPHONE, held)}

    assert slugs.isdisjoint({"telephone", "called_back"})
    assert script.mark(TELEPHONE, RIGHT, held)["called_back"] is Result.NOT_ASKED


def test_nothing_of_what_was_said_is_in_the_result():
    results = script.mark(FACE_TO_FACE, RIGHT, DESMOND)

    assert set(results.values()) <= set(Result)
    assert set(results) == {question.slug for question in FACE_TO_FACE.questions}


def test_a_result_for_a_question_of_another_script_does_not_count():
    results = dict.fromkeys(RIGHT, "passed")
    del results["full_name"]

    assert not script.is_passed(FACE_TO_FACE, results)


@pytest.mark.parametrize("which", SCRIPTS)
def test_every_script_can_be_passed_and_asks_plain_questions(which):
    slugs = {question.slug for question in which.questions}

    assert which.always <= slugs
    assert len(which.always) <= which.must_pass <= len(slugs)
    assert all(question.ask.endswith(("?", ".")) for question in which.questions)
    assert len(slugs) == len(which.questions)
