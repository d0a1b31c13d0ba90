from django.urls import path

from services.leisure import views

app_name = "leisure"
urlpatterns = [
    path("", views.index, name="index"),
    path("find/", views.find, name="find"),
    path("sessions/<slug:key>/", views.book, name="book"),
    path("bookings/<slug:order_id>/cancel/", views.cancel, name="cancel"),
]
