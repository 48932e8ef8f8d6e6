"""What entries of a journal, and what stands in them, are called on pages."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.catalogues import N_
from forms.editions import Edition
from forms.fact_words import FactWords
from forms.problems import PROBLEMS, Problem
from forms.words import FINDINGS
from server.pages.words import moment, quote, tell, word
from server.register.editions import edition_named, service_titles

KINDS: Mapping[str, str] = {
    "case_corrected": N_("Correction"),
    "case_decided": N_("Decision"),
    "case_dropped": N_("Case closed without an outcome"),
    "case_held": N_("Case put aside"),
    "case_resumed": N_("Case taken up again"),
    "case_taken_over": N_("Case taken over"),
    "case_voided": N_("Void"),
    "clock_doubted": N_("Clock in doubt"),
    "clock_trusted": N_("Clock right again"),
    "complaint_answered": N_("Complaint answered"),
    "complaint_assigned": N_("Complaint given to a handler"),
    "complaint_corrected": N_("Complaint corrected"),
    "complaint_forwarded": N_("Complaint forwarded"),
    "complaint_received": N_("Complaint received"),
    "counter_enrolled": N_("Counter enrolled"),
    "day_closed": N_("Day closed"),
    "day_opened": N_("Day opened"),
    "group_set": N_("Group set"),
    "home_visit_asked": N_("Home visit asked for"),
    "duplicate_judged": N_("Likely duplicate judged"),
    "machine_restarted": N_("Computer restarted"),
    "operator_changed": N_("Operator changed"),
    "operator_enrolled": N_("Operator added"),
    "operator_signed_in": N_("Sign-in"),
    "operator_signed_out": N_("Sign-out"),
    "paper_handed_over": N_("Paper handed over"),
    "paper_printed": N_("Paper printed"),
    "particulars_erased": N_("Personal data erased"),
    "password_changed": N_("Password changed"),
    "proceeding_opened": N_("Procedure opened"),
    "recovery_renewed": N_("Recovery sheet renewed"),
    "refusal_settled": N_("Refusal settled"),
    "register_exported": N_("Register exported"),
    "result_drafted": N_("Result drafted"),
    "result_issued": N_("Result issued"),
    "result_moved": N_("Result moved"),
    "result_signed": N_("Result signed"),
    "roster_taken": N_("Roster taken into use"),
    "segment_opened": N_("Journal opened"),
    "step_returned": N_("Returned for rework"),
    "step_taken": N_("Step taken"),
    "subject_recorded": N_("Child recorded"),
    "store_restored": N_("Restored from a backup"),
    "ticket_called": N_("Ticket called"),
    "ticket_closed": N_("Ticket closed"),
    "ticket_issued": N_("Ticket issued"),
    "ticket_no_show": N_("Did not come"),
    "ticket_recalled": N_("Ticket called again"),
    "update_taken": N_("Publication taken"),
    "visit_held": N_("Visit put aside"),
    "visit_opened": N_("Visit opened"),
    "visit_returned": N_("Visit taken up again"),
    "walk_in_admitted": N_("Admitted without a ticket"),
}
FIELDS: Mapping[str, str] = {
    "act.kind": N_("Kind"),
    "act.number": N_("Number"),
    "act.service": N_("Service"),
    "act.edition": N_("Edition"),
    "act.outcome": N_("Outcome"),
    "act.proposed": N_("Proposed outcome"),
    "act.consent": N_("Consent"),
    "act.serving_seconds": N_("Serving, seconds"),
    "act.reason": N_("Reason"),
    "act.register": N_("Register"),
    "act.overrun": N_("Over the norm"),
    "act.outside_hours": N_("Outside the hours"),
    "act.clock_doubted": N_("Clock in doubt"),
    "act.by_representative": N_("By a representative"),
    "act.channel": N_("Way of applying"),
    "act.side": N_("Side"),
    "act.filed_at": N_("Filed"),
    "act.package": N_("Number at the State Corporation"),
    "act.step": N_("Step"),
    "act.next": N_("Next step"),
    "act.act": N_("What was done"),
    "act.source": N_("Who answered"),
    "act.seconds": N_("Held, seconds"),
    "act.result": N_("Result"),
    "act.result_number": N_("Number of the result"),
    "act.signed_by": N_("Signed how"),
    "act.certificate": N_("Certificate"),
    "act.to": N_("To whom"),
    "act.how": N_("What became of it"),
    "act.due": N_("Due"),
    "act.forward_due": N_("To be forwarded by"),
    "act.relation": N_("Relation"),
    "act.group": N_("Group"),
    "act.key": N_("Key"),
    "act.year": N_("Year"),
    "act.programme_kk": N_("Programme in Kazakh"),
    "act.programme_ru": N_("Programme in Russian"),
    "act.name": N_("Name"),
    "act.schedule": N_("Schedule"),
    "act.places": N_("Places"),
    "act.youngest": N_("Age from"),
    "act.oldest": N_("Age to"),
    "act.rows": N_("Rows"),
    "act.refused": N_("Rows refused"),
    "act.sha256": N_("Checksum"),
    "act.day": N_("Day"),
    "act.way": N_("How it came"),
    "act.level": N_("Addressed to"),
    "act.language": N_("Language"),
    "act.received_on": N_("Received"),
    "act.about": N_("Clerk complained of"),
    "act.case_number": N_("Number of the case"),
    "act.signed": N_("Signed"),
    "act.answer_place": N_("Where the answer is given"),
    "act.handler": N_("Handler"),
    "act.on": N_("On"),
    "iin": N_("IIN"),
    "name": N_("Full name"),
    "birth_date": N_("Born"),
    "relation_words": N_("Relation in words"),
    "reason": N_("Reason"),
    "words": N_("Words"),
    "mark": N_("Signature"),
    "identity_document": N_("Identity document"),
    "power_of_attorney": N_("Power of attorney"),
    "address": N_("Postal address"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "text": N_("What the complaint says"),
    "applicant.name": N_("Applicant"),
    "applicant.iin": N_("IIN"),
    "applicant.phone": N_("Phone"),
    "representative.name": N_("Representative"),
    "refusal_reason": N_("Reason of the refusal"),
    "overrun_reason": N_("Reason of the overrun"),
    "at.wall": N_("Time at the counter"),
    "counter": N_("Counter"),
    "sequence": N_("Entry"),
    "operator": N_("Operator"),
    "case": N_("Case"),
}
VALUES: Mapping[str, str] = {
    "accepted": N_("documents accepted"),
    "refusal_receipt": N_("refusal to accept the documents"),
    "reasoned_refusal": N_("reasoned refusal"),
    "attestation": N_("attestation"),
    "enrolment": N_("enrolment"),
    "reception": N_("reception"),
    "given": N_("given"),
    "declined": N_("declined"),
    "counter": N_("at the counter"),
    "state_corporation": N_("through the State Corporation"),
    "portal": N_("through the portal"),
    "platform": N_("through the platform"),
    "provider": N_("provider"),
    "corporation": N_("State Corporation"),
    "authority": N_("authorised body"),
    "order": N_("order"),
    "refusal": N_("reasoned refusal"),
    "notification": N_("notification"),
    "applicant": N_("applicant"),
    "representative": N_("representative"),
}
_MOST_LINES = 400
_LONGEST = 4000  # letters of one
# What nobody needs to read: it proves, and says nothing.
_UNSAID = ("at.boot", "at.monotonic_ms", "particulars_digest", "format", "act.version")

SETTLED: Mapping[str, object] = {
    "corrected": gettext_lazy("corrected by a later entry"),
    "voided": gettext_lazy("voided by a later entry"),
    "resent": gettext_lazy("sent again as it is"),
    "noted": gettext_lazy("noted with a reason"),
}


def kind_words(kind: str) -> str:
    """What an entry of this kind is called; one this program does not know by its own name."""
    return _(KINDS[kind]) if kind in KINDS else kind or _("unreadable")


def told_problem(code: str, fields: object) -> str:
    """The sentence of a problem that was kept; its number where this program does not know it."""
    if code not in PROBLEMS or not isinstance(fields, dict):
        return code
    try:
        return tell(Problem(code, **{name: told for name, told in fields.items() if name not in ("code", "detail")}))
    except (KeyError, IndexError):
        return code


def read_lines(data: bytes, titles: Mapping[str, str] | None = None) -> list[tuple[str, str, bool]] | None:
    """A record as lines: what it is called, what stands there, whether the name is only the key; None if unreadable.

    ``titles``: what the documents of the case's edition are called, by their keys (`document_titles`).
    """
    try:
        lines = _lines(json.loads(data), titles or {})
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None  # whatever a counter that is none of ours wrote
    return [(_fit(name), _fit(told), bare) for name, told, bare in lines]


def _fit(text: str) -> str:
    """As a page can show it: JSON may hold halves of letters, which UTF-8 cannot, and any length."""
    return text[:_LONGEST].encode("utf-8", "replace").decode()


def _lines(record: Any, titles: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    lines, documents = [], []
    facts = FactWords(_edition_of(record), word, quote)
    for name, value in islice(_flat("", record), _MOST_LINES):
        if name in _UNSAID:
            continue
        fact = name.removeprefix("act.facts.")
        if name != fact and facts.question(fact) != fact:
            lines.append((facts.question(fact), facts.answer(fact, value), False))
        elif isinstance(value, list):
            documents += [_document(one, titles) for one in value]
        else:
            lines.append((_(FIELDS[name]) if name in FIELDS else name, _told(name, value), name not in FIELDS))
    return lines + documents


def document_titles(event: bytes) -> dict[str, str]:
    """What the documents of a decision are called in the edition it names; nothing where there is none."""
    try:
        edition = _edition_of(json.loads(event))
    except (ValueError, RecursionError):
        return {}
    return {} if edition is None else {one.key: quote(one.short) for one in edition.documents}


def _edition_of(record: Any) -> Edition | None:
    """The edition an act names, if it names one that is known."""
    try:
        return edition_named(record["act"]["edition"])
    except (KeyError, TypeError):
        return None


def _document(one: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[str, str, bool]:
    """One document of a list: its title, and what was found and written of it."""
    key, finding = str(one["key"]), str(one.get("finding") or "")
    told: list[Any] = [word(FINDINGS[finding]) if finding in FINDINGS else finding]
    if one.get("sheets"):
        told.append(_("sheets: %(count)s") % {"count": one["sheets"]})
    if not finding:  # what was written of it; beside a finding the number is its place in the law
        told += [one.get(name) for name in ("number", "date", "expires", "reason")]
    return titles.get(key, key), " · ".join(str(part) for part in told if part), key not in titles


def _told(name: str, value: object) -> str:
    if name == "act.kind":
        return kind_words(str(value))
    if name == "at.wall":
        return _wall(str(value))
    if value is True:
        return _("yes")
    if name == "act.service" and value not in VALUES and str(value) in (titles := service_titles()):
        return quote(titles[str(value)])
    return _(VALUES[value]) if name.startswith("act.") and isinstance(value, str) and value in VALUES else str(value)


def _wall(told: str) -> str:
    try:
        return moment(datetime.fromisoformat(told))
    except ValueError:
        return told


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every value with the way to it; what is empty, and what is not so, is left out."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), one)
    elif name in ("act.documents", "documents") and _are_documents(value):
        yield name, value
    elif isinstance(value, list):
        for place, one in enumerate(value, 1):
            yield from _flat(f"{name}.{place}", one)
    elif value not in (None, "") and (value is not False or name.startswith("act.facts.")):
        yield name, value


def _are_documents(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and isinstance(one.get("key"), str) for one in value)
