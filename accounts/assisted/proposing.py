"""What staff and resident are about to agree, held between two pages without being kept anywhere.

The proposal travels in the form, signed: the words that are shown are the words that are recorded.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.utils import timezone

from accounts.assisted import policies
from accounts.assisted.permissions import services_open_to
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.assisted.services import council_services, titles_of
from accounts.channels import Channel
from accounts.mandates.authority import Consent
from accounts.mandates.models import Agreed
from accounts.mandates.standing import Authority, Standing, why_not
from accounts.mandates.wording import Language, Terms, words_for
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember

SALT = "assisted.proposal.2"
"""Another number when the fields or the words change: a page from before is refused."""
STANDS_FOR_SECONDS = 30 * 60

WAYS_TO_AGREE = {
    Channel.ASSISTED_FACE_TO_FACE: (Agreed.ON_SCREEN, Agreed.ON_PAPER, Agreed.VERBALLY),
    Channel.ASSISTED_TELEPHONE: (Agreed.VERBALLY,),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Between these two people, for these services, agreed in this way, until then."""

    mandate_id: str
    """Of the mandate it becomes: it becomes one, once."""
    resident_id: str
    staff_id: str
    services: tuple[str, ...]
    agreed_how: str
    witness: str
    language: str
    reason: str
    until: str
    authority: str
    given_by: str
    authority_ends_on: str

    @property
    def standing(self) -> Standing:
        ends_on = date.fromisoformat(self.authority_ends_on) if self.authority_ends_on else None
        return Standing(Authority(self.authority), self.given_by, ends_on)


def propose(
    *,
    staff: StaffMember,
    resident: Resident,
    services: tuple[str, ...],
    agreed_how: str,
    witness: str,
    language: str,
    reason: str,
    standing: Standing,
    now: datetime,
) -> Proposal:
    """Raises NotPermitted for a service that neither the role nor who agrees can open."""
    if services_open_to(staff.roles, services) != set(services):
        raise NotPermitted(Refusal.ROLE_NEEDED, resident_id=resident.pk)
    _check_standing(standing, resident, services, now=now)
    until = now + policies.LONGEST
    return Proposal(
        mandate_id=str(uuid4()),
        resident_id=str(resident.pk),
        staff_id=str(staff.pk),
        services=services,
        agreed_how=agreed_how,
        witness=witness,
        language=language,
        reason=reason,
        until=until.isoformat(),
        authority=standing.authority.value,
        given_by=standing.name,
        authority_ends_on=standing.ends_on.isoformat() if standing.ends_on else "",
    )


def _check_standing(
    standing: Standing, resident: Resident, services: tuple[str, ...], *, now: datetime
) -> None:
    today = timezone.localdate(now)
    if why_not(standing, born_on=resident.born_on, services=services, today=today):
        raise NotPermitted(Refusal.NO_AUTHORITY, resident_id=resident.pk)


def sealed(proposal: Proposal) -> str:
    return signing.dumps(asdict(proposal), salt=SALT)


def opened(text: str, *, staff: StaffMember, resident: Resident) -> Proposal:
    """Raises NotPermitted when it is not ours, too old, or about two other people."""
    try:
        facts = signing.loads(text, salt=SALT, max_age=STANDS_FOR_SECONDS)
    except signing.SignatureExpired as old:
        raise NotPermitted(Refusal.MANDATE_OVER, resident_id=resident.pk) from old
    except signing.BadSignature as bad:
        raise NotPermitted(Refusal.NO_MANDATE, resident_id=resident.pk) from bad
    proposal = Proposal(**{**facts, "services": tuple(facts["services"])})
    if (proposal.staff_id, proposal.resident_id) != (str(staff.pk), str(resident.pk)):
        raise NotPermitted(Refusal.MANDATE_OF_ANOTHER, resident_id=resident.pk)
    return proposal


def words_of(proposal: Proposal, *, staff: StaffMember, resident: Resident) -> str:
    """The exact words, the same every time this proposal is shown."""
    terms = Terms(
        resident=resident.full_name,
        staff=staff.name,
        place=staff.place_of_work,
        council=settings.COUNCIL_NAME,
        telephone=settings.COUNCIL_TELEPHONE,
        services=titles_of(proposal.services),
        until=datetime.fromisoformat(proposal.until),
        given_by=proposal.given_by,
        authority=Authority(proposal.authority),
    )
    return words_for(terms, language=Language(proposal.language))


def consent_to(proposal: Proposal, *, staff: StaffMember, resident: Resident) -> Consent:
    return Consent(
        resident_id=UUID(proposal.resident_id),
        services=proposal.services,
        channel=Channel(staff.channel),
        agreed_how=Agreed(proposal.agreed_how),
        words_shown=words_of(proposal, staff=staff, resident=resident),
        ends_at=datetime.fromisoformat(proposal.until),
        witness=proposal.witness,
        language=Language(proposal.language),
        standing=proposal.standing,
        mandate_id=UUID(proposal.mandate_id),
    )


def services_on_offer(staff: StaffMember) -> dict[str, str]:
    """Slug to title of what this role may open. The others are not mentioned."""
    mine = services_open_to(staff.roles, council_services())
    return {slug: title for slug, title in council_services().items() if slug in mine}
