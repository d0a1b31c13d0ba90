"""Help under way: the checks, the agreements and the sessions, by their state."""

from datetime import datetime, timedelta
from typing import Any

import factory
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import browser, cautioning
from accounts.assisted.models import AssistedSession, Caution, IdentityCheck, Reason
from accounts.assisted.session import begin_session
from accounts.channels import Channel
from accounts.mandates.models import Agreed, Mandate
from accounts.mandates.wording import hash_of
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember
from accounts.staff.roles import Role
from tests.factories.accounts import StaffMemberFactory

WORDS = "I am Desmond Clarke. I agree."


class ContactCentreAdviserFactory(StaffMemberFactory):
    name = "Sam Hughes"
    place_of_work = "Contact centre"
    channel = Channel.ASSISTED_TELEPHONE
    roles = factory.LazyFunction(lambda: [Role.CONTACT_CENTRE_ADVISER.value])


class SocialCareAdviserFactory(StaffMemberFactory):
    name = "Carol Whyte"
    place_of_work = "Adult social care"
    roles = factory.LazyFunction(lambda: [Role.SOCIAL_CARE_ADVISER.value])


class PassedCheckFactory(factory.django.DjangoModelFactory[IdentityCheck]):
    class Meta:
        model = IdentityCheck

    results = factory.LazyFunction(lambda: {"full_name": "passed", "born_on": "passed"})
    passed = True
    channel = factory.SelfAttribute("staff.channel")


class FailedCheckFactory(PassedCheckFactory):
    results = factory.LazyFunction(lambda: {"full_name": "failed"})
    passed = False


def agree(
    staff: StaffMember,
    resident: Resident,
    *,
    services: tuple[str, ...] = ("housing",),
    now: datetime | None = None,
    **changes: Any,
) -> Mandate:
    """A mandate given just now, for an hour."""
    now = now or timezone.now()
    facts = {
        "resident_id": resident.pk,
        "staff_id": staff.pk,
        "services": list(services),
        "channel": staff.channel,
        "agreed_how": Agreed.ON_SCREEN,
        "words_shown": WORDS,
        "words_hash": hash_of(WORDS),
        "starts_at": now,
        "ends_at": now + timedelta(hours=1),
    }
    return Mandate.objects.create(**{**facts, **changes})


def begin(
    staff: StaffMember, resident: Resident, *, services: tuple[str, ...] = ("housing",)
) -> AssistedSession:
    """Help that has just begun, as `begin_session` begins it."""
    now = timezone.now()
    PassedCheckFactory.create(staff=staff, resident=resident, checked_at=now)
    mandate = agree(staff, resident, services=services, now=now)
    return begin_session(
        staff=staff, resident=resident, mandate=mandate, reason=Reason.NO_DEVICE, now=now
    )


class Desk:
    """A member of staff at a browser, doing what the pages let them do."""

    def __init__(self, staff: StaffMember) -> None:
        self.staff = staff
        self.client = Client(headers={"user-agent": "A library computer"})
        self.sign_in()

    def sign_in(self) -> None:
        """Now, so the directory has said a moment ago who they are."""
        self.staff.checked_at = timezone.now()
        self.staff.save(update_fields=["checked_at"])
        self.client.force_login(self.staff.user)

    @property
    def token(self) -> str:
        """What a form opened now would carry."""
        return str(self.client.session.get(browser.SESSION, ""))

    def post(self, address: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        """Send a form that was opened just now."""
        return self.client.post(address, {"acting_for": self.token, **(data or {})}, **options)

    def pass_identity(self, resident: Resident) -> Any:
        answers = {
            "full_name": resident.full_name,
            "born_on_day": str(resident.born_on.day),
            "born_on_month": str(resident.born_on.month),
            "born_on_year": str(resident.born_on.year),
            "postcode": resident.postcode,
            "first_line": resident.address.split(",")[0],
            "letter_read": "passed",
        }
        return self.post(reverse("assisted:identity", args=[resident.pk]), answers)

    def propose(self, resident: Resident, *services: str, **changes: str) -> Any:
        choices = {
            "services": list(services),
            "reason": "no_device",
            "language": "en",
            "agreed_how": "on_screen",
            "witness": "",
            "authority": "own",
        }
        address = reverse("assisted:agree", args=[resident.pk])
        return self.post(address, {**choices, **changes})

    def help(self, resident: Resident, *services: str) -> AssistedSession:
        """The whole way: the script, the words, begin."""
        assert self.pass_identity(resident).status_code == 302
        words = self.propose(resident, *(services or ("housing",)))
        proposal = words.context["sealed"]
        begun = self.post(reverse("assisted:begin", args=[resident.pk]), {"proposal": proposal})
        assert begun.status_code == 302, begun.content
        return AssistedSession.objects.get(staff=self.staff, ended_at=None)


def mark(resident: Resident, kind: Caution.Kind | None = Caution.Kind.HAS_DIED) -> None:
    """By some supervisor; with None the mark is taken away."""
    sue = StaffMemberFactory(roles=[Role.SUPERVISOR])
    cautioning.mark(resident, kind=kind, supervisor=sue, now=timezone.now())
