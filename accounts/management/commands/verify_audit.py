"""`manage.py verify_audit`: proves that the access log was neither altered nor cut."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Max

from accounts.anchor import AnchorError, opened
from accounts.audit import fingerprint
from accounts.models import AuditChain, AuditEvent


class Command(BaseCommand):
    """Reads all events; with an anchor file also notices what is missing at the end of a chain."""

    help = "Recompute every chain of the access log; exit 1 and say where it breaks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            metavar="FILE",
            help="Compare with the ends noted in FILE outside the database, then append today's.",
        )

    def handle(self, *_args: Any, anchor: str | None = None, **_options: Any) -> None:
        chains = list(AuditChain.objects.order_by("pk"))
        broken = _faults(chains)
        noted = ""
        if anchor:
            try:
                noted = self._anchored(anchor, chains, broken)
            except AnchorError as error:
                broken.append(str(error))
        if broken:
            raise CommandError("Nhật ký đã bị can thiệp: " + "; ".join(broken))
        self.stdout.write(f"Nhật ký nguyên vẹn: {AuditEvent.objects.count()} sự kiện.{noted}")

    def _anchored(self, path: str, chains: Sequence[AuditChain], broken: list[str]) -> str:
        """Adds to `broken` what the file knows better; if all is whole, notes today's ends.

        Nothing is noted of a broken log: tomorrow it would be taken for the true one.
        """
        with opened(path) as anchor:
            known = len(anchor.heads)
            broken += anchor.faults()
            added = 0 if broken else anchor.note(chains)
        return f" Tệp neo: đối chiếu {known} chuỗi, ghi thêm {added}."


def _faults(chains: Sequence[AuditChain]) -> list[str]:
    broken = [fault for chain in chains if (fault := _fault(chain))]
    strays = AuditEvent.objects.exclude(chain__in=AuditChain.objects.values("pk")).count()
    return [*broken, f"{strays} sự kiện không thuộc chuỗi nào"] if strays else broken


def _fault(chain: AuditChain) -> str:
    """Returns the first fault of one unit's chain, up to the end that was read first, or ""."""
    previous, place = "", 0
    recorded = AuditEvent.objects.filter(chain=chain.pk, sequence__lte=chain.length)
    for event in recorded.order_by("sequence").iterator(chunk_size=2000):
        place += 1
        if event.sequence != place:
            return f"chuỗi {chain.pk}: thiếu sự kiện số {place}"
        if event.previous_hash != previous or event.hash != fingerprint(event):
            return f"chuỗi {chain.pk}: sự kiện số {place} đã bị sửa"
        previous = event.hash
    if (place, previous) != (chain.length, chain.last_hash):
        return f"chuỗi {chain.pk}: bị cắt sau sự kiện số {place}"
    return _surplus(chain)


def _surplus(chain: AuditChain) -> str:
    """Returns a fault if there are events behind the chain's end, else "".

    People work meanwhile, so the end is read again after the events.
    """
    last = AuditEvent.objects.filter(chain=chain.pk).aggregate(last=Max("sequence"))["last"] or 0
    if last <= chain.length:
        return ""
    end = AuditChain.objects.get(pk=chain.pk).length
    return f"chuỗi {chain.pk}: có sự kiện lạ sau số {end}" if last > end else ""
