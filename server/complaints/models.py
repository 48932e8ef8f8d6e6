"""Complaints to the authorised body: as they stand, and every step taken with them, which stays as it was written."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from server.accounts.models import User
from server.organisations.models import Counter, Organisation


class Way(models.TextChoices):
    """How it came."""

    PAPER = "paper", _("On paper")
    POST = "post", _("By post")
    EMAIL = "email", _("By e-mail")
    PHONE = "phone", _("By telephone")
    PORTAL = "portal", _("Through the portal")
    COUNTER = "counter", _("At the school's counter")


class Outcome(models.TextChoices):
    """What the answer says."""

    FULL = "full", _("Satisfied in full")
    PART = "part", _("Satisfied in part")
    REFUSED = "refused", _("Refused to satisfy")


class Language(models.TextChoices):
    """The language of the complaint and of its answer."""

    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")


class Complaint(models.Model):
    """A complaint under its incoming number: one row of numbers a year and district, without gaps.

    ``organisation`` is complained of; ``district`` is the office above it whose numbers these are. ``operator`` with
    ``counter`` is the clerk complained of. ``due`` is counted from ``received_on`` by ``term_days`` of the edition
    ``term_edition``, ``forward_due`` likewise; empty where no edition says it. One taken at a counter is known by its
    ``counter``, ``branch`` and ``sequence`` and drawn from its journal (server/complaints/drawing.py): it has a number
    of the counter's and none of a district's, and nobody changes it here. One registered here has no sequence; where a
    counter sent it on to the district, ``source`` is the counter's.
    """

    district = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="complaint_book")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    counter_number = models.CharField(max_length=40, blank=True)
    complaint_id = models.CharField(max_length=64, blank=True)  # of its events
    source = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="onward")
    level = models.CharField(max_length=12, blank=True)  # whom it is addressed to: provider or authority
    handler = models.CharField(max_length=64, blank=True)  # the operator who considers it at the counter
    representative = models.CharField(max_length=200, blank=True)
    signed = models.BooleanField(default=True)
    erased = models.BooleanField(default=False)
    left_behind = models.BooleanField(default=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4)  # of the form: the same form sent twice is one complaint
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="complaints")
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, blank=True)
    operator = models.CharField(max_length=64, blank=True)
    branch = models.PositiveIntegerField(null=True)
    sequence = models.PositiveBigIntegerField(null=True)
    case_number = models.CharField(max_length=40, blank=True)
    received_on = models.DateField()
    way = models.CharField(max_length=8, choices=Way)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=400, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.CharField(max_length=254, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    edition = models.CharField(max_length=40)
    term_edition = models.CharField(max_length=40, blank=True)
    term_days = models.PositiveSmallIntegerField(null=True)
    due = models.DateField(null=True)
    forward_due = models.DateField(null=True)
    accepted_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    accepted_operator = models.CharField(max_length=64, blank=True)  # of the counter
    answer_place = models.CharField(max_length=400)
    forwarded_to = models.CharField(max_length=300, blank=True)
    forwarded_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "number"], name="one_complaint_number"),
            models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="one_complaint_of_an_event"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-received_on", "-id"], name="complaint_newest"),
            models.Index(fields=["counter_number"], name="complaint_by_number"),
            models.Index(fields=["counter", "complaint_id"], name="complaint_by_id"),
            models.Index(
                fields=["due"],
                name="complaint_due",
                condition=models.Q(answered_on__isnull=True, forwarded_on__isnull=True),
            ),
        ]

    @property
    def label(self) -> str:
        """The incoming number as it is written: ``aq-2026-00012``, or a counter's ``D7/2026-Ш000012``."""
        if self.district is None:
            return self.counter_number
        return f"{self.district.code}-{self.year}-{self.number:05}"

    @property
    def state(self) -> str:
        """open, forwarded or answered."""
        return "answered" if self.answered_on else "forwarded" if self.forwarded_on else "open"

    @property
    def is_counters(self) -> bool:
        """Whether it was taken at a counter, whose journal alone says how it stands."""
        return self.sequence is not None


class ComplaintYear(models.Model):
    """The last number given in a year by a district: its row is locked while a number is given."""

    district = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="one_complaint_year")]


class ComplaintStep(models.Model):
    """What somebody did with a complaint. The database refuses to change or delete a step (the first migration)."""

    class What(models.TextChoices):
        """Which step."""

        REGISTERED = "registered", _("Complaint registered")
        CHANGED = "changed", _("Complaint corrected")
        FORWARDED = "forwarded", _("Complaint forwarded")
        ANSWERED = "answered", _("Complaint answered")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)  # nobody: a counter sent it
    what = models.CharField(max_length=12, choices=What)
    changes = models.JSONField(default=dict)  # field: [before, after], as texts
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
