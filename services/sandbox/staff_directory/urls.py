from django.urls import path

from services.sandbox.staff_directory import views

urlpatterns = [
    path("staff-directory/.well-known/openid-configuration", views.discovery),
    path("staff-directory/jwks", views.jwks),
    path("staff-directory/authorize", views.authorize),
    path("staff-directory/token", views.token),
    path("staff-directory/userinfo", views.userinfo),
    path("staff-directory/end-session", views.end_session),
    path("staff-directory/staff/<str:subject>", views.change),
    path("staff-directory/staff/<str:subject>/sign-out", views.sign_out_everywhere),
    path("staff-directory/keys/rotate", views.rotate_keys),
]
