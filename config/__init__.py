"""The project: settings, URLs and menu.

It makes `ListView[Ward]` work at run time, before any app is imported.
"""

import django_stubs_ext

django_stubs_ext.monkeypatch()
