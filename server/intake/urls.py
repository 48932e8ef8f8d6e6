"""Addresses of the exchange: server/intake/openapi.json describes them."""

from django.urls import path

from server.intake import views

app_name = "exchange"
urlpatterns = [
    path("v1/batches", views.batches, name="batches"),
    path("v1/questions", views.questions, name="questions"),
    path("v1/enrolments", views.enrolments, name="enrolments"),
    path("v1/invitations/<str:token>", views.invitation, name="invitation"),
    path("v1/keys", views.keys, name="keys"),
    path("v1/openapi.json", views.description, name="description"),
]
