"""D11: a supervisor marks a record that only some may open, and takes the mark away."""

import pytest
from django.urls import reverse

from accounts.assisted import cautioning
from accounts.assisted.models import Caution
from accounts.mandates.models import Mandate
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.assisted import begin
from tests.integration.accounts.clearances import answer, ask, mark, opens
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [*Caution.Kind, "none"], ids=str)
def test_a_supervisor_finds_a_record_marks_it_and_takes_the_mark_away(desmond, sue, joy, kind):
    found = sue.post(reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"})
    address = reverse("assisted:caution", args=[desmond.pk])
    assert address in found.content.decode()
    assert reverse("assisted:identity", args=[desmond.pk]) not in found.content.decode()
    shown = sue.client.get(address).content.decode()
    assert "D. C., born in 1948" in shown
    assert "Desmond" not in shown

    sue.post(address, {"kind": kind})

    assert opens(joy, desmond) is (kind == "none")
    entry = audited("assisted.caution.changed", resident_id=desmond.pk, staff_id=sue.staff.pk)
    assert entry.reason == ("" if kind == "none" else kind)


@pytest.mark.parametrize("kind", Caution.Kind)
def test_nothing_on_the_record_itself_tells_of_the_mark(sue, joy, kind):
    """D14: whoever it protects the resident from may read there too."""
    amina = ResidentFactory(postcode="TB1 4QN")
    mark(amina, sue, kind)
    assert not opens(joy, amina)
    ask(joy, amina)
    answer(sue, "no")

    trail = signed_in(amina).get(reverse("activity:index")).content.decode()

    for told in ("Sue Wren", "Joy Adeyemi", "supervisor", "refused"):
        assert told not in trail, told


def test_a_mark_is_changed_and_not_doubled(desmond, sue):
    for kind in Caution.Kind:
        mark(desmond, sue, kind)

    assert Caution.objects.get().kind == Caution.Kind.HAS_DIED


def test_the_help_that_goes_on_ends_with_the_mark(joy, desmond, sue, pages):
    session = joy.help(desmond)

    mark(desmond, sue)

    response = joy.client.get("/t/housing/")
    assert response.status_code == 403
    session.refresh_from_db()
    assert session.ended_why == "withdrawn"
    assert session.mandate.ended_by == "staff"


def test_taking_a_mark_away_stops_nobody(joy, desmond, sue):
    session = begin(joy.staff, desmond)

    mark(desmond, sue, None)

    session.mandate.refresh_from_db()
    assert session.mandate.ended_at is None


@pytest.mark.parametrize("is_cleared", [False, True])
def test_nobody_helps_with_the_account_of_somebody_who_died(joy, desmond, sue, is_cleared):
    """D29: not even with a supervisor's yes."""
    ask(joy, desmond)
    if is_cleared:
        answer(sue)
    mark(desmond, sue, Caution.Kind.HAS_DIED)

    response = joy.client.get(reverse("assisted:identity", args=[desmond.pk]))

    assert response.status_code == 403
    assert "We were told that this person has died." in response.content.decode()
    assert reverse("assisted:ask-supervisor", args=[desmond.pk]) not in response.content.decode()


def test_a_supervisor_does_not_mark_her_own_record(sue):
    """D10"""
    own = ResidentFactory.create(first_name="Sue", last_name="Wren")

    response = sue.post(reverse("assisted:caution", args=[own.pk]), {"kind": "ask_first"})

    assert response.status_code == 403
    assert not Caution.objects.exists()
    audited("assisted.access.refused", resident_id=own.pk, reason="own_record")


def test_the_form_says_how_this_record_is_marked_now(desmond, lakshmi, sue):
    """Or whoever only looks and sends it takes somebody else's mark away, or sets it."""

    def chosen(resident):
        page = sue.client.get(reverse("assisted:caution", args=[resident.pk]))
        return page.context["form"].initial["kind"]

    mark(desmond, sue, Caution.Kind.HAS_DIED)
    assert (chosen(desmond), chosen(lakshmi)) == ("has_died", "none")

    mark(lakshmi, sue, Caution.Kind.ASK_FIRST)
    assert (chosen(desmond), chosen(lakshmi)) == ("has_died", "ask_first")


def test_a_mark_that_cannot_be_written_down_is_not_made(joy, desmond, sue, monkeypatch):
    """D23"""
    session = begin(joy.staff, desmond)

    def refuse(*_args, **_facts):
        raise OSError("the disk is full")

    monkeypatch.setattr(cautioning, "record", refuse)
    with pytest.raises(OSError, match="disk is full"):
        mark(desmond, sue)

    assert not Caution.objects.exists()
    assert Mandate.objects.get(pk=session.mandate_id).ended_at is None
