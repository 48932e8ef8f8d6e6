"""What the window's frame does: every button and every row of home, wired to the acts the keys call."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


def load_reception() -> None:
    """The screens of a case and the register's list, loaded while nobody stands at the counter."""
    import desktop.ui.reception.view
    import desktop.ui.register.screen  # noqa: F401


def wire_frame(window: "MainWindow") -> None:
    """Wire a frame just built."""
    rail, bottom, home, acts = window.rail, window.bottom, window.home, window.acts
    bottom.fit(window.width())
    rail.language_requested.connect(window.turn_language)
    rail.light_requested.connect(window.turn_light)
    rail.room_requested.connect(acts.go_to_room)
    rail.board_requested.connect(acts.turn_board)
    rail.waiting_requested.connect(acts.take_up)
    window.banner.understood.connect(window.hide_banner)
    window.question.keyboard_freed.connect(acts.take_keyboard)
    bottom.back.clicked.connect(acts.go_back)
    bottom.hold.clicked.connect(acts.hold)
    bottom.leave.clicked.connect(acts.leave)
    bottom.onward.clicked.connect(acts.go_on)
    home.begin_requested.connect(acts.begin)
    home.resume_requested.connect(acts.resume)
