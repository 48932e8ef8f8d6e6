"""Addresses of the frame: the page of today, and the choice of language."""

from django.urls import path

from server.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.show_today, name="today"),
    path("language/", views.choose_language, name="language"),
]
