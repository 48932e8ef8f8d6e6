"""Addresses of this part."""

from django.urls import path

from server.register import case_page, list_page

app_name = "register"
urlpatterns = [
    path("", list_page.list_cases, name="list"),
    path("views/", list_page.save_view, name="save_view"),
    path("views/<int:view>/away/", list_page.drop_view, name="drop_view"),
    path("<str:number>/", case_page.show_case, name="case"),
]
