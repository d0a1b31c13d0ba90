from django.urls import path

from services.social_care import views
from services.unfinished import discarding

app_name = "social_care"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan/", views.plan, name="plan"),
    path("visits/", views.visits, name="visits"),
    path("visits/<slug:visit_id>/cancel/", views.cancel_visit, name="cancel-visit"),
    path("progress/", views.progress, name="progress"),
    path("charges/", views.charges, name="charges"),
    path("ask/", views.ask, name="ask"),
    path("requests/<uuid:submission_id>/", views.request_sent, name="request"),
    path("unfinished/delete/", discarding("social_care"), name="discard"),
]
