"""Template tags for presentation only: dates, numbers, verdicts, icons, query strings.

The library is a builtin: templates need not load it.
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from tablericons.templatetags.tablericons import icon

from criteria.enums import SIGNS
from foundation.dated import OPEN

register = template.Library()


@register.filter(expects_localtime=True)
def vn_date(value: date | datetime | None) -> str:
    """Writes a day as 05/02/2026, an open end as "nay" and None as ""."""
    if value is None:
        return ""
    if value == OPEN:
        return _("nay")
    return f"{value:%d/%m/%Y}"


@register.filter
def vn_number(value: float | None) -> str:
    """Writes a number as 1.234,5 and None as ""."""
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate({ord(","): ".", ord("."): ","})


@register.simple_tag
def badge(kind: str, label: str) -> SafeString:
    """Renders a state as sign and word; `kind` is "met", "near", "missed" or "none"."""
    return format_html(
        '<span class="verdict verdict-{}"><span aria-hidden="true">{}</span> {}</span>',
        kind,
        SIGNS[kind],
        label,
    )


@register.simple_tag
def ui_icon(name: str) -> str:
    """Renders a Tabler icon that only decorates a word, so screen readers skip it."""
    return icon(f"outline/{name}", size=20, aria_hidden="true")


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """Returns the page's own query string with some values changed; None removes a value."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}" if asked else "?"
