"""Addresses of the frame: the page of today, and the choice of language."""

from django.urls import path
from django.views.i18n import set_language

from server.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.show_today, name="today"),
    path("language/", set_language, name="language"),
]
