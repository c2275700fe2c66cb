"""Addresses and pages of documents."""

from html import unescape

from django.urls import reverse

from accounts.permissions import Permission, roles_with

READS = roles_with(Permission.VIEW_REPORTS)


def url(name, slug="ward-status", **asked) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"reports:{name}", args=[slug]) + (f"?{query}" if query else "")


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())
