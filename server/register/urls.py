"""Addresses of this part."""

from django.urls import URLPattern

app_name = "register"
urlpatterns: list[URLPattern] = []
