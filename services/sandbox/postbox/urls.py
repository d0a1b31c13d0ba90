from django.urls import path

from services.sandbox.postbox import notify_api, pages

urlpatterns = [
    path("notify/v2/notifications/email", notify_api.send, {"kind": "email"}),
    path("notify/v2/notifications/sms", notify_api.send, {"kind": "sms"}),
    path("notify/v2/notifications/letter", notify_api.send, {"kind": "letter"}),
    path("notify/v2/notifications", notify_api.fetch_all),
    path("notify/v2/notifications/<str:notification_id>", notify_api.fetch),
    path("postbox/", pages.index, name="postbox"),
    path("postbox/messages.json", pages.as_json),
    path("postbox/<uuid:message_id>/", pages.show, name="postbox-message"),
]
