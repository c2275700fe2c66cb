"""How a model is told in the access log."""

from typing import ClassVar


class AuditWords:
    """Base of the nested `class Audit` of a model: what a reader of the log may be told about a row.

    Readers of the log see neither people nor their files, so a model that says nothing here is told
    by its id alone.
    """

    #: Lookups of the values that name a row, joined by " · ": {"group__name", "place"} -> "Tổ 1 · chợ".
    name: ClassVar[tuple[str, ...]] = ()
    #: Labels of models whose events tell facts of this model too: a move of a hotspot tells its new period.
    told_with: ClassVar[tuple[str, ...]] = ()
    #: Labels that the model had when older events were written. The log is never rewritten.
    former_labels: ClassVar[tuple[str, ...]] = ()
