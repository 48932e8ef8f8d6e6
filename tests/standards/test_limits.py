"""What an edition may not say, because nothing could be done with it afterwards: told by code and place."""

import copy
import datetime
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from forms.edition_sense import find_disagreements
from forms.edition_shape import read_shape
from forms.reading import examine_bytes
from tests.standards.places import INVENTED

Raw = dict[str, Any]
LENDING: Raw = tomllib.loads(INVENTED.read_text(encoding="utf-8"))
TEXT = {"kk": "Мәтін", "ru": "Текст"}
SOURCE = {"paragraph": "1"}
HUGE = 10**15


def faults_of(change: Callable[[Raw], object]) -> list[tuple[str, str]]:
    """The codes and places of what is wrong once the invented edition is changed so."""
    raw = copy.deepcopy(LENDING)
    change(raw)
    edition, faults = read_shape(raw)
    assert edition is not None, faults
    return [(fault.code, fault.key) for fault in find_disagreements(edition)]


def put(*path: str | int, value: object) -> Callable[[Raw], object]:
    """A change of one value of the file."""

    def change(raw: Raw) -> None:
        place: Any = raw
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value

    return change


def with_draft(more: Raw, *between: Raw) -> Callable[[Raw], object]:
    """A step that drafts before the signature, and steps between the two."""

    def change(raw: Raw) -> None:
        steps = raw["procedures"][0]["steps"]
        step = {"actor": "executor", "title": TEXT, "source": SOURCE}
        steps[3:3] = [{**step, "act": "draft", **more}, *({**step, **one} for one in between)]
        for number, one in enumerate(steps, 1):
            one["number"] = number

    return change


def on_the_portal(raw: Raw) -> None:
    raw["channels"].append({"kind": "portal", "title": TEXT, "source": SOURCE})
    raw["procedures"][0]["channels"] = ["counter", "portal"]


def notified_on_the_portal(raw: Raw) -> None:
    on_the_portal(raw)
    opening = {"kk": "{grounds} {documents}", "ru": "жоқ"}
    raw["papers"].append({"kind": "notification", "title": TEXT, "opening": opening, "source": SOURCE})


def subject(**ages: int) -> Raw:
    return {"kind": "child", "title": TEXT, "relations": ["mother"], "source": SOURCE, **ages}


def unclaimed(months: int, days: int) -> Raw:
    return {"kept_months": months, "resend_working_days": days, "source": SOURCE}


def expiry(months: int) -> Raw:
    return {"by": "months_from_date", "months": months, "source": SOURCE}


FIRST = ("procedures", 0, "steps", 0)
SIGN, ISSUE = ("procedures", 0, "steps", 3), ("procedures", 0, "steps", 4)
WHERE = "procedures[0].steps"
AT_ELEVEN = datetime.time(11)
REFUSED: dict[str, tuple[Callable[[Raw], object], str, str]] = {
    "a signature at the reception": (put(*SIGN, "screen", value="outcome"), "188", f"{WHERE}[3].screen"),
    "a result issued at the reception": (put(*ISSUE, "screen", value="outcome"), "188", f"{WHERE}[4].screen"),
    "a draft at the reception": (with_draft({"screen": "checklist"}), "188", f"{WHERE}[3].screen"),
    "a signature that ends": (put(*SIGN, "ends", value=True), "189", f"{WHERE}[3].ends"),
    "a draft that ends": (with_draft({"ends": True}), "189", f"{WHERE}[3].ends"),
    "an end before the signature": (with_draft({}, {"act": "tell", "ends": True}), "189", f"{WHERE}[4].ends"),
    "a signature on a portal without its paper": (on_the_portal, "124", f"{WHERE}[3].act"),
    "a procedure of no channel": (put("procedures", 0, "channels", value=[]), "190", "procedures[0].channels"),
    "a channel twice": (lambda raw: raw["channels"].append(raw["channels"][0]), "115", "channels[1].kind"),
    "a counter opened later": (
        put("channels", 0, "since", value=datetime.date(2027, 1, 1)),
        "195",
        "channels[0].since",
    ),
    "no copies": (put("papers", 0, "copies", value=0), "171", "papers[0].copies"),
    "copies below none": (put("papers", 0, "copies", value=-2), "171", "papers[0].copies"),
    "ten copies": (put("papers", 0, "copies", value=10), "171", "papers[0].copies"),
    "words reversed": (put("documents", 0, "words", value=[300, 250]), "191", "documents[0].words"),
    "words below none": (put("documents", 0, "words", value=[-3, 0]), "171", "documents[0].words[0]"),
    "a document's number": (put("documents", 0, "number", value=HUGE), "171", "documents[0].number"),
    "months below one": (put("documents", 0, "expiry", value=expiry(-6)), "171", "documents[0].expiry.months"),
    "months beyond all dates": (put("documents", 0, "expiry", value=expiry(HUGE)), "171", "documents[0].expiry.months"),
    "kept for no month": (put("unclaimed", value=unclaimed(0, 1)), "171", "unclaimed.kept_months"),
    "kept for ever": (put("unclaimed", value=unclaimed(100_000, 1)), "171", "unclaimed.kept_months"),
    "sent again in no time": (put("unclaimed", value=unclaimed(1, 0)), "171", "unclaimed.resend_working_days"),
    "an age below none": (put("subject", value=subject(youngest=-1)), "171", "subject.youngest"),
    "ages reversed": (put("subject", value=subject(youngest=10, oldest=5)), "191", "subject.youngest"),
    "step 0, which is the end": (put(*FIRST, "number", value=0), "171", f"{WHERE}[0].number"),
    "a step of no minutes": (put(*FIRST, "minutes", value=0), "171", f"{WHERE}[0].minutes"),
    "served in no minutes": (put("norms", "serving_minutes", value=0), "171", "norms.serving_minutes"),
    "minutes beyond all": (put("norms", "serving_minutes", value=HUGE), "171", "norms.serving_minutes"),
    "waited for less than none": (put("norms", "waiting_minutes", value=-1), "171", "norms.waiting_minutes"),
    "warned after the norm": (put("norms", "warn_at_minutes", value=[26]), "171", "norms.warn_at_minutes[0]"),
    "warned before the beginning": (put("norms", "warn_at_minutes", value=[-3]), "171", "norms.warn_at_minutes[0]"),
    "warned backwards": (put("norms", "warn_at_minutes", value=[23, 20]), "191", "norms.warn_at_minutes"),
    "closed before it opens": (put("hours", 0, "closes", value=datetime.time(8)), "165", "hours[0].closes"),
    "lunch outside": (put("hours", 0, "lunch", value=[datetime.time(20), datetime.time(21)]), "167", "hours[0].lunch"),
    "lunch reversed": (put("hours", 0, "lunch", value=[datetime.time(14), AT_ELEVEN]), "166", "hours[0].lunch"),
    "open on no day": (put("hours", 0, "days", value=[]), "164", "hours[0].days"),
    "a place nothing fills": (
        put("papers", 3, "opening", value={"kk": "{yaer} жылы", "ru": "в {year} году"}),
        "192",
        "papers[3].opening.kk",
    ),
    "a lone brace": (
        put("papers", 3, "opening", value={"kk": "{year", "ru": "в {year} году"}),
        "192",
        "papers[3].opening.kk",
    ),
    "a place where none is": (
        put("terms", 0, "title", value={"kk": "{өзге}", "ru": "иное"}),
        "193",
        "terms[0].title.kk",
    ),
    "a bell in a title": (
        put("papers", 0, "title", value={"kk": "Қол\x07хат", "ru": "Расписка"}),
        "194",
        "papers[0].title.kk",
    ),
    "a label of two lines": (put("label", value="A\nB"), "194", "label"),
}


@pytest.mark.parametrize(("change", "code", "key"), REFUSED.values(), ids=REFUSED)
def test_what_leads_nowhere_is_refused_where_it_stands(change: Callable[[Raw], object], code: str, key: str) -> None:
    assert (code, key) in faults_of(change)


ACCEPTED: dict[str, Callable[[Raw], object]] = {
    "as it is": lambda raw: None,
    "drafted, told, signed and issued": with_draft({}, {"act": "tell"}),
    "a platform that never closes": put(
        "hours", 0, value={**LENDING["hours"][0], "opens": datetime.time(0), "closes": datetime.time(23, 59, 59)}
    ),
    "one age": put("subject", value=subject(youngest=6, oldest=6)),
    "warned at the norm": put("norms", "warn_at_minutes", value=[25]),
    "nine copies": put("papers", 0, "copies", value=9),
    "a notification signed on the portal": notified_on_the_portal,
}


@pytest.mark.parametrize("change", ACCEPTED.values(), ids=ACCEPTED)
def test_what_can_be_worked_with_is_let_through(change: Callable[[Raw], object]) -> None:
    assert faults_of(change) == []


def test_a_number_of_thousands_of_digits_is_no_number() -> None:
    """In hexadecimal TOML lets it through, and Python would not even write it."""
    text = INVENTED.read_text(encoding="utf-8")
    for places in ("working_days = 4", "number = 2", "minutes = 25", 'label = "LENDING"', "lunch = [13:00:00, "):
        key = places.partition(" = ")[0]
        changed = text.replace(places, f"{key} = 0x{'f' * 5000}" if key != "lunch" else f"lunch = [0x{'f' * 5000}, ", 1)
        assert changed != text
        (problem, *_) = examine_bytes(changed.encode(), "x").problems
        assert problem.code == "108"
        assert "“…”" in problem.sentence()
