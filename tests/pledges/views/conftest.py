"""Screens of households, opened."""

from django.urls import reverse

LIST = "pledges:household-list"


def html_of(client, name, *args, **asked) -> str:
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()
