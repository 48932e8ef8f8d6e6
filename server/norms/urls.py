"""Addresses of waiting and serving against the norms, and of what is overdue."""

from django.urls import path

from server.norms import overdue_page, overruns_page, views

app_name = "norms"
urlpatterns = [
    path("", views.show_norms, name="show"),
    path("over/", overruns_page.show_overruns, name="overruns"),
    path("overdue/", overdue_page.show_overdue, name="overdue"),
]
