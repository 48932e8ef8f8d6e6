"""The words of complaints that screens and papers share: how one came, how it was answered, how it stands."""

from collections.abc import Mapping

from forms.catalogues import N_

WAYS: Mapping[str, str] = {
    "paper": N_("On paper, by hand"),
    "post": N_("By post"),
    "email": N_("By e-mail"),
    "phone": N_("By telephone"),
    "portal": N_("Through the portal"),
}

OUTCOMES: Mapping[str, str] = {
    "full": N_("Satisfied in full"),
    "part": N_("Satisfied in part"),
    "refused": N_("Refused to satisfy"),
}

STATES: Mapping[str, str] = {
    "received": N_("received"),
    "assigned": N_("under consideration"),
    "answered": N_("answered"),
    "forwarded": N_("forwarded"),
}

LEVELS: Mapping[str, str] = {
    "provider": N_("Provider of the service"),
    "authority": N_("Authorised body for the control of quality"),
}

REGISTER_TITLE = N_("Register of complaints")
REGISTER_SPAN = N_("From {first} to {last}: complaints {count}.")
REGISTER_HEADS: tuple[str, ...] = (
    N_("Incoming number"),
    N_("Received on"),
    N_("Complaint of"),
    N_("How it came"),
    N_("Case"),
    N_("Complained of"),
    N_("Considered by"),
    N_("The answer is due by"),
    N_("State"),
    N_("Answer"),
    N_("Answered or forwarded on"),
    N_("Forwarded to"),
)
