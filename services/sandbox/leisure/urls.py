from django.urls import path

from services.sandbox.leisure import accounts, booking, cancelling, feeds
from services.sandbox.leisure.access import for_brokers

ORDER = "api/1.0/orders/<uuid:order_id>"

urlpatterns = [
    path("", feeds.dataset_site),
    path("feeds/<slug:folder>", feeds.opportunities),
    path(
        "api/1.0/order-quote-templates/<uuid:order_id>",
        for_brokers(PUT=booking.quote_without_customer),
    ),
    path(
        "api/1.0/order-quotes/<uuid:order_id>",
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
    path("api/1.0/orders-rpde", for_brokers(GET=feeds.orders_feed)),
    path("api/1.0/customer-accounts", for_brokers(GET=accounts.find)),
    path("api/1.0/customer-accounts/<slug:number>", for_brokers(GET=accounts.read)),
    path("api/1.0/customer-accounts/<slug:number>/orders", for_brokers(GET=accounts.orders_of)),
]
