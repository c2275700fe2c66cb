"""The WSGI entry point (gunicorn config.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

from config.reading import with_readable_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = with_readable_type(get_wsgi_application())
