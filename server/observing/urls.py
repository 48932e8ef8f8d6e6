"""Addresses for who keeps the server."""

from django.urls import path

from server.observing import views

app_name = "observing"
urlpatterns = [
    path("alive", views.show_alive, name="alive"),
    path("health", views.show_health, name="health"),
    path("metrics", views.show_metrics, name="metrics"),
]
