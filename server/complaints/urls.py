"""Addresses of complaints. A complaint's is its incoming number, a counter's among the taken."""

from django.urls import path

from server.complaints import listing, taken_pages, views

_ONE = "<slug:district>/<int:year>/<int:number>/"

app_name = "complaints"
urlpatterns = [
    path("", listing.list_complaints, name="list"),
    path("add/", views.add_complaint, name="add"),
    path("taken/<str:number>/", taken_pages.show_taken, name="taken"),
    path("taken/<str:number>/over/", taken_pages.take_ours, name="take_over"),
    path(_ONE, views.show_complaint, name="one"),
    path(f"{_ONE}change/", views.change, name="change"),
    path(f"{_ONE}forward/", views.forward, name="forward"),
    path(f"{_ONE}answer/", views.answer, name="answer"),
    path(f"{_ONE}coupon.pdf", views.show_coupon, name="coupon"),
]
