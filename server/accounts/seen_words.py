"""What the codes of the record of who saw whose data mean, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from forms.catalogues import N_
from server.accounts.models import Role
from server.publishing.models import Subject

WORDS: Mapping[str, str] = {
    # people
    "signed_in": N_("signed in"),
    "password_changed": N_("changed their own password"),
    "telephone_paired": N_("paired another telephone"),
    "recovery_codes_renewed": N_("made new recovery codes"),
    "person_invited": N_("invited a person"),
    "role_given": N_("gave a role"),
    "role_taken": N_("took a role away"),
    "password_given": N_("gave a one-time password"),
    "second_factor_reset": N_("let somebody pair anew"),
    "access_closed": N_("closed somebody's access"),
    "access_opened": N_("opened somebody's access again"),
    "administrator_made": N_("made the first administrator, from the shell"),
    # overdue cases and complaints
    "overdue_seen": N_("looked at overdue cases"),
    "complaints_listed": N_("looked at a list of complaints"),
    "complaint_registered": N_("registered a complaint"),
    "complaint_seen": N_("looked at a complaint"),
    "complaint_changed": N_("corrected a complaint"),
    "complaint_forwarded": N_("noted that a complaint was forwarded"),
    "complaint_answered": N_("noted the answer to a complaint"),
    "complaint_coupon": N_("printed the coupon of a complaint"),
    # packages of the State Corporation
    "packages_listed": N_("looked at a list of packages"),
    "package_seen": N_("looked at a package"),
    "package_answered": N_("answered about a package"),
    "package_routed": N_("said who looks a package through"),
    # exports
    "export_begun": N_("began an export"),
    "exported": N_("exported"),
    # the register
    "register_list": N_("looked at a list of cases"),
    "case": N_("looked at a case"),
    # what came in, what goes out
    "refused_seen": N_("looked at a refused event"),
    "refused_released": N_("let a refused event count"),
    "stick_taken": N_("took in a stick's file"),
    "stick_refused": N_("took in a stick's file that was refused"),
    "published": N_("published"),
    "withdrawn": N_("withdrew what was published"),
    # organisations and counters
    "place_added": N_("added an organisation"),
    "place_changed": N_("changed an organisation"),
    "place_closed": N_("closed an organisation"),
    "place_opened": N_("opened an organisation again"),
    "places_imported": N_("took in a list of organisations"),
    "counter_made": N_("made a counter"),
    "counter_invited": N_("invited a counter"),
    "counter_revoked": N_("revoked a counter"),
    "counter_called": N_("noted a call about a silent counter"),
    "invitation_taken": N_("took an invitation away"),
    "alarm_understood": N_("settled an alarm"),
    "centre_keys_rolled": N_("gave the centre new keys"),
}

# what the record names of what was seen or done
_ABOUT: Mapping[str, str] = {
    "added": N_("Added"),
    "alarm": N_("Alarm"),
    "cases": N_("Cases"),
    "changed": N_("Changed"),
    "complaint": N_("Complaint"),
    "complaints": N_("Complaints"),
    "counter": N_("Counter"),
    "fields": N_("Fields"),
    "fingerprint": N_("Key of the centre"),
    "form": N_("Form"),
    "name": N_("Name"),
    "number": N_("Number"),
    "numbers": N_("Cases"),
    "person": N_("Person no."),
    "role": N_("Role"),
    "rows": N_("Rows"),
    "sequence": N_("Entry"),
    "stored": N_("New entries"),
    "subject": N_("Subject"),
    "table": N_("Table"),
    "update": N_("Publication"),
    "whole": N_("In full"),
}
_VALUES: Mapping[str, Mapping[str, object]] = {"role": dict(Role.choices), "subject": dict(Subject.choices)}


def about_as(what: str, name: str, value: object) -> tuple[str, str]:
    """What an identifier of the record is called in the language of the page, and what it says."""
    if name == "whole" or (what, name) == ("refused_seen", "person"):
        called = _("Personal data") if name == "person" else _(_ABOUT[name])
        return called, _("yes") if value else _("no")
    told = _VALUES.get(name, {}).get(str(value), value)
    return (_(_ABOUT[name]) if name in _ABOUT else name), str(told)


def told_as(what: str) -> str:
    """The code in the language of the page; one without words stands as it is."""
    return _(WORDS[what]) if what in WORDS else what
