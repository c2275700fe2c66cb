"""What the access log shows about the rows of a model."""

from typing import ClassVar


class AuditWords:
    """Base of the nested `class Audit` of a model: what a reader of the log may see of a row.

    Readers of the log see neither people nor their files, so a row of a model that sets nothing
    here is shown by its id alone.
    """

    #: Lookups of values that name a row, joined by " · ": ("group__name", "place") -> "Tổ 1 · chợ".
    name: ClassVar[tuple[str, ...]] = ()
    #: Labels of models whose events also record facts of this model: the event about a hotspot's
    #: move records its new period.
    told_with: ClassVar[tuple[str, ...]] = ()
    #: Labels that the model had when older events were written; the log is never rewritten.
    former_labels: ClassVar[tuple[str, ...]] = ()
