"""The templates' environment: words, dates and addresses in the language of the page."""

from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Autoescaping, strict about names that are not there, with gettext of the ``django`` domain as ``_``."""
    options.setdefault("undefined", StrictUndefined)
    made = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals.update(static=static, url=_url, get_messages=get_messages)
    return made


def _url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs)
