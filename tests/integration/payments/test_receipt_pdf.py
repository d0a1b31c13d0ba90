"""The receipt, as facts and as a tagged PDF that a screen reader can read, made without network."""

import io
from datetime import UTC, datetime, timedelta

import pypdf
import pytest

from payments.models import Refund
from payments.receipts import Receipt, make_pdf, make_receipt
from payments.states import RefundState
from tests.factories.payments import PaidSessionFactory

pytestmark = pytest.mark.django_db


def words_of(pdf):
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def test_the_pdf_says_what_the_page_says():
    paid = PaidSessionFactory()
    Refund.objects.create(payment=paid.payment, amount_pence=500, state=RefundState.SUCCESS)

    words = words_of(make_pdf(make_receipt(paid.payment)))

    for said in (paid.reference, "£92.15", "4 May 2026", "tenure-1", "£5", "refunded", "Refunds"):
        assert said in words


def test_the_pdf_is_tagged_titled_and_in_english():
    paid = PaidSessionFactory()

    reader = pypdf.PdfReader(io.BytesIO(make_pdf(make_receipt(paid.payment))))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == f"Receipt {paid.reference}"
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_the_pdf_opens_with_its_own_fonts():
    paid = PaidSessionFactory()

    page = pypdf.PdfReader(io.BytesIO(make_pdf(make_receipt(paid.payment)))).pages[0]

    for font in page["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        descriptor = descendant["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize(
    "description", ["#panic()", "$x$ *b* _i_", "<a@b> `x` \\ ", "Tŷ Ŵyn £", "= Heading"]
)
def test_words_from_a_supplier_are_words_and_not_markup(description):
    """I12"""
    receipt = Receipt(
        "TB-1", "Housing", description, "1", "£1", "4 May", "Card", (), "Council", "01632"
    )

    assert " ".join(description.split()) in words_of(make_pdf(receipt))


def test_a_receipt_says_what_came_back_and_what_is_on_its_way_and_no_mere_wish(ledger):
    ledger.title = "Your home"
    payment = PaidSessionFactory().payment
    asked_at = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
    for state in RefundState:
        arrived = asked_at + timedelta(days=1) if state is RefundState.SUCCESS else None
        Refund.objects.create(
            payment=payment,
            amount_pence=500,
            state=state,
            created_at=asked_at,
            refunded_at=arrived,
        )

    receipt = make_receipt(payment)

    assert receipt.service == "Your home"
    assert sorted((one.on, one.state) for one in receipt.refunds) == [
        ("5 May 2026", "On its way"),
        ("6 May 2026", "Refunded"),
    ]
