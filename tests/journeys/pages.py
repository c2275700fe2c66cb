"""Each page of the demonstration once, with the first role that is shown it: `python -m tests.journeys.pages`.

Prints JSON pairs of username and address. The database is the one in DATABASE_URL.
"""

import json
import os

import django

from tests.walk import kind_of, links_in, page_of, walked

#: Whoever is shown most comes first: what a role has been shown is not asked for again for the next.
ROLES = [
    "truongca",
    "canbo",
    "totruong",
    "yte",
    "ubnd",
    "banchidao",
    "thamdinh",
    "kiemtra",
    "quantri",
]


def every_page() -> list[tuple[str, str]]:
    """Follows the links that each role is shown, by Django's client."""
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from accounts.models import User  # noqa: PLC0415 - needs the apps

    known, pages = set[str](), dict[str, tuple[str, str]]()
    for username in ROLES:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(
            User.objects.get(username=username),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        links: dict[str, list[str]] = {}
        for url in walked(links.__getitem__, known=known):
            answer = client.get(url, follow=True)
            if answer.status_code != 200:
                raise SystemExit(f"{username} {url}: {answer.status_code}")
            content = answer.getvalue()
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            links[url] = links_in(content.decode()) if is_page else []
            known.add(kind_of(url))
            if is_page:
                pages.setdefault(page_of(url), (username, url))
    return list(pages.values())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(every_page()))
