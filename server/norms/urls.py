"""Addresses of this part."""

from django.urls import URLPattern

app_name = "norms"
urlpatterns: list[URLPattern] = []
