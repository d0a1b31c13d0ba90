from django.urls import path

from accounts.assisted.views import activity

app_name = "activity"
urlpatterns = [
    path("", activity.activity, name="index"),
    path("<uuid:mandate_id>/stop/", activity.stop_helper, name="stop"),
]
