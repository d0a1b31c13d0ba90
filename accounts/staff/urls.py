from django.urls import path

from accounts.staff import views

app_name = "staff"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("callback/", views.callback, name="callback"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("signed-out/", views.signed_out, name="signed-out"),
    path("back-channel-logout/", views.back_channel_logout, name="back-channel-logout"),
]
