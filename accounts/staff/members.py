"""Staff members, as the directory vouches for them now."""

from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.utils import timezone

from accounts import sign_ins
from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.models import User
from accounts.staff.claims import StaffClaims
from accounts.staff.models import StaffMember


class NoRoleHere(Exception):
    """The directory knows them, and none of their groups lets them do anything here."""


def welcome(claims: StaffClaims) -> StaffMember:
    """Find who this is by issuer and subject, or write them down; with today's roles.

    Never by e-mail: a staff member has none here, so nobody's account can be taken for theirs.
    """
    with transaction.atomic():
        known = StaffMember.objects.select_for_update().filter(
            issuer=claims.issuer, subject=claims.subject
        )
        member = known.first() or (_create(claims) if claims.roles else None)
        if member is not None:
            update_roles(member, claims)
    if member is None or not claims.roles:
        raise NoRoleHere
    return member


def update_roles(member: StaffMember, claims: StaffClaims) -> None:
    """Bring name, place and roles into line; what changed of the roles is audited."""
    roles = [role.value for role in claims.roles]
    with transaction.atomic():
        if sorted(member.roles) != roles:
            record(
                Event.STAFF_ROLES_CHANGED,
                actor=Actor(staff_id=member.pk),
                before=", ".join(member.roles),
                after=", ".join(roles),
            )
        member.name, member.roles = claims.name, roles
        member.place_of_work, member.channel = claims.place_of_work, claims.channel
        member.checked_at = timezone.now()
        member.save()


def end_sessions(issuer: str, subject: str) -> int:
    """End everything this person has open here, because the directory said so."""
    member = StaffMember.objects.filter(issuer=issuer, subject=subject).first()
    if member is None:
        return 0
    with transaction.atomic():
        ended = sign_ins.end_all(member.user, sign_ins.BY_DIRECTORY)
        user_logged_out.send(
            sender=User, request=None, user=member.user
        )  # so is any help of theirs
        record(
            Event.STAFF_SIGNED_OUT, actor=Actor(staff_id=member.pk), reason="the directory said so"
        )
    return ended


def _create(claims: StaffClaims) -> StaffMember:
    user = User(email=None, is_staff=True)
    user.set_unusable_password()
    user.save()
    return StaffMember.objects.create(
        user=user,
        issuer=claims.issuer,
        subject=claims.subject,
        name=claims.name,
        roles=[role.value for role in claims.roles],
    )
