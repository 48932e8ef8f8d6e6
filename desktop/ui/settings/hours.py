"""Days and hours to be stated or left to someone else: of the organisation, or of one service."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.hours import WEEKDAYS
from desktop.operations.profile_answers import HoursAnswers
from desktop.ui.settings.form import Form
from desktop.ui.widgets.fields import side_by_side
from desktop.ui.widgets.ticks import Tick
from forms.editions import Weekday

TIME_WIDTH = 120
_IN_A_ROW = 5


class HoursFields(QWidget):
    """A box to state hours at all; beneath it, once it is ticked, the days and the hours."""

    def __init__(self, form: Form, key: str, question: str, answers: HoursAnswers) -> None:
        super().__init__()
        self._answers = answers
        self._language = form.look.language.code
        say = form.say
        self.stated = form.tick(question, answers, "stated", self._show)
        self._inside = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.stated)
        column.addWidget(form.wrong_line(key, question, self.stated))
        column.addWidget(self._inside)
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(30, 0, 0, 0)
        inner.setSpacing(8)
        days = QGridLayout()
        days.setSpacing(4)
        self.days = [self._day(form, place, day) for place, day in enumerate(WEEKDAYS)]
        for place, tick in enumerate(self.days):
            days.addWidget(tick, place // _IN_A_ROW, place % _IN_A_ROW)
        days.setColumnStretch(_IN_A_ROW, 1)
        inner.addLayout(days)
        inner.addWidget(form.wrong_line(f"{key}.days", say("Days"), self.days[0]))
        pairs = (
            ((f"{key}.opens", say("Opens at"), "opens"), (f"{key}.closes", say("Closes at"), "closes")),
            ((f"{key}.lunch", say("Lunch from"), "lunch_from"), (f"{key}.lunch_to", say("Lunch to"), "lunch_to")),
        )
        for pair in pairs:
            fields = [form.line(place, name, answers, attribute, width=TIME_WIDTH) for place, name, attribute in pair]
            inner.addWidget(side_by_side(*fields))
        self._show(answers.stated)

    def _day(self, form: Form, place: int, day: Weekday) -> Tick:
        locale = QLocale({"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}[self._language])
        tick = Tick(locale.dayName(place + 1, QLocale.FormatType.ShortFormat), form.look.palette)
        tick.setAccessibleName(locale.dayName(place + 1, QLocale.FormatType.LongFormat))
        tick.setChecked(day in self._answers.days)
        tick.clicked.connect(lambda on: self._choose(form, day, on))
        return tick

    def _choose(self, form: Form, day: Weekday, on: bool) -> None:
        chosen = {*self._answers.days, day} if on else {*self._answers.days} - {day}
        self._answers.days = [known for known in WEEKDAYS if known in chosen]

    def _show(self, stated: bool) -> None:
        self._inside.setVisible(stated)
