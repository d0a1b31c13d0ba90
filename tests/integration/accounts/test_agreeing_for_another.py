"""D29: somebody with authority agrees for a resident, and it stands in their name."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import proposing
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.audit.presenters import sentence_for
from accounts.mandates.models import Mandate
from accounts.mandates.standing import THEMSELVES, Authority, Standing
from accounts.mandates.wording import WORDS_FOR_ANOTHER
from tests.factories.assisted import agree
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db
RUTH = {"authority": "money", "given_by": "Ruth Clarke"}


def begin(joy, resident, page):
    address = reverse("assisted:begin", args=[resident.pk])
    return joy.post(address, {"proposal": page.context["sealed"]})


def test_an_attorney_agrees_in_their_own_words_and_name(joy, desmond):
    joy.pass_identity(desmond)

    page = joy.propose(desmond, "housing", **RUTH)
    begin(joy, desmond, page)

    assert "Ruth Clarke agrees</h1>" in page.content.decode()
    mandate = Mandate.objects.get()
    assert (mandate.authority, mandate.given_by) == (Authority.MONEY, "Ruth Clarke")
    assert mandate.wording_version == WORDS_FOR_ANOTHER
    assert mandate.words_shown.startswith("I am Ruth Clarke. I act for Desmond Clarke")
    entry = audited("accounts.mandate.recorded", resident_id=desmond.pk)
    assert entry.facts["authority"] == "money"
    assert "Ruth" not in str(entry.facts)
    assert sentence_for(entry, who="Joy Adeyemi") == (
        "Joy Adeyemi wrote down that somebody agreed for you to be helped with housing."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"authority": "appointee", "given_by": "Ruth Clarke"}, "does not cover all of these"),
        ({"authority": "parent", "given_by": "Ruth Clarke"}, "They are 16 or older"),
        ({"authority": "money", "given_by": ""}, "Enter the name of the person who agrees"),
        (
            {
                **RUTH,
                "authority_ends_on_day": "1",
                "authority_ends_on_month": "2",
                "authority_ends_on_year": "2020",
            },
            "This authority has ended",
        ),
    ],
)
def test_without_the_authority_no_words_are_shown(joy, desmond, changes, said):
    joy.pass_identity(desmond)

    page = joy.propose(desmond, "housing", **changes)

    assert "sealed" not in page.context
    assert said in page.content.decode()
    assert not Mandate.objects.exists()


def test_a_child_is_helped_when_a_parent_agrees(joy, desmond):
    desmond.born_on = timezone.localdate().replace(day=1, year=timezone.localdate().year - 10)
    desmond.save()
    joy.pass_identity(desmond)

    alone = joy.propose(desmond, "housing")
    with_parent = joy.propose(desmond, "housing", authority="parent", given_by="Ruth Clarke")

    assert "They are under 16: a parent or guardian agrees" in alone.content.decode()
    assert begin(joy, desmond, with_parent).status_code == 302


@pytest.mark.parametrize(
    ("standing", "services"),
    [
        (Standing(Authority.CARE, "Ruth Clarke"), ("housing",)),
        (Standing(Authority.MONEY, ""), ("housing",)),
        (Standing(Authority.MONEY, "Ruth", timezone.now().date().replace(year=2020)), ("housing",)),
    ],
)
def test_a_proposal_is_not_made_around_the_form_either(joy, desmond, standing, services):
    with pytest.raises(NotPermitted) as refused:
        propose(joy, desmond, standing, services)

    assert refused.value.refusal is Refusal.NO_AUTHORITY
    assert refused.value.resident_id == desmond.pk


def test_what_the_role_does_not_open_is_not_proposed_around_the_form(joy, desmond):
    with pytest.raises(NotPermitted) as refused:
        propose(joy, desmond, THEMSELVES, ("housing", "social_care"))

    assert refused.value.refusal is Refusal.ROLE_NEEDED


def propose(joy, resident, standing, services=("housing",)):
    return proposing.propose(
        staff=joy.staff,
        resident=resident,
        services=services,
        agreed_how="on_screen",
        witness="",
        language="en",
        reason="no_device",
        standing=standing,
        now=timezone.now(),
    )


@pytest.mark.parametrize(
    "standing", [THEMSELVES, Standing(Authority.MONEY, "Ruth", timezone.now().date())], ids=repr
)
def test_the_sealed_proposal_keeps_who_agrees(joy, desmond, standing):
    sealed = proposing.sealed(propose(joy, desmond, standing))

    opened = proposing.opened(sealed, staff=joy.staff, resident=desmond)

    assert opened.standing == standing
    assert proposing.consent_to(opened, staff=joy.staff, resident=desmond).standing == standing


@pytest.mark.parametrize(
    ("authority", "given_by", "taken"),
    [
        (Authority.OWN, "", True),
        (Authority.OWN, "Ruth", False),
        (Authority.MONEY, "", False),
        (Authority.MONEY, "Ruth", True),
    ],
)
def test_the_database_itself_wants_a_name_for_whoever_agrees_for_another(
    joy, desmond, authority, given_by, taken
):
    try:
        with transaction.atomic():
            agree(joy.staff, desmond, authority=authority, given_by=given_by)
    except IntegrityError:
        pass

    assert Mandate.objects.exists() is taken
