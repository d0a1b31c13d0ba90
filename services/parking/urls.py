"""Parking, below /services/parking/."""

from django.urls import path

from services.parking.views import challenge, notices, overview, permits
from services.unfinished import discarding

app_name = "parking"
urlpatterns = [
    path("", overview.index, name="index"),
    path("permits/add/", overview.add_permit, name="add-permit"),
    path("permits/asked/<slug:reference>/", permits.asked, name="permit-asked"),
    path("permits/visitors/", permits.buy_visitor_sessions, name="buy-visitor-sessions"),
    path("permits/visitors/<slug:order>/cancel/", permits.cancel_order, name="cancel-order"),
    path("permits/<slug:permit>/renew/", permits.renew, name="renew"),
    path("permits/<slug:permit>/vehicle/", permits.change_vehicle, name="change-vehicle"),
    path("notices/add/", overview.add_notice, name="add-notice"),
    path("notices/challenged/<slug:reference>/", challenge.challenged, name="challenged"),
    path("notices/<slug:number>/", notices.notice, name="notice"),
    path(
        "notices/<slug:number>/photographs/<slug:photograph>/",
        notices.photograph,
        name="photograph",
    ),
    path("notices/<slug:number>/remove/", notices.remove, name="remove-notice"),
    path("notices/<slug:number>/challenge/", challenge.challenge, name="challenge"),
    path("notices/<slug:number>/challenge/check/", challenge.check, name="challenge-check"),
    path("unfinished/delete/", discarding("parking"), name="discard"),
]
