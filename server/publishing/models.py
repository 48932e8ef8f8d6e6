"""What the centre published: one series of numbers, each signed once; for whom, and who has it in use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from server.organisations.models import Counter, Organisation


class Subject(models.TextChoices):
    """What is published; forms/exchange.py names them."""

    EDITION = "edition", _("Edition")
    CALENDAR = "calendar", _("Calendar")
    ROSTER = "roster", _("Roster")
    MESSAGE = "message", _("Message")
    KEYS = "keys", _("Centre's keys")
    ANSWER = "answer", _("Answer about packages")


class Publication(models.Model):
    """Something published, as it was signed. A counter takes each number once.

    ``document`` is emptied where a roster holds no more: then its names are nobody's business here. ``size`` is of the
    content, bytes. ``to_all``: for every counter there is or will be, as the centre's own keys are.
    """

    number = models.PositiveIntegerField(unique=True)
    subject = models.CharField(max_length=12, choices=Subject)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    holds_from = models.DateField(null=True)
    document = models.BinaryField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    to_all = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    @property
    def state(self) -> str:
        """``holds``, ``replaced`` or ``withdrawn``."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "replaced" if hasattr(self, "replaced_by") else "holds"


class Audience(models.Model):
    """For whom: an organisation with everything below it, or a single counter."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="audience")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) ^ models.Q(counter__isnull=True), name="one_of_two"
            )
        ]


class Taken(models.Model):
    """A counter has it in use, as its journal says."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="taken")
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "counter"], name="taken_once")]


class Prepared(models.Model):
    """Checked, shown to who wants to publish it, and not published yet. Given up after a day."""

    made_at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE)
    subject = models.CharField(max_length=12, choices=Subject)
    name = models.CharField(max_length=120)
    content = models.TextField()
    holds_from = models.DateField(null=True)
    replaces = models.ForeignKey(Publication, on_delete=models.CASCADE, null=True)
