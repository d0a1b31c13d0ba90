"""Benefits, below /services/benefits/."""

from django.urls import path

from services.benefits.views import change, claim

app_name = "benefits"
urlpatterns = [
    path("", claim.index, name="index"),
    path("payments/", claim.payments, name="payments"),
    path("awards/", claim.awards, name="awards"),
    path("letters/", claim.letters, name="letters"),
    path("letters/<slug:reference>/", claim.letter, name="letter"),
    path("changes/new/", change.report, name="report-change"),
    path("changes/new/check/", change.check, name="change-check"),
    path("changes/new/discard/", change.discard, name="discard-change"),
    path("changes/<slug:reference>/", change.reported, name="change-reported"),
]
