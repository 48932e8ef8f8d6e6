"""What changes from one edition, or one calendar, to the next: lines somebody can read before publishing.

Words are the law's own, quoted in the language of the page; names of fields are those of docs/standards.md.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import msgspec
from django.utils.translation import gettext as _

from forms.calendar import Calendar, Day
from forms.catalogues import N_
from forms.editions import Edition
from forms.fact_words import FactWords
from forms.facts import Condition, FactTest
from forms.texts import Text
from server.pages.words import day as say_date
from server.pages.words import quote, word

Kind = Literal["added", "removed", "changed"]
_LONGEST = 400
_PROVIDERS = {
    "local": N_("organisations of a district or region"),
    "republican": N_("republican organisations"),
    "music_school": N_("music schools"),
    "any": N_("every organisation"),
}
# The keys of an edition's file that an office meets most; the others are told as the file names them.
_FIELDS = {
    "waiting_minutes": N_("minutes of waiting"),
    "serving_minutes": N_("minutes of serving"),
    "warn_at_minutes": N_("warnings at minutes"),
    "working_days": N_("working days"),
    "first_day_excluded": N_("the first day does not count"),
    "title": N_("title"),
    "short": N_("short title"),
    "text": N_("text"),
    "number": N_("number"),
    "when": N_("when it is owed"),
    "reason_when_not_owed": N_("why it is not owed otherwise"),
    "marks": N_("what the clerk checks"),
    "parts": N_("parts"),
    "expiry": N_("validity"),
    "months": N_("months"),
    "source": N_("source"),
    "paragraph": N_("paragraph"),
    "raised_by": N_("what raises it"),
    "copies": N_("copies"),
    "annex": N_("annex"),
    "asked": N_("is asked"),
    "declined": N_("what a refusal of it leads to"),
    "consequence": N_("consequence"),
    "provider_days": N_("days of the provider"),
    "authority_days": N_("days of the authority"),
    "forward_days": N_("days to pass it on"),
    "steps": N_("steps"),
    "documents": N_("documents"),
    "answers": N_("answers"),
    "unanswered": N_("said where it is not answered"),
    "opening": N_("first sentence"),
    "addressee": N_("addressee"),
    "minutes": N_("minutes"),
    "actor": N_("who takes it"),
    "asks": N_("what it asks"),
    "returns_to": N_("the step it may go back to"),
    "relations": N_("who may apply"),
    "youngest": N_("least age"),
    "oldest": N_("greatest age"),
    "consent": N_("consent"),
    "kept_months": N_("months it is kept"),
    "resend_working_days": N_("days to send it again"),
}


@dataclass(frozen=True)
class Change:
    """One thing that is other: ``what`` it is, and what it was and will be, in words; either may be empty."""

    kind: Kind
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Section:
    """Changes of one part."""

    title: str
    changes: tuple[Change, ...]


def compare_editions(before: Edition | None, after: Edition) -> list[Section]:
    """What is other in ``after``, by parts; without one before, everything is added."""
    lists = (
        (_("Questions of its own"), "questions", "key"),
        (_("Documents"), "documents", "key"),
        (_("Terms"), "terms", "key"),
        (_("Rules"), "rules", "key"),
        (_("Ways to apply"), "channels", "kind"),
        (_("Papers"), "papers", "kind"),
        (_("Notices"), "notices", "key"),
        (_("Priorities"), "priorities", "key"),
    )
    sections = [
        Section(_("In general"), tuple(_compare_heads(before, after))),
        Section(_("Minutes of waiting and serving"), tuple(_compare_values(before, after, "norms"))),
        Section(_("Grounds of refusal"), tuple(_compare_lists(_grounds(before), _grounds(after)))),
        Section(_("What is asked"), tuple(_compare_facts(before, after))),
        Section(_("Consent"), tuple(_compare_values(before, after, "consent"))),
        Section(_("Complaints"), tuple(_compare_values(before, after, "complaints"))),
        Section(_("Prescribed steps"), tuple(_compare_lists(_steps(before), _steps(after)))),
        Section(_("For whom it is applied"), tuple(_compare_values(before, after, "subject"))),
        Section(_("Results nobody collects"), tuple(_compare_values(before, after, "unclaimed"))),
    ]
    for title, name, key in lists:
        sections.append(Section(title, tuple(_compare_lists(_items(before, name, key), _items(after, name, key)))))
    return [section for section in sections if section.changes]


def compare_calendars(before: Calendar, after: Calendar, year: int) -> list[Change]:
    """The days of a year that are other in a week of five or of six working days."""
    changes: list[Change] = []
    # A day of the December before may be worked for one of January.
    day, last = date(year - 1, 12, 1), date(year, 12, 31)
    while day <= last:
        for week in (5, 6):
            was, will = before.day(day, week), after.day(day, week)
            if (was.kind, was.name) != (will.kind, will.name):
                told = say_date(day)
                what = told if week == 5 else _("%(day)s, in a week of six days") % {"day": told}
                change = Change("changed", what, _say_day(was), _say_day(will))
                if not changes or (changes[-1].before, changes[-1].after) != (change.before, change.after) or week == 5:
                    changes.append(change)
        day += timedelta(days=1)
    return changes


def field_words(name: str) -> str:
    """What a key of an edition's file is called on a page."""
    return _(_FIELDS[name]) if name in _FIELDS else name


def _say_day(day: Day) -> str:
    if day.name is not None:
        return quote(day.name)
    return _("working day")


def _compare_heads(before: Edition | None, after: Edition) -> Iterator[Change]:
    heads: tuple[tuple[str, Callable[[Edition], str]], ...] = (
        (_("Label"), lambda one: one.label),
        (_("Holds from"), lambda one: say_date(one.in_force.since)),
        (_("Holds until"), lambda one: say_date(one.in_force.until) if one.in_force.until else ""),
        (_("Legal act"), lambda one: quote(one.act.short)),
        (_("For which organisations"), lambda one: _(_PROVIDERS[one.provider])),
        (_("Title"), lambda one: quote(one.title)),
        (_("Result of the service"), lambda one: quote(one.result)),
        (_("Workplace and position are asked"), lambda one: _say(one.applicant_works)),
    )
    for what, words_of in heads:
        was, will = words_of(before) if before else "", words_of(after)
        if was != will:
            yield Change("changed" if before else "added", what, was, will)


def _compare_values(before: Edition | None, after: Edition, name: str) -> Iterator[Change]:
    was = _plain(getattr(before, name)) if before and getattr(before, name) is not None else {}
    will = _plain(getattr(after, name)) if getattr(after, name) is not None else {}
    for key in dict.fromkeys((*was, *will)):
        if was.get(key) != will.get(key):
            kind: Kind = "changed" if key in was and key in will else "added" if key in will else "removed"
            yield Change(kind, field_words(key), _say(was.get(key)), _say(will.get(key)))


def _compare_facts(before: Edition | None, after: Edition) -> Iterator[Change]:
    was, will = before.facts if before else (), after.facts
    old, new = FactWords(before, word, quote), FactWords(after, word, quote)
    yield from (Change("removed", old.question(fact)) for fact in was if fact not in will)
    yield from (Change("added", new.question(fact)) for fact in will if fact not in was)


def _compare_lists(was: dict[str, tuple[str, Any]], will: dict[str, tuple[str, Any]]) -> Iterator[Change]:
    for key, (words, _item) in was.items():
        if key not in will:
            yield Change("removed", words or key)
    for key, (words, item) in will.items():
        if key not in was:
            yield Change("added", words or key)
            continue
        before, after = _plain(was[key][1]), _plain(item)
        if before != after:
            changed = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
            told = [f"{field_words(name)}: {_say(before.get(name)) or '—'}" for name in changed]
            now = [f"{field_words(name)}: {_say(after.get(name)) or '—'}" for name in changed]
            yield Change("changed", words or key, "\n".join(told), "\n".join(now))
    known = [key for key in was if key in will]
    if known != [key for key in will if key in was]:
        yield Change("changed", _("The order"), ", ".join(known), ", ".join(key for key in will if key in was))


def _items(edition: Edition | None, name: str, key: str) -> dict[str, tuple[str, Any]]:
    items: Sequence[Any] = getattr(edition, name) if edition else ()
    return {getattr(item, key): (_title_of(item), item) for item in items}


def _steps(edition: Edition | None) -> dict[str, tuple[str, Any]]:
    """Every step by its procedure's channels, side and first day, and its number."""
    if edition is None:
        return {}
    return {
        f"{'+'.join(one.channels)}.{one.side}.{one.since or ''}.{step.number}": (_title_of(step), step)
        for one in edition.procedures
        for step in one.steps
    }


def _grounds(edition: Edition | None) -> dict[str, tuple[str, Any]]:
    if edition is None:
        return {}
    return {
        f"{refusal.outcome}.{ground.key}": (quote(ground.title), ground)
        for refusal in edition.refusals
        for ground in refusal.grounds
    }


def _title_of(item: Any) -> str:
    words: Text | None = getattr(item, "short", None) or getattr(item, "title", None) or getattr(item, "text", None)
    number = getattr(item, "number", None)
    return (f"{number}. " if isinstance(number, int) else "") + (quote(words) if words else "")


def _say_test(test: FactTest) -> str:
    return f"{test.fact} {'≠' if test.negated else '='} {_say(test.values)}"


def _plain(item: Any) -> dict[str, Any]:
    """The fields that say something, as plain data."""
    fields = {name: getattr(item, name) for name in item.__struct_fields__}
    return {name: value for name, value in fields.items() if value not in (None, (), False)}


def _say(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Text):
        words = quote(value)
    elif isinstance(value, tuple):
        words = ", ".join(_say(item) for item in value)
    elif isinstance(value, date):
        words = say_date(value)
    elif isinstance(value, bool):
        words = _("yes") if value else _("no")
    elif isinstance(value, Condition):
        either = _("or")
        words = f" {either} ".join(", ".join(map(_say_test, tests)) for tests in value.alternatives)
    elif isinstance(value, msgspec.Struct):
        words = "; ".join(f"{field_words(name)}: {_say(item)}" for name, item in _plain(value).items())
    else:
        words = str(value)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
