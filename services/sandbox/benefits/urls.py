from django.urls import path

from services.sandbox.benefits import changes, views
from services.sandbox.benefits.answers import answers

urlpatterns = [
    path("openapi.json", views.openapi),
    path("claims", answers(GET=views.claims, POST=changes.make_claim)),
    path("claims/<str:ref>", answers(GET=views.claim)),
    path("claims/<str:ref>/awards", answers(GET=views.awards)),
    path("claims/<str:ref>/payments", answers(GET=views.payments)),
    path("claims/<str:ref>/overpayments", answers(GET=views.overpayments)),
    path("claims/<str:ref>/letters", answers(GET=views.letters)),
    path("claims/<str:ref>/letters/<str:letter_id>", answers(GET=views.letter)),
    path("claims/<str:ref>/evidence-requests", answers(GET=views.evidence_requests)),
    path("claims/<str:ref>/challenges", answers(POST=changes.challenge)),
    path("changes", answers(POST=changes.report_change)),
    path("changes/<str:reference>", answers(GET=views.change)),
    path(
        "evidence-requests/<str:request_id>/documents",
        answers(GET=changes.list_documents, POST=changes.add_document),
    ),
    path("overpayments/<str:overpayment_id>/payments", answers(POST=changes.pay_invoice)),
    path("link-checks", answers(POST=views.link_check)),
]
