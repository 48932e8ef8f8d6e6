"""Addresses of packages. A package's is the number of its case, as the register's."""

from django.urls import path

from server.packages import listing, views

app_name = "packages"
urlpatterns = [
    path("", listing.list_packages, name="list"),
    path("<str:number>/", views.show_package, name="one"),
    path("<str:number>/answer/", views.answer, name="answer"),
    path("<str:number>/route/", views.route, name="route"),
]
