"""`manage.py verify_audit`: proves that the access log was neither altered nor cut."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from accounts.audit import fingerprint
from accounts.models import AuditChain, AuditEvent


class Command(BaseCommand):
    help = "Recompute every chain of the access log; exit 1 and say where it breaks."

    def handle(self, *_args: Any, **_options: Any) -> None:
        broken = [fault for chain in AuditChain.objects.order_by("pk") if (fault := _fault(chain))]
        strays = AuditEvent.objects.exclude(chain__in=AuditChain.objects.values("pk")).count()
        if strays:
            broken.append(f"{strays} sự kiện không thuộc chuỗi nào")
        if broken:
            raise CommandError("Nhật ký đã bị can thiệp: " + "; ".join(broken))
        self.stdout.write(f"Nhật ký nguyên vẹn: {AuditEvent.objects.count()} sự kiện.")


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
    chain.refresh_from_db()
    return f"chuỗi {chain.pk}: có sự kiện lạ sau số {chain.length}" if last > chain.length else ""
