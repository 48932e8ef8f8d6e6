"""The templates' environment: words, dates, icons and addresses in the language of the page."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from forms.resources import find_resource
from server.pages.words import FILTERS, ago

_ICON_NAME = re.compile(r"[a-z_]+")


def environment(**options: Any) -> Environment:
    """Autoescaping, strict about names that are not there, with gettext of the ``django`` domain as ``_``."""
    options.setdefault("undefined", StrictUndefined)
    made = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.policies["ext.i18n.trimmed"] = True  # as i18n/babel.cfg extracts them
    made.filters.update({name: _told_when_shown(tell) for name, tell in FILTERS.items()})
    made.globals.update(static=static, url=_url, get_messages=get_messages, ago=ago, icon=icon, query=changed_query)
    return made


def _told_when_shown(tell: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """A filter that is asked each time: Jinja works out what is constant when it compiles, in whatever language."""

    @pass_context
    def told(_context: Context, value: Any) -> str:
        return tell(value)

    return told


@cache
def icon(name: str) -> Markup:
    """An icon of ``resources/icons`` in the ink's colour; it is decoration, words stand beside it."""
    if not _ICON_NAME.fullmatch(name):
        raise ValueError(name)
    drawn = find_resource("icons", f"{name}.svg").read_text("utf-8")
    return Markup(drawn.strip().replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))


def changed_query(request: HttpRequest, **changes: object) -> str:
    """This page's query with some values changed, None taking one out: ``href="{{ query(request, sort='name') }}"``."""
    asked = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return "?" + asked.urlencode()


def _url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs)
