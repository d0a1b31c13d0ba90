"""Morgan opens the channel-shift page, and can defend every figure on it to the cabinet."""

from playwright.sync_api import Page, expect

from e2e.channel_shift import CHANNELS, ONLINE, Table, bars, figure, file, percent, table
from e2e.journeys.test_report_a_repair import report
from e2e.steps import see_heading, sign_in, sign_in_as_staff
from e2e.town import Town

BY_MONTH, BY_SERVICE = "Completed, by month and channel", "Completed, by service and channel"
BY_TASK = "Where people give up: online tasks, the hardest first"
HOUSING_REPAIRS = ("Report a repair", "Housing")
# The same repair twice would be told so: each size reports another.
BROKEN = {"phone": "Broken window", "desktop": "Broken light, switch or socket"}


def open_report(page: Page) -> None:
    sign_in_as_staff(page, "Morgan")
    page.get_by_role("link", name="Reports").first.click()
    see_heading(page, "Channel shift")


def choose(page: Page, **answers: str) -> None:
    for label, answer in answers.items():
        page.get_by_label(label, exact=True).select_option(answer)
    page.get_by_role("button", name="Show").click()
    see_heading(page, "Channel shift")


def test_what_was_just_done_online_counts_on_top_of_two_years_of_history(
    page: Page, town: Town, size: str, another_page: Page
) -> None:
    town.manage("build_facts")  # what other journeys did in this town is counted before
    open_report(page)
    months, tasks = table(page, BY_MONTH), table(page, BY_TASK, names=2)
    this_month = list(months.rows)[-2]

    sign_in(another_page)
    report(another_page, BROKEN[size])
    town.manage("build_facts")
    page.reload()

    months_after, tasks_after = table(page, BY_MONTH), table(page, BY_TASK, names=2)
    by_themselves = {"column": "Online, by themselves"}
    assert months_after.number(*this_month, **by_themselves) == 1 + months.number(
        *this_month, **by_themselves
    )
    for column in ("Started", "Completed"):
        assert tasks_after.number(*HOUSING_REPAIRS, column=column) == 1 + tasks.number(
            *HOUSING_REPAIRS, column=column
        )
    choose(page, Period="The last 24 months")
    assert len(table(page, BY_MONTH).rows) == 24 + len([("All",)])


def test_the_figures_the_chart_and_the_tables_agree(page: Page) -> None:
    open_report(page)
    months, tasks = table(page, BY_MONTH), table(page, BY_TASK, names=2)
    counted = {row for row, cells in months.rows.items() if "not in yet" not in cells.values()}
    everything = months.sum(*CHANNELS, rows=counted)

    assert figure(page, "Digital take-up") == percent(months.sum(*ONLINE, rows=counted), everything)
    assert figure(page, "Online without help") == percent(
        months.sum(ONLINE[0], rows=counted), everything
    )
    completed, started = tasks.least_and_most("Completed"), tasks.least_and_most("Started")
    lowest, highest = percent(completed[0], started[1]), percent(completed[1], started[0])
    rate = figure(page, "Completion rate online")
    assert as_number(lowest) <= as_number(rate) <= as_number(highest)
    assert figure(page, "Completed, all channels") == f"{everything:,}"
    see_bars_as_high_as_the_numbers(page, months)


def as_number(percentage: str) -> float:
    return float(percentage.rstrip("%"))


def see_bars_as_high_as_the_numbers(page: Page, months: Table) -> None:
    rows = [cells for name, cells in months.rows.items() if name != ("All",)]
    drawn = bars(page)
    assert len(drawn) == len(rows)
    counts = [
        {name: int(cells[name]) for name in CHANNELS if cells[name][0].isdigit()} for cells in rows
    ]
    scale = sum(drawn[0].values()) / sum(counts[0].values())
    for bar, count in zip(drawn, counts, strict=True):
        assert bar.keys() == {name for name, number in count.items() if number}
        for name, height in bar.items():
            assert abs(height - count[name] * scale) < 0.05, (name, height, count[name])


def test_the_filters_hold_for_every_table_and_for_the_file(plain_page: Page) -> None:
    """Without JavaScript: choosing, reading and taking away work all the same."""
    open_report(plain_page)
    everything = table(plain_page, BY_SERVICE)

    choose(plain_page, Service="Housing")

    services, months = table(plain_page, BY_SERVICE), table(plain_page, BY_MONTH)
    assert services.rows[("Housing",)] == everything.rows[("Housing",)]
    assert set(services.rows) == {("Housing",), ("All",)}
    assert months.rows[("All",)]["All"] == services.rows[("Housing",)]["All"]
    assert {service for _, service in table(plain_page, BY_TASK, names=2).rows} == {"Housing"}
    assert file(plain_page, BY_MONTH) == months

    plain_page.emulate_media(media="print")
    expect(plain_page.get_by_label("Service", exact=True)).to_be_visible()  # says what it is of
    expect(plain_page.get_by_role("button", name="Show")).to_be_hidden()
    plain_page.emulate_media(media="screen")

    choose(plain_page, Channel="Telephone", Period="Last financial year")

    expect(plain_page.get_by_label("Service", exact=True)).to_have_value("housing")
    assert list(next(iter(table(plain_page, BY_MONTH).rows.values()))) == [
        "Month",
        "Telephone",
        "All",
    ]
    assert next(iter(table(plain_page, BY_MONTH).rows))[0].startswith("April")


def test_how_a_figure_is_worked_out_stands_beside_it(plain_page: Page) -> None:
    open_report(plain_page)

    plain_page.get_by_text("How these figures are worked out").click()

    for words in ("divided by completed through any channel", "on their own", "Completion rate"):
        expect(plain_page.get_by_text(words).first).to_be_visible()
