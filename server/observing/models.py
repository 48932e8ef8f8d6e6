"""How often something was asked in a stretch of time, counted across all processes."""

from django.db import models


class Asked(models.Model):
    """One who asks, one stretch of time, how many times. ``whose`` is a digest: no address is kept."""

    whose = models.CharField(max_length=64)
    window = models.BigIntegerField(db_index=True)  # the stretch's number
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["whose", "window"], name="one_window")]
