"""The sections of the settings, one function each: they fill a form's column from the answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.profile_answers import OperatorAnswers, ProfileAnswers, ResponsibleAnswers
from desktop.operations.profile_keeping import SettingsChoices
from desktop.ui.settings.form import Form, empty
from desktop.ui.settings.hours import HoursFields
from desktop.ui.settings.services import ServiceFields
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.fields import side_by_side
from desktop.ui.widgets.labels import box, label
from forms.catalogues import N_

SECTIONS = (
    N_("Organisation"),
    N_("Responsible persons"),
    N_("Hours"),
    N_("Services and editions"),
    N_("Queue"),
    N_("Printers"),
    N_("Languages"),
    N_("Keeping"),
    N_("Exchange"),
)
LANGUAGE_NAMES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


def fill_section(form: Form, place: int, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    """Add one section's fields to the end of the form."""
    fillers: tuple[Callable[[Form, ProfileAnswers, SettingsChoices], None], ...] = (
        _organisation,
        _persons,
        _hours,
        _services,
        _queue,
        _printers,
        _languages,
        _keeping,
        _exchange,
    )
    fillers[place](form, answers, choices)


def add_kind(
    form: Form, answers: ProfileAnswers, choices: SettingsChoices, then: Callable[[], None] | None = None
) -> None:
    """Whose desk it is: a provider's own, or the State Corporation's, which takes in for providers."""

    def turned() -> None:
        answers.turn_kind(choices.services)
        if then is not None:
            then()

    kinds = [
        ("school", form.say("A school or another provider")),
        ("state_corporation", form.say("The State Corporation")),
    ]
    name = form.say("This desk is of")
    form.body.addWidget(form.choice("kind", name, answers, "kind", kinds, columns=2, then=turned))


def add_names(form: Form, answers: ProfileAnswers) -> None:
    """Names, addresses: in both languages, since papers are given in both."""
    say = form.say
    names = (
        ("organisation.name.kk", say("Name in Kazakh"), "name_kk"),
        ("organisation.name.ru", say("Name in Russian"), "name_ru"),
        ("organisation.address.kk", say("Address in Kazakh"), "address_kk"),
        ("organisation.address.ru", say("Address in Russian"), "address_ru"),
    )
    for key, name, attribute in names:
        form.body.addWidget(form.line(key, name, answers, attribute))


def phone_line(form: Form, answers: ProfileAnswers) -> QWidget:
    """The organisation's first phone, which stands on papers."""
    hint = form.say("with its code; it stands on every paper")
    return form.line("organisation.phone", form.say("Phone"), answers, "phone", hint=hint)


def add_language_of_window(form: Form, answers: ProfileAnswers, then: Callable[[], None] | None = None) -> None:
    """In which language the window opens."""
    name = form.say("The window opens in")
    form.body.addWidget(form.choice("interface", name, answers, "interface", LANGUAGE_NAMES, columns=3, then=then))


def _organisation(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    add_names(form, answers)
    add_kind(form, answers, choices)
    bin_hint = say("12 digits; may be left empty")
    number = form.line("organisation.bin", say("BIN"), answers, "bin", hint=bin_hint)
    form.body.addWidget(side_by_side(number, phone_line(form, answers)))
    hint = say("separated by commas")
    form.body.addWidget(form.line("organisation.phones", say("Other phones"), answers, "more_phones", hint=hint))
    name = say("Counter code")
    code = label(f"{name}: {answers.counter}", strong=True)
    why = label(say("It stands in every number already given, so it stays as it is."), tone="quiet", size="note")
    form.body.addWidget(box("noteBox", code, why))
    zone_hint = say("such as Asia/Almaty; takes effect when the program is started again")
    form.body.addWidget(form.line("zone", say("Time zone"), answers, "zone", hint=zone_hint))


def _persons(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    hint = say("signs reasoned refusals; empty leaves the line to be filled by hand")
    form.body.addWidget(form.line("organisation.head", say("Head of the organisation"), answers, "head", hint=hint))
    form.body.addWidget(_People(form, answers, "operators"))
    form.body.addWidget(_People(form, answers, "responsible"))


def _hours(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    note = say(
        "Which hours hold: this organisation's own hours of the service, else those of its edition, "
        "else these general ones."
    )
    form.body.addWidget(label(note, tone="quiet", size="note"))
    form.body.addWidget(HoursFields(form, "hours", say("State the general hours of the organisation"), answers.hours))


def _services(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    add_services(form, answers, choices)


def add_services(
    form: Form, answers: ProfileAnswers, choices: SettingsChoices, *, brief: bool = False
) -> list[ServiceFields]:
    """Every service our editions know; ``brief`` asks only what the first start must."""
    cards = [
        ServiceFields(form, option, answers.services[option.service], lambda: answers.kind, brief=brief)
        for option in choices.services
    ]
    if cards:
        form.body.addWidget(form.wrong_line("services", form.say("Services"), cards[0].offered))
    for card in cards:
        form.body.addWidget(card)
    return cards


def _queue(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    recalls = form.line(
        "queue.recalls",
        say("Calls more before a no-show"),
        answers,
        "recalls",
        hint=say("from 0 to 9"),
        width=80,
    )
    form.body.addWidget(recalls)
    form.body.addWidget(
        form.line(
            "queue.recall_after",
            say("Seconds to come to the counter, before the next call"),
            answers,
            "recall_after",
            hint=say("from 0 to 120"),
            width=80,
        )
    )
    formats = [("roll80", say("80 mm roll")), ("a6", say("A6 sheet"))]
    name = say("Paper of tickets")
    form.body.addWidget(form.choice("queue.ticket_format", name, answers, "ticket_format", formats, columns=2))
    port = form.line(
        "board.port",
        say("Port of the board"),
        answers,
        "board_port",
        hint=say("the board opens in a browser of this computer; from 1024 to 65535"),
        width=120,
    )
    words = say("Show the numbers called on a board in a browser")
    form.body.addWidget(form.tick(words, answers, "board_enabled", port.setVisible))
    form.body.addWidget(port)
    port.setVisible(answers.board_enabled)


def _printers(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    listed = [(name, name) for name in choices.printers]
    usual = ("", say("The computer's default printer"))
    form.body.addWidget(form.pick("printer", say("Printer of papers"), answers, "printer", [usual, *listed]))
    same = ("", say("The printer of papers"))
    form.body.addWidget(
        form.pick("ticket_printer", say("Printer of tickets"), answers, "ticket_printer", [same, *listed])
    )


def _languages(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    add_language_of_window(form, answers)
    papers = [("both", say("Kazakh and Russian")), ("kk", say("Kazakh")), ("ru", say("Russian"))]
    name = say("Papers are given in")
    form.body.addWidget(form.choice("languages", name, answers, "languages", papers, columns=3))


def _keeping(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    hint = say(
        "a folder on another disk, such as {path}; a stick is chosen under Keeping, Ctrl+F12", path="/media/disk"
    )
    form.body.addWidget(form.line("second_place", say("Second place for backups"), answers, "second_place", hint=hint))
    years = form.line(
        "retention_years",
        say("Years after which names are erased"),
        answers,
        "retention_years",
        hint=say("0: never; erasing is begun under Keeping, Ctrl+F12"),
        width=80,
    )
    rule = form.line(
        "retention_rule",
        say("The rule that says so"),
        answers,
        "retention_rule",
        hint=say("such as the item of the list of cases; it is written into the journal"),
    )
    form.body.addWidget(years)
    form.body.addWidget(rule)
    key = say("Public key of the district office")
    why = say("64 figures and letters; with it the office can open the register when every password is lost")
    form.body.addWidget(form.line("district_key", key, answers, "district_key", hint=why))


def _exchange(form: Form, answers: ProfileAnswers, choices: SettingsChoices) -> None:
    say = form.say
    words = say("Send to the district by itself, wherever there is a network")
    megabytes = form.line(
        "exchange.metered_megabytes_a_day",
        say("Megabytes a day, where the line is paid by size"),
        answers,
        "exchange_megabytes",
        hint=say("0: no limit; what is sent by hand is not held up by it"),
        width=120,
    )
    proxy = form.line(
        "exchange.proxy",
        say("Proxy"),
        answers,
        "exchange_proxy",
        hint=say("such as {address}; empty: as the computer has it; none: without one", address="http://10.0.0.1:3128"),
    )
    form.body.addWidget(form.tick(words, answers, "exchange_automatic"))
    form.body.addWidget(megabytes)
    form.body.addWidget(proxy)


class _People(QWidget):
    """Persons in a list that grows and shrinks."""

    def __init__(self, form: Form, answers: ProfileAnswers, which: str) -> None:
        super().__init__()
        self._form, self._answers, self._which = form, answers, which
        say = form.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if which == "responsible":
            column.addWidget(label(say("Other responsible persons"), strong=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        column.addLayout(self._rows)
        self._fill()
        self._more = link_button(say("Add a clerk") if which == "operators" else say("Add a person"), note=False)
        self._more.clicked.connect(self._add)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _people(self) -> "Sequence[OperatorAnswers | ResponsibleAnswers]":
        return self._answers.operators if self._which == "operators" else self._answers.responsible

    def _fill(self) -> None:
        empty(self._rows)
        self._form.forget(f"{self._which}[")
        for place, person in enumerate(self._people()):
            self._rows.addWidget(self._row(place, person))

    def _refill(self) -> None:
        """Rows made anew stand where the old ones stood for Tab too, not at the end of the page."""
        before = self._more.previousInFocusChain() or self._more
        self._fill()
        items = [self._rows.itemAt(place) for place in range(self._rows.count())]
        for row in (item.widget() for item in items if item is not None):
            for widget in row.findChildren(QWidget) if row is not None else []:
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(before, widget)
                    before = widget

    def _row(self, place: int, person: "OperatorAnswers | ResponsibleAnswers") -> QWidget:
        form, say, key = self._form, self._form.say, f"{self._which}[{place}]"
        words = say("Take out")
        remove = link_button(words)
        remove.clicked.connect(lambda: self._remove(place))
        if isinstance(person, OperatorAnswers):
            name = say("Clerk, as named on papers") if place == 0 else say("Another clerk")
            field = form.line(f"{key}.name", name, person, "name")
            if place == 0:
                return field
            remove.setAccessibleName(f"{words} {name} {place + 1}")
            return box("noteBox", field, remove)
        role = side_by_side(
            form.line(f"{key}.role.kk", say("Answers for, in Kazakh"), person, "role_kk"),
            form.line(f"{key}.role.ru", say("Answers for, in Russian"), person, "role_ru"),
        )
        who = side_by_side(
            form.line(f"{key}.name", say("Name"), person, "name"),
            form.line(f"{key}.phone", say("Phone (if any)"), person, "phone"),
        )
        remove.setAccessibleName(f"{words} {place + 1}")
        return box("noteBox", role, who, remove, spacing=8)

    def _add(self) -> None:
        if self._which == "operators":
            self._answers.add_operator()
        else:
            self._answers.responsible.append(ResponsibleAnswers())
        self._refill()
        last = len(self._people()) - 1
        self._form.focus_place(f"{self._which}[{last}].{'name' if self._which == 'operators' else 'role.kk'}")

    def _remove(self, place: int) -> None:
        if self._which == "operators":
            del self._answers.operators[place]
        else:
            del self._answers.responsible[place]
        self._refill()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)
