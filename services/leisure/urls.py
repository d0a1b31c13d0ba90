app_name = "leisure"
urlpatterns: list[object] = []
