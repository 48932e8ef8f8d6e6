"""Addresses of complaints. A complaint's is its incoming number."""

from django.urls import path

from server.complaints import listing, views

_ONE = "<slug:district>/<int:year>/<int:number>/"

app_name = "complaints"
urlpatterns = [
    path("", listing.list_complaints, name="list"),
    path("add/", views.add_complaint, name="add"),
    path(_ONE, views.show_complaint, name="one"),
    path(f"{_ONE}change/", views.change, name="change"),
    path(f"{_ONE}forward/", views.forward, name="forward"),
    path(f"{_ONE}answer/", views.answer, name="answer"),
    path(f"{_ONE}coupon.pdf", views.show_coupon, name="coupon"),
]
