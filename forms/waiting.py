"""How long someone will wait, in words: a whole number of fives, since nobody can promise a minute."""

from forms.catalogues import N_

ROUND_MINUTES = 5

NO_WAIT = N_("no wait")
ABOUT_MINUTES = N_("about {minutes} minutes")
ABOUT_WHOLE_HOURS = N_("about {hours} h")
ABOUT_HOURS = N_("about {hours} h {minutes} min")


def waiting_words(seconds: int) -> tuple[str, dict[str, int]]:
    """The message of the ``forms`` catalogue and its fields. Rounded up: to wait less than told angers nobody."""
    fives = -(-max(0, seconds) // (60 * ROUND_MINUTES))
    hours, minutes = divmod(fives * ROUND_MINUTES, 60)
    if hours and not minutes:
        return ABOUT_WHOLE_HOURS, {"hours": hours}
    if hours:
        return ABOUT_HOURS, {"hours": hours, "minutes": minutes}
    return (ABOUT_MINUTES, {"minutes": minutes}) if minutes else (NO_WAIT, {})
