"""A profile while someone edits it: everything as typed, and the way from there to a profile and back.

Faults are named by the places of the profile's file (``services.attestation.hours.lunch``); a screen finds its fields
by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from msgspec.structs import replace

from desktop.domain.channels import OrganisationKind
from desktop.domain.hours import WorkingHours, read_time
from desktop.profile.sense import (
    MOST_MEGABYTES,
    MOST_RECALL_AFTER,
    MOST_RECALLS,
    MOST_RETENTION,
    PORTS,
    find_faults,
    range_fault,
)
from desktop.profile.shape import (
    IN_FORCE,
    BoardSettings,
    ExchangeSettings,
    Operator,
    Profile,
    ProviderKind,
    QueueSettings,
    Responsible,
    ScreenLanguage,
    ServiceChoice,
)
from forms.contacts import check_phone
from forms.edition_shape import Fault
from forms.editions import Edition, Weekday
from forms.identity import restore_digits
from forms.papers.content import Organisation
from forms.problems import Problem
from forms.reading import Editions
from forms.texts import Text

FIRST_COUNTER = "S1"
ZONE = "Asia/Almaty"  # the whole country's since 1 March 2024
PROVIDERS: tuple[ProviderKind, ...] = ("local", "republican", "music_school")

# Where the edition in force knows no counter: the last with one that is whole in the sources (docs/decisions).
DECIDED = ("E2020-7", "E2020-8")


@dataclass(frozen=True)
class EditionOption:
    """An edition to choose, and when it applies."""

    label: str
    provider: str
    act: Text
    has_counter: bool
    has_corporation: bool = False


@dataclass(frozen=True)
class ServiceOption:
    """A service to offer; ``in_force`` has the label of the edition in force today for each provider that has one."""

    service: str
    title: Text
    editions: tuple[EditionOption, ...]
    in_force: dict[ProviderKind, str]

    def editions_for(self, provider: str) -> list[EditionOption]:
        """Those a provider may work under, the earliest first."""
        return [edition for edition in self.editions if edition.provider in (provider, "any")]

    def find(self, label: str) -> EditionOption | None:
        """An edition by its label."""
        return next((edition for edition in self.editions if edition.label == label), None)

    def propose(self, provider: ProviderKind, kind: OrganisationKind = "school") -> str:
        """The edition in force where it knows a counter, else the decided one, else the last that knows a counter.

        At a State Corporation desk the decided or the last one that knows the Corporation.
        """
        if kind == "state_corporation":
            knowing = [edition.label for edition in self.editions_for(provider) if edition.has_corporation]
            return ([label for label in knowing if label in DECIDED] or knowing or [IN_FORCE])[-1]
        current = self.find(self.in_force.get(provider, ""))
        if current is not None and current.has_counter:
            return IN_FORCE
        with_counter = [edition for edition in self.editions_for(provider) if edition.has_counter]
        decided = [edition.label for edition in with_counter if edition.label in DECIDED]
        return (decided or [edition.label for edition in with_counter] or [IN_FORCE])[-1]


@dataclass
class HoursAnswers:
    """Hours as typed; they count where they are ``stated``."""

    stated: bool = False
    days: list[Weekday] = field(default_factory=lambda: ["mon", "tue", "wed", "thu", "fri"])
    opens: str = "09:00"
    closes: str = "18:00"
    lunch_from: str = "13:00"
    lunch_to: str = "14:00"


@dataclass
class OperatorAnswers:
    """A clerk."""

    id: str
    name: str = ""


@dataclass
class ResponsibleAnswers:
    """Someone who answers for something."""

    role_kk: str = ""
    role_ru: str = ""
    name: str = ""
    phone: str = ""


@dataclass
class ServiceAnswers:
    """A service, offered or not."""

    offered: bool = False
    provider: ProviderKind = "local"
    edition: str = IN_FORCE
    letter: str = ""
    hours: HoursAnswers = field(default_factory=HoursAnswers)


@dataclass
class ProfileAnswers:
    """Everything of a profile that a screen asks, as typed."""

    kind: OrganisationKind = "school"
    interface: ScreenLanguage = "kk"
    languages: Literal["kk", "ru", "both"] = "both"
    counter: str = FIRST_COUNTER
    zone: str = ZONE
    name_kk: str = ""
    name_ru: str = ""
    address_kk: str = ""
    address_ru: str = ""
    bin: str = ""
    phone: str = ""
    more_phones: str = ""  # separated by commas or semicolons
    head: str = ""
    operators: list[OperatorAnswers] = field(default_factory=lambda: [OperatorAnswers("clerk-1")])
    responsible: list[ResponsibleAnswers] = field(default_factory=list)
    hours: HoursAnswers = field(default_factory=HoursAnswers)
    services: dict[str, ServiceAnswers] = field(default_factory=dict)
    recalls: str = "2"
    recall_after: str = "10"
    ticket_format: Literal["roll80", "a6"] = "roll80"
    board_enabled: bool = False
    board_port: str = "8737"
    printer: str = ""
    ticket_printer: str = ""
    second_place: str = ""
    retention_years: str = "0"
    retention_rule: str = ""
    district_key: str = ""
    exchange_automatic: bool = True
    exchange_proxy: str = ""
    exchange_megabytes: str = "0"

    def turn_kind(self, options: Sequence[ServiceOption]) -> None:
        """Another kind of desk: services it cannot give are not offered, and editions chosen that it can work under."""
        for option in options:
            choice = self.services[option.service]
            if self.kind == "state_corporation":
                choice.offered = choice.offered and any(edition.has_corporation for edition in option.editions)
            chosen = option.find(choice.edition)
            if chosen is None or (self.kind == "state_corporation") is not chosen.has_corporation:
                choice.edition = option.propose(choice.provider, self.kind)

    def add_operator(self) -> OperatorAnswers:
        """One clerk more, with an identifier nobody has."""
        known = {operator.id for operator in self.operators}
        number = next(n for n in range(1, len(known) + 2) if f"clerk-{n}" not in known)
        self.operators.append(OperatorAnswers(f"clerk-{number}"))
        return self.operators[-1]


def service_options(editions: Editions, day: date) -> tuple[ServiceOption, ...]:
    """The services our editions know, with what a screen shows of them."""
    options = []
    for service in dict.fromkeys(edition.service for edition in editions):
        own = editions.of_service(service)
        current = {provider: editions.in_force(service, provider, day) for provider in PROVIDERS}
        options.append(
            ServiceOption(
                service=service,
                title=own[-1].short_title,
                editions=tuple(EditionOption(e.label, e.provider, e.act.short, e.has_counter, _knows(e)) for e in own),
                in_force={provider: found.label for provider, found in current.items() if found is not None},
            )
        )
    return tuple(options)


def _knows(edition: Edition) -> bool:
    return any(channel.kind == "state_corporation" for channel in edition.channels)


def first_answers(options: Sequence[ServiceOption]) -> ProfileAnswers:
    """What the first start proposes: the first service, under the edition in force or the last one with a counter."""
    services = {
        option.service: ServiceAnswers(offered=place == 0, edition=option.propose("local"))
        for place, option in enumerate(options)
    }
    return ProfileAnswers(services=services)


def answers_of(profile: Profile, options: Sequence[ServiceOption]) -> ProfileAnswers:
    """A profile as a screen shows it. Services it does not offer are there to be offered."""
    ours = profile.organisation
    spoken = [language for language in profile.languages if language != "en"]
    services = {name: _service_answers(choice) for name, choice in profile.services.items()}
    for option in options:
        services.setdefault(option.service, ServiceAnswers(edition=option.propose("local")))
    return ProfileAnswers(
        kind=profile.kind,
        interface=profile.interface,
        languages="kk" if spoken == ["kk"] else "ru" if spoken == ["ru"] else "both",
        counter=profile.counter,
        zone=profile.zone,
        name_kk=ours.name.kk,
        name_ru=ours.name.ru,
        address_kk=ours.address.kk,
        address_ru=ours.address.ru,
        bin=ours.bin,
        phone=ours.phone,
        more_phones=", ".join(ours.phones),
        head=ours.head,
        operators=[OperatorAnswers(operator.id, operator.name) for operator in profile.operators],
        responsible=[
            ResponsibleAnswers(person.role.kk, person.role.ru, person.name, person.phone)
            for person in profile.responsible
        ],
        hours=_hours_answers(profile.hours),
        services=services,
        recalls=str(profile.queue.recalls),
        recall_after=str(profile.queue.recall_after),
        ticket_format=profile.queue.ticket_format,
        board_enabled=profile.board.enabled,
        board_port=str(profile.board.port),
        printer=profile.printer,
        ticket_printer=profile.ticket_printer,
        second_place=profile.second_place,
        retention_years=str(profile.retention_years),
        retention_rule=profile.retention_rule,
        district_key=profile.district_key,
        exchange_automatic=profile.exchange.automatic,
        exchange_proxy=profile.exchange.proxy,
        exchange_megabytes=str(profile.exchange.metered_megabytes_a_day),
    )


def build_profile(
    answers: ProfileAnswers, editions: Editions, base: Profile | None = None, *, in_use: Profile | None = None
) -> tuple[Profile, list[Fault]]:
    """The profile of some answers, and everything wrong with it; it may be used where there is nothing.

    ``base`` keeps what no screen asks; ``in_use`` is what the counter works with. Digits and phones are written in
    their one form where they can be read.
    """
    faults: list[Fault] = []
    name, address = Text(answers.name_kk.strip(), answers.name_ru.strip()), _address(answers)
    organisation = Organisation(
        name=name,
        address=address,
        phone=_phone(answers.phone),
        head=answers.head.strip(),
        bin=restore_digits(answers.bin),
        phones=tuple(_phone(phone) for phone in answers.more_phones.replace(";", ",").split(",") if phone.strip()),
    )
    hours = _read_hours(answers.hours, "hours", faults)
    services = {
        service: ServiceChoice(
            provider=choice.provider,
            edition=choice.edition,
            letter=choice.letter.strip().upper(),
            hours=_read_hours(choice.hours, f"services.{service}.hours", faults),
        )
        for service, choice in answers.services.items()
        if choice.offered
    }
    profile = Profile(
        format=1,
        kind=answers.kind,
        counter=answers.counter.strip(),
        zone=answers.zone.strip(),
        interface=answers.interface,
        languages=("kk", "ru") if answers.languages == "both" else (answers.languages,),
        printer=answers.printer,
        ticket_printer=answers.ticket_printer,
        organisation=organisation,
        operators=tuple(Operator(id=operator.id, name=operator.name.strip()) for operator in answers.operators),
        services=services,
        queue=QueueSettings(
            recalls=_read_number(answers.recalls, "queue.recalls", 0, MOST_RECALLS, faults),
            recall_after=_read_number(answers.recall_after, "queue.recall_after", 0, MOST_RECALL_AFTER, faults),
            ticket_format=answers.ticket_format,
        ),
        board=BoardSettings(
            enabled=answers.board_enabled, port=_read_number(answers.board_port, "board.port", *PORTS, faults)
        ),
        exchange=_exchange(answers, faults),
        hours=hours,
        responsible=tuple(
            Responsible(
                role=Text(person.role_kk.strip(), person.role_ru.strip()),
                name=person.name.strip(),
                phone=_phone(person.phone),
            )
            for person in answers.responsible
        ),
        second_place=answers.second_place.strip(),
        retention_years=_read_number(answers.retention_years or "0", "retention_years", 0, MOST_RETENTION, faults),
        retention_rule=answers.retention_rule.strip(),
        district_key="".join(answers.district_key.split()).lower(),
    )
    if base is not None:
        profile = replace(profile, demonstration=base.demonstration, verification_address=base.verification_address)
        if "en" in base.languages:
            profile = replace(profile, languages=(*profile.languages, "en"))
    return profile, [*faults, *find_faults(profile, editions, in_use=in_use)]


def _exchange(answers: ProfileAnswers, faults: list[Fault]) -> ExchangeSettings:
    key = "exchange.metered_megabytes_a_day"
    return ExchangeSettings(
        automatic=answers.exchange_automatic,
        proxy=answers.exchange_proxy.strip(),
        metered_megabytes_a_day=_read_number(answers.exchange_megabytes or "0", key, 0, MOST_MEGABYTES, faults),
    )


def _address(answers: ProfileAnswers) -> Text:
    return Text(answers.address_kk.strip(), answers.address_ru.strip())


def _service_answers(choice: ServiceChoice) -> ServiceAnswers:
    hours = _hours_answers(choice.hours)
    return ServiceAnswers(True, choice.provider, choice.edition, choice.letter, hours)


def _hours_answers(hours: WorkingHours | None) -> HoursAnswers:
    if hours is None:
        return HoursAnswers()
    begins, ends = ("", "") if hours.lunch is None else (f"{moment:%H:%M}" for moment in hours.lunch)
    return HoursAnswers(True, list(hours.days), f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}", begins, ends)


def _read_hours(answers: HoursAnswers, key: str, faults: list[Fault]) -> WorkingHours | None:
    if not answers.stated:
        return None
    texts = {"opens": answers.opens, "closes": answers.closes}
    if answers.lunch_from.strip() or answers.lunch_to.strip():
        texts |= {"lunch": answers.lunch_from, "lunch_to": answers.lunch_to}
    # Figures typed with a Kazakh layout on are letters; what is a time as it stands is left alone.
    read = {name: read_time(text) or read_time(restore_digits(text)) for name, text in texts.items()}
    wrong = [name for name, moment in read.items() if moment is None]
    for name in wrong:
        faults.append(Fault("174", f"{key}.{name}", {"found": texts[name].strip()}))
    opens, closes, begins, ends = (read.get(name) for name in ("opens", "closes", "lunch", "lunch_to"))
    if wrong or opens is None or closes is None:
        return None
    lunch = (begins, ends) if begins is not None and ends is not None else None
    return WorkingHours(days=tuple(answers.days), opens=opens, closes=closes, lunch=lunch)


def _read_number(text: str, key: str, least: int, most: int, faults: list[Fault]) -> int:
    # A sign or a point is no separator here: -1 must not become 1.
    digits = text.strip() if any(letter.isdigit() for letter in text) else restore_digits(text)
    if digits.isascii() and digits.isdigit() and len(digits) <= len(str(most)):
        return int(digits)  # whether it is too small or too large, the profile's sense says
    faults.append(range_fault(key, text.strip(), least, most))
    return least


def _phone(text: str) -> str:
    try:
        return check_phone(text)
    except Problem:
        return text.strip()  # as typed: the profile's sense says what is wrong with it
