from django.urls import path

from accounts.assisted.views import beginning, finding, oversight, stopping, supervising, under_way

app_name = "assisted"
urlpatterns = [
    path("", finding.start, name="start"),
    path("find/", finding.find, name="find"),
    path("residents/new/", finding.register, name="register"),
    path("residents/<uuid:resident_id>/identity/", beginning.identity, name="identity"),
    path("residents/<uuid:resident_id>/agreement/", beginning.agree, name="agree"),
    path("residents/<uuid:resident_id>/begin/", beginning.begin, name="begin"),
    path("residents/<uuid:resident_id>/stop/", stopping.stop_helpers, name="stop"),
    path("residents/<uuid:resident_id>/ask-supervisor/", supervising.ask, name="ask-supervisor"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("oversight/requests/<uuid:clearance_id>/", supervising.decide, name="decide"),
    path("oversight/residents/<uuid:resident_id>/", supervising.caution, name="caution"),
    path("pause/", under_way.pause, name="pause"),
    path("resume/", under_way.resume, name="resume"),
    path("end/", under_way.end, name="end"),
    path("end-elsewhere/", under_way.end_elsewhere, name="end-elsewhere"),
    path("sessions/<uuid:session_id>/summary/", under_way.summary, name="summary"),
]
