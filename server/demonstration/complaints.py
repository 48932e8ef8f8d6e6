"""Some complaints of the demonstration district."""

from datetime import date

from server.organisations.models import Organisation


def record_complaints(office: Organisation, until: date) -> None:
    """Filled once complaints can be recorded."""
