"""Every permission and the one table of roles. An auditor can read this page alone.

A role grants its permissions only in the places of its postings (wards/models/scope.py); nobody
holds any permission by being "staff" or "superuser".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that a role may be allowed to do."""

    VIEW_TODAY = "view_today"
    VIEW_FIGURES = "view_figures"
    VIEW_OVERVIEW = "view_overview"
    VIEW_PEOPLE = "view_people"
    VIEW_TREATED_PEOPLE = "view_treated_people"
    VIEW_MASKED_PEOPLE = "view_masked_people"
    REVEAL_IDENTITY = "reveal_identity"
    EDIT_PEOPLE = "edit_people"
    MOVE_STATUS = "move_status"
    RECORD_TREATMENT = "record_treatment"
    CORRECT_OWN = "correct_own"
    CORRECT_ANY = "correct_any"
    VIEW_HOTSPOTS = "view_hotspots"
    EDIT_HOTSPOTS = "edit_hotspots"
    VIEW_HOUSEHOLDS = "view_households"
    EDIT_HOUSEHOLDS = "edit_households"
    IMPORT_DATA = "import_data"
    EXPORT_DATA = "export_data"
    VIEW_REPORTS = "view_reports"
    ISSUE_REPORTS = "issue_reports"
    ISSUE_AREA_REPORTS = "issue_area_reports"
    VIEW_AUDIT = "view_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_UNITS = "manage_units"


class Role(TextChoices):
    """The roles in which people serve."""

    OFFICER = "officer", _("Cán bộ công an")
    CHIEF = "chief", _("Trưởng công an")
    GROUP_HEAD = "group_head", _("Tổ trưởng, trưởng thôn")
    CLINIC = "clinic", _("Trạm y tế, cơ sở điều trị")
    CHAIR_OFFICE = "chair_office", _("Văn phòng UBND")
    COMMITTEE = "committee", _("Ban Chỉ đạo")
    VERIFIER = "verifier", _("Cán bộ thẩm định")
    AUDITOR = "auditor", _("Cán bộ kiểm tra truy cập")
    ADMIN = "admin", _("Quản trị hệ thống")


@dataclass(frozen=True)
class RoleRow:
    """A row of the table: what the role is for, in a sentence for people, and its permissions."""

    sentence: str | Promise
    permissions: frozenset[Permission]


def _row(sentence: str | Promise, *permissions: Permission) -> RoleRow:
    return RoleRow(sentence, frozenset(permissions))


P = Permission

_OFFICER = (
    P.VIEW_TODAY,
    P.VIEW_FIGURES,
    P.VIEW_PEOPLE,
    P.REVEAL_IDENTITY,
    P.EDIT_PEOPLE,
    P.MOVE_STATUS,
    P.RECORD_TREATMENT,
    P.VIEW_HOTSPOTS,
    P.EDIT_HOTSPOTS,
    P.VIEW_HOUSEHOLDS,
    P.EDIT_HOUSEHOLDS,
    P.CORRECT_OWN,
    P.IMPORT_DATA,
    P.EXPORT_DATA,
    P.VIEW_REPORTS,
    P.ISSUE_REPORTS,
)

ROLE_TABLE: Mapping[Role, RoleRow] = {
    Role.OFFICER: _row(
        _("Lập, cập nhật hồ sơ người, hộ, vụ việc của xã, phường mình phụ trách."), *_OFFICER
    ),
    Role.CHIEF: _row(
        _("Như cán bộ công an; ký tự đánh giá và xem ai đã truy cập hồ sơ của đơn vị."),
        *_OFFICER,
        P.CORRECT_ANY,
        P.VIEW_AUDIT,
    ),
    Role.GROUP_HEAD: _row(
        _(
            "Hộ gia đình, cam kết, hòm thư và bảng đường dây nóng của tổ mình; không xem hồ sơ người."
        ),
        P.VIEW_TODAY,
        P.VIEW_HOUSEHOLDS,
        P.EDIT_HOUSEHOLDS,
        P.CORRECT_OWN,
    ),
    Role.CLINIC: _row(
        _("Chỉ những người điều trị thay thế trên địa bàn: bắt đầu, kết thúc, ngày bỏ liều."),
        P.VIEW_TODAY,
        P.VIEW_TREATED_PEOPLE,
        P.RECORD_TREATMENT,
        P.CORRECT_OWN,
    ),
    Role.CHAIR_OFFICE: _row(
        _("Xem hồ sơ để trình quyết định sau cai; xem số liệu và ban hành báo cáo của xã, phường."),
        P.VIEW_TODAY,
        P.VIEW_FIGURES,
        P.VIEW_PEOPLE,
        P.VIEW_HOUSEHOLDS,
        P.VIEW_REPORTS,
        P.ISSUE_REPORTS,
    ),
    Role.COMMITTEE: _row(
        _(
            "Chỉ xem số liệu của các xã, phường trong địa bàn, ban hành báo cáo của địa bàn; không xem tên người."
        ),
        P.VIEW_FIGURES,
        P.VIEW_OVERVIEW,
        P.VIEW_REPORTS,
        P.ISSUE_AREA_REPORTS,
    ),
    Role.VERIFIER: _row(
        _("Đối chiếu số liệu với bằng chứng; tên và số giấy tờ được che."),
        P.VIEW_FIGURES,
        P.VIEW_OVERVIEW,
        P.VIEW_MASKED_PEOPLE,
        P.VIEW_REPORTS,
    ),
    Role.AUDITOR: _row(_("Xem nhật ký truy cập; không xem dữ liệu hồ sơ."), P.VIEW_AUDIT),
    Role.ADMIN: _row(
        _("Quản lý tài khoản và đơn vị hành chính; không xem dữ liệu hồ sơ."),
        P.MANAGE_ACCOUNTS,
        P.MANAGE_UNITS,
        P.CORRECT_OWN,
        P.CORRECT_ANY,
    ),
}


def roles_with(permission: Permission) -> list[Role]:
    """Returns the roles whose row holds the permission, in the table's order."""
    return [role for role, row in ROLE_TABLE.items() if permission in row.permissions]
