"""Help begins with a check and an agreement, both fresh and both for exactly this."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import browser
from accounts.assisted.models import AssistedSession
from accounts.mandates.authority import end_all_mandates
from accounts.mandates.models import EndedBy, Mandate
from accounts.staff.roles import ADVISERS, Role
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentFactory,
    StaffMemberFactory,
    actor_of,
)
from tests.factories.assisted import (
    ContactCentreAdviserFactory,
    Desk,
    FailedCheckFactory,
)
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["housing", "benefits", "social-care", "overview", "security"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_session_no_page_of_a_resident_opens(joy, pages, address, method):
    """D01"""
    response = getattr(joy.client, method)(f"/t/{address}/")

    assert response.status_code == 403
    assert pages == []
    audited("assisted.access.refused", staff_id=joy.staff.pk)


def test_help_cannot_begin_without_a_check_and_an_agreement(joy, desmond):
    """D01"""
    response = joy.client.post(reverse("assisted:begin", args=[desmond.pk]))

    assert response.status_code == 403
    assert not AssistedSession.objects.exists()
    assert not Mandate.objects.exists()
    audited("assisted.access.refused", resident_id=desmond.pk, reason="no_mandate")


def test_an_agreement_alone_is_not_enough(joy, desmond):
    """D01: the check had passed when the words were shown, and a later one failed."""
    joy.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]
    FailedCheckFactory.create(staff=joy.staff, resident=desmond)

    response = joy.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed})

    assert response.status_code == 403
    assert not Mandate.objects.exists(), "the mandate goes with the session that did not begin"
    audited("assisted.access.refused", reason="identity_not_checked")


def test_an_agreement_for_one_resident_does_not_begin_help_for_another(joy, desmond, lakshmi):
    """D02"""
    joy.pass_identity(desmond)
    joy.pass_identity(lakshmi)
    sealed = joy.propose(desmond, "housing").context["sealed"]

    response = joy.post(reverse("assisted:begin", args=[lakshmi.pk]), {"proposal": sealed})

    assert response.status_code == 403
    assert not AssistedSession.objects.exists()
    audited("assisted.access.refused", resident_id=lakshmi.pk, reason="mandate_of_another")


def test_an_agreement_with_one_adviser_does_not_begin_help_by_another(joy, desmond):
    """D02"""
    bea = Desk(LibraryAdviserFactory.create(name="Bea Lind"))
    joy.pass_identity(desmond)
    bea.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]

    response = bea.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed})

    assert response.status_code == 403
    assert not AssistedSession.objects.exists()


@pytest.mark.parametrize(("minutes", "begun"), [(29, True), (31, False), (24 * 60, False)])
def test_an_agreement_is_used_at_once_or_not_at_all(clock, joy, desmond, minutes, begun):
    """D02"""
    joy.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]
    token = joy.token
    clock.shift(timedelta(minutes=14))
    joy.client.get(reverse("assisted:start"))
    clock.shift(timedelta(minutes=minutes - 14))
    joy.sign_in()
    response = joy.client.post(
        reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed, "acting_for": token}
    )

    assert AssistedSession.objects.exists() is begun
    assert response.status_code == (302 if begun else 403)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_agreement_begins_help_once(joy, desmond, withdrawn):
    """D02, D03: whoever took their permission back is asked again, not helped from an old page."""
    joy.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]
    joy.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed})
    if withdrawn:
        now, desmond_himself = timezone.now(), actor_of(desmond)
        end_all_mandates(desmond.pk, actor=desmond_himself, by=EndedBy.RESIDENT, now=now)
        joy.client.get("/account/")
    else:
        joy.post(reverse("assisted:end"))

    response = joy.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed})

    assert response.status_code == 403
    assert not AssistedSession.objects.filter(ended_at=None).exists()
    audited("assisted.access.refused", resident_id=desmond.pk, reason="mandate_over")


@pytest.mark.parametrize("agreed_how", ["on_screen", "on_paper"])
def test_an_adviser_who_clicks_twice_sends_the_agreement_once(joy, desmond, agreed_how):
    """The second would come from a browser that is not tied yet, and be refused."""
    joy.pass_identity(desmond)

    page = joy.propose(desmond, "housing", agreed_how=agreed_how)

    button = re.search(r"<button[^>]*>\s*They (?:agreed|signed): start", page.text)
    assert 'data-prevent-double-click="true"' in button[0]


@pytest.mark.parametrize("our_answer_came", [True, False])
def test_sending_the_agreement_again_goes_on_with_the_help(joy, desmond, our_answer_came):
    """C3: also when the server died before it could tell this browser."""
    joy.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]
    joy.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed})
    if not our_answer_came:
        session = joy.client.session
        del session[browser.SESSION]
        session.save()

    response = joy.post(reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed})

    assert response.url == reverse("dashboard:index")
    assert AssistedSession.objects.get().ended_at is None
    assert joy.client.get("/account/").status_code == 200


def test_a_forged_agreement_is_refused(joy, desmond):
    """D01, D21"""
    joy.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]

    response = joy.post(
        reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed[:-4] + "AAAA"}
    )

    assert response.status_code == 403
    assert not AssistedSession.objects.exists()


@pytest.mark.parametrize("service", ["social_care", "security", "no-such-service", ""])
def test_nobody_can_agree_to_what_the_role_does_not_open(joy, desmond, service):
    """D02, D14"""
    joy.pass_identity(desmond)

    page = joy.propose(desmond, service)

    assert "sealed" not in page.context
    assert "Adult social care" not in page.content.decode()


def test_somebody_who_agrees_aloud_needs_another_witness_than_the_adviser(joy, desmond):
    joy.pass_identity(desmond)

    alone = joy.propose(desmond, "housing", agreed_how="verbally")
    self_witnessed = joy.propose(
        desmond, "housing", agreed_how="verbally", witness=joy.staff.name.upper()
    )

    assert "Enter the name of the witness" in alone.content.decode()
    assert "You cannot be the witness yourself" in self_witnessed.content.decode()


def test_on_the_telephone_agreement_is_aloud_only(desmond):
    sam = Desk(ContactCentreAdviserFactory.create())
    sam.pass_identity(desmond)
    sam.post(
        reverse("assisted:identity", args=[desmond.pk]),
        {
            "full_name": "Desmond Clarke",
            "born_on_day": "11",
            "born_on_month": "2",
            "born_on_year": "1948",
            "postcode": "TB1 6RS",
            "first_line": "3 Orchard House",
            "telephone": "0412",
        },
    )

    assert "sealed" not in sam.propose(desmond, "housing", agreed_how="on_screen").context
    aloud = sam.propose(desmond, "housing", agreed_how="verbally", witness="Ada Obi")
    assert "sealed" in aloud.context


@pytest.mark.parametrize(
    "change",
    [
        {"first_name": "Joy", "last_name": "Adeyemi"},
        {"first_name": "joy", "last_name": "ADEYEMI"},
    ],
)
@pytest.mark.parametrize("page", ["identity", "agree", "stop"])
def test_staff_cannot_help_themselves(joy, change, page):
    """D10"""
    own = ResidentFactory.create(user=None, **change)

    response = joy.client.get(reverse(f"assisted:{page}", args=[own.pk]))

    assert response.status_code == 403
    assert "This looks like your own record." in response.content.decode()
    audited("assisted.access.refused", resident_id=own.pk, reason="own_record")


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (role, page)
        for role in sorted(set(Role) - ADVISERS)
        for page in ("start", "find", "register")
        if (role, page) != (Role.SUPERVISOR, "find")
    ],
    ids=str,
)
def test_who_is_no_adviser_cannot_even_look(role, page):
    """D20: only a supervisor finds records too, to mark them."""
    desk = Desk(StaffMemberFactory.create(roles=[role.value]))

    response = desk.client.get(reverse(f"assisted:{page}"))

    assert response.status_code == 403
    audited("assisted.access.refused", staff_id=desk.staff.pk, reason="other_role")


def test_a_resident_cannot_open_the_advisers_pages():
    client = Client()
    client.force_login(ResidentFactory.create().user)

    assert client.get(reverse("assisted:find")).status_code == 403
