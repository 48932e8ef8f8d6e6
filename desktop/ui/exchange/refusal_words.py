"""What was refused, in words: the entry's kind, its case's number, its hour."""

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.ui.context import Look
from desktop.ui.exchange.standing import say_moment
from forms.catalogues import N_

if TYPE_CHECKING:
    from desktop.operations.refusals import OpenRefusal

KINDS: dict[str, str] = {
    "segment_opened": N_("The journal was continued"),
    "visit_opened": N_("The case was opened"),
    "case_held": N_("Put aside"),
    "case_resumed": N_("Taken up again"),
    "case_dropped": N_("Closed without an outcome"),
    "case_decided": N_("Outcome of a case"),
    "case_voided": N_("A case made void"),
    "paper_printed": N_("A paper printed"),
    "paper_handed_over": N_("The paper was handed over"),
    "ticket_issued": N_("A ticket was issued"),
    "ticket_called": N_("Called to the counter"),
    "ticket_recalled": N_("Called again"),
    "ticket_no_show": N_("Did not come"),
    "ticket_closed": N_("A ticket closed without service"),
    "visit_held": N_("Put aside"),
    "visit_returned": N_("Came back and waits at the head of the queue"),
    "walk_in_admitted": N_("Served before others, on a legal ground"),
    "day_opened": N_("The day was opened"),
    "day_closed": N_("The day was closed"),
    "machine_restarted": N_("The computer was started again"),
    "clock_doubted": N_("The PC's clock was found moved"),
    "clock_trusted": N_("The PC's clock is right again"),
    "particulars_erased": N_("The personal data were erased, as their retention ended"),
    "case_corrected": N_("Correction of a case"),
    "duplicate_judged": N_("Two cases compared"),
    "register_exported": N_("The register exported"),
    "operator_enrolled": N_("An operator enrolled"),
    "operator_changed": N_("An operator's rights changed"),
    "operator_signed_in": N_("An operator signed in"),
    "operator_signed_out": N_("An operator signed out"),
    "password_changed": N_("A password changed"),
    "recovery_renewed": N_("A new recovery sheet"),
    "case_taken_over": N_("A case passed to another operator"),
    "store_restored": N_("The register restored from a backup"),
    "counter_enrolled": N_("This counter enrolled at the district"),
    "update_taken": N_("Something the district published taken in"),
    "refusal_settled": N_("A refused entry settled"),
    "proceeding_opened": N_("A case goes on after its reception"),
    "subject_recorded": N_("Whose matter a case is"),
    "step_taken": N_("A step of a procedure"),
    "step_returned": N_("A case returned for rework"),
    "result_drafted": N_("A result drafted"),
    "result_signed": N_("A result signed"),
    "result_issued": N_("A result issued"),
    "result_moved": N_("A result nobody collected"),
    "group_set": N_("A group and its places"),
    "roster_taken": N_("A roster taken in use"),
    "home_visit_asked": N_("A visit at home asked for"),
    "complaint_received": N_("A complaint received"),
    "complaint_assigned": N_("A complaint given to who handles it"),
    "complaint_corrected": N_("A complaint corrected"),
    "complaint_forwarded": N_("A complaint forwarded"),
    "complaint_answered": N_("A complaint answered"),
}


def say_what(one: "OpenRefusal", look: Look) -> str:
    """The entry and its case: “Outcome of a case · S1-2026-000012 · entry 118”."""
    kind = look.say(KINDS[one.what]) if one.what in KINDS else ""
    parts = (kind, one.number, look.say("entry {number}", number=one.sequence))
    return " · ".join(part for part in parts if part)


def say_refused(one: "OpenRefusal", look: Look, here: datetime) -> str:
    """When it was recorded, and when it was refused, by the hour ``here``."""
    say = look.say
    refused = say("refused {moment}", moment=say_moment(one.refused_at, look, here))
    if not one.at:
        return refused
    recorded = say("recorded {moment}", moment=say_moment(one.at, look))
    return f"{recorded} · {refused}"
