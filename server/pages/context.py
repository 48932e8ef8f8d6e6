"""What every page knows: its language, who looks at it, where they can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from server.accounts.scope import Scope
from server.pages.rail import rail_of


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of a page. ``scope`` is there only on pages of who is signed in."""
    scope: Scope | None = getattr(request, "scope", None)
    return {
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "languages": (("kk", "Қаз", "Қазақша"), ("ru", "Рус", "Русский"), ("en", "Eng", "English")),
        "scope": scope,
        "rail": rail_of(request, scope) if scope else [],
    }
