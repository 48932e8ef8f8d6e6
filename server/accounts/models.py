"""Users of the centre, what they may do for which part of the district, and whose data they saw."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from server.organisations.models import Organisation


class Role(models.TextChoices):
    """What somebody is in a part of the district; server/accounts/rights.py says what each may."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OPERATOR = "operator", _("Operator")
    SUPERVISOR = "supervisor", _("Supervisor")
    VIEWER = "viewer", _("Figures only")


class User(AbstractUser):
    """Somebody who signs in here. A one-time password opens nothing but the page to set one's own, until it ends."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=200, blank=True)  # as it is written here: surname first
    language = models.CharField(max_length=2, default="kk")
    must_change_password = models.BooleanField(default=False)
    password_ends_at = models.DateTimeField(null=True)

    def get_full_name(self) -> str:
        """The name, or else what one signs in with."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """The same."""
        return self.get_full_name()


class Membership(models.Model):
    """A role in an organisation and everything below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership")]


class Seen(models.Model):
    """Somebody saw, exported or changed something: kept for good. ``what`` is a code, ``about`` identifiers only."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    what = models.CharField(max_length=40, db_index=True)
    about = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)
