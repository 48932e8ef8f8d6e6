"""What was written about a package goes when its case's particulars are erased at the desk."""

from collections.abc import Collection

from django.utils import timezone

from server.organisations.models import Counter
from server.packages.models import Answer
from server.publishing.models import Publication


def forget(counter: Counter, case_ids: Collection[str]) -> None:
    """The particulars of these cases were erased at the desk: what was written about them goes here too."""
    if not case_ids:
        return
    found = Answer.objects.filter(counter=counter, case_id__in=list(case_ids))
    held = Publication.objects.filter(answer__in=found.values("pk"), withdrawn_at=None)
    held.update(document=b"", withdrawn_at=timezone.now())
    found.update(words="")
