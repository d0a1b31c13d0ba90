"""Who somebody is here: by issuer and subject together, with the roles of today (B08, B10, B18)."""

from dataclasses import replace

import pytest

from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.staff.claims import StaffClaims
from accounts.staff.members import welcome
from accounts.staff.models import StaffMember
from accounts.staff.roles import Role

pytestmark = pytest.mark.django_db
JOY = StaffClaims(
    issuer="https://directory.example",
    subject="joy",
    name="Joy Adeyemi",
    place_of_work="Central Library",
    channel=Channel.ASSISTED_FACE_TO_FACE,
    roles=(Role.LIBRARY_ADVISER,),
)


@pytest.mark.parametrize(
    ("changes", "is_the_same"),
    [
        ({}, True),
        ({"name": "Joy Ade"}, True),
        ({"subject": "morgan"}, False),
        ({"issuer": "https://other.example"}, False),
    ],
)
def test_b08_the_same_person_is_the_same_issuer_and_subject(changes, is_the_same):
    before = welcome(JOY)

    assert (welcome(replace(JOY, **changes)) == before) is is_the_same
    assert StaffMember.objects.count() == (1 if is_the_same else 2)


def test_b18_only_a_change_of_roles_is_written_down_and_what_it_was():
    welcome(JOY)
    welcome(JOY)
    assert not AuditEntry.objects.filter(event="staff.roles.changed").exists()

    welcome(replace(JOY, roles=(Role.EDITOR, Role.LIBRARY_ADVISER)))

    written = AuditEntry.objects.get(event="staff.roles.changed")
    assert written.facts == {"before": "library_adviser", "after": "editor, library_adviser"}
