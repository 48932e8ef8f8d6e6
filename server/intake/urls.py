"""Addresses of this part."""

from django.urls import URLPattern

app_name = "intake"
urlpatterns: list[URLPattern] = []
