from django.urls import path

from services.sandbox.social_care import views
from services.sandbox.social_care.fhir import for_councils

urlpatterns = [
    path("", for_councils(POST=views.bundle)),
    path("metadata", for_councils(GET=views.capabilities)),
    path("<str:kind>", for_councils(GET=views.find, POST=views.create)),
    path("<str:kind>/<str:resource_id>", for_councils(GET=views.read, PUT=views.update)),
]
