from django.urls import path

from services.sandbox.parking import apds, holders, pcns, vehicles
from services.sandbox.parking.answers import APDS, API

urlpatterns = [
    path("parking/rights/assigned", APDS.answers(GET=apds.list_rights, POST=apds.create_right)),
    path(
        "parking/rights/assigned/<str:right_id>",
        APDS.answers(GET=apds.get_right, PUT=apds.replace_right, DELETE=apds.delete_right),
    ),
    path("parking/rights/specs", APDS.answers(GET=apds.list_specs)),
    path("parking/rights/specs/<str:spec_id>", APDS.answers(GET=apds.get_spec)),
    path("parking/rights/quotes", APDS.answers(GET=apds.quote)),
    path("parking/rights/packs", APDS.answers(GET=apds.list_packs)),
    path("parking/places", APDS.answers(GET=apds.list_places)),
    path("parking/places/<str:place_id>", APDS.answers(GET=apds.get_place)),
    path("parking/link-checks", API.answers(POST=holders.link_check)),
    path("parking/pcns", API.answers(GET=pcns.find)),
    path("parking/pcns/<str:number>/evidence", API.answers(GET=pcns.evidence)),
    path("parking/pcns/<str:number>/challenges", API.answers(POST=pcns.challenge)),
    path("parking/pcns/<str:number>/payments", API.answers(POST=pcns.pay)),
    path("vehicle-enquiry/v1/vehicles", vehicles.enquire),
]
