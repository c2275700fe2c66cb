"""Workbooks on their way in and out."""

from django.urls import reverse

KINDS = ["people", "households"]
LIST = "exchange:import-list"


def url(name, *args):
    return reverse(f"exchange:{name}", args=args)
