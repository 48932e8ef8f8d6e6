"""Gettext catalogues: ``kense`` for the interface, ``forms`` for papers. Messages are English in the code."""

import gettext
from functools import cache

from forms.resources import catalogues_folder

LANGUAGES = ("kk", "ru", "en")


@cache
def catalogue(domain: str, language: str) -> gettext.NullTranslations:
    """The catalogue of a domain in ``kk`` or ``ru``; English is the messages themselves."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(domain, localedir=str(catalogues_folder()), languages=[language])


def N_(message: str) -> str:  # the name gettext's tools look for
    """Mark a message for the catalogue where it is only named; it is translated where it is shown."""
    return message
