"""Addresses of the pages of what came in; the exchange itself is server/intake/urls.py."""

from django.urls import path

from server.intake import import_pages, pages

app_name = "intake"
urlpatterns = [
    path("refused/", pages.list_refused, name="quarantine"),
    path("refused/<int:refused>/", pages.show_refused, name="refused"),
    path("refused/<int:refused>/release/", pages.release_refused, name="release"),
    path("alarms/", pages.list_alarms, name="alarms"),
    path("sticks/", import_pages.import_files, name="import"),
    path("sticks/<slug:run>/", import_pages.show_taken, name="taken"),
    path("sticks/<slug:run>/all/", import_pages.take_answers, name="answers"),
    path("sticks/<slug:run>/of/<slug:counter>/", import_pages.take_answers, name="answer"),
]
