"""Everything about money, below /payments/."""

from django.urls import include, path

from payments import views, webhook_views

app_name = "payments"
urlpatterns = [
    path("", views.index, name="index"),
    path("desk/", include("payments.desk.urls")),
    path("pay/<slug:service>/<str:charge_reference>/", views.start, name="start"),
    path("link/<str:token>/", views.link, name="link"),
    path("webhooks/stripe/", webhook_views.stripe, name="stripe-webhook"),
    path("<uuid:session_id>/return/", views.come_back, name="return"),
    path("<uuid:session_id>/cancel/", views.cancel, name="cancel"),
    path("<slug:reference>/receipt/", views.receipt, name="receipt"),
    path("<slug:reference>/receipt.pdf", views.receipt_pdf, name="receipt-pdf"),
]
