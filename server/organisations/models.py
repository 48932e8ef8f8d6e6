"""The district and its schools, their counters, and what each counter is known by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A school or an office. ``path`` names it under those above it: ``aq/school-7/``; a role holds for all below."""

    class Kind(models.TextChoices):
        """What it is."""

        OFFICE = "office", _("Education office")
        SCHOOL = "school", _("School")
        KINDERGARTEN = "kindergarten", _("Kindergarten")
        MUSIC_SCHOOL = "music_school", _("Music school")
        COLLEGE = "college", _("College")
        CABINET = "cabinet", _("Methodical cabinet")
        STATE_CORPORATION = "state_corporation", _("State Corporation")

    code = models.SlugField(max_length=32, unique=True)
    path = models.CharField(max_length=400, unique=True)
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SCHOOL)
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    address_kk = models.CharField(max_length=300, blank=True)
    address_ru = models.CharField(max_length=300, blank=True)
    bin = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    contact = models.CharField(max_length=200, blank=True)  # whom to ring up about a silent counter
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["path"]

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the row, its path made from those above.

        Codes are small letters: SQLite compares the beginnings of paths without regard to case, and a role must not
        reach over to a neighbour.
        """
        self.code = self.code.lower()
        self.path = f"{self.above.path if self.above else ''}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.name_kk

    def name_in(self, language: str) -> str:
        """The name; English pages quote it in Kazakh."""
        return self.name_ru if language == "ru" else self.name_kk


class Counter(models.Model):
    """A counter of an organisation, and how it stood when it last spoke.

    ``upto`` and ``upto_hash`` are the journal's place the centre holds of its present continuation (``branch``).
    """

    class State(models.TextChoices):
        """Where it is in its life."""

        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("At work")
        REVOKED = "revoked", _("Revoked")

    code = models.CharField(max_length=16, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="counters")
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    made_at = models.DateTimeField(auto_now_add=True)
    enrolled_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=400, blank=True)
    branch = models.PositiveIntegerField(default=0)
    upto = models.PositiveBigIntegerField(default=0)
    upto_hash = models.CharField(max_length=64, default="0" * 64)
    head = models.PositiveBigIntegerField(default=0)  # where its journal ended, as it last told
    last_contact = models.DateTimeField(null=True, db_index=True)
    last_way = models.CharField(max_length=8, blank=True)  # network or file
    last_event_at = models.DateTimeField(null=True)  # the wall's time of its latest event
    program = models.CharField(max_length=40, blank=True)
    clock_doubted = models.BooleanField(default=False)
    clock_lag_seconds = models.BigIntegerField(default=0)  # its wall minus the centre's, at the last question
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class CounterKey(models.Model):
    """A key a counter signs with. One ended still proves the papers it signed, one revoked those before its end."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="keys")
    signing = models.CharField(max_length=64, unique=True)
    sealing = models.CharField(max_length=64)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)


class Invited(models.Model):
    """An invitation given out: one file or code, used once. ``token_sha256`` is all that is kept of its token."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    document = models.BinaryField()  # signed, without its token
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_key = models.CharField(max_length=64, blank=True)


class Reminder(models.Model):
    """Somebody of the district rang a school up about its counter: what was said, and by when it was promised."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="reminders")
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    words = models.CharField(max_length=400)
    promised = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
