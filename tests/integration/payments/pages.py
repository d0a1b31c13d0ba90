"""The pages around the card page as a resident uses them."""

START = "/payments/pay/housing/rent/"


def press_pay(client, **words):
    return client.post(START, {"quoted_pence": "9215", "how_much": "all", **words})


def text_of(response):
    return " ".join(response.content.decode().split())


def offered(page, *everything):
    """Those of the words that stand in the page's text."""
    return {words for words in everything if words in page}
