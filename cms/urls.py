"""The public side of the content: search, pictures, documents, and every page editors made.

Wagtail's own `wagtail.urls` is not included: it opens password forms. The names it would have
given them must exist for Wagtail's sake, and lead to the one door residents have, or nowhere.
"""

from django.urls import path, re_path
from wagtail import views as wagtail_views
from wagtail.documents.views import serve as documents
from wagtail.urls import serve_pattern

from accounts.guards import public
from cms import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("media/images/<str:name>", views.rendition, name="rendition"),
    re_path(r"^documents/(\d+)/(.*)$", public(documents.serve), name="wagtaildocs_serve"),
    path("_util/login/", views.sign_in, name="wagtailcore_login"),
    path(
        "_util/password/<int:page_view_restriction_id>/<int:page_id>/",
        views.no_shared_passwords,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/document-password/<int:restriction_id>/",
        views.no_shared_passwords,
        name="wagtaildocs_authenticate_with_password",
    ),
    # Wagtail's catch-all, so this urlconf comes last.
    re_path(serve_pattern, public(wagtail_views.serve), name="wagtail_serve"),
]
