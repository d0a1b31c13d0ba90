"""Benefits, below /services/benefits/."""

from django.urls import path

from services.benefits.views import apply, challenge, change, claim, evidence
from services.unfinished import discarding

app_name = "benefits"
urlpatterns = [
    path("", claim.index, name="index"),
    path("payments/", claim.payments, name="payments"),
    path("awards/", claim.awards, name="awards"),
    path("letters/", claim.letters, name="letters"),
    path("letters/<slug:reference>/", claim.letter, name="letter"),
    path("council-tax-reduction/", apply.questions, name="apply"),
    path("council-tax-reduction/check/", apply.check, name="apply-check"),
    path("council-tax-reduction/<slug:reference>/", apply.sent, name="applied"),
    path("letters/<slug:letter>/challenge/", challenge.why, name="challenge"),
    path("letters/<slug:letter>/challenge/check/", challenge.check, name="challenge-check"),
    path("challenges/<slug:reference>/", challenge.sent, name="challenge-sent"),
    path("evidence/<slug:wanted>/", evidence.send, name="evidence"),
    path("evidence/photos/<uuid:photo_id>/", evidence.photo, name="evidence-photo"),
    path(
        "evidence/<slug:wanted>/photos/<uuid:photo_id>/remove/",
        evidence.remove_photo,
        name="remove-evidence-photo",
    ),
    path("evidence/sent/<slug:reference>/", evidence.sent, name="evidence-sent"),
    path("changes/new/", change.report, name="report-change"),
    path("changes/new/check/", change.check, name="change-check"),
    path("unfinished/delete/", discarding("benefits"), name="discard"),
    path("changes/<slug:reference>/", change.reported, name="change-reported"),
]
