"""The board's words in all of its languages at once: it is read by everyone who waits."""

from collections.abc import Mapping, Sequence

from desktop.domain.board import BoardState
from desktop.language import Language
from forms.catalogues import N_

# Kazakh first, both together, whatever language the operator works in.
BOARD_LANGUAGES = ("kk", "ru")

BOARD_WORDS: Mapping[str, str] = {
    "called": N_("Please come to the counter"),
    "serving": N_("At the counter"),
    "nobody": N_("Nobody is called"),
    "before": N_("Called before"),
    "waiting": N_("Waiting in the queue"),
    "counter": N_("Office counter"),
    "order": N_("Called in the order of the queue, without prior booking"),
    "stale": N_("The board is not up to date: listen to the call"),
    "sound_on": N_("Switch the sound on"),
    "sound_is_on": N_("The sound is on"),
    "board": N_("Queue board"),
}

Pair = Mapping[str, str]


def board_words(languages: Sequence[str] = BOARD_LANGUAGES) -> dict[str, dict[str, str]]:
    """Every word of the board by name, each by language."""
    speakers = [Language(code) for code in languages]
    return {name: {each.code: each.say(message) for each in speakers} for name, message in BOARD_WORDS.items()}


def heading_of(state: BoardState) -> str:
    """The name of the words over the number."""
    if not state.now_called:
        return "nobody"
    return "serving" if state.serving else "called"
