"""The demonstration app: invented data, sample workbooks and sign-ins."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
