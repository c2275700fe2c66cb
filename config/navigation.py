"""The menu as one tuple of lines, each with label, address, permission and icon."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission


@dataclass(frozen=True)
class Line:
    """One line of the menu; shown to users who hold one of its permissions in any place."""

    label: str | Promise
    url_name: str
    permission: Permission
    icon: str
    or_permissions: tuple[Permission, ...] = ()

    def is_for(self, held: frozenset[Permission]) -> bool:
        return not held.isdisjoint({self.permission, *self.or_permissions})


MENU = (
    Line(_("Tổng quan"), "reports:overview", Permission.VIEW_OVERVIEW, "layout-dashboard"),
    Line(_("Việc hôm nay"), "reports:today", Permission.VIEW_TODAY, "checklist"),
    Line(_("Hồ sơ người"), "cases:person-list", Permission.VIEW_PEOPLE, "users"),
    Line(_("Người điều trị"), "cases:person-list", Permission.VIEW_TREATED_PEOPLE, "stethoscope"),
    Line(_("Hộ và cam kết"), "pledges:household-list", Permission.VIEW_HOUSEHOLDS, "home"),
    Line(
        _("Hòm thư, đường dây nóng"), "pledges:fixture-list", Permission.VIEW_HOUSEHOLDS, "mailbox"
    ),
    Line(_("Tiêu chí xã, phường"), "reports:ward-list", Permission.VIEW_FIGURES, "list-check"),
    Line(_("Ba giai đoạn"), "reports:phase-list", Permission.VIEW_OVERVIEW, "timeline"),
    Line(_("Báo cáo"), "reports:report-list", Permission.VIEW_REPORTS, "report"),
    Line(_("Nhập từ Excel"), "exchange:import-list", Permission.IMPORT_DATA, "file-import"),
    Line(
        _("Tổ dân phố, thôn"),
        "wards:group-list",
        Permission.EDIT_HOUSEHOLDS,
        "map-pin",
        (Permission.MANAGE_UNITS,),
    ),
    Line(_("Đơn vị hành chính"), "wards:ward-list", Permission.MANAGE_UNITS, "building-community"),
    Line(_("Lịch nghỉ lễ, tết"), "law:calendar-list", Permission.MANAGE_UNITS, "calendar-off"),
    Line(_("Sổ đính chính"), "corrections:correction-list", Permission.CORRECT_ANY, "eraser"),
    Line(_("Nhật ký truy cập"), "wards:audit-list", Permission.VIEW_AUDIT, "history"),
)
