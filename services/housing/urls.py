"""Housing, below /services/housing/."""

from django.urls import path

from services.housing.views import home, rent, repairs, report
from services.unfinished import discarding

app_name = "housing"
urlpatterns = [
    path("", home.index, name="index"),
    path("tenancy/", home.tenancy, name="tenancy"),
    path("rent/", rent.account, name="rent"),
    path("rent/statements/", rent.statements, name="statements"),
    path("rent/statements/<slug:quarter>/", rent.statement, name="statement"),
    path("repairs/", repairs.repairs, name="repairs"),
    path("repairs/new/", report.problem, name="report-repair"),
    path("repairs/new/danger/<slug:slug>/", report.danger, name="danger"),
    path("repairs/new/details/", report.details, name="report-details"),
    path("repairs/new/photos/<uuid:photo_id>/remove/", report.remove_photo, name="remove-photo"),
    path("repairs/new/check/", report.check, name="report-check"),
    path("unfinished/delete/", discarding("housing"), name="discard"),
    path("repairs/reported/<slug:reference>/", report.reported, name="repair-reported"),
    path("repairs/photos/<uuid:photo_id>/", repairs.photo, name="photo"),
    path("repairs/<slug:reference>/", repairs.repair, name="repair"),
    path("repairs/<slug:number>/visit/", repairs.visit, name="visit"),
    path("repairs/<slug:number>/visit/cancel/", repairs.cancel_visit, name="cancel-visit"),
]
