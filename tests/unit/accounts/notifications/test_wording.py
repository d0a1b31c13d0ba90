"""Our texts say what we wrote, whatever people are called (security catalogue K01 to K03, K11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from accounts.notifications.models import OutboundNotification
from accounts.notifications.wording import LONGEST_NAME, _tame, as_text_message, render

ROOT = Path(__file__).resolve().parents[4]
FOLDERS = [
    path for path in ROOT.glob("*/**/templates/notifications") if "node_modules" not in path.parts
]
TEXTS = sorted(
    str(text.relative_to(folder)).removesuffix(".body.txt")
    for folder in FOLDERS
    for text in folder.rglob("*.body.txt")
)
NEW_DEVICE = "account/new_device"


def body_with(**words):
    return render(NEW_DEVICE, {"device": "Chrome on Mac", "council": "Thornbridge", **words})[1]


@pytest.mark.parametrize("template", TEXTS)
def test_every_text_has_a_subject_of_one_line_and_a_body_without_holes_for_html(template):
    words = {"name": "Amina", "council": "Thornbridge Council", "telephone": "01632 960 100"}

    subject, body = render(template, words)

    assert subject
    assert "\n" not in subject
    assert "{" not in body
    assert "&#" not in body
    assert "<" not in body


@pytest.mark.parametrize("template", TEXTS)
def test_every_text_says_who_writes_and_where_to_call(template):
    """It is all that somebody without e-mail has in hand: «call us» needs the number beside it."""
    body = render(template, {})[1]

    assert settings.COUNCIL_NAME in body
    assert settings.COUNCIL_TELEPHONE in body


def test_all_our_texts_are_found():
    assert {"account/login_code", "account/locked", NEW_DEVICE} <= set(TEXTS)


def test_an_apostrophe_is_an_apostrophe():
    assert "O'Brien & Sons <Ltd>" in body_with(council="O'Brien & Sons <Ltd>")


INJECTIONS = ["{{ request }}", "{% load x %}", "((name))", "{{ settings.SECRET_KEY }}"]


@pytest.mark.parametrize("typed", INJECTIONS)
def test_k02_placeholders_in_what_people_type_are_only_letters(typed):
    """K02: neither our own templates nor Notify's fill anything in for them."""
    assert typed in body_with(council=typed)


LINKS = [
    "http://evil.example/pay",
    "HTTPS://evil.example",
    "www.evil.example",
    "javascript://evil.example",
    "ftp://evil.example/x",
]


@pytest.mark.parametrize("typed", LINKS)
def test_k03_a_name_cannot_bring_a_link_into_our_mail(typed):
    assert "evil" not in body_with(council=f"Pay {typed} now")


def test_k03_a_name_is_seventy_letters_at_most():
    assert len(_tame("name", "n" * 5000)) == LONGEST_NAME == 70
    assert len(_tame("reason", "n" * 5000)) == 500


def test_our_own_links_stay():
    link = "https://account.example/account/password/reset/"

    assert link in body_with(reset_link=link)


def test_k01_a_line_end_in_a_value_starts_no_header():
    subject, _ = render(
        "account/email_changed", {"to_email": "a@example.org\r\nBcc: x@example.org"}
    )

    assert "\n" not in subject
    assert "\r" not in subject


def test_a_long_subject_is_cut_to_what_the_outbox_holds():
    """Else PostgreSQL refuses the message, and the booking with it."""
    subject, _ = render("leisure-session-booked", {"title": "Swimming " * 100})

    assert len(subject) == OutboundNotification._meta.get_field("subject").max_length


def test_k11_letters_nobody_sees_are_left_out_but_joined_emoji_stay():
    assert "abc" in body_with(council="a\u202eb\u200bc")
    assert "👩\u200d🌾" in body_with(council="👩\u200d🌾")


PRIVATE = ("benefit", "council tax", "care", "assessment", "evidence", "carer")
POSTED = {"link-code"}
"""Always a letter, which nobody sees before it is opened."""
SEEN_ON_A_LOCKED_SCREEN = 100


@pytest.mark.parametrize("template", sorted(set(TEXTS) - POSTED))
def test_what_a_locked_screen_shows_of_a_message_gives_no_private_affair_away(template):
    """K05: the subject, or how a text message begins, as whoever sits beside you reads it."""
    subject, body = render(template, {"name": "Grace", "submission_reference": "TB-7KQ4-M2WD"})

    seen = f"{subject} {body[:SEEN_ON_A_LOCKED_SCREEN]}".lower()
    assert [word for word in PRIVATE if re.search(rf"\b{word}", seen)] == []


def test_a_text_message_is_as_long_as_notify_takes_and_always_ends_with_whom_to_call():
    """K04, K17: more would be refused for good."""
    long = "Ŵ👩\u200d🌾" * 500

    cut = as_text_message(long)

    assert len(cut) == 918
    assert cut.endswith(f"...\n\nCall {settings.COUNCIL_TELEPHONE}.\n{settings.COUNCIL_NAME}")
    assert cut.startswith(long[:850])
    assert as_text_message("x" * 918) == "x" * 918
