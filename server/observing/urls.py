"""Addresses of this part."""

from django.urls import URLPattern

app_name = "observing"
urlpatterns: list[URLPattern] = []
