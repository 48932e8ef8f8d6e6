"""Complaints as screens show them: what is due, one whole, those about a case, the figures. On the store's thread."""

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.complaints import AnswerTerms, can_handle, terms_of_complaint
from desktop.domain.permissions import may, require
from desktop.operations.complaints import find_complaint, list_workers
from desktop.operations.counter import Counter
from desktop.operations.entries import day_of
from desktop.operations.issuing import moment_of
from desktop.operations.recorded import prints_of_numbers
from desktop.storage.complaints import ComplaintRow
from desktop.storage.printed import PrintedPaper
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintForwarded,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.events import Event, PaperPrinted
from forms.register_acts import ReasonParticulars

MOST_LISTED = 500
