app_name = "parking"
urlpatterns: list[object] = []
