"""Stripe's own paths, and its hosted page."""

from django.urls import path

from services.sandbox.card_payments import page, views
from services.sandbox.card_payments.api import by_method

SESSIONS = "v1/checkout/sessions"

urlpatterns = [
    path(SESSIONS, by_method(GET=views.list_sessions, POST=views.create_session)),
    path(f"{SESSIONS}/<str:session_id>", by_method(GET=views.retrieve_session)),
    path(f"{SESSIONS}/<str:session_id>/expire", by_method(POST=views.expire_session)),
    path(f"{SESSIONS}/<str:session_id>/line_items", by_method(GET=views.list_line_items)),
    path("v1/payment_intents", by_method(GET=views.list_payment_intents)),
    path("v1/payment_intents/<str:intent_id>", by_method(GET=views.retrieve_payment_intent)),
    path("v1/charges", by_method(GET=views.list_charges)),
    path("v1/charges/<str:charge_id>", by_method(GET=views.retrieve_charge)),
    path("v1/balance_transactions", by_method(GET=views.list_balance_transactions)),
    path("v1/refunds", by_method(GET=views.list_refunds, POST=views.create_refund)),
    path("v1/refunds/<str:refund_id>", by_method(GET=views.retrieve_refund)),
    path("v1/events", by_method(GET=views.list_events)),
    path("v1/events/<str:event_id>", by_method(GET=views.retrieve_event)),
    path("pay/<str:session_id>", page.pay, name="card-payments-pay"),
]
