"""Addresses of schools, offices and their counters."""

from django.urls import path

from server.organisations import counter_pages, enrolling_pages, place_pages, silent_pages

app_name = "organisations"
urlpatterns = [
    path("", place_pages.list_places, name="list"),
    path("add/", place_pages.add_place, name="add"),
    path("import/", place_pages.import_places, name="import"),
    path("of/<slug:code>/", place_pages.show_place, name="place"),
    path("of/<slug:code>/open/", place_pages.turn_place, name="turn"),
    path("counters/", counter_pages.list_counters, name="counters"),
    path("counter/", enrolling_pages.add_counter, name="add_counter"),
    path("counters/<slug:code>/", counter_pages.show_counter, name="counter"),
    path("counters/<slug:code>/invite/", enrolling_pages.invite_counter, name="invite"),
    path("counters/<slug:code>/invitation/", enrolling_pages.hand_over_file, name="invitation"),
    path("counters/<slug:code>/revoke/", counter_pages.revoke_counter, name="revoke"),
    path("counters/<slug:code>/alarms/<int:alarm>/", counter_pages.understand_alarm, name="understand"),
    path("counters/<slug:code>/called/", silent_pages.note_call, name="called"),
    path("silent/", silent_pages.list_silent, name="silent"),
    path("silent/sheet/", silent_pages.show_sheet, name="sheet"),
    path("keys/", enrolling_pages.show_keys, name="keys"),
    path("keys/roll/", enrolling_pages.roll_keys, name="roll_keys"),
]
