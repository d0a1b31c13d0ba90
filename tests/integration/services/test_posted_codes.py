"""A26: benefits and social care open to a code in the post, not to facts on an old letter."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications.inbox import list_messages
from accounts.notifications.models import OutboundNotification, Route
from accounts.residents.models import Resident
from services import links, posted_codes
from services.contract import ServiceUnavailable
from services.models import LinkAttempt, PostedCode, ServiceLink
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.services import LinkableService, PrivateService, ServiceLinkFactory
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RIGHT = {"payment_reference": "6001", "date_of_birth": "1991-04-17"}
WRONG = {**RIGHT, "date_of_birth": "1990-01-01"}
MOMENT = timedelta(seconds=1)


@pytest.fixture
def resident():
    return ResidentFactory()


def ask(resident: Resident, *, facts=RIGHT, service=None, slug="benefits", now=NOW) -> None:
    posted_codes.post_code(
        actor=actor_of(resident),
        slug=slug,
        service=service or PrivateService(),
        facts=facts,
        now=now,
    )


def type_in(resident: Resident, code: str, *, slug="benefits", now=NOW) -> ServiceLink:
    return posted_codes.enter_code(actor=actor_of(resident), slug=slug, code=code, now=now)


def newest_letter() -> OutboundNotification:
    letter = OutboundNotification.objects.order_by("-created_at").first()
    assert letter is not None
    return letter


def code_in(letter: OutboundNotification) -> str:
    found = re.search(r"^\w{3}-\w{3}-\w{3}$", letter.body, re.MULTILINE)
    assert found
    return found.group()


def type_wrong(resident: Resident, times: int) -> list[int]:
    """How many tries were left after each."""
    left = []
    for _ in range(times):
        with pytest.raises(posted_codes.WrongCode) as wrong:
            type_in(resident, "BBB-BBB-BBB")
        left.append(wrong.value.tries_left)
    return left


def test_facts_alone_link_no_private_service(resident):
    """A26: whoever found a letter on the kitchen table still sees nothing."""
    with pytest.raises(links.FactsAreNotEnough):
        links.link_with_facts(
            actor=actor_of(resident),
            slug="benefits",
            service=PrivateService(),
            facts=RIGHT,
            now=NOW,
        )

    assert not ServiceLink.objects.exists()


@pytest.mark.smoke
def test_right_facts_post_a_code_to_the_address_the_service_holds(resident):
    """A26, K18: not to the one in the account, which whoever asks may have chosen."""
    Resident.objects.filter(pk=resident.pk).update(address="1 Elsewhere, Thornbridge")

    ask(resident)

    letter = newest_letter()
    assert letter.route == Route.LETTER
    assert letter.to.splitlines() == [
        "Ms Amina Yusuf", "Flat 4", "Alder Court", "Thornbridge", "TB1 4QN",
    ]  # fmt: skip
    assert not ServiceLink.objects.exists()
    assert [entry.event for entry in AuditEntry.objects.all()] == ["services.link.code_posted"]


def test_the_code_is_read_by_nobody_but_who_opens_the_letter(resident):
    """A26, D17: not in the database, not in the account's messages, not in the audit trail."""
    ask(resident)

    code = code_in(newest_letter())
    assert newest_letter().one_time
    assert not list_messages(actor=actor_of(resident)).exists()
    assert code not in str([*PostedCode.objects.values(), *AuditEntry.objects.values()])
    assert code.replace("-", "") not in str(list(PostedCode.objects.values()))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{spaced}"])
def test_the_code_makes_the_link_however_it_is_typed(resident, typed):
    ask(resident)
    code = code_in(newest_letter())

    spelled = typed.format(code, lower=code.lower(), spaced=code.replace("-", " "))
    link = type_in(resident, spelled)

    assert (link.service, link.reference, link.proof) == ("benefits", "tenure-1", "posted_code")
    assert not PostedCode.objects.exists()


def test_a_code_is_used_once(resident):
    ask(resident)
    code = code_in(newest_letter())
    type_in(resident, code)
    links.unlink(actor=actor_of(resident), slug="benefits")

    with pytest.raises(posted_codes.NoCode):
        type_in(resident, code)


def test_a_code_opens_nothing_in_another_account_or_at_another_service(resident):
    """A26, A27: the letter is hers, and nothing in the account of who shares her home."""
    other = ResidentFactory()
    ask(other)
    ask(resident)
    hers = code_in(newest_letter())

    with pytest.raises(posted_codes.WrongCode):
        type_in(other, hers)
    with pytest.raises(posted_codes.NoCode):
        type_in(resident, hers, slug="social_care")
    assert not ServiceLink.objects.exists()


def test_after_three_wrong_tries_the_right_code_is_dead(resident):
    """A17, A26: three in all, not three a day."""
    ask(resident)
    code = code_in(newest_letter())

    assert type_wrong(resident, 3) == [2, 1, 0]

    with pytest.raises(posted_codes.NoCode):
        type_in(resident, code)
    assert AuditEntry.objects.filter(event="services.link.refused").count() == 3


def test_two_wrong_tries_leave_one_that_is_right(resident):
    ask(resident)

    type_wrong(resident, 2)

    assert type_in(resident, code_in(newest_letter()))


def test_a_code_works_for_28_days_and_not_a_moment_longer(resident):
    ask(resident)
    code = code_in(newest_letter())
    last = NOW + timedelta(days=28)

    with pytest.raises(posted_codes.NoCode):
        type_in(resident, code, now=last)
    assert type_in(resident, code, now=last - MOMENT)


def test_another_letter_can_be_asked_for_after_a_week_and_voids_the_first(resident):
    ask(resident)
    first = code_in(newest_letter())
    week = NOW + timedelta(days=7)
    that_morning = timezone.localtime(week).replace(hour=0, minute=0, second=0, microsecond=0)

    with pytest.raises(posted_codes.PostedLately) as lately:
        ask(resident, now=that_morning - MOMENT)
    assert lately.value.next_on == that_morning.date()
    ask(resident, now=that_morning)

    with pytest.raises(posted_codes.WrongCode):
        type_in(resident, first, now=week)
    assert type_in(resident, code_in(newest_letter()), now=week)


def test_on_the_last_day_that_the_letter_names_the_code_works_until_midnight(resident):
    ask(resident)
    said = re.search(r"works until (\d+ \w+ \d{4})", newest_letter().body)
    last_day = timezone.make_aware(datetime.strptime(said[1], "%d %B %Y"))  # noqa: DTZ007

    assert type_in(resident, code_in(newest_letter()), now=last_day.replace(hour=23, minute=59))


def test_pressing_twice_posts_one_letter_and_its_code_works(resident, monkeypatch):
    """The second press comes while the service still looks for the first one's account."""
    match, pressed_again = links.match, []

    def press_again_meanwhile(**asked):
        found = match(**asked)
        if not pressed_again:
            pressed_again.append(True)
            ask(resident)
        return found

    monkeypatch.setattr(links, "match", press_again_meanwhile)

    with pytest.raises(posted_codes.PostedLately):
        ask(resident)
    assert OutboundNotification.objects.count() == 1
    assert type_in(resident, code_in(newest_letter()))


def test_three_wrong_tries_bring_no_new_letter_before_the_week_is_over(resident):
    ask(resident)
    type_wrong(resident, 3)

    with pytest.raises(posted_codes.PostedLately):
        ask(resident)


def test_one_doormat_gets_three_letters_whoever_asks(resident):
    """A26: a stranger with the facts cannot bury somebody in post."""
    for _ in range(3):
        ask(ResidentFactory())

    with pytest.raises(links.TooManyTries):
        ask(resident)
    with pytest.raises(links.TooManyTries):
        ask(resident, now=NOW + timedelta(days=28) - MOMENT)
    ask(resident, now=NOW + timedelta(days=28))
    assert OutboundNotification.objects.count() == 4


def test_letters_to_other_doormats_and_of_other_services_stop_nobodys(resident):
    """A07: three strangers who ask for theirs do not keep her out."""
    for _ in range(3):
        ask(ResidentFactory(), slug="social_care")
        ask(ResidentFactory())
        PostedCode.objects.filter(service="benefits").update(reference="tenure-2")

    ask(resident)

    assert PostedCode.objects.filter(resident_id=resident.pk).count() == 1


def test_wrong_facts_post_nothing_and_count(resident):
    """A26: three tries a day, as with every service."""
    for _ in range(3):
        with pytest.raises(links.LinkRejected):
            ask(resident, facts=WRONG)

    with pytest.raises(links.TooManyTries):
        ask(resident)
    assert not OutboundNotification.objects.exists()


@pytest.mark.parametrize(
    "service", [PrivateService(is_down=True), PrivateService(address=ServiceUnavailable())]
)
def test_a_service_that_is_down_posts_nothing_and_costs_no_try(resident, service):
    with pytest.raises(ServiceUnavailable):
        ask(resident, service=service)

    assert not OutboundNotification.objects.exists()
    assert not LinkAttempt.objects.exists()
    ask(resident)


def test_who_is_linked_gets_no_code(resident):
    ServiceLinkFactory(resident_id=resident.pk, service="benefits")

    with pytest.raises(links.AlreadyLinked):
        ask(resident)
    assert not OutboundNotification.objects.exists()


def test_a_service_without_an_address_is_linked_with_facts_as_before(resident):
    links.link_with_facts(
        actor=actor_of(resident), slug="housing", service=LinkableService(), facts=RIGHT, now=NOW
    )

    assert ServiceLink.objects.get().proof == "letter"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_guesses_at_a_code_at_the_same_moment_get_three_looks_together(resident):
    """A26, A04."""
    ask(resident)

    said = together(8, lambda: type_in(resident, "ZZZ-ZZZ-ZZZ"))

    kinds = [type(one) for one in said]
    assert kinds.count(posted_codes.WrongCode) == 3
    assert kinds.count(posted_codes.NoCode) == 5
