"""The anchor file: ends of the chains of the access log, noted outside the database.

Whoever may do everything in the database can cut the last events off a chain together with its end, or put an
older copy of the whole database in place: what is left is whole in itself. The file remembers how long each
chain once was, and what stood there.

A line is `time unit length hash seal`. The seal needs INDEX_KEY and covers the line before, so that lines can
neither be changed, nor taken out, nor put in. Only the end of the file can be cut off unseen: the file belongs
on a disk where the database's administrator may append at most (`chattr +a`), or is copied elsewhere.
"""

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import compare_digest
from typing import BinaryIO

from django.utils import timezone

from accounts.models import AuditChain, AuditEvent
from foundation.crypto import seal

_LINE = re.compile(
    r"(?P<noted>(?P<at>\S+) (?P<unit>\d+) (?P<length>\d+) (?P<hash>[0-9a-f]{64})) (?P<seal>[0-9a-f]{64})"
)


class AnchorError(Exception):
    """The file cannot be read, or somebody changed it. The message tells the administrator which."""


@dataclass(frozen=True)
class Head:
    """The end of one unit's chain as it was noted at a moment."""

    at: str
    unit: int
    length: int
    hash: str

    def fault(self) -> str:
        """Returns how the chain no longer goes through this end, or "" if it does."""
        chain = AuditEvent.objects.filter(chain=self.unit)
        stands = chain.filter(sequence=self.length).values_list("hash", flat=True).first()
        if stands == self.hash:
            return ""
        known = f"chuỗi {self.unit}: lúc {self.at} có {self.length} sự kiện"
        if stands is None:
            return f"{known}, nay còn {chain.count()}"
        return f"{known}, nay sự kiện số {self.length} là sự kiện khác"


class Anchor:
    """The open file; `heads` has the newest end that was noted of each unit."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._last_seal = ""
        self.heads: dict[int, Head] = {}
        file.seek(0)
        for number, line in enumerate(file.read().splitlines(keepends=True), 1):
            self._take(number, line)

    def faults(self) -> list[str]:
        """Returns what the noted ends say against the log of today."""
        return [fault for unit in sorted(self.heads) if (fault := self.heads[unit].fault())]

    def note(self, chains: Iterable[AuditChain]) -> int:
        """Appends the ends that have moved, in one write, and returns their number."""
        now = timezone.now().isoformat(timespec="seconds")
        moved = [
            Head(now, chain.unit_id, chain.length, chain.last_hash)
            for chain in chains
            if chain.length and not self._has(chain)
        ]
        self._file.write("".join(map(self._line, moved)).encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        return len(moved)

    def _take(self, number: int, line: bytes) -> None:
        read = _LINE.fullmatch(line.decode("ascii", "replace").removesuffix("\n"))
        if read is None or not line.endswith(b"\n"):
            raise AnchorError(f"tệp neo: dòng {number} không đọc được")
        if not compare_digest(read["seal"], self._sealed(read["noted"])):
            raise AnchorError(f"tệp neo: dòng {number} đã bị sửa, hoặc dòng trước nó đã bị bỏ")
        self._last_seal = read["seal"]
        unit = int(read["unit"])
        self.heads[unit] = Head(read["at"], unit, int(read["length"]), read["hash"])

    def _has(self, chain: AuditChain) -> bool:
        noted = self.heads.get(chain.unit_id)
        return noted is not None and (noted.length, noted.hash) == (chain.length, chain.last_hash)

    def _line(self, head: Head) -> str:
        noted = f"{head.at} {head.unit} {head.length} {head.hash}"
        self._last_seal = self._sealed(noted)
        return f"{noted} {self._last_seal}\n"

    def _sealed(self, noted: str) -> str:
        return seal("audit.anchor", f"{self._last_seal}\n{noted}")


@contextmanager
def opened(path: str) -> Iterator[Anchor]:
    """Opens the file for this process alone and reads it; raises AnchorError if that cannot be done.

    A missing file is not made: whoever deletes it would get a new one that knows nothing.
    """
    try:
        with open(path, "ab+", opener=_existing) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield Anchor(file)
    except OSError as error:
        raise AnchorError(
            f"tệp neo {path} không đọc, ghi được ({error.strerror}); lần đầu thì tạo tệp rỗng: touch {path}"
        ) from error


def _existing(path: str, flags: int) -> int:
    return os.open(path, flags & ~os.O_CREAT)
