from django.urls import path

from accounts.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:notification_id>/", views.show, name="show"),
]
