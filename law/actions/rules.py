"""Loads the legal terms and deadlines."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from accounts.audit import action, record
from accounts.models import User
from foundation.dated import OPEN
from law.enums import AuditAction
from law.models import LegalRule
from wards.actions.changes import mark_changed
from wards.actions.loading import Summary, load_rows
from wards.models import NeighbourhoodGroup

#: The terms of law that are shipped with the product.
RULES_FILE = Path(__file__).resolve().parent.parent / "data" / "legal_rules.csv"

_FACTS = ("label", "value", "unit", "valid_to", "legal_basis", "is_configured")


@action
def load_rules(*, by: User | None = None) -> Summary:
    """Loads law/data/legal_rules.csv; audits created and changed rows; marks changed figures.

    A row of a shipped key that the file no longer has was corrected there (another first day): it
    is deleted, because it would overlap with its successor. When terms differ from before, all
    groups are marked for re-scoring from the first day of the earliest of these terms.
    """
    with RULES_FILE.open(encoding="utf-8", newline="") as file:
        wanted = [_rule(row) for row in csv.DictReader(file)]
    before = _terms()
    _drop_withdrawn(wanted)
    summary = load_rows(
        model=LegalRule, wanted=wanted, key=("key", "valid_from"), compared=_FACTS
    ).summary
    if corrected := before ^ _terms():
        first = min(valid_from for _key, valid_from, *_facts in corrected)
        mark_changed(NeighbourhoodGroup.objects.values_list("pk", flat=True), first)
    if summary.created or summary.changed:
        counts = {"created": summary.created, "changed": summary.changed}
        record(
            AuditAction.RULES_LOADED, by=by, after=counts, count=summary.created + summary.changed
        )
    return summary


def _terms() -> set[tuple[Any, ...]]:
    """Returns the values that figures depend on; wording and legal basis alone change no figure."""
    return set(LegalRule.objects.values_list("key", "valid_from", "valid_to", "value", "unit"))


def _drop_withdrawn(wanted: list[LegalRule]) -> None:
    shipped = {(rule.key, rule.valid_from) for rule in wanted}
    standing = LegalRule.objects.filter(key__in={rule.key for rule in wanted})
    withdrawn = [rule.pk for rule in standing if (rule.key, rule.valid_from) not in shipped]
    LegalRule.objects.filter(pk__in=withdrawn).delete()


def _rule(row: dict[str, str]) -> LegalRule:
    rule = LegalRule(
        key=row["key"],
        label=row["label"],
        value=int(row["value"]),
        unit=row["unit"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else OPEN,
        legal_basis=row["legal_basis"],
        is_configured=row["is_configured"] == "1",
    )
    rule.clean_fields()
    rule.clean()
    return rule
