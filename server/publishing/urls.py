"""Addresses of this part."""

from django.urls import URLPattern

app_name = "publishing"
urlpatterns: list[URLPattern] = []
