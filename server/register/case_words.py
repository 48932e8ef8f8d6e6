"""What a case is called on pages: its outcome, its state, its clerk, its place in an address."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.register_lines import SHORT_OUTCOMES, VOID_REASONS
from forms.register_words import RegisterWords
from server.pages.words import quote, word
from server.register.editions import known_editions
from server.register.models import Case, OperatorName

STATES: Mapping[str, object] = {
    "under_way": gettext_lazy("Under way"),
    "overdue": gettext_lazy("Overdue"),
    "not_handed_over": gettext_lazy("Paper not handed over"),
    "overrun": gettext_lazy("Serving norm passed"),
    "corrected": gettext_lazy("Corrected"),
    "void": gettext_lazy("Voided"),
    "left_behind": gettext_lazy("Left behind by a restore"),
}
_TONES = {"accepted": "good", "refusal_receipt": "care", "reasoned_refusal": "trouble"}


def case_slug(number: str) -> str:
    """A number as it stands in an address: D7-2026-000123."""
    return number.replace("/", "-")


def number_of(slug: str) -> str:
    """The number of an address; the counter's code may have hyphens of its own."""
    parts = slug.rsplit("-", 2)
    return f"{parts[0]}/{parts[1]}-{parts[2]}" if len(parts) == 3 else slug


class CaseWords:
    """Words of many cases: editions and clerks are looked up once."""

    def __init__(self, clerks: Mapping[tuple[int, str], str]) -> None:
        self._words = RegisterWords(known_editions(), {})
        self._clerks = clerks

    def service(self, case: Case) -> str:
        """The service's short name."""
        return quote(self._words.service(case.service, case.edition))

    def outcome(self, case: Case) -> str:
        """Accepted, or how it was refused."""
        return word(SHORT_OUTCOMES[case.outcome]) if case.outcome in SHORT_OUTCOMES else case.outcome

    def outcome_tone(self, case: Case) -> str:
        """The badge's tone of an outcome."""
        return _TONES.get(case.outcome, "plain")

    def grounds(self, case: Case) -> list[str]:
        """The grounds of a refusal in the law's words."""
        return [quote(self._words.ground(case.edition, key)) for key in case.grounds.split()]

    def clerk(self, counter: int, operator: str) -> str:
        """The name of who acted at a counter."""
        return self._clerks.get((counter, operator), operator)

    def applicant(self, case: Case) -> str:
        """The name, or that it was erased."""
        return _("personal data erased") if case.erased else case.applicant_name

    def states(self, case: Case) -> list[tuple[str, str]]:
        """What is to be noticed of a case: tone and words."""
        found = []
        if case.left_behind:
            found.append(("care", str(STATES["left_behind"])))
        if case.voided:
            found.append(("trouble", f"{STATES['void']}: {void_reason(case.voided)}"))
        else:
            waits = case.step if case.step is not None else case.handed_over_at is None
            if waits and case.due is not None and case.due < timezone.localdate():
                found.append(("trouble", str(STATES["overdue"])))
            if case.step:
                found.append(("info", str(STATES["under_way"])))
            elif waits and not found:
                found.append(("care", str(STATES["not_handed_over"])))
        if case.corrected:
            found.append(("info", str(STATES["corrected"])))
        if case.overrun:
            found.append(("care", str(STATES["overrun"])))
        if case.clock_doubted:
            found.append(("care", _("Time in doubt")))
        return found


def void_reason(key: str) -> str:
    """Why a case is void, in a word."""
    return word(VOID_REASONS[key]) if key in VOID_REASONS else key


def words_of(cases: Iterable[Case]) -> CaseWords:
    """The words of these cases, with the names of their counters' clerks."""
    return words_of_counters({case.counter_id for case in cases})


def words_of_counters(counters: Iterable[int] | None) -> CaseWords:
    """The words of cases of these counters; of all without any."""
    named = OperatorName.objects.all() if counters is None else OperatorName.objects.filter(counter__in=list(counters))
    return CaseWords({(row.counter_id, row.operator): row.name for row in named.iterator(2000)})
