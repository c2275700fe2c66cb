"""Static files as they are served: under names that change with their content, and compressed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Of libraries, and never shown: another reader of the API description, browsable pages.
_UNUSED = ["redoc*", "rest_framework", "import_export"]
_STAMP = "sources.sha256"


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Compresses with gzip only: brotli saves four kilobytes of a page, and takes half a minute at a start."""

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(use_brotli=False, **options)


def collect() -> bool:
    """Writes the files to STATIC_ROOT if any source has changed since; returns whether it wrote.

    Does nothing where the sources themselves are served, to a developer and in tests.
    """
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return False
    stamp, now = Path(settings.STATIC_ROOT) / _STAMP, _state_of_sources()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=_UNUSED)
    stamp.write_text(now)
    return True


def _state_of_sources() -> str:
    return hashlib.sha256("\n".join(sorted(_described())).encode()).hexdigest()


def _described() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(_UNUSED):
            about = Path(storage.path(path)).stat()
            yield f"{path} {about.st_size} {about.st_mtime_ns}"
