"""The register as pages read it: drawn from the journals and drawn anew from them at any time."""

from django.db import models

from server.organisations.models import Counter, Organisation


class Case(models.Model):
    """A decided case as it holds now, corrections included. Times are the counter's wall with its offset.

    Names and the rest of a person are empty once they were erased at the counter. ``left_behind``: it was recorded by a
    continuation of the journal that the counter no longer has.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()  # of CaseDecided
    case_id = models.CharField(max_length=64)
    number = models.CharField(max_length=40, unique=True)
    service = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    grounds = models.CharField(max_length=400, blank=True)  # keys, a space between
    operator = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    day = models.DateField()
    due = models.DateField(null=True)
    applicant_name = models.CharField(max_length=200, blank=True)
    applicant_iin = models.CharField(max_length=12, blank=True)
    applicant_phone = models.CharField(max_length=32, blank=True)
    representative_name = models.CharField(max_length=200, blank=True)
    representative_iin = models.CharField(max_length=12, blank=True)
    serving_seconds = models.PositiveIntegerField(default=0)
    overrun = models.BooleanField(default=False)
    overrun_reason = models.CharField(max_length=2000, blank=True)
    outside_hours = models.BooleanField(default=False)
    clock_doubted = models.BooleanField(default=False)
    handed_over_at = models.DateTimeField(null=True)
    copies = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    voided = models.CharField(max_length=40, blank=True)  # the reason's key
    erased = models.BooleanField(default=False)
    left_behind = models.BooleanField(default=False)
    status_code = models.CharField(max_length=9)
    received_at = models.DateTimeField()
    name_key = models.BinaryField(default=b"\xff")  # sorts as a Kazakh dictionary does
    words = models.TextField(blank=True)  # folded words the case is found by (server/register/search.py)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-decided_at", "-id"], name="case_of_organisation"),
            models.Index(fields=["-decided_at", "-id"], name="case_newest"),
            models.Index(fields=["counter", "case_id"], name="case_by_id"),
            models.Index(fields=["applicant_iin"], name="case_by_iin"),
            models.Index(
                fields=["due"], name="case_due", condition=models.Q(due__isnull=False, handed_over_at__isnull=True)
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="case_of_event")]


class VisitRow(models.Model):
    """A visit as figures need it, by the working day it came on; seconds as measured by the machine's count."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    visit_id = models.CharField(max_length=64)
    day = models.DateField()
    came_at = models.DateTimeField()
    came_hour = models.PositiveSmallIntegerField()
    changed_hour = models.PositiveSmallIntegerField(default=0)
    service = models.CharField(max_length=40, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    operator = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=12, blank=True)  # the ticket's; empty without one
    called = models.BooleanField(default=False)
    state = models.CharField(max_length=8)
    ended_by = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    doubted = models.BooleanField(default=False)
    waiting_seconds = models.FloatField(default=0)
    serving_seconds = models.FloatField(default=0)
    number = models.CharField(max_length=40, blank=True)  # of its case, once decided
    body = models.BinaryField()  # the fold's own state (forms/visits.py)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "day"], name="visit_of_day"),
            models.Index(fields=["day"], name="visit_day"),
        ]
        constraints = [models.UniqueConstraint(fields=["counter", "visit_id"], name="one_visit")]


class OperatorName(models.Model):
    """Whom an operator's identifier means, as their counter last told."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE)
    operator = models.CharField(max_length=64)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "operator"], name="one_operator_name")]
