"""What a register's row is called: service, grounds, clerk, in the words of its edition and of the organisation."""

from collections.abc import Mapping
from functools import cache

from forms.catalogues import N_, catalogue
from forms.editions import Edition
from forms.reading import Editions
from forms.texts import Text
from forms.words import FINDINGS

CONSENT_DECLINED = N_("consent declined")


@cache
def in_both(message: str) -> Text:
    """A message of the ``forms`` catalogue in both languages of papers."""
    return Text(kk=catalogue("forms", "kk").gettext(message), ru=catalogue("forms", "ru").gettext(message))


class RegisterWords:
    """The words of one organisation's register. What an edition does not know is shown by its key."""

    def __init__(self, editions: Editions, clerks: Mapping[str, str]) -> None:
        self._editions = {edition.label: edition for edition in editions}
        self._clerks = clerks
        self._grounds: dict[tuple[str, str], tuple[Text, Text]] = {}

    def service(self, service: str, label: str) -> Text:
        """The service's short name."""
        edition = self._editions.get(label)
        return edition.short_title if edition is not None else Text(kk=service, ru=service)

    def ground(self, label: str, key: str) -> Text:
        """A ground of refusal in the law's words."""
        return self._ground(label, key)[0]

    def short_ground(self, label: str, key: str) -> Text:
        """A ground of refusal in a word or two, for a narrow column: what was found of the documents."""
        return self._ground(label, key)[1]

    def clerk(self, operator: str) -> str:
        """The name of who acted."""
        return self._clerks.get(operator, operator)

    def _ground(self, label: str, key: str) -> tuple[Text, Text]:
        found = self._grounds.get((label, key))
        if found is None:
            found = self._grounds[label, key] = _read_ground(self._editions.get(label), key)
        return found


def _read_ground(edition: Edition | None, key: str) -> tuple[Text, Text]:
    for refusal in edition.refusals if edition is not None else ():
        for ground in refusal.grounds:
            if ground.key == key:
                named = [in_both(FINDINGS.get(finding, CONSENT_DECLINED)) for finding in ground.raised_by]
                short = Text(kk=", ".join(one.kk for one in named), ru=", ".join(one.ru for one in named))
                return ground.title, short
    return Text(kk=key, ru=key), Text(kk=key, ru=key)
