"""Steps of a procedure in words: what is done at one, by whom, what came of it; and the acts that take them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms import complaint_acts, procedure_acts
from forms.complaint_words import OUTCOMES
from forms.editions import Procedure, Step
from forms.fact_words import FactWords
from forms.records import Kind
from forms.words import ACTORS, RELATIONS
from server.pages.words import day, minutes, quote, word
from server.register.editions import edition_named
from server.register.models import Case, Proceeding
from server.register.proceeding_drawing import procedure_of

ACTS: Mapping[str, object] = {
    "accept": gettext_lazy("acceptance of the documents"),
    "look_up": gettext_lazy("look-up of the person"),
    "tell": gettext_lazy("notice to the applicant"),
    "send": gettext_lazy("sending on"),
    "register": gettext_lazy("registration"),
    "check": gettext_lazy("check of the documents"),
    "review": gettext_lazy("review"),
    "draft": gettext_lazy("drafting of the result"),
    "sign": gettext_lazy("signature"),
    "receive": gettext_lazy("receiving of the result"),
    "issue": gettext_lazy("issue of the result"),
    "note": gettext_lazy("step of the procedure"),
}
RESULTS: Mapping[str, object] = {
    "order": gettext_lazy("order"),
    "refusal": gettext_lazy("reasoned refusal"),
    "notification": gettext_lazy("notification"),
}
SIGNED_BY: Mapping[str, object] = {
    "drawn": gettext_lazy("drawn on the screen"),
    "typed": gettext_lazy("typed"),
    "wet": gettext_lazy("by hand, on paper"),
    "eds": gettext_lazy("by digital signature"),
}
MOVED: Mapping[str, object] = {
    "returned_unclaimed": gettext_lazy("Nobody collected the result: it went back to the provider"),
    "asked_again": gettext_lazy("The result was asked for again"),
    "resent": gettext_lazy("The result was sent again"),
}
CHANNELS: Mapping[str, object] = {
    "counter": gettext_lazy("at the counter"),
    "state_corporation": gettext_lazy("through the State Corporation"),
    "portal": gettext_lazy("through the portal"),
    "platform": gettext_lazy("through the platform"),
}
SOURCES: Mapping[str, object] = {"centre": gettext_lazy("the centre said so")}
SHOWN: Mapping[str, object] = {
    "receipt": gettext_lazy("receipt"),
    "identity": gettext_lazy("identity document"),
    "power_of_attorney": gettext_lazy("power of attorney"),
}
_UNSAID = (procedure_acts.RESULT_NUMBER,)


def said(words: Mapping[str, object], key: str) -> str:
    """A key in words; the key itself where this program has none."""
    return str(words.get(key, key))


def actor_words(actor: str) -> str:
    """Who takes a step."""
    return word(ACTORS[actor]) if actor in ACTORS else actor


def relation_words(relation: str) -> str:
    """What somebody is to the child."""
    return word(RELATIONS[relation]) if relation in RELATIONS else relation


class StepWords:
    """The words of one procedure: an edition's, of a channel and side, on a day."""

    def __init__(self, edition: str, channel: str, side: str, opened: date) -> None:
        found = edition_named(edition)
        self._procedure: Procedure | None = procedure_of(found, channel, side, opened)
        self._facts = FactWords(found, word, quote)

    def step(self, number: int) -> Step | None:
        """The step of a number."""
        steps = () if self._procedure is None else self._procedure.steps
        return next((one for one in steps if one.number == number), None)

    def short(self, number: int) -> str:
        """What is done at a step and by whom: “step 2, head: review”."""
        step = self.step(number)
        if step is None:
            return _("step %(number)d") % {"number": number}
        told = {"number": number, "who": actor_words(step.actor), "what": said(ACTS, step.act)}
        return _("step %(number)d, %(who)s: %(what)s") % told

    def title(self, number: int) -> str:
        """The law's words of a step."""
        step = self.step(number)
        return "" if step is None else quote(step.title)

    def answers(self, facts: Mapping[str, str | bool]) -> list[tuple[str, str]]:
        """What steps answered, in words."""
        return [
            (self._facts.question(name), self._facts.answer(name, value))
            for name, value in facts.items()
            if name not in _UNSAID
        ]


def steps_under_way(cases: Iterable[Case]) -> dict[int, str]:
    """What each of these cases is at, by its row; nothing of those that have no procedure."""
    walking = {(case.counter_id, case.case_id): case.pk for case in cases if case.step}
    if not walking:
        return {}
    rows = Proceeding.objects.filter(
        counter__in={counter for counter, _case in walking}, case_id__in={case for _counter, case in walking}
    )
    known: dict[tuple[str, str, str, date], StepWords] = {}
    found = {}
    for row in rows.filter(left_behind=False):
        key = (row.edition, row.channel, row.side, row.day)
        words = known.get(key) or known.setdefault(key, StepWords(*key))
        if (row.counter_id, row.case_id) in walking:
            found[walking[row.counter_id, row.case_id]] = words.short(row.step)
    return found


def tell_step(act: Kind, words: StepWords | None) -> tuple[str, str] | None:
    """An act of a procedure or of a complaint in words, and its tone; None for any other."""
    teller = _TELLERS.get(type(act))
    return None if teller is None else teller(act, words)


def _named(number: int, words: StepWords | None) -> str:
    return words.short(number) if words is not None else _("step %(number)d") % {"number": number}


def _held(told: str, act: Any) -> str:
    """With how long it lay there."""
    return _("%(what)s · held %(time)s") % {"what": told, "time": minutes(act.seconds)}


def _opened(act: Any, words: StepWords | None) -> tuple[str, str]:
    told = _("Goes on %(channel)s") % {"channel": said(CHANNELS, act.channel)}
    if act.next:
        following = _("next: %(step)s") % {"step": _named(act.next, words)}
        told = f"{told}; {following}"
    return told, "info"


def _taken(act: Any, words: StepWords | None) -> tuple[str, str]:
    told = _("Taken: %(step)s") % {"step": _named(act.step, words)}
    if words is not None:
        told = "; ".join([told, *(f"{question}: {answer}" for question, answer in words.answers(act.facts))])
    if number := act.facts.get(procedure_acts.RESULT_NUMBER):
        result = _("result %(number)s") % {"number": number}
        told = f"{told}; {result}"
    if act.source:
        told = f"{told} ({said(SOURCES, act.source)})"
    return _held(told, act), "trouble" if act.facts.get("documents_conform") is False else ""


def _returned(act: Any, words: StepWords | None) -> tuple[str, str]:
    told = _("Returned for rework to %(step)s") % {"step": _named(act.next, words)}
    return _held(told, act), "care"


def _drafted(act: Any, words: StepWords | None) -> tuple[str, str]:
    told = _("Drafted: %(result)s; waits for the signature") % {"result": said(RESULTS, act.result)}
    return _held(told, act), ""


def _signed(act: Any, words: StepWords | None) -> tuple[str, str]:
    told = _("Signed: %(result)s %(number)s, %(how)s") % {
        "result": said(RESULTS, act.result),
        "number": act.result_number,
        "how": said(SIGNED_BY, act.signed_by),
    }
    return _held(told, act), "trouble" if act.result == "refusal" else "good"


def _issued(act: Any, words: StepWords | None) -> tuple[str, str]:
    to = _("to a representative") if act.to == "representative" else _("to the applicant")
    shown = ", ".join(said(SHOWN, one) for one in act.shown)
    told = _("Result issued %(to)s; shown: %(shown)s") % {"to": to, "shown": shown}
    return _held(told, act), "good"


def _moved(act: Any, words: StepWords | None) -> tuple[str, str]:
    told = said(MOVED, act.how)
    if act.due:
        until = _("send by %(day)s") % {"day": _day(act.due)}
        told = f"{told} · {until}"
    return told, "care"


def _subject(act: Any, words: StepWords | None) -> tuple[str, str]:
    return _("Applied for a child; applicant: %(relation)s") % {"relation": relation_words(act.relation)}, ""


def _assigned(act: Any, words: StepWords | None) -> tuple[str, str]:
    return _("Complaint %(number)s given to a handler") % {"number": act.number}, ""


def _answered(act: Any, words: StepWords | None) -> tuple[str, str]:
    outcome = word(OUTCOMES[act.outcome]) if act.outcome in OUTCOMES else act.outcome
    return _("Complaint %(number)s answered: %(outcome)s") % {"number": act.number, "outcome": outcome}, "good"


def _day(told: str) -> str:
    try:
        return day(date.fromisoformat(told))
    except ValueError:
        return told


_TELLERS: Mapping[type[Kind], Callable[[Any, StepWords | None], tuple[str, str]]] = {
    procedure_acts.ProceedingOpened: _opened,
    procedure_acts.SubjectRecorded: _subject,
    procedure_acts.StepTaken: _taken,
    procedure_acts.StepReturned: _returned,
    procedure_acts.ResultDrafted: _drafted,
    procedure_acts.ResultSigned: _signed,
    procedure_acts.ResultIssued: _issued,
    procedure_acts.ResultMoved: _moved,
    complaint_acts.ComplaintReceived: lambda act, words: (
        _("Complaint received, number %(number)s given") % {"number": act.number},
        "care",
    ),
    complaint_acts.ComplaintAssigned: _assigned,
    complaint_acts.ComplaintCorrected: lambda act, words: (
        _("What was written of complaint %(number)s was corrected") % {"number": act.number},
        "info",
    ),
    complaint_acts.ComplaintForwarded: lambda act, words: (
        _("Complaint %(number)s forwarded: %(to)s") % {"number": act.number, "to": act.to},
        "care",
    ),
    complaint_acts.ComplaintAnswered: _answered,
}
