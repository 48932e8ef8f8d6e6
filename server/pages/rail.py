"""The rail: one table of the pages somebody can go to, by right."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from forms.catalogues import N_
from server.accounts.rights import Right
from server.accounts.scope import Scope

# right, address, words, icon
_PAGES: tuple[tuple[Right, str, str, str], ...] = (
    ("figures", "pages:today", N_("Today"), "today"),
    ("register", "register:list", N_("Register"), "register"),
    ("figures", "norms:show", N_("Norms"), "day"),
    ("figures", "norms:overdue", N_("Overdue"), "expired"),
    ("complaints", "complaints:list", N_("Complaints"), "complaint"),
    ("packages", "packages:list", N_("Packages"), "package"),
    ("figures", "organisations:silent", N_("Silent"), "silent"),
    ("counters", "organisations:counters", N_("Counters"), "counters"),
    ("quarantine", "intake:quarantine", N_("Quarantine"), "refused"),
    ("quarantine", "intake:import", N_("Stick files"), "take_in"),
    ("publish", "publishing:list", N_("Publish"), "publish"),
    ("people", "accounts:people", N_("People"), "people"),
)
# what an entry covers beyond its own address: schools, invitations and the centre's keys are reached from the counters
_ROOTS = {"organisations:counters": "organisations:list"}


@dataclass(frozen=True)
class Entry:
    """One place to go to."""

    address: str
    words: str
    icon: str
    here: bool


def rail_of(request: HttpRequest, scope: Scope) -> list[Entry]:
    """The pages this user may open, in order; ``here`` marks the one that is open, or the longest that leads to it."""
    allowed = [(name, words, icon) for right, name, words, icon in _PAGES if scope.may(right)]
    roots = {name: reverse(_ROOTS.get(name, name)) for name, _words, _icon in allowed}
    here = max((root for root in roots.values() if _leads_to(root, request.path)), key=len, default="")
    return [Entry(reverse(name), _(words), icon, roots[name] == here) for name, words, icon in allowed]


def _leads_to(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
