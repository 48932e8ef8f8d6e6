"""What the district does with packages: who is to look one through, and what was answered to the desk.

A package itself is a case on its way (server/register/models.py, ``Proceeding``): here it is known by its counter and
the identifier of its case, for rows of the register are drawn anew.
"""

import uuid

from django.db import models

from server.accounts.models import User
from server.organisations.models import Counter, Organisation
from server.publishing.models import Publication


class Route(models.Model):
    """Whose people look a package through beside the district's: a school's. The latest holds."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    case_id = models.CharField(max_length=64)
    place = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="packages")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "case_id"], name="one_route")]


class Answer(models.Model):
    """What the provider said at a step; once at each. It goes to the desk as an update of subject "answer"."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT)
    case_id = models.CharField(max_length=64)
    number = models.CharField(max_length=40)
    once = models.UUIDField(unique=True, default=uuid.uuid4)  # of the form
    step_act = models.CharField(max_length=12)
    conform = models.BooleanField(null=True)
    result_number = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="answer")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["counter", "case_id", "step_act"], name="one_answer")]
