"""Every figure against the plainest sum of the same history that could be written down."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from accounts.channels import Channel
from portal.reporting.periods import Period, months_between
from portal.reporting.reading import Volume, facts_of
from portal.reporting.report import DONE, GIVEN_UP, Question, report_of
from portal.reporting.suppression import Hidden

PERIOD = Period(date(2026, 9, 1), date(2026, 11, 1))
BOTH = [*months_between(*(date(2025, month, 1) for month in (9, 11))), *PERIOD.months]
SERVICES = ("housing", "parking")
ONLINE = [channel for channel in Channel if channel.is_digital]
ELSEWHERE = [channel for channel in Channel if not channel.is_digital]

count = st.integers(5, 500) | st.just(0)  # none of them is small: nothing is evened out
volumes = st.dictionaries(
    st.tuples(
        st.sampled_from(BOTH),
        st.sampled_from(SERVICES),
        st.sampled_from(["pay", "renew-permit"]),
        st.sampled_from(ONLINE),
    ),
    st.tuples(count, count),
    max_size=14,
)
contacts = st.dictionaries(
    st.tuples(
        st.sampled_from(BOTH), st.sampled_from(SERVICES), st.just(""), st.sampled_from(ELSEWHERE)
    ),
    count,
    max_size=14,
)
services = st.sampled_from(["", *SERVICES])
channels = st.sampled_from([None, *Channel])


def known(drawn, contacts):
    return facts_of(
        [Volume(part, done + left, done) for part, (done, left) in drawn.items()],
        contacts,
        as_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def asked(service, channel=None):
    return Question(PERIOD, SERVICES, service, channel)


@given(volumes, contacts, services, channels)
def test_take_up_is_online_out_of_all_of_the_months_that_were_counted(
    drawn, contacts, service, channel
):
    """M11: both definitions, to the unit, whatever channel the tables are limited to."""
    report = report_of(known(drawn, contacts), asked(service, channel))

    counted = {of for _, of, _, _ in contacts if service in {"", of}}
    rows = [
        (channel, n)
        for (month, of, _, channel), n in [
            *((part, done) for part, (done, _) in drawn.items()),
            *contacts.items(),
        ]
        if month in report.counted_months and of in counted
    ]
    whole = sum(n for _, n in rows)
    digital = sum(n for channel, n in rows if channel in ONLINE)
    alone = sum(n for channel, n in rows if channel is Channel.SELF_SERVE)
    take_up = report.take_up
    assert (take_up.digital.now.part, take_up.digital.now.whole) == (digital, whole)
    assert (take_up.self_serve.now.part, take_up.self_serve.now.whole) == (alone, whole)
    assert take_up.digital.now.fraction == (Fraction(digital, whole) if whole else None)
    assert report.transactions == whole


@given(volumes, contacts, services)
def test_a_month_counts_when_every_service_anybody_counts_has_sent_it_in(drawn, contacts, service):
    report = report_of(known(drawn, contacts), asked(service))

    sent = {(month, of) for month, of, _, _ in contacts if service in {"", of}}
    wanted = {of for _, of in sent}
    complete = {month for month in PERIOD.months if wanted}
    assert set(report.counted_months) == {
        month for month in complete if all((month, of) in sent for of in wanted)
    }
    assert report.awaited_months == set(PERIOD.months) - {month for month, _ in sent}


@given(volumes, services, channels)
def test_completion_is_done_out_of_begun_of_the_months_asked_for(drawn, service, channel):
    """M13: nothing begun is no rate."""
    report = report_of(known(drawn, {}), asked(service, channel))

    rows = [
        counts
        for (month, of, _, through), counts in drawn.items()
        if month in PERIOD.months and service in {"", of} and channel in {None, through}
    ]
    done, left = sum(done for done, _ in rows), sum(left for _, left in rows)
    rate = report.completion.now
    assert (rate.part, rate.whole) == (done, done + left)
    assert (rate.percent is None) is (not rows or done + left == 0)


@given(volumes, contacts, services, channels)
def test_the_tables_add_up_to_each_other(drawn, contacts, service, channel):
    """M11."""
    report = report_of(known(drawn, contacts), asked(service, channel))

    for table in (report.by_month, report.by_service, report.by_task):
        rows, columns = table.row_totals.values(), table.column_totals.values()
        assert Hidden.SMALL not in {*table.cells.values(), *rows, *columns}
        assert sum(rows) == sum(columns) == table.total == sum(table.cells.values())
    assert report.by_month.total == report.by_service.total
    assert report.by_month.column_totals == report.by_service.column_totals
    if channel is None:
        online = sum(report.by_service.column_totals[each] for each in ONLINE)
        assert report.by_task.column_totals[DONE] == online
    rate = report.completion.now
    assert report.by_task.column_totals[DONE] == rate.part
    assert report.by_task.column_totals[GIVEN_UP] == rate.whole - rate.part


@given(volumes, contacts)
def test_all_of_it_is_the_sum_of_its_services(drawn, contacts):
    facts = known(drawn, contacts)
    together = report_of(facts, asked(""))

    each = [report_of(facts, asked(service)) for service in SERVICES]

    assert together.by_month.total == sum(report.by_month.total for report in each)
    assert together.completion.now.whole == sum(report.completion.now.whole for report in each)
    assert together.by_service.row_totals == {
        service: report.by_service.total for service, report in zip(SERVICES, each, strict=True)
    }
