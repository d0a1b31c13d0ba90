"""D07, D01: the one question after a pause, and what wrong answers cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.assisted import checking
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.models import IdentityCheck
from accounts.assisted.refusals import NotPermitted, Refusal
from tests.factories.accounts import LibraryAdviserFactory, ResidentWithoutEmailFactory
from tests.factories.assisted import FailedCheckFactory, PassedCheckFactory
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RIGHT, WRONG = "1948-02-11", "1948-02-12"


def says(joy, resident, answer):
    return checking.is_still_them(
        actor=actor_at_desk(joy.staff), staff=joy.staff, resident=resident, answer=answer, now=NOW
    )


def test_the_right_answer_leaves_no_trace_and_a_wrong_one_a_failed_check(joy, desmond):
    assert says(joy, desmond, RIGHT)
    assert not IdentityCheck.objects.exists()

    assert not says(joy, desmond, WRONG)

    check = IdentityCheck.objects.get()
    assert (check.staff_id, check.resident_id, check.passed) == (joy.staff.pk, desmond.pk, False)
    assert (check.results, check.checked_at) == ({"born_on": "failed"}, NOW)


def test_after_three_wrong_answers_even_the_right_one_is_not_heard(joy, desmond):
    for _ in range(3):
        says(joy, desmond, WRONG)

    with pytest.raises(NotPermitted) as refused:
        says(joy, desmond, RIGHT)
    assert refused.value.refusal is Refusal.TOO_MANY_FAILED_CHECKS


def test_only_failures_about_this_resident_within_a_day_count(joy, desmond, lakshmi):
    day = timedelta(days=1)
    PassedCheckFactory(staff=joy.staff, resident=desmond, checked_at=NOW)
    FailedCheckFactory(staff=joy.staff, resident=lakshmi, checked_at=NOW)
    FailedCheckFactory(staff=joy.staff, resident=desmond, checked_at=NOW - day)
    assert checking.count_failures(desmond, now=NOW) == 0

    FailedCheckFactory(
        staff=joy.staff, resident=desmond, checked_at=NOW - day + timedelta(seconds=1)
    )
    assert checking.count_failures(desmond, now=NOW) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asks", ["whole script", "one question"])
def test_eight_tries_at_the_same_moment_are_three(asks):
    """D12: whoever guesses does not outrun the count."""
    joy, desmond = LibraryAdviserFactory(), ResidentWithoutEmailFactory()
    at_desk = {"actor": actor_at_desk(joy), "staff": joy, "resident": desmond, "now": NOW}
    script = checking.script_for(joy, desmond, now=NOW)

    def guess():
        if asks == "one question":
            return checking.is_still_them(**at_desk, answer=WRONG)
        return checking.check_identity(**at_desk, script=script, answers={"born_on": WRONG})

    answers = together(8, guess)

    assert [type(one) for one in answers].count(NotPermitted) == 5
    assert checking.count_failures(desmond, now=NOW) == 3
