app_name = "social_care"
urlpatterns: list[object] = []
