"""The table of a person's statuses: label, badge, allowed moves, and what a move needs.

The statuses follow Law 73/2021 (to 30/06/2026) and Law 120/2025 (from 01/07/2026); their chain is
in domain.md §3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PersonStatus(TextChoices):
    """The statuses of a person in the chain of the law."""

    SUSPECTED_USE = "suspected_use", _("nghi vấn sử dụng trái phép")
    ILLEGAL_USE = "illegal_use", _("người sử dụng trái phép")
    ADDICT = "addict", _("người nghiện")
    POST_REHAB = "post_rehab", _("quản lý sau cai")
    ENDED = "ended", _("chấm dứt quản lý")


@dataclass(frozen=True)
class StatusRow:
    """One status: its badge and the statuses that may follow.

    No person is shown with the badge of a failure.
    """

    badge: str
    moves: tuple[str, ...]
    #: Kinds of dossier that serve it; a move to a status that does not use them closes them.
    dossiers: frozenset[str] = frozenset()
    #: Forms of treatment that it allows; a move to a status that does not allow them ends them.
    treatments: frozenset[str] = frozenset()
    #: A decision with number and date must back the move into this state.
    needs_decision: bool = False
    #: Key of the LegalRule that gives the term, "" when the state has none.
    term_rule: str = ""
    #: Whether the residence of people in this status is checked every month.
    is_checked: bool = False
    is_final: bool = False


S = PersonStatus

#: Every form of rehabilitation, and substitution treatment, is for addicts only. Management after
#: rehabilitation begins when the course or the substitution treatment is completed (Law 120/2025
#: Art. 42, 48.3; Law 73/2021 Art. 40). A person who is found addicted again must become an addict
#: again before the next treatment (Art. 48.4).
_TREATMENTS = frozenset(
    {
        "family",
        "community",
        "voluntary_centre",
        "substitution",
        "compulsory",
    }
)

PERSON_STATUSES: Mapping[PersonStatus, StatusRow] = {
    S.SUSPECTED_USE: StatusRow(
        "near",
        (S.ILLEGAL_USE, S.ADDICT, S.ENDED),
        frozenset({"management"}),
    ),
    S.ILLEGAL_USE: StatusRow(
        "near",
        (S.ILLEGAL_USE, S.ADDICT, S.ENDED),
        frozenset({"management"}),
        needs_decision=True,
        term_rule="illegal_use_term",
        is_checked=True,
    ),
    S.ADDICT: StatusRow(
        "near",
        (S.POST_REHAB, S.ENDED),
        frozenset({"management", "treatment", "compulsory"}),
        treatments=_TREATMENTS,
        needs_decision=True,
        is_checked=True,
    ),
    S.POST_REHAB: StatusRow(
        "none",
        (S.ADDICT, S.ENDED),
        frozenset({"post_rehab"}),
        needs_decision=True,
        term_rule="post_rehab_term",
        is_checked=True,
    ),
    S.ENDED: StatusRow("met", (S.SUSPECTED_USE, S.ILLEGAL_USE, S.ADDICT), is_final=True),
}

#: "Người trong diện quản lý": the statuses of people whose management has not ended.
MANAGED_STATUSES = tuple(status for status, row in PERSON_STATUSES.items() if not row.is_final)
#: A person new to the ledger may start in any status but the final one.
FIRST_STATUSES = MANAGED_STATUSES
CHECKED_STATUSES = tuple(status for status, row in PERSON_STATUSES.items() if row.is_checked)


class EndReason(TextChoices):
    """Why a status or treatment ended (Law 120/2025 Art. 24, 48; Decree 105/2021 Forms 09, 10)."""

    COMPLETED = "completed", _("hết thời hạn, hoàn thành")
    NEXT_STATUS = "next_status", _("chuyển sang diện khác")
    IMPRISONED = "imprisoned", _("chấp hành án phạt tù, cơ sở bắt buộc")
    MOVED = "moved", _("chuyển nơi cư trú")
    DIED = "died", _("chết")
    #: Needs the declaration of a court; who is missing may come back.
    MISSING = "missing", _("mất tích (Tòa án tuyên bố)")
    #: Of rows from before the two were told apart; no new row gets it.
    DIED_OR_MISSING = "deceased", _("chết, mất tích")
    NOT_ADDICTED = "not_addicted", _("không nghiện")
    NEGATIVE = "negative", _("kết quả âm tính, không có căn cứ")
    DROPPED = "dropped", _("bỏ, không chấp hành")


#: The reasons that may be given today.
END_REASONS = tuple(reason for reason in EndReason if reason != EndReason.DIED_OR_MISSING)
#: The reasons that may end a course of treatment.
COURSE_ENDS = (
    EndReason.COMPLETED,
    EndReason.DROPPED,
    EndReason.IMPRISONED,
    EndReason.MOVED,
    EndReason.DIED,
    EndReason.MISSING,
)
#: The same as choices of forms and of the API.
END_CHOICES = [(reason.value, reason.label) for reason in END_REASONS]
COURSE_END_CHOICES = [(reason.value, reason.label) for reason in COURSE_ENDS]


@dataclass(frozen=True)
class FormRow:
    """A form that a complete dossier of one kind contains."""

    code: str
    label: str | Promise


#: The forms that make a dossier complete, by its kind (Decree 105/2021 Art. 40.2; domain.md §3.3).
DOSSIER_FORMS: Mapping[str, tuple[FormRow, ...]] = {
    "management": (
        FormRow("03", _("Mẫu 03 – Phiếu kết quả xét nghiệm")),
        FormRow("04", _("Mẫu 04 – Thông báo hành vi sử dụng")),
        FormRow("05", _("Mẫu 05 – Bản tóm tắt lý lịch")),
        FormRow("06", _("Mẫu 06 – Bản tường trình")),
        FormRow("07", _("Mẫu 07 – Quyết định áp dụng quản lý")),
    ),
    "treatment": (
        FormRow("05", _("Mẫu 05 – Bản tóm tắt lý lịch")),
        FormRow("register", _("Đăng ký cai nghiện, điều trị")),
        FormRow("diagnosis", _("Phiếu xác định tình trạng nghiện")),
        FormRow("intake", _("Biên bản tiếp nhận")),
    ),
    "post_rehab": (
        FormRow("05", _("Mẫu 05 – Bản tóm tắt lý lịch")),
        FormRow("decision", _("Quyết định quản lý sau cai")),
        FormRow("certificate", _("Giấy xác nhận hoàn thành cai nghiện")),
    ),
    "compulsory": (
        FormRow("03", _("Mẫu 03 – Phiếu kết quả xét nghiệm")),
        FormRow("05", _("Mẫu 05 – Bản tóm tắt lý lịch")),
        FormRow("06", _("Mẫu 06 – Bản tường trình")),
        FormRow("diagnosis", _("Phiếu xác định tình trạng nghiện")),
        FormRow("minutes", _("Biên bản vi phạm")),
    ),
}
