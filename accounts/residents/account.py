"""What residents do with their own account, apart from signing in."""

from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts import sign_ins
from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.models import SignIn, User
from accounts.residents.models import Resident
from accounts.residents.notices import note, tell_about_contact
from accounts.residents.second_factor import let_no_passkey_sign_in_alone


@dataclass(frozen=True, slots=True)
class SecondSteps:
    """What an account has besides its password."""

    has_app: bool
    passkeys: int
    has_recovery_codes: bool


def find_resident(user: User) -> Resident | None:
    return Resident.objects.filter(user=user).first()


def become_resident(user: User, resident: Resident) -> None:
    """Somebody with a new sign-in has told us who they are. Nobody is looked up by it."""
    resident.user, resident.email = user, user.email or ""
    with transaction.atomic():
        resident.save()
        record(Event.RESIDENT_CREATED, actor=Actor(resident_id=resident.pk))


def change_contact(user: User, resident: Resident, *, what: list[str]) -> None:
    """`what` is what was changed, in the words of the form."""
    if not what:
        return
    with transaction.atomic():
        resident.save()
        note(Event.CONTACT_CHANGED, user, what=", ".join(what))
        tell_about_contact(user, what)


def list_second_steps(user: User) -> SecondSteps:
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SecondSteps(
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def list_sign_ins(user: User) -> QuerySet[SignIn]:
    return SignIn.objects.filter(user=user)


def disown(user: User, sign_in_id: UUID, *, current: UUID) -> None:
    """Somebody else was here: every session but the one that says so ends now.

    A passkey added since then may be theirs: by itself it opens nothing any more.
    """
    disowned = get_object_or_404(list_sign_ins(user), pk=sign_in_id, disowned_at=None)
    with transaction.atomic():
        disowned.disowned_at = timezone.now()
        disowned.save(update_fields=["disowned_at"])
        sign_ins.end_all(user, sign_ins.DISOWNED, but=current)
        let_no_passkey_sign_in_alone(user, since=disowned.happened_at)
        note(Event.SIGN_IN_DISOWNED, user)


def end_other_sessions(user: User, *, current: UUID) -> None:
    with transaction.atomic():
        count = sign_ins.end_all(user, sign_ins.SIGNED_OUT, but=current)
        note(Event.SESSIONS_ENDED, user, count=count)
