"""Addresses of the publishing pages."""

from django.urls import path

from server.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("new/<slug:subject>/", views.make_new, name="new"),
    path("prepared/<int:pk>/", views.show_prepared, name="prepared"),
    path("prepared/<int:pk>/discard/", views.discard, name="discard"),
    path("<int:number>/", views.show_one, name="one"),
    path("<int:number>/file/", views.send_file, name="file"),
    path("<int:number>/withdraw/", views.withdraw_one, name="withdraw"),
]
