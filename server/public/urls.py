"""Addresses for who holds a receipt."""

from django.urls import path

from server.public import views

app_name = "public"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("status/", views.ask_status, name="status"),
]
