"""The money desk, below /payments/desk/. Names are in the payments namespace."""

from datetime import date

from django.urls import path, register_converter

from payments.desk import views


class Day:
    """A day as 2026-05-04."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(Day, "day")
urlpatterns = [
    path("", views.index, name="desk"),
    path("look/<int:mismatch_id>/", views.mismatch, name="desk-mismatch"),
    path("look/<int:mismatch_id>/done/", views.resolve, name="desk-resolve"),
    path("payment/<slug:reference>/", views.payment, name="desk-payment"),
    path("payment/<slug:reference>/post-again/", views.post_again, name="desk-post-again"),
    path("payment/<slug:reference>/refund/", views.ask_for_refund, name="desk-refund"),
    path("refund/<uuid:refund_id>/approve/", views.approve_refund, name="desk-approve"),
    path("refund/<uuid:refund_id>/decline/", views.decline_refund, name="desk-decline"),
    path("books/<day:day>/", views.books, name="desk-books"),
    path("books/<day:day>/again/", views.compare_again, name="desk-compare-again"),
]
