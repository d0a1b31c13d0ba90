"""Money of a service is as closed to staff as the service itself: the whole truth table."""

from itertools import product
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from accounts.assisted.refusals import NotPermitted
from accounts.staff.roles import ADVISERS, Role
from payments.guarding import check_service, may_see

SERVICES = ("housing", "benefits", "parking", "leisure", "social_care")


def a_request(roles=None, agreed=SERVICES, *, method="GET"):
    """Of the resident when there are no roles, else of staff who help them."""
    request = RequestFactory().generic(method, "/payments/")
    helping = SimpleNamespace(
        roles=frozenset(roles or ()), services=frozenset(agreed), is_paused=False
    )
    request.assisting = None if roles is None else helping
    return request


@pytest.mark.parametrize("service", [*SERVICES, "nowhere"])
def test_residents_see_and_pay_all_that_is_theirs(service):
    for method in ("GET", "POST"):
        check_service(a_request(method=method), service)
    assert may_see(a_request(), service)


def is_open(role, service, *, agreed):
    opens = {Role.SOCIAL_CARE_ADVISER} if service == "social_care" else ADVISERS
    return agreed and role in opens


@pytest.mark.parametrize(
    ("role", "service", "agreed"), list(product(Role, SERVICES, [True, False]))
)
def test_staff_see_and_pay_what_their_role_and_the_agreement_cover(role, service, agreed):
    """D02, D14, F32."""
    wanted = is_open(role, service, agreed=agreed)
    covered = [service] if agreed else [one for one in SERVICES if one != service]

    assert may_see(a_request([role], covered), service) is wanted
    for method in ("GET", "POST"):
        request = a_request([role], covered, method=method)
        if wanted:
            check_service(request, service)
        else:
            with pytest.raises(NotPermitted):
                check_service(request, service)
