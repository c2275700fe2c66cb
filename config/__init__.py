"""The front door. Makes `ListView[Ward]` work at run time, before any app is imported."""

import django_stubs_ext

django_stubs_ext.monkeypatch()
