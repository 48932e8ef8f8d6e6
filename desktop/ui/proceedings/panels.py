"""Which panel stands at which act: one line for each, so that another kind of step is another line."""

from collections.abc import Mapping

from desktop.ui.proceedings.draft_panel import DraftPanel
from desktop.ui.proceedings.eds_panel import EdsPanel
from desktop.ui.proceedings.issue_panel import IssuePanel
from desktop.ui.proceedings.panel import AnswerPanel, NotePanel, Panel
from desktop.ui.proceedings.receive_panel import ReceivePanel
from desktop.ui.proceedings.sign_panel import SignPanel
from forms.editions import StepAct

PANELS: Mapping[StepAct, type[Panel]] = {
    "accept": NotePanel,
    "look_up": AnswerPanel,
    "tell": NotePanel,
    "send": NotePanel,
    "register": NotePanel,
    "check": AnswerPanel,
    "review": NotePanel,
    "draft": DraftPanel,
    "sign": SignPanel,
    "receive": ReceivePanel,
    "issue": IssuePanel,
    "note": NotePanel,
}


def panel_for(act: StepAct, asks: str | None, *, notified: bool = False) -> type[Panel]:
    """The panel of a step. Whatever its act, one that asks something is answered.

    ``notified``: the result is a notification, signed with a key.
    """
    if act == "sign" and notified:
        return EdsPanel
    chosen = PANELS[act]
    return AnswerPanel if asks is not None and chosen is NotePanel else chosen
