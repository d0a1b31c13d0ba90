"""Files that people open: values only, one sheet, nothing that runs. M05, M06."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tablib import Databook

from portal.reporting.exports import FORMATS, RUNS, _cell, export
from portal.reporting.models import ContactVolume, DailyVolume
from portal.reporting.tables import Table

TABLE = Table(
    name="by-task",
    caption="Where people give up",
    headings=("Task", "Service", "Started"),
    rows=(
        ("Report a repair", "Housing", "1,234"),
        ("=cmd|' /C calc'!A0", "@SUM(1)", "<5"),
        ("+44 1632", "-1", "[not shown]"),
    ),
    total=("All", "", "1,300"),
)


def rows_of_csv(file):
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))


def test_a_csv_file_has_headings_rows_and_total():
    rows = rows_of_csv(export(TABLE, file_format="csv"))

    assert rows[0] == ["Task", "Service", "Started"]
    assert rows[1] == ["Report a repair", "Housing", "1234"]
    assert rows[-1] == ["All", "", "1300"]


@pytest.mark.parametrize("file_format", sorted(FORMATS))
@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t"])
def test_no_cell_begins_like_a_formula(begins, file_format):
    table = Table("t", "T", ("A",), ((f"{begins}1+1",),))

    assert f"'{begins}1+1" in cells_of(export(table, file_format=file_format), file_format)


@pytest.mark.parametrize("begins", ["\r", "\n"])
def test_no_line_of_a_csv_file_begins_like_a_formula(begins):
    table = Table("t", "T", ("A",), ((f"{begins}=1+1",),))

    assert b"'" + begins.encode() in export(table, file_format="csv").content


def cells_of(file, file_format):
    if file_format == "csv":
        return [cell for row in rows_of_csv(file) for cell in row]
    if file_format == "ods":
        return ods_texts(file)
    book = load_workbook(io.BytesIO(file.content))
    return [str(cell.value) for row in book.active.iter_rows() for cell in row]


def ods_texts(file):
    data = Databook().load(file.content, format="ods").sheets()[0]
    return [str(cell) for row in data for cell in row]


def test_a_workbook_has_one_sheet_of_values_and_no_formulas():
    book = load_workbook(io.BytesIO(export(TABLE, file_format="xlsx").content))

    assert len(book.sheetnames) == 1
    sheet = book.active
    assert sheet.sheet_state == "visible"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "inlineStr",
        "n",
    }
    assert not book.defined_names
    assert sheet["C2"].value == 1234


def test_reports_are_made_of_nothing_that_says_who_where_or_at_what_hour():
    """M08: no name, postcode, ward or free text can be published that is not there."""
    fields = {field.name for model in (DailyVolume, ContactVolume) for field in model._meta.fields}

    counted = {"day", "month", "service", "task", "channel", "started", "completed", "count"}
    when_it_was_sent_in = {"id", "imported_at", "superseded_at"}
    assert fields == counted | when_it_was_sent_in


def test_a_workbook_names_nobody():
    book = load_workbook(io.BytesIO(export(TABLE, file_format="xlsx").content))

    assert book.properties.creator in {None, "openpyxl", "tablib"}
    assert book.properties.lastModifiedBy is None


def test_an_open_document_holds_the_same_rows():
    texts = ods_texts(export(TABLE, file_format="ods"))

    assert "Report a repair" in texts
    assert "[not shown]" in texts


@pytest.mark.parametrize("file_format", sorted(FORMATS))
def test_hidden_counts_stay_hidden_in_every_format(file_format):
    cells = cells_of(export(TABLE, file_format=file_format), file_format)

    assert "<5" in cells
    assert "[not shown]" in cells


@pytest.mark.parametrize("file_format", sorted(FORMATS))
def test_a_file_is_named_for_its_table(file_format):
    assert export(TABLE, file_format=file_format).name == f"by-task.{file_format}"


@given(st.text(max_size=40))
def test_no_text_at_all_becomes_something_that_runs(text):
    """M06."""
    cell = _cell(text)

    assert cell == int(text.replace(",", "")) if isinstance(cell, int) else cell.endswith(text)
    assert not str(cell).startswith(RUNS)


@given(st.integers(0, 10**9))
def test_a_count_is_a_number_to_the_unit(count):
    assert _cell(f"{count:,}") == count


@pytest.mark.parametrize("text", ["1,2", "007", "12,34", "1,2345", ",", "", "١٢", "1.5", "99.9%"])
def test_what_only_looks_like_a_count_stays_text(text):
    assert _cell(text) == text


def test_another_format_is_not_made():
    with pytest.raises(KeyError):
        export(TABLE, file_format="html")
