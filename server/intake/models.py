"""What came in: the journals of all counters as they were recorded, and what was refused of them.

The journal's table is made by hand in the first migration: on PostgreSQL it is partitioned by organisation
(docs/decisions/centre.md). Django reads it; rows come in by ``server.intake.journal`` alone and are never changed but
for erased particulars.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from server.organisations.models import Counter, Organisation


class JournalEvent(models.Model):
    """One event, by its place: counter, continuation, sequence. ``event`` are its canonical bytes."""

    pk = models.CompositePrimaryKey("organisation_id", "counter_id", "branch", "sequence")
    organisation = models.ForeignKey(Organisation, on_delete=models.DO_NOTHING, db_constraint=False)
    counter = models.ForeignKey(Counter, on_delete=models.DO_NOTHING, db_constraint=False)
    branch = models.IntegerField()
    sequence = models.BigIntegerField()
    hash = models.BinaryField()  # 32 bytes
    event = models.BinaryField()
    salt = models.BinaryField(null=True)
    particulars = models.BinaryField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "journal_event"


class Branch(models.Model):
    """A continuation of a counter's journal: a restored store goes on from an earlier event and tells it so.

    Events from ``first`` on belong to it; those before to ``parent``. ``previous`` is the hash before its first.
    """

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="branches")
    number = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(null=True)
    first = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    last = models.PositiveBigIntegerField()
    last_hash = models.CharField(max_length=64)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "number"], name="one_branch")]


class Delivery(models.Model):
    """A batch or question that came, whatever became of it. Kept for support; holds no personal data.

    It is also the memory of how much comes at once (server/intake/noting.py): ``address`` is kept of what was refused.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, related_name="deliveries")
    way = models.CharField(max_length=8)  # network or file
    what = models.CharField(max_length=12)  # batch, question, enrolment, key_change, invitation
    batch = models.CharField(max_length=64, blank=True)
    first = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    bytes = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)  # events new to the centre
    known = models.PositiveIntegerField(default=0)  # events it already had
    refused = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=3, blank=True)
    fields = models.JSONField(default=dict)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["counter", "-at"], name="delivery_of_counter"),
            models.Index(fields=["address", "-at"], name="delivery_of_address"),
        ]


class RefusedEvent(models.Model):
    """An event that is held and does not count: the quarantine. It blocks no other and is never dropped."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("To be settled")
        SETTLED = "settled", _("Settled by the counter")
        RELEASED = "released", _("Counted after all")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="refused")
    branch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=3)
    fields = models.JSONField(default=dict)
    refused_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, db_index=True)
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=12, blank=True)
    settled_by = models.PositiveBigIntegerField(default=0)  # sequence of the counter's event
    released_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "branch", "sequence"], name="refused_once")]


class Alarm(models.Model):
    """Something that must not be: the same place with other bytes, a revoked key at work, a cloned store."""

    at = models.DateTimeField(auto_now_add=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, related_name="alarms")
    kind = models.CharField(max_length=24)  # fork, revoked_key, foreign_key, ended_key, wrong_chain, token_twice
    about = models.JSONField(default=dict)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(auto_now=True)
    understood_at = models.DateTimeField(null=True)
    understood_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True)
    note = models.CharField(max_length=400, blank=True)
