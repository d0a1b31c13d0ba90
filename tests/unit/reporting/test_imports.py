"""A spreadsheet from the contact centre: taken whole, or refused with what to change where."""

from datetime import date

import pytest

from accounts.channels import Channel
from portal.reporting.imports import MOST_LINES, Count, ImportRefused, read_counts

TODAY = date(2026, 11, 22)
SERVICES = {"housing": "housing", "your council home": "housing", "social care": "social_care"}
HEADINGS = "month,service,channel,count\n"


def read(lines):
    return read_counts(HEADINGS + lines, services=SERVICES, today=TODAY)


def problems(text):
    with pytest.raises(ImportRefused) as refused:
        read_counts(text, services=SERVICES, today=TODAY)
    return [str(problem) for problem in refused.value.problems]


def problems_of_line(line):
    return problems(HEADINGS + line)


def test_a_good_file_is_read():
    counts = read("2026-10,housing,telephone,436\n2026-10,Your council home,post,42\n")

    assert counts == [
        Count(date(2026, 10, 1), "housing", Channel.TELEPHONE, 436),
        Count(date(2026, 10, 1), "housing", Channel.POST, 42),
    ]


@pytest.mark.parametrize(
    ("written", "channel"),
    [
        ("telephone", Channel.TELEPHONE),
        ("Telephone ", Channel.TELEPHONE),
        ("counter", Channel.FACE_TO_FACE),
        ("Face  to face", Channel.FACE_TO_FACE),
        ("POST", Channel.POST),
    ],
)
def test_channels_are_read_as_people_write_them(written, channel):
    assert read(f"2026-10,housing,{written},1\n")[0].channel == channel


def test_titles_and_slugs_of_services_are_read_in_any_case():
    counts = read("2026-10,HOUSING,post,1\n2026-10,Social Care,post,2\n")

    assert [count.service for count in counts] == ["housing", "social_care"]


@pytest.mark.parametrize(
    ("written", "count"), [("0", 0), (" 12 ", 12), ('"1,204"', 1204), ("1000000", 1_000_000)]
)
def test_whole_numbers_are_read_with_or_without_commas(written, count):
    assert read(f"2026-10,housing,post,{written}\n")[0].count == count


def test_a_file_saved_by_a_spreadsheet_has_a_mark_at_its_beginning():
    text = "\ufeff" + HEADINGS + "2026-10,housing,post,3\n"

    assert len(read_counts(text, services=SERVICES, today=TODAY)) == 1


@pytest.mark.parametrize("empty", [",,,", " , ,,", ",,,,,", ","])
def test_the_empty_rows_that_a_spreadsheet_leaves_behind_are_no_mistakes(empty):
    assert len(read(f"2026-10,housing,post,40\n{empty}\n2026-09,housing,post,41\n{empty}\n")) == 2
    assert "nothing below the headings" in problems_of_line(f"{empty}\n")[0]


def test_headings_may_come_in_any_order_and_case():
    text = "Count, Channel ,SERVICE,Month\n5,post,housing,2026-09\n"

    counts = read_counts(text, services=SERVICES, today=TODAY)

    assert counts == [Count(date(2026, 9, 1), "housing", Channel.POST, 5)]


def test_this_month_may_be_sent_in_before_it_is_over():
    assert read("2026-11,housing,post,3\n")[0].month == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Oct 2026,housing,post,1", "Line 2: “Oct 2026” is not a month. Write it like 2026-04"),
        ("2026-13,housing,post,1", "Line 2: “2026-13” is not a month. Write it like 2026-04"),
        (",housing,post,1", "Line 2: “” is not a month. Write it like 2026-04"),
        ("2026-12,housing,post,1", "Line 2: 2026-12 has not begun"),
        ("2026-10,bins,post,1", "Line 2: “bins” is not one of our services"),
        (
            "2026-10,housing,fax,1",
            "Line 2: “fax” is not a channel. Use telephone, counter, face to face, post",
        ),
        (
            "2026-10,housing,self_serve,1",
            "Line 2: “self_serve” is not a channel. Use telephone, counter, face to face, post",
        ),
    ],
)
def test_what_is_wrong_is_said_so_that_it_can_be_put_right(line, says):
    assert problems_of_line(line) == [says]


@pytest.mark.parametrize(
    "count", ["", "-1", "1.5", "many", "１２", "1e3", "1000001", "99999999999999999999", "=1+1"]
)
def test_what_is_not_a_whole_number_is_refused(count):
    assert problems_of_line(f"2026-10,housing,post,{count}") == [
        f"Line 2: “{count}” is not a whole number from 0 to 1000000"
    ]


def test_every_problem_is_said_at_once():
    said = problems_of_line("x,y,z,w\n2026-10,housing,post,1\n2026-10,housing,post,two\n")

    assert [line.split(":")[0] for line in said] == ["Line 2"] * 4 + ["Line 4"]


def test_the_same_count_twice_is_refused():
    said = problems_of_line("2026-10,housing,counter,1\n2026-10,housing,face to face,2\n")

    assert said == ["Line 3: the same month, service and channel came before"]


@pytest.mark.parametrize("line", ["2026-10,housing,post", "2026-10,housing,post,1,2"])
def test_a_line_with_too_few_or_too_many_columns_is_refused(line):
    assert problems_of_line(line) == [
        "Line 2: it does not have the columns month, service, channel, count"
    ]


def test_a_missing_heading_is_named():
    assert problems("month,service,count\n2026-10,housing,1\n") == [
        "Line 1: the headings must be month, service, channel, count; channel is not among them"
    ]


def test_an_empty_file_has_no_headings():
    assert problems("")[0].startswith("Line 1: the headings must be")


def test_headings_alone_are_not_a_file():
    assert problems(HEADINGS) == ["Line 2: there is nothing below the headings"]


def test_what_is_not_csv_is_refused():
    assert problems(HEADINGS + '2026-10,"housing,post,1\n')[0].startswith("Line 2: this is not CSV")


def lines_of_a_long_file(number):
    """The headings, and as many counts below them that no two are of the same thing."""
    months = ((year, month) for year in range(1400, 2000) for month in range(1, 13))
    counts = [
        f"{year}-{month:02},housing,post,1\n"
        for (year, month), _ in zip(months, range(number - 1), strict=False)
    ]
    return HEADINGS + "".join(counts)


def test_a_file_of_the_longest_length_is_read():
    text = lines_of_a_long_file(MOST_LINES)

    assert len(read_counts(text, services=SERVICES, today=TODAY)) == MOST_LINES - 1 == 4_999


def test_one_line_more_is_refused_before_the_rest_is_looked_at():
    assert problems(lines_of_a_long_file(MOST_LINES + 1) + "nonsense\n") == [
        "Line 5001: a file has at most 5000 lines"
    ]


@pytest.mark.parametrize("today", [date(2026, 12, 1), date(2026, 12, 31)])
def test_a_month_has_begun_on_its_first_day(today):
    line = HEADINGS + "2026-12,housing,post,1\n"

    assert len(read_counts(line, services=SERVICES, today=today)) == 1
