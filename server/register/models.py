"""The register as pages read it: drawn from the journals and drawn anew from them at any time.

``Case``, ``Proceeding``, ``VisitRow``, ``Trail`` and ``DayMark`` are written by the fold alone
(server/register/folding.py).
"""

from django.db import models

from server.organisations.models import Counter, Organisation


class Case(models.Model):
    """A decided case as it holds now, corrections included. Times are the counter's wall with its offset.

    Names and the rest of a person are empty once they were erased at the counter. ``left_behind``: it was recorded by a
    continuation of the journal that the counter no longer has. A number is one case's, but for one the district let
    count although it was given twice; ``numbered`` finds the case that stands first.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()  # of CaseDecided
    case_id = models.CharField(max_length=64)
    number = models.CharField(max_length=40)
    service = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    grounds = models.TextField(blank=True)  # keys, a space between
    operator = models.CharField(max_length=64)
    ticket = models.CharField(max_length=12, blank=True)
    decided_at = models.DateTimeField()
    day = models.DateField()  # of the wall it was decided on
    due = models.DateField(null=True)
    by_representative = models.BooleanField(default=False)
    applicant_name = models.TextField(blank=True)
    applicant_iin = models.CharField(max_length=12, blank=True)
    applicant_phone = models.TextField(blank=True)
    representative_name = models.TextField(blank=True)
    representative_iin = models.CharField(max_length=12, blank=True)
    representative_phone = models.TextField(blank=True)
    subject_name = models.TextField(blank=True)
    subject_iin = models.CharField(max_length=12, blank=True)
    step = models.PositiveSmallIntegerField(null=True)
    documents = models.PositiveIntegerField(default=0)
    sheets = models.PositiveIntegerField(default=0)
    serving_seconds = models.PositiveIntegerField(default=0)
    overrun = models.BooleanField(default=False)
    overrun_reason = models.TextField(blank=True)
    outside_hours = models.BooleanField(default=False)
    clock_doubted = models.BooleanField(default=False)
    handed_over_at = models.DateTimeField(null=True)
    copies = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    voided = models.CharField(max_length=40, blank=True)  # the reason's key
    erased = models.BooleanField(default=False)
    left_behind = models.BooleanField(default=False)
    status_code = models.CharField(max_length=9)
    name_key = models.BinaryField(default=b"\xff")  # sorts as a Kazakh dictionary does
    words = models.TextField(blank=True)  # what the case is found by (server/register/search.py)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-decided_at", "-id"], name="case_of_organisation"),
            models.Index(fields=["-decided_at", "-id"], name="case_newest"),
            models.Index(fields=["number"], name="case_by_number"),
            models.Index(fields=["counter", "case_id"], name="case_by_id"),
            models.Index(fields=["name_key", "id"], name="case_by_name"),
            models.Index(
                fields=["due", "id"],
                name="case_due",
                condition=models.Q(
                    models.Q(step__gt=0) | models.Q(step__isnull=True, handed_over_at__isnull=True),
                    due__isnull=False,
                    voided="",
                ),
            ),
            models.Index(fields=["-decided_at", "-id"], name="case_under_way", condition=models.Q(step__gt=0)),
            models.Index(
                fields=["-decided_at", "-id"],
                name="case_not_handed_over",
                condition=models.Q(handed_over_at__isnull=True, voided=""),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="case_of_event")]


# What a case still waits for: a step of its procedure, or, without one, the handing over of its paper.
OPEN = models.Q(models.Q(step__gt=0) | models.Q(step__isnull=True, handed_over_at__isnull=True), voided="")


class Proceeding(models.Model):
    """A case on its way through its edition's procedure, after the reception; ``sequence`` is of ProceedingOpened.

    ``step`` is under way since ``since`` (0: the procedure has ended). ``norm_minutes`` only where the norm covers the
    whole procedure: ``elapsed_seconds`` are held against it, from the start of serving to the last step. The ``held``
    columns are the seconds it lay with each actor, by the steps taken.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    case_id = models.CharField(max_length=64)
    number = models.CharField(max_length=40)
    service = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    side = models.CharField(max_length=12)
    package = models.CharField(max_length=80, blank=True)  # the State Corporation's own number
    filed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    day = models.DateField()
    due = models.DateField(null=True)
    facts = models.TextField(default="{}")  # JSON
    step = models.PositiveSmallIntegerField(default=0)
    act = models.CharField(max_length=12, blank=True)  # of the step under way
    actor = models.CharField(max_length=12, blank=True)  # who takes it
    since = models.DateTimeField()
    returned = models.BooleanField(default=False)  # it came back for rework
    norm_minutes = models.PositiveSmallIntegerField(null=True)
    elapsed_seconds = models.PositiveIntegerField(null=True)
    doubted = models.BooleanField(default=False)
    held_clerk = models.PositiveIntegerField(default=0)
    held_executor = models.PositiveIntegerField(default=0)
    held_head = models.PositiveIntegerField(default=0)
    held_corporation = models.PositiveIntegerField(default=0)
    held_provider = models.PositiveIntegerField(default=0)
    held_others = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=12, blank=True)
    group = models.CharField(max_length=80, blank=True)
    result_number = models.CharField(max_length=40, blank=True)
    signed_by = models.CharField(max_length=8, blank=True)
    signed_at = models.DateTimeField(null=True)
    issued_to = models.CharField(max_length=16, blank=True)
    issued_at = models.DateTimeField(null=True)
    moved = models.CharField(max_length=20, blank=True)
    moved_at = models.DateTimeField(null=True)
    resend_due = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    voided = models.BooleanField(default=False)
    left_behind = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "day"], name="proceeding_of_day"),
            models.Index(fields=["counter", "case_id"], name="proceeding_by_case"),
            models.Index(fields=["result_number"], name="proceeding_by_result"),
            models.Index(fields=["channel", "side", "due", "id"], name="proceeding_of_channel"),
        ]
        constraints = [models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="proceeding_of_event")]


class GroupRow(models.Model):
    """A group children are enrolled in, as one event set it: of a key the latest that stands holds."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    key = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    programme_kk = models.TextField()
    programme_ru = models.TextField()
    name = models.TextField()
    places = models.PositiveIntegerField()
    left_behind = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["counter", "key", "-sequence"], name="group_by_key")]
        constraints = [models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="group_of_event")]

    def called(self, language: str) -> str:
        """Programme and group in the language of the page."""
        programme = self.programme_ru if language == "ru" else self.programme_kk
        return ", ".join(part for part in (programme, self.name) if part)


# All that figures are counted from: a year of a district is read from the index alone (server/norms/figures.py).
COUNTED = (
    *("service", "edition", "came_hour", "changed_hour", "counter", "operator", "label", "called", "ended_by"),
    *("doubted", "waiting_seconds", "serving_seconds", "left_behind"),
)


class VisitRow(models.Model):
    """A visit as figures need it, by the working day it came on; seconds as measured by the machine's count.

    Figures leave out what is ``left_behind``: the counter knows nothing of it any more.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    arrived = models.PositiveBigIntegerField(default=0)  # sequence of the event it began with
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
    left_behind = models.BooleanField(default=False)
    body = models.BinaryField()  # the fold's own state (forms/visits.py)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "day", *COUNTED], name="visit_of_day"),
            models.Index(fields=["day"], name="visit_day"),
            models.Index(fields=["counter"], name="visit_goes_on", condition=~models.Q(state="ended")),
        ]
        constraints = [models.UniqueConstraint(fields=["counter", "visit_id"], name="one_visit")]


class Trail(models.Model):
    """Where in the journal the events of a case stand that count: ``0:12 0:14``, continuation and sequence."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    case_id = models.CharField(max_length=64)
    places = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "case_id"], name="one_trail")]


class DayMark(models.Model):
    """A working day was opened or closed: a visit without a ticket belongs to the day that is open."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    day = models.DateField()
    opened = models.BooleanField()
    left_behind = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["counter", "-day"], name="mark_of_day")]
        constraints = [models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="one_mark")]


class LeftPart(models.Model):
    """What the counter no longer has of a continuation: its events from ``since`` on."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    branch = models.PositiveIntegerField()
    since = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "branch"], name="one_left_part")]


class OperatorName(models.Model):
    """Whom an operator's identifier means, as their counter last told."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE)
    operator = models.CharField(max_length=64)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "operator"], name="one_operator_name")]


class SavedView(models.Model):
    """A search of the register somebody wants again: its name and the address's question."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_view_of_a_name")]
