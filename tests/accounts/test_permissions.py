"""The whole table of roles, written out a second time: a change of rights must be made twice."""

import pytest

from accounts.permissions import ROLE_TABLE, Permission, Role, roles_with

OFFICER = {
    "view_today",
    "view_figures",
    "view_people",
    "reveal_identity",
    "edit_people",
    "move_status",
    "record_treatment",
    "view_hotspots",
    "edit_hotspots",
    "view_households",
    "edit_households",
    "correct_own",
    "import_data",
    "export_data",
    "view_reports",
    "issue_reports",
}
EXPECTED = {
    "officer": OFFICER,
    "chief": OFFICER | {"correct_any", "view_audit"},
    "group_head": {"view_today", "view_households", "edit_households", "correct_own"},
    "clinic": {"view_today", "view_treated_people", "record_treatment", "correct_own"},
    "chair_office": {
        "view_today",
        "view_figures",
        "view_people",
        "view_households",
        "view_reports",
        "issue_reports",
    },
    "committee": {"view_figures", "view_overview", "view_reports", "issue_area_reports"},
    "verifier": {"view_figures", "view_overview", "view_masked_people", "view_reports"},
    "auditor": {"view_audit"},
    "admin": {"manage_accounts", "manage_units", "correct_own", "correct_any"},
}
SENTENCES = {
    "officer": "Lập, cập nhật hồ sơ người, hộ, vụ việc của xã, phường mình phụ trách.",
    "chief": "Như cán bộ công an; ký tự đánh giá và xem ai đã truy cập hồ sơ của đơn vị.",
    "group_head": "Hộ gia đình, cam kết, hòm thư và bảng đường dây nóng của tổ mình; không xem hồ sơ người.",
    "clinic": "Chỉ những người điều trị thay thế trên địa bàn: bắt đầu, kết thúc, ngày bỏ liều.",
    "chair_office": "Xem hồ sơ để trình quyết định sau cai; xem số liệu và ban hành báo cáo của xã, phường.",
    "committee": "Chỉ xem số liệu của các xã, phường trong địa bàn, ban hành báo cáo của địa bàn; không xem tên người.",
    "verifier": "Đối chiếu số liệu với bằng chứng; tên và số giấy tờ được che.",
    "auditor": "Xem nhật ký truy cập; không xem dữ liệu hồ sơ.",
    "admin": "Quản lý tài khoản và đơn vị hành chính; không xem dữ liệu hồ sơ.",
}
NAMES_PEOPLE = {"view_people", "view_treated_people", "view_masked_people", "reveal_identity"}


def held(role) -> set[str]:
    return {permission.value for permission in ROLE_TABLE[Role(role)].permissions}


def test_the_table_has_a_row_for_every_role_in_order():
    assert [role.value for role in ROLE_TABLE] == list(EXPECTED) == Role.values


def test_a_role_may_do_exactly_this():
    assert {role: held(role) for role in EXPECTED} == EXPECTED


def test_a_role_says_what_it_is_for():
    assert {role: str(ROLE_TABLE[Role(role)].sentence) for role in EXPECTED} == SENTENCES


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_held_by_somebody(permission):
    assert roles_with(permission) == [
        Role(role) for role, held_there in EXPECTED.items() if permission.value in held_there
    ]
    assert roles_with(permission) != []


def test_these_see_no_person_at_all():
    roles = ("committee", "auditor", "admin", "group_head")
    assert {role: held(role) & NAMES_PEOPLE for role in roles} == {role: set() for role in roles}


def test_a_verifier_sees_people_masked_only():
    assert held("verifier") & NAMES_PEOPLE == {"view_masked_people"}


def test_nobody_who_watches_also_writes():
    writes = {"edit_people", "move_status", "edit_households", "edit_hotspots", "import_data"}
    for role in ("auditor", "committee", "verifier", "chair_office"):
        assert held(role) & writes == set()


def test_the_labels_are_the_terms_of_the_field():
    assert dict(Role.choices) == {
        "officer": "Cán bộ công an",
        "chief": "Trưởng công an",
        "group_head": "Tổ trưởng, trưởng thôn",
        "clinic": "Trạm y tế, cơ sở điều trị",
        "chair_office": "Văn phòng UBND",
        "committee": "Ban Chỉ đạo",
        "verifier": "Cán bộ thẩm định",
        "auditor": "Cán bộ kiểm tra truy cập",
        "admin": "Quản trị hệ thống",
    }
