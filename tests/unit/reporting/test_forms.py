"""What a service manager may ask and send in, and what is made of anything else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.channels import Channel
from portal.reporting.forms import LARGEST_FILE, CountsForm, QuestionForm
from portal.reporting.periods import DEFAULT, PERIODS
from portal.reporting.views import _services_by_word, _taken

TITLES = {"housing": "Your home", "social_care": "Adult social care"}


def answers(**asked):
    form = QuestionForm(asked, titles=TITLES)
    return form.answer("service"), form.answer("period"), form.answer("channel")


@pytest.mark.parametrize("service", ["", *TITLES])
@pytest.mark.parametrize("channel", ["", *Channel.values])
@pytest.mark.parametrize("period", PERIODS)
def test_what_is_offered_is_understood(service, period, channel):
    assert answers(service=service, period=period, channel=channel) == (service, period, channel)


@pytest.mark.parametrize(
    "nonsense", ["bins", "12 months", "self serve", "\0", "' or 1=1", "x" * 999]
)
@pytest.mark.parametrize("field", ["service", "period", "channel"])
def test_what_is_not_falls_back_to_everything(field, nonsense):
    assert answers(**{field: nonsense}) == ("", DEFAULT, "")


def test_one_wrong_answer_leaves_the_others():
    assert answers(service="housing", period="ever", channel="post") == ("housing", DEFAULT, "post")


def sent(content, name="counts.csv"):
    return CountsForm({}, {"counts": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"month,service\n", "month,service\n"),
        (b"\xef\xbb\xbfmonth\n", "month\n"),
        ("café\n".encode(), "café\n"),
        (b"x" * LARGEST_FILE, "x" * LARGEST_FILE),
    ],
)
def test_a_file_of_text_is_read(content, text):
    form = sent(content)

    assert form.is_valid()
    assert form.cleaned_data["counts"] == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"caf\xe9", "The file is not text"),
        (b"PK\x03\x04\xff\xfe", "The file is not text"),
        (b"x" * (LARGEST_FILE + 1), "larger than 1 MB"),
    ],
)
def test_anything_else_is_refused_in_words(content, says):
    form = sent(content)

    assert not form.is_valid()
    assert says in form.errors["counts"][0]


def test_a_spreadsheet_may_name_a_service_as_people_or_as_we_do(monkeypatch):
    monkeypatch.setattr("portal.reporting.views._titles", lambda: TITLES)

    assert _services_by_word() == {
        "your home": "housing",
        "housing": "housing",
        "adult social care": "social_care",
        "social care": "social_care",
        "social_care": "social_care",
    }


@pytest.mark.parametrize(
    ("corrected", "words"),
    [
        (0, "We took 12 monthly counts."),
        (3, "We took 12 monthly counts. 3 of them correct an earlier one."),
    ],
)
def test_what_was_taken_is_said(corrected, words):
    assert _taken(12, corrected) == words
