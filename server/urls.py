"""Every address of the centre."""

from django.urls import include, path

urlpatterns = [
    path("exchange/", include("server.intake.urls")),
    path("intake/", include("server.intake.page_urls")),
    path("people/", include("server.accounts.urls")),
    path("places/", include("server.organisations.urls")),
    path("register/", include("server.register.urls")),
    path("norms/", include("server.norms.urls")),
    path("complaints/", include("server.complaints.urls")),
    path("packages/", include("server.packages.urls")),
    path("publish/", include("server.publishing.urls")),
    path("receipt/", include("server.public.urls")),
    path("", include("server.observing.urls")),
    path("", include("server.pages.urls")),
]

handler400 = "server.pages.errors.tell_bad_request"
handler403 = "server.pages.errors.tell_forbidden"
handler404 = "server.pages.errors.tell_not_found"
handler500 = "server.pages.errors.tell_broken"
