"""One service on a screen of the profile: whether it is offered, as which provider, under which edition, with what."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.channels import OrganisationKind
from desktop.operations.profile_answers import PROVIDERS, ServiceAnswers, ServiceOption
from desktop.profile.shape import IN_FORCE
from desktop.ui.settings.form import Form
from desktop.ui.settings.hours import HoursFields
from desktop.ui.settings.pick import Pick
from forms.catalogues import N_

PROVIDER_WORDS = {
    "local": N_("Local organisation of education"),
    "republican": N_("Republican organisation of education"),
    "music_school": N_("Music or arts school"),
}


class ServiceFields(QFrame):
    """A box to offer the service; beneath it, once it is ticked, its particulars. ``brief`` asks only what it must."""

    def __init__(
        self,
        form: Form,
        option: ServiceOption,
        answers: ServiceAnswers,
        kind: Callable[[], OrganisationKind],
        *,
        brief: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("noteBox")
        self._form, self._option, self._answers, self._brief = form, option, answers, brief
        self._kind = kind
        say, key = form.say, f"services.{option.service}"
        title = form.look.language.quote(option.title)
        self.offered = form.tick(title, answers, "offered", self._show)
        self._inside = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 16, 10)
        column.setSpacing(6)
        column.addWidget(self.offered)
        column.addWidget(form.wrong_line(key, title, self.offered))
        column.addWidget(self._inside)
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(26, 0, 0, 0)
        inner.setSpacing(10)
        providers = [(provider, say(PROVIDER_WORDS[provider])) for provider in PROVIDERS if self._knows(provider)]
        if len(providers) > 1:
            inner.addWidget(
                form.choice(f"{key}.provider", say("We are"), answers, "provider", providers, then=self._turn_provider)
            )
        self.edition: Pick = form.pick(
            f"{key}.edition", say("Edition of the standard"), answers, "edition", self._items(), then=self._explain
        )
        inner.addWidget(self.edition)
        if not brief:
            inner.addWidget(
                form.line(
                    f"{key}.letter",
                    say("Letter on tickets"),
                    answers,
                    "letter",
                    hint=say("one Cyrillic capital; empty for the next free one"),
                    width=80,
                )
            )
            question = say("We have hours of our own for this service")
            inner.addWidget(HoursFields(form, f"{key}.hours", question, answers.hours))
        self._explain()
        self._show(answers.offered)

    def _knows(self, provider: str) -> bool:
        return bool(self._option.editions_for(provider)) or provider == self._answers.provider

    def _items(self) -> list[tuple[str, str]]:
        say, quote = self._form.say, self._form.look.language.quote
        items = [(IN_FORCE, say("The one in force on the day"))]
        for edition in self._option.editions_for(self._answers.provider):
            items.append((edition.label, f"{edition.label} · {quote(edition.act)}"))
        return items

    def _turn_provider(self) -> None:
        self._answers.edition = self._option.propose(self._answers.provider, self._kind())
        self.edition.set_items(self._items(), self._answers.edition)
        self._explain()

    def turn_kind(self) -> None:
        """Another kind of desk: what was proposed for it is shown."""
        self.offered.setChecked(self._answers.offered)
        self.edition.set_items(self._items(), self._answers.edition)
        self._explain()
        self._show(self._answers.offered)

    def _explain(self) -> None:
        """The act of the edition chosen, and what is to be known of it."""
        say, quote = self._form.say, self._form.look.language.quote
        current = self._option.find(self._option.in_force.get(self._answers.provider, ""))
        chosen = current if self._answers.edition == IN_FORCE else self._option.find(self._answers.edition)
        if chosen is None:
            self.edition.say_below(say("⚠ None of the editions held here is in force today: choose one."))
            return
        words = quote(chosen.act)
        if self._kind() == "state_corporation" and not chosen.has_corporation:
            warning = say("⚠ This edition knows no State Corporation: nothing is taken in under it here.")
            words = f"{words}\n{warning}"
        elif not chosen.has_counter:
            warning = say("⚠ In this edition the law knows no counter.")
            words = f"{words}\n{warning}"
        elif chosen is not current:
            other = say("⚠ By date another edition applies.") if current else say("⚠ It is no longer in force by date.")
            words = f"{words}\n{other}"
        self.edition.say_below(words)

    def _show(self, offered: bool) -> None:
        self._inside.setVisible(offered)
