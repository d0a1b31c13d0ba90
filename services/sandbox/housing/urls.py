"""The housing system's addresses, below /housing/."""

from django.urls import path

from services.sandbox.housing import appointments, attachments, pages, rents, repairs, tenancies
from services.sandbox.housing.api import API

urlpatterns = [
    path("", pages.work_orders, name="sandbox-housing"),
    path("work-orders/<int:key>", pages.move_on, name="sandbox-housing-work-order"),
    path("api/v1/tenures/match", API.answers(POST=tenancies.match)),
    path("api/v1/tenures/<str:key>", API.answers(GET=tenancies.get_tenure)),
    path("api/v1/accounts", API.answers(GET=tenancies.list_accounts)),
    path("api/v1/charges", API.answers(GET=tenancies.list_charges)),
    path("api/v1/transactions", API.answers(POST=rents.take_payment)),
    path(
        "api/v1/transactions/targettype/Tenure/<str:key>",
        API.answers(GET=rents.list_transactions),
    ),
    path("api/v1/statements", API.answers(GET=rents.list_statements)),
    path("api/v2/workOrders/schedule", API.answers(POST=repairs.schedule)),
    path("api/v2/workOrders", API.answers(GET=repairs.list_work_orders)),
    path("api/v2/workOrders/<int:key>", API.answers(GET=repairs.get_work_order)),
    path("api/v2/workOrders/<int:key>/notes", API.answers(GET=repairs.list_notes)),
    path(
        "api/v2/workOrders/<int:key>/attachments",
        API.answers(GET=attachments.list_attachments, POST=attachments.attach),
    ),
    path("api/v2/jobStatusUpdate", API.answers(POST=repairs.update_status)),
    path(
        "api/v2/appointments",
        API.answers(GET=appointments.list_slots, POST=appointments.book),
    ),
]
