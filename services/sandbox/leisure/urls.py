from django.urls import path

from services.sandbox.leisure import accounts, booking, cancelling, feeds
from services.sandbox.leisure.access import for_brokers

ORDER = "api/orders/<uuid:order_id>"

urlpatterns = [
    path("", feeds.dataset_site),
    path("feeds/<slug:folder>", feeds.opportunities),
    path(
        "api/order-quote-templates/<uuid:order_id>",
        for_brokers(PUT=booking.quote_without_customer),
    ),
    path(
        "api/order-quotes/<uuid:order_id>",
        for_brokers(PUT=booking.quote_for_customer, DELETE=booking.drop_quote),
    ),
    path(
        ORDER,
        for_brokers(
            PUT=booking.book,
            PATCH=cancelling.cancel,
            GET=booking.status,
            DELETE=booking.erase,
        ),
    ),
    path("api/orders-rpde", for_brokers(GET=feeds.orders_feed)),
    path("api/customer-accounts", for_brokers(GET=accounts.find)),
    path("api/customer-accounts/<slug:number>", for_brokers(GET=accounts.read)),
    path("api/customer-accounts/<slug:number>/orders", for_brokers(GET=accounts.orders_of)),
]
