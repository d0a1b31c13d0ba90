from django.urls import path

from portal.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.index, name="index"),
    path("import/", views.import_counts, name="import"),
    path("export/<slug:table>/<slug:file_format>/", views.export, name="export"),
]
