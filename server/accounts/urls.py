"""Addresses of signing in, of one's own account, of people, and of the record of who saw whose data."""

from django.urls import path

from server.accounts import own, people, seen, signing_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.give_code, name="code"),
    path("sign-in/pair/", signing_in.pair, name="pair"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("own/", own.show_own, name="own"),
    path("own/password/", own.change_password, name="password"),
    path("own/language/", own.choose_own_language, name="language"),
    path("own/telephone/", own.pair_again, name="pair_again"),
    path("own/codes/", own.renew_codes, name="renew_codes"),
    path("", people.list_people, name="people"),
    path("invite/", people.invite, name="invite"),
    path("<int:number>/", people.show_person, name="person"),
    path("<int:number>/roles/give/", people.give_role, name="give_role"),
    path("<int:number>/roles/take/", people.take_role, name="take_role"),
    path("<int:number>/password/", people.renew_password, name="renew_password"),
    path("<int:number>/second-factor/", people.reset_second_factor, name="reset_second_factor"),
    path("<int:number>/close/", people.close_access, name="close_access"),
    path("<int:number>/open/", people.open_access, name="open_access"),
    path("seen/", seen.list_seen, name="seen"),
]
