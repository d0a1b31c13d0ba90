from django.urls import path

from accounts.residents import views

app_name = "residents"
urlpatterns = [
    path("about-you/", views.about_you, name="about-you"),
    path("details/", views.details, name="details"),
    path("security/", views.security, name="security"),
    path("security/activity/", views.activity, name="activity"),
    path("security/activity/end-others/", views.end_others, name="end-others"),
    path("security/activity/<uuid:sign_in_id>/not-me/", views.not_me, name="not-me"),
    path("security/email/undo/<str:token>/", views.undo_email, name="undo-email"),
    path("stay-signed-in/", views.stay_signed_in, name="stay-signed-in"),
]
