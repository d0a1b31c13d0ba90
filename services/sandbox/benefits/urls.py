from django.urls import path

from services.sandbox.benefits import changes, views
from services.sandbox.benefits.answers import API

urlpatterns = [
    path("openapi.json", views.openapi),
    path("claims", API.answers(GET=views.claims, POST=changes.make_claim)),
    path("claims/<str:ref>", API.answers(GET=views.claim)),
    path("claims/<str:ref>/overview", API.answers(GET=views.overview)),
    path("claims/<str:ref>/awards", API.answers(GET=views.awards)),
    path("claims/<str:ref>/payments", API.answers(GET=views.payments)),
    path("claims/<str:ref>/overpayments", API.answers(GET=views.overpayments)),
    path("claims/<str:ref>/letters", API.answers(GET=views.letters)),
    path("claims/<str:ref>/letters/<str:letter_id>", API.answers(GET=views.letter)),
    path("claims/<str:ref>/evidence-requests", API.answers(GET=views.evidence_requests)),
    path("claims/<str:ref>/challenges", API.answers(POST=changes.challenge)),
    path("changes", API.answers(POST=changes.report_change)),
    path("changes/<str:reference>", API.answers(GET=views.change)),
    path(
        "evidence-requests/<str:request_id>/documents",
        API.answers(GET=changes.list_documents, POST=changes.add_document),
    ),
    path("overpayments/<str:overpayment_id>/payments", API.answers(POST=changes.pay_invoice)),
    path("link-checks", API.answers(POST=views.link_check)),
]
