"""The housing system's addresses, below /housing/."""

from django.urls import path

from services.sandbox.housing import (
    appointments,
    attachments,
    pages,
    rents,
    repairs,
    schedule_of_rates,
    tenancies,
)

urlpatterns = [
    path("", pages.work_orders, name="sandbox-housing"),
    path("work-orders/<int:key>", pages.move_on, name="sandbox-housing-work-order"),
    path("api/v1/tenures/match", tenancies.match),
    path("api/v1/tenures/<str:key>", tenancies.tenure),
    path("api/v1/accounts", tenancies.accounts),
    path("api/v1/accounts/<str:key>", tenancies.account),
    path("api/v1/charges", tenancies.charges),
    path("api/v1/transactions", rents.transactions),
    path("api/v1/transactions/<uuid:key>", rents.transaction_by_id),
    path("api/v1/transactions/targettype/<str:target_type>/<str:key>", rents.transactions_of),
    path("api/v1/statements", rents.statements),
    path("api/v2/workOrders/schedule", repairs.schedule),
    path("api/v2/workOrders", repairs.work_orders),
    path("api/v2/workOrders/<int:key>", repairs.work_order),
    path("api/v2/workOrders/<int:key>/tasks", repairs.tasks),
    path("api/v2/workOrders/<int:key>/notes", repairs.notes),
    path("api/v2/workOrders/<int:key>/attachments", attachments.attachments),
    path("api/v2/jobStatusUpdate", repairs.job_status_update),
    path("api/v2/appointments", appointments.appointments),
    path("api/v2/schedule-of-rates/codes", schedule_of_rates.codes),
    path("api/v2/schedule-of-rates/trades", schedule_of_rates.trades),
    path("api/v2/schedule-of-rates/priorities", schedule_of_rates.priorities),
]
