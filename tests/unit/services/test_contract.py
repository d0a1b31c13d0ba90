"""What every service promises: an address that fits, and failures that are caught and heard."""

import logging
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract import NoSuchAccount, PostalAddress, ServiceUnavailable, WrongRecord


@pytest.mark.parametrize(
    ("address", "middle"),
    [
        ("27 Mill Lane", ["27 Mill Lane"]),
        ("Flat 4, Alder Court, 12 Canal Street, Thornbridge",
         ["Flat 4", "Alder Court", "12 Canal Street", "Thornbridge"]),
        (" 27 Mill Lane ,, Thornbridge,", ["27 Mill Lane", "Thornbridge"]),
        ("a, b, c, d, e, f, g", ["a", "b", "c", "d", "e, f, g"]),
    ],
)  # fmt: skip
def test_an_address_becomes_lines(address: str, middle: list[str]) -> None:
    lines = PostalAddress("Mrs Grace Okafor", address, "TB2 7HD").lines

    assert list(lines) == ["Mrs Grace Okafor", *middle, "TB2 7HD"]


A_PART = st.text("abc XYZ19'-", min_size=1, max_size=20).filter(str.strip)


@given(st.lists(A_PART, min_size=1, max_size=15))
def test_every_part_of_any_address_stands_on_the_envelope_and_it_fits(parts: list[str]) -> None:
    lines = PostalAddress("Name", ",".join(parts), "TB1 1AA").lines

    assert 3 <= len(lines) <= 7
    assert [part for line in lines[1:-1] for part in line.split(", ")] == [
        part.strip() for part in parts
    ]


@pytest.mark.parametrize("kind", [NoSuchAccount, WrongRecord])
def test_whatever_goes_wrong_at_a_service_can_be_caught_as_an_outage(
    kind: type[Exception],
) -> None:
    assert issubclass(kind, ServiceUnavailable)


def test_somebody_elses_record_is_an_alarm_whoever_catches_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """G12: also where it is delivered, linked or paid, and caught as an outage."""
    with suppress(ServiceUnavailable):
        raise WrongRecord("housing")

    [line] = caplog.records
    assert (line.getMessage(), line.levelno) == ("service.wrong_record", logging.CRITICAL)
    assert vars(line)["service"] == "housing"
