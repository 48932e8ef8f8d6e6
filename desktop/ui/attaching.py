"""A counter comes to the window: everything that works on it is made and wired."""

from typing import TYPE_CHECKING

from desktop.operations import reception
from desktop.ui.backup_timer import BackupTimer
from desktop.ui.board.front import BoardFront
from desktop.ui.clock_front import ClockFront
from desktop.ui.exchange.front import SyncFront
from desktop.ui.news_front import NewsFront
from desktop.ui.printing import PrintDesk
from desktop.ui.queue.desk import QueueDesk
from desktop.ui.queue.front import QueueFront
from desktop.ui.queue.slips import Slips
from desktop.ui.reception.desk import Desk
from desktop.ui.sign_in.lock import Lock
from desktop.ui.sign_in.passing_on import PassingOn

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workers import Worker


def attach_counter(window: "MainWindow", counter: "Counter", store: "Worker", printer: "Worker") -> None:
    """Make the desk, the queue and what stands beside them, show how the day stands, and go on with an open case."""
    desk = Desk(counter, store)
    window.desk = desk
    window.printing = PrintDesk(desk, printer)
    window.printing.application_sent.connect(window.application_sent)
    desk.kept.connect(window.show_kept)
    desk.problem_met.connect(window.tell)
    desk.problem_gone.connect(window.take_back_told)
    window.queue = QueueFront(counter, QueueDesk(counter, store), desk)
    window.queue.queue.problem_met.connect(window.tell)
    window.queue.clock_begins.connect(window.clock_begins)
    _attach_fronts(window, counter, store, printer)
    desk.case_opened.connect(window.show_case)
    desk.case_closed.connect(window.case_closed)
    store.run(lambda: reception.offered_services(counter), window.show_offered, window.tell)
    window.queue.queue.refresh()
    store.run(lambda: reception.interrupted_case(counter), window.after_start, window.tell)


def _attach_fronts(window: "MainWindow", counter: "Counter", store: "Worker", printer: "Worker") -> None:
    assert window.queue is not None
    queue = window.queue.queue
    window.slips = Slips(counter, store, printer, queue)
    window.board = BoardFront(counter, store, queue, window)
    window.clock = ClockFront(counter, store)
    window.lock = Lock(window, counter, store)
    window.passing = PassingOn(window, counter, store)
    window.backups = BackupTimer(counter, store, window)
    window.exchange = SyncFront(counter, store)
    window.news = NewsFront(counter, store)
    window.exchange.state_changed.connect(window.news.look_again)
    window.news.editions_changed.connect(
        lambda: store.run(lambda: reception.offered_services(counter), window.show_offered, window.tell)
    )
    queue.state_changed.connect(window.show_clock)
    queue.state_changed.connect(window.clock.look_again)
    queue.state_changed.connect(window.exchange.recorded)
    queue.state_changed.connect(window.news.reminder.look_again)
    queue.state_changed.connect(window.news.proceedings.look_again)
    window.exchange.room_requested.connect(lambda: window.acts.go_to_room("exchange"))
    window.board.begun.connect(window.board_begun)
    window.board.ended.connect(lambda: window.rail.show_board(False))
    window.queue.slip_wanted.connect(window.slips.reprint_of)
    window.exchange.problem_met.connect(window.tell)
    window.news.problem_met.connect(window.tell)
    for front in (window.board, window.clock, window.slips, window.lock, window.passing, window.backups):
        front.problem_met.connect(window.tell)
    window.lock.operator_changed.connect(window.follow_operator)
    window.lock.operator_changed.connect(window.news.reminder.look_again)
    window.lock.operator_changed.connect(window.news.proceedings.look_again)
    window.passing.passed.connect(window.ask_waiting)
    window.move_fronts()
    window.board.begin_if_wanted()
    for trouble in counter.troubles:
        window.tell(trouble)
