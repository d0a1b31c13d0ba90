"""Orders and quotes as the Open Booking API writes them down."""

from collections.abc import Iterable
from typing import Any

from services.sandbox.leisure import town
from services.sandbox.personas import Person

OPENACTIVE = "https://openactive.io"
CONTEXT = f"{OPENACTIVE}/"
VAT_RATE = 0.2
COUNTED = ("OrderItemConfirmed", "AttendeeAttended", "AttendeeAbsent")


def customer(member: Person) -> dict[str, Any]:
    return {
        "@type": "Person",
        "identifier": member.membership,
        "givenName": member.first_name,
        "familyName": member.last_name,
        "email": member.email,
        "telephone": member.telephone,
        "hasAccount": f"{town.SITE}/customer-accounts/{member.membership}",
    }


def ordered_item(
    order_id: str, position: int, opportunity: object, offer: object, *, status: str = ""
) -> dict[str, Any]:
    item: dict[str, Any] = {"@type": "OrderItem", "position": position}
    if status:
        item["@id"] = f"{town.SITE}/orders/{order_id}#/orderedItem/{position}"
        item["orderItemStatus"] = f"{OPENACTIVE}/{status}"
        item["accessPass"] = [{"@type": "Barcode", "text": f"{order_id[:8]}-{position}".upper()}]
    if isinstance(offer, dict):
        item["unitTaxSpecification"] = [_vat(pence(offer["price"]))]
    return item | {"acceptedOffer": offer, "orderedItem": opportunity}


def order(
    order_id: str, number: str, who: dict[str, Any], items: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "Order",
        "@id": f"{town.SITE}/orders/{order_id}",
        "identifier": order_id,
        "orderNumber": number,
        "customer": who,
        **_parties_and_totals(items),
    }


def quote(order_id: str, who: dict[str, Any] | None, items: list[dict[str, Any]]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "OrderQuote",
        "@id": f"{town.SITE}/order-quotes/{order_id}",
        "identifier": order_id,
        "orderRequiresApproval": False,
        **_parties_and_totals(items),
    }
    return body | ({"customer": who} if who else {})


def total_pence(items: Iterable[dict[str, Any]]) -> int:
    """What the items cost that are not cancelled and have a known offer."""
    return sum(
        pence(item["acceptedOffer"]["price"])
        for item in items
        if isinstance(item["acceptedOffer"], dict) and _counts(item)
    )


def prepayment(items: Iterable[dict[str, Any]]) -> str:
    """Required if any item must be paid when booking, Unavailable if none can be."""
    offers = [i["acceptedOffer"] for i in items if isinstance(i["acceptedOffer"], dict)]
    words = {offer["openBookingPrepayment"] for offer in offers if offer["price"]}
    required = f"{OPENACTIVE}/Required"
    return required if required in words else f"{OPENACTIVE}/Unavailable"


def pence(price: float) -> int:
    return round(price * 100)


def _counts(item: dict[str, Any]) -> bool:
    status = item.get("orderItemStatus", "")
    return not status or status.rsplit("/", 1)[-1] in COUNTED


def _parties_and_totals(items: list[dict[str, Any]]) -> dict[str, Any]:
    due = total_pence(items)
    return {
        "brokerRole": f"{OPENACTIVE}/AgentBroker",
        "seller": town.ORGANISATION,
        "bookingService": town.BOOKING_SERVICE,
        "orderedItem": items,
        "totalPaymentDue": {
            "@type": "PriceSpecification",
            "price": due / 100,
            "priceCurrency": "GBP",
            "openBookingPrepayment": prepayment(items),
        },
        "totalPaymentTax": [_vat(due)],
    }


def _vat(gross_pence: int) -> dict[str, Any]:
    tax = round(gross_pence * VAT_RATE / (1 + VAT_RATE))
    return {
        "@type": "TaxChargeSpecification",
        "name": "VAT at 20%",
        "price": tax / 100,
        "priceCurrency": "GBP",
        "rate": VAT_RATE,
    }
