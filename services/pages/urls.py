from django.urls import path

from services.pages import desk, views

app_name = "services"
urlpatterns = [
    path("requests/", views.submissions, name="submissions"),
    path("requests/<uuid:submission_id>/", views.submission, name="submission"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<uuid:submission_id>/", desk.desk_request, name="desk-request"),
    path("desk/<uuid:submission_id>/again/", desk.send_again, name="desk-again"),
    path("desk/<uuid:submission_id>/by-hand/", desk.deal_with_by_hand, name="desk-by-hand"),
    path("<slug:slug>/link/", views.link_service, name="link"),
    path("<slug:slug>/link/code/", views.enter_code, name="enter-code"),
    path("<slug:slug>/unlink/", views.unlink_service, name="unlink"),
]
