"""What a resident agrees to: the exact words, their language, and a hash that tells a change."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accounts.mandates.standing import Authority
from accounts.mandates.wording import (
    AUTHORITY_IN_WORDS,
    OWN_WORDS,
    WORDINGS,
    WORDS_FOR_ANOTHER,
    Language,
    Terms,
    hash_of,
    version_for,
    words_for,
)

TERMS = Terms(
    resident="Desmond Clarke",
    staff="Joy Adeyemi",
    place="Central Library",
    council="Thornbridge Council",
    telephone="01632 960 100",
    services=("Housing", "Benefits", "Parking permits"),
    until=datetime(2026, 5, 4, 10, 0, tzinfo=UTC),
)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "said",
    [
        "Desmond Clarke",
        "Joy Adeyemi",
        "Central Library",
        "Thornbridge Council",
        "01632 960 100",
        "parking permits",
    ],
)
def test_the_words_name_everybody_and_everything(language, said):
    assert said in words_for(TERMS, language=language)


def test_the_words_read_like_a_sentence():
    words = words_for(TERMS)

    assert "my housing, benefits and parking permits" in words
    assert "until 11am on 4 May 2026." in words


def test_the_time_is_the_one_on_the_library_clock_in_winter_too():
    winter = replace(TERMS, until=datetime(2026, 12, 4, 10, 0, tzinfo=UTC))

    assert "until 10am on 4 December 2026." in words_for(winter)


@pytest.mark.parametrize(
    ("services", "said"),
    [
        (("Housing",), "at my housing,"),
        (("Housing", "Leisure"), "at my housing and leisure,"),
        ((), "at my account,"),
    ],
)
def test_services_are_listed_as_people_list_things(services, said):
    assert said in words_for(replace(TERMS, services=services))


@pytest.mark.parametrize(
    "promise",
    [
        "may not see or change how I sign in",
        "bank details",
        "must not ask me for my card number",
        "I can stop this at any time",
        "I get a list of it at the end",
    ],
)
def test_the_words_promise_what_the_portal_enforces(promise):
    assert promise in words_for(TERMS)


def test_welsh_words_are_welsh():
    """D30"""
    words = words_for(TERMS, language=Language.WELSH)

    assert words.startswith("Fi yw Desmond Clarke.")
    assert "I agree" not in words


def test_every_version_exists_in_every_language():
    versions = {version for version, _ in WORDINGS}

    assert versions == {OWN_WORDS, WORDS_FOR_ANOTHER}
    assert set(WORDINGS) == {(version, language) for version in versions for language in Language}


def test_a_version_that_was_shown_is_never_edited():
    """Changing a word here means adding a version, not changing this number."""
    assert hash_of(WORDINGS[1, Language.ENGLISH])[:16] == "c16235c28d29bb84"
    assert hash_of(WORDINGS[1, Language.WELSH])[:16] == "590aeab049f22ba0"


def test_one_changed_letter_changes_the_hash():
    words = words_for(TERMS)

    assert hash_of(words) == hash_of(words)
    assert hash_of(words) != hash_of(words.replace("Desmond", "Desmonde"))
    assert len(hash_of(words)) == 64


def test_a_name_with_braces_is_only_a_name():
    words = words_for(replace(TERMS, resident="{staff} {0}"))

    assert words.startswith("I am {staff} {0}. I agree that Joy Adeyemi")


# Words of whoever agrees for another

FOR_ANOTHER = [authority for authority in Authority if authority is not Authority.OWN]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("authority", FOR_ANOTHER, ids=str)
def test_whoever_agrees_for_another_says_so_and_names_both(authority, language):
    """D29, D30"""
    words = words_for(
        replace(TERMS, given_by="Ruth Clarke", authority=authority), language=language
    )

    for said in ("Ruth Clarke", "Desmond Clarke", "Joy Adeyemi", "01632 960 100"):
        assert said in words
    assert AUTHORITY_IN_WORDS[language][authority] in words
    assert "I am Desmond" not in words
    assert "{" not in words


def test_the_words_for_another_make_the_same_promises():
    words = words_for(replace(TERMS, given_by="Ruth Clarke", authority=Authority.MONEY))

    assert words.startswith(
        "I am Ruth Clarke. I act for Desmond Clarke as their attorney or deputy for property and "
        "money."
    )
    for promise in (
        "may not see or change how Desmond Clarke signs in",
        "bank details",
        "must not ask me for a card number",
        "can stop this at any time",
        "gets a list of it at the end",
    ):
        assert promise in words


@pytest.mark.parametrize("authority", list(Authority), ids=str)
def test_the_version_that_is_recorded_is_the_one_that_was_shown(authority):
    expected = OWN_WORDS if authority is Authority.OWN else WORDS_FOR_ANOTHER

    assert version_for(authority) == expected


def test_the_words_for_another_are_never_edited_either():
    """Changing a word here means adding a version, not changing this number."""
    assert hash_of(WORDINGS[2, Language.ENGLISH])[:16] == "1a777f1afdd1842d"
    assert hash_of(WORDINGS[2, Language.WELSH])[:16] == "a1333773cae33880"
