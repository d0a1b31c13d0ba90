"""From the search to the printed summary, as an adviser does it."""

import re

from django.urls import reverse

from accounts.assisted.models import AssistedSession, IdentityCheck
from accounts.audit.models import AuditEntry
from accounts.mandates.models import Mandate
from accounts.mandates.wording import hash_of
from accounts.notifications.models import OutboundNotification, Route
from tests.integration.accounts.conftest import audited


def test_an_adviser_finds_somebody_and_helps_them(joy, desmond, pages):
    found = joy.post(reverse("assisted:find"), {"last_name": "clarke", "postcode": "tb16rs"})
    assert "<strong>D. C.</strong>" in found.content.decode()
    assert reverse("assisted:identity", args=[desmond.pk]) in found.content.decode()

    joy.help(desmond, "housing", "benefits")

    page = joy.client.get("/t/housing/")
    assert page.content.decode() == f"housing of {desmond.pk} by {joy.staff.pk}"


def test_the_mandate_keeps_the_words_that_were_shown(joy, desmond):
    joy.pass_identity(desmond)
    words = joy.propose(desmond, "housing", agreed_how="verbally", witness="Ada Obi")
    shown = words.context["words"]
    assert "Desmond Clarke" in shown
    assert "Joy Adeyemi" in shown

    joy.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": words.context["sealed"]})

    mandate = Mandate.objects.get()
    assert mandate.words_shown == shown
    assert mandate.words_hash == hash_of(shown)
    assert (mandate.agreed_how, mandate.witness) == ("verbally", "Ada Obi")
    assert mandate.services == ["housing"]
    assert (mandate.ends_at - mandate.starts_at).total_seconds() <= 3600


def test_the_session_knows_the_place_the_channel_the_reason_and_the_check(joy, desmond):
    session = joy.help(desmond)

    assert session.channel == "assisted_face_to_face"
    assert session.reason == "no_device"
    assert session.identity_check == IdentityCheck.objects.get()
    assert session.resident == desmond
    assert (session.ends_at - session.started_at).total_seconds() <= 3600
    audited(
        "assisted.session.started",
        staff_id=joy.staff.pk,
        resident_id=desmond.pk,
        assisted_session_id=session.pk,
        channel="assisted_face_to_face",
    )


def test_no_answer_is_kept_anywhere(joy, desmond):
    joy.pass_identity(desmond)

    check = IdentityCheck.objects.get()
    assert set(check.results.values()) <= {"passed", "failed", "not_asked"}
    everything = str(list(AuditEntry.objects.values())) + str(check.results)
    for answer in ("1948", "TB1 6RS", "Orchard", "Desmond"):
        # A whole word: a millionth of a second in a time has «1948» in it now and then.
        assert not re.search(rf"\b{answer}\b", everything)


def test_pressing_check_before_anybody_answered_is_no_wrong_answer(joy, desmond):
    """Three wrong ones in a day close the record: an empty page must not be one of them."""
    page = joy.post(reverse("assisted:identity", args=[desmond.pk]), {"photo": "not_asked"})

    assert "Fill in what they answer first" in page.text
    assert not IdentityCheck.objects.exists()


def test_too_few_right_answers_do_not_open_the_next_page(joy, desmond):
    address = reverse("assisted:identity", args=[desmond.pk])

    wrong = joy.post(address, {"full_name": "Desmond Clarke", "postcode": "TB1 6RS"})

    assert (wrong.status_code, wrong["Location"]) == (302, address)
    assert not IdentityCheck.objects.get().passed
    next_page = joy.client.get(reverse("assisted:agree", args=[desmond.pk]))
    assert (next_page.status_code, next_page["Location"]) == (302, address)
    failed = audited("assisted.identity.failed", resident_id=desmond.pk, staff_id=joy.staff.pk)
    assert failed.facts["passed"] == 2


def test_a_later_failed_check_undoes_an_earlier_one(joy, desmond):
    joy.pass_identity(desmond)

    joy.post(reverse("assisted:identity", args=[desmond.pk]), {"full_name": "Somebody Else"})

    next_page = joy.client.get(reverse("assisted:agree", args=[desmond.pk]))
    assert next_page["Location"] == reverse("assisted:identity", args=[desmond.pk])


def test_every_page_says_who_is_being_helped_and_how_long_is_left(joy, desmond):
    """D05"""
    joy.help(desmond)

    for address in (reverse("assisted:start"), reverse("assisted:find")):
        page = joy.client.get(address).content.decode()
        assert "You are helping <strong>Desmond Clarke</strong>" in page
        assert "Joy Adeyemi, Central Library, in person" in page
        assert "59 minutes" in page


def test_every_form_carries_whom_it_is_for(joy, desmond):
    """D04"""
    session = joy.help(desmond)

    page = joy.client.get(reverse("assisted:find")).content.decode()

    field = f'<input type="hidden" name="acting_for" value="{session.pk}">'
    signing_out = page.count('action="/staff/sign-out/"')
    assert page.count(field) == page.count('method="post"') - signing_out > 0


def test_the_adviser_stays_signed_in_as_themselves(joy, desmond):
    joy.help(desmond)

    request = joy.client.get(reverse("assisted:start")).wsgi_request

    assert request.user == joy.staff.user
    assert request.actor.staff_id == joy.staff.pk
    assert request.actor.acting_for == desmond.pk
    assert request.actor.services == {"housing"}


def test_ending_shows_the_summary_with_both_names(joy, desmond, pages):
    session = joy.help(desmond, "housing", "benefits")
    joy.client.get("/t/housing/")

    page = joy.post(reverse("assisted:end"), follow=True).content.decode()

    for words in ("Desmond Clarke", "Joy Adeyemi, Central Library", "In person", "Housing"):
        assert words in page
    assert f"HELP-{session.pk.hex[:4]}".upper() in page
    assert "Nothing was changed or sent." in page
    assert "You are helping" not in page
    session.refresh_from_db()
    assert session.ended_why == "finished"
    assert session.mandate.ended_by == "session"


def test_the_resident_gets_the_summary_by_letter_when_there_is_no_email(joy, desmond):
    """D28"""
    session = joy.help(desmond)

    joy.post(reverse("assisted:end"))

    letter = OutboundNotification.objects.get(reference=f"assisted-summary-{session.pk}")
    assert letter.route == Route.LETTER
    assert letter.to.splitlines()[0] == "Desmond Clarke"
    assert "Joy Adeyemi helped you with My Account (Central Library, in person)" in letter.body
    assert "HELP-" in letter.body


def test_after_the_end_nothing_opens_any_more(joy, desmond, pages):
    joy.help(desmond)
    joy.post(reverse("assisted:end"))

    response = joy.client.get("/t/housing/")

    assert response.status_code == 403
    assert not AssistedSession.objects.filter(ended_at=None).exists()


def test_only_the_one_who_helped_opens_the_summary(joy, desmond):
    from tests.factories.accounts import LibraryAdviserFactory
    from tests.factories.assisted import Desk

    session = joy.help(desmond)
    joy.post(reverse("assisted:end"))
    address = reverse("assisted:summary", args=[session.pk])

    assert joy.client.get(address).status_code == 200
    assert Desk(LibraryAdviserFactory.create(name="Bea")).client.get(address).status_code == 404


def test_paused_help_opens_nothing_until_the_resident_was_asked_again(joy, desmond, pages):
    joy.help(desmond)
    joy.post(reverse("assisted:pause"))

    blocked = joy.client.get("/t/housing/")
    assert (blocked.status_code, blocked["Location"]) == (302, reverse("assisted:resume"))
    assert joy.post("/t/housing/").status_code == 302
    assert pages == []

    birthday = {"born_on_day": "11", "born_on_month": "2", "born_on_year": "1948"}
    joy.post(reverse("assisted:resume"), birthday)

    assert joy.client.get("/t/housing/").status_code == 200
    audited("assisted.session.resumed", resident_id=desmond.pk)


def test_a_wrong_answer_after_a_pause_keeps_it_closed(joy, desmond, pages):
    joy.help(desmond)
    joy.post(reverse("assisted:pause"))
    birthday = {"born_on_day": "12", "born_on_month": "2", "born_on_year": "1948"}

    page = joy.post(reverse("assisted:resume"), birthday)

    assert "That is not what we hold" in page.content.decode()
    assert joy.client.get("/t/housing/").status_code == 302
    audited("assisted.identity.failed", resident_id=desmond.pk)
