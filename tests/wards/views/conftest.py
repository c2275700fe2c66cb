"""Workbooks on their way in and out."""

from django.urls import reverse

KINDS = ["people", "households"]
LIST = "wards:import-list"


def url(name, *args):
    return reverse(f"wards:{name}", args=args)
