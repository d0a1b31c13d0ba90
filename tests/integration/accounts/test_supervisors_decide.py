"""D11: a colleague's, a housemate's or a marked record opens only with a supervisor's yes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import clearing, conflicts
from accounts.assisted.models import AssistedSession, Caution, Clearance
from accounts.assisted.session import begin_session
from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentFactory,
    StaffMemberFactory,
)
from tests.factories.assisted import Desk, PassedCheckFactory, agree
from tests.integration.accounts.clearances import answer, ask, mark, opens
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db
WHY = Clearance.Why.NOBODY_ELSE


def make_colleague(resident, sue):
    StaffMemberFactory.create(name=resident.full_name.upper())


def make_housemate(resident, sue):
    """Joy is a resident too, and lives behind the same door."""
    ResidentFactory.create(
        user=None,
        first_name="Joy",
        last_name="Adeyemi",
        address="3 ORCHARD HOUSE",
        postcode="tb1 6rs",
    )


def make_declared(resident, sue):
    joy = AssistedSession.staff.field.related_model.objects.get(name="Joy Adeyemi")
    clearing.ask_supervisor(
        staff=joy, resident=resident, why=Clearance.Why.I_KNOW_THEM, now=timezone.now()
    )


TOO_CLOSE = [
    ("flagged", mark),
    ("colleague", make_colleague),
    ("same_home", make_housemate),
    ("declared", make_declared),
]


@pytest.mark.parametrize(("reason", "make"), TOO_CLOSE)
@pytest.mark.parametrize("page", ["identity", "agree", "stop"])
def test_no_page_of_somebody_too_close_opens(joy, desmond, sue, reason, make, page):
    make(desmond, sue)

    response = joy.client.get(reverse(f"assisted:{page}", args=[desmond.pk]))

    assert response.status_code == 403
    assert reverse("assisted:ask-supervisor", args=[desmond.pk]) in response.content.decode()
    assert "Desmond" not in response.content.decode()
    audited("assisted.access.refused", resident_id=desmond.pk, reason=reason)


@pytest.mark.parametrize(("reason", "make"), TOO_CLOSE)
def test_with_a_supervisors_yes_help_goes_its_usual_way(joy, desmond, sue, reason, make):
    make(desmond, sue)
    ask(joy, desmond)

    response = answer(sue)

    assert response["Location"] == reverse("assisted:oversight")
    assert joy.help(desmond).resident == desmond


@pytest.mark.parametrize(("reason", "make"), TOO_CLOSE)
def test_help_does_not_begin_around_the_pages_either(joy, desmond, sue, reason, make):
    now = timezone.now()
    PassedCheckFactory.create(staff=joy.staff, resident=desmond, checked_at=now)
    mandate = agree(joy.staff, desmond, now=now)
    make(desmond, sue)

    with pytest.raises(conflicts.NotPermitted) as refused:
        begin_session(
            staff=joy.staff, resident=desmond, mandate=mandate, reason="no_device", now=now
        )

    assert refused.value.refusal == reason
    assert not AssistedSession.objects.exists()


@pytest.mark.parametrize("allow", ["no", "", "YES", "perhaps"])
def test_anything_but_yes_is_no(joy, desmond, sue, allow):
    mark(desmond, sue)
    ask(joy, desmond)

    answer(sue, allow)

    assert not opens(joy, desmond)
    assert Clearance.objects.get().is_allowed is False


def test_a_yes_is_for_one_adviser_and_one_resident(joy, desmond, lakshmi, sue):
    bea = Desk(LibraryAdviserFactory.create(name="Bea Lind"))
    for each in (desmond, lakshmi):
        mark(each, sue)
    ask(joy, desmond)
    answer(sue)

    assert opens(joy, desmond)
    assert not opens(bea, desmond)
    assert not opens(joy, lakshmi)


def test_a_yes_is_over_after_an_hour_and_can_be_asked_for_again(clock, joy, desmond, sue):
    mark(desmond, sue)
    ask(joy, desmond)
    answer(sue)
    clock.shift(timedelta(minutes=61))
    for desk in (joy, sue):
        desk.sign_in()
    was_over = not opens(joy, desmond)
    ask(joy, desmond)
    answer(sue)

    assert was_over
    assert opens(joy, desmond)


def test_whoever_said_they_know_somebody_stays_out_the_next_day_too(clock, joy, desmond, sue):
    make_declared(desmond, sue)
    clock.shift(timedelta(days=40))
    joy.sign_in()

    assert not opens(joy, desmond)


def test_the_trail_names_both_and_the_resident_reads_it(joy, desmond, sue):
    mark(desmond, sue)
    ask(joy, desmond)
    answer(sue)

    asked = audited("assisted.clearance.asked", resident_id=desmond.pk, staff_id=joy.staff.pk)
    decided = audited("assisted.clearance.decided", resident_id=desmond.pk, staff_id=sue.staff.pk)
    assert (asked.reason, asked.subject) == ("nobody_else", decided.subject)
    assert decided.facts == {"allowed": True, "adviser": "Joy Adeyemi"}


def test_asking_twice_is_asking_once(joy, desmond):
    ask(joy, desmond)
    ask(joy, desmond, "cannot_wait")

    assert Clearance.objects.get().why == "nobody_else"
    assert AuditEntry.objects.filter(event="assisted.clearance.asked").count() == 1


def test_the_first_answer_counts(joy, desmond, sue):
    ask(joy, desmond)
    asked = Clearance.objects.select_related("staff").get()
    answer(sue, "no")

    late = clearing.decide(asked, supervisor=sue.staff, allow=True, now=timezone.now())

    asked.refresh_from_db()
    assert (late, asked.is_allowed) == (False, False)
    assert "Somebody has answered that already" in answer_page(sue, asked)


def answer_page(sue, asked):
    address = reverse("assisted:decide", args=[asked.pk])
    return sue.post(address, {"allow": "yes"}, follow=True).content.decode()


@pytest.mark.parametrize("hours", [23, 25])
def test_a_request_waits_for_one_day(joy, desmond, sue, hours):
    asked = clearing.ask_supervisor(
        staff=joy.staff, resident=desmond, why=WHY, now=timezone.now() - timedelta(hours=hours)
    )

    answer(sue)

    asked.refresh_from_db()
    assert asked.is_allowed is (True if hours < 24 else None)


@pytest.mark.parametrize("why", ["", "because", "I_KNOW_THEM"])
def test_asking_takes_one_of_our_reasons(joy, desmond, why):
    assert ask(joy, desmond, why).status_code == 200
    assert not Clearance.objects.exists()


def test_nobody_asks_to_open_their_own_record(joy):
    """D10"""
    own = ResidentFactory.create(first_name="Joy", last_name="Adeyemi")

    assert ask(joy, own).status_code == 403
    assert not Clearance.objects.exists()


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("what", ["decide", "caution"])
def test_only_supervisors_decide_and_mark(joy, desmond, role, what):
    """D20"""
    asked = clearing.ask_supervisor(staff=joy.staff, resident=desmond, why=WHY, now=timezone.now())
    desk = Desk(StaffMemberFactory.create(name="Pat Rowe", roles=[role.value]))
    about = {"decide": asked.pk, "caution": desmond.pk}[what]
    sent = {"allow": "yes", "kind": "ask_first"}

    response = desk.post(reverse(f"assisted:{what}", args=[about]), sent)

    decides = role is Role.SUPERVISOR
    assert response.status_code == (302 if decides else 403)
    done = {
        "decide": Clearance.objects.filter(is_allowed=True),
        "caution": Caution.objects.filter(resident=desmond),
    }[what]
    assert done.exists() is decides


def test_a_supervisor_who_advises_does_not_allow_herself(desmond):
    both = [Role.SUPERVISOR.value, Role.LIBRARY_ADVISER.value]
    sue = Desk(StaffMemberFactory.create(name="Sue Wren", roles=both))
    ask(sue, desmond)

    assert answer(sue).status_code == 403
    assert Clearance.objects.get().decided_at is None
    audited("assisted.access.refused", resident_id=desmond.pk, reason="not_yours_to_decide")


def test_a_supervisor_who_advises_takes_no_mark_away_to_go_in_alone(desmond, sue):
    """D11: with both roles she lifts what somebody else set; then another supervisor says yes."""
    both = [Role.SUPERVISOR.value, Role.LIBRARY_ADVISER.value]
    mo = Desk(StaffMemberFactory.create(name="Mo Finch", roles=both))
    mark(desmond, sue)

    mo.post(reverse("assisted:caution", args=[desmond.pk]), {"kind": "none"})

    assert not Caution.objects.exists()
    assert not opens(mo, desmond)
    ask(mo, desmond)
    answer(sue)
    assert opens(mo, desmond)


@pytest.mark.parametrize("address", ["3 Orchard House, Station Road", "somewhere else"])
def test_a_supervisor_marks_nobody_she_lives_with(desmond, sue, address):
    ResidentFactory.create(
        user=None, first_name="Sue", last_name="Wren", address=address, postcode="TB1 6RS"
    )

    sue.post(reverse("assisted:caution", args=[desmond.pk]), {"kind": "has_died"})

    assert Caution.objects.exists() is (not address.startswith("3 Orchard"))


@pytest.mark.parametrize("address", ["3 Orchard House, Station Road", "somewhere else"])
def test_a_supervisor_decides_neither_about_herself_nor_about_her_home(joy, desmond, sue, address):
    ResidentFactory.create(
        user=None, first_name="Sue", last_name="Wren", address=address, postcode="TB1 6RS"
    )
    ask(joy, desmond)

    status = answer(sue).status_code

    assert status == (403 if address.startswith("3 Orchard") else 302)


def test_supervisors_and_auditors_see_who_waits_and_no_residents_name(joy, desmond, sue):
    """D33"""
    ask(joy, desmond)
    auditor = Desk(StaffMemberFactory.create(name="Al Hay", roles=[Role.AUDITOR.value]))

    for desk, buttons in ((sue, 1), (auditor, 0)):
        page = desk.client.get(reverse("assisted:oversight")).content.decode()
        assert "Joy Adeyemi" in page
        assert "D. C., born in 1948, postcode TB1" in page
        assert "Nobody else is here who could help them" in page
        assert page.count("Allow Joy Adeyemi") == buttons
        assert "Desmond" not in page
        assert "Clarke" not in page
