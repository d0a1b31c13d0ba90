from django.urls import path

from services.pages import views

app_name = "services"
urlpatterns = [
    path("requests/", views.submissions, name="submissions"),
    path("requests/<uuid:submission_id>/", views.submission, name="submission"),
    path("<slug:slug>/link/", views.link_service, name="link"),
    path("<slug:slug>/link/code/", views.enter_code, name="enter-code"),
    path("<slug:slug>/unlink/", views.unlink_service, name="unlink"),
]
