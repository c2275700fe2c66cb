"""Accounts are made by the administrator."""

import pytest
from django.core.exceptions import ValidationError

from accounts.actions.users import create_user
from accounts.enums import AuditAction
from accounts.models import User
from tests.assertions import assert_audited, assert_nothing_audited
from wards.models.scope import posted_roles

PASSWORD = "rừng xanh núi đỏ 7"


def create(administrator, **fields):
    fields = {"username": "canbo", "full_name": "Lê Văn Cán Bộ", "password": PASSWORD} | fields
    return create_user(by=administrator, **fields)


def refused(administrator, **fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        create(administrator, **fields)
    assert not User.objects.filter(full_name="Lê Văn Cán Bộ").exists()
    assert_nothing_audited()
    return error.value.message_dict


def test_an_account_can_sign_in_and_do_nothing(administrator):
    user = create(administrator, title=" Đại  úy ", phone="0912345678")
    assert user.check_password(PASSWORD)
    assert (user.title, user.phone, user.is_staff, user.is_superuser) == (
        "Đại úy",
        "0912345678",
        False,
        False,
    )
    assert posted_roles(user) == []


def test_the_log_says_who_made_it_without_its_names(administrator):
    user = create(administrator)
    event = assert_audited(AuditAction.USER_CREATED, by=administrator, target=user)
    assert event.after == {"username": "canbo", "title": "", "full_name": "•••"}
    assert (event.before, event.unit_id) == ({}, None)


def test_the_password_is_nowhere_in_the_log(administrator):
    create(administrator)
    event = assert_audited(AuditAction.USER_CREATED, by=administrator)
    assert PASSWORD not in str(vars(event))


def test_a_command_may_make_one(db):
    assert_audited(AuditAction.USER_CREATED, by=None, target=create(None))


def test_without_a_password_nobody_can_sign_in(administrator):
    assert not create(administrator, password=None).has_usable_password()


def test_a_name_is_stored_in_one_form(administrator):
    assert create(administrator, full_name="  Lê   Văn Cán Bộ ").full_name == "Lê Văn Cán Bộ"


@pytest.mark.parametrize("username", ["taken", "TAKEN", "Taken"])
def test_a_taken_name_is_refused_in_any_case(administrator, username):
    create(administrator, username="taken", full_name="Trần Văn Trước")
    with pytest.raises(ValidationError) as error:
        create(administrator, username=username)
    assert error.value.message_dict == {"username": ["Tên đăng nhập này đã có; chọn tên khác."]}
    assert_audited(AuditAction.USER_CREATED, by=administrator)


@pytest.mark.parametrize("username", ["", "can bo", "canbo/1", "x" * 151])
def test_a_name_that_cannot_be_typed_is_refused(administrator, username):
    assert list(refused(administrator, username=username)) == ["username"]


@pytest.mark.parametrize("full_name", ["", "   "])
def test_a_person_without_a_name_is_refused(administrator, full_name):
    with pytest.raises(ValidationError) as error:
        create(administrator, full_name=full_name)
    assert list(error.value.message_dict) == ["full_name"]


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngắn", "Mật khẩu quá ngắn. Mật khẩu phải có ít nhất 10 ký tự."),
        ("password123", "Mật khẩu này quá phổ biến."),
        ("canbocongan", "Mật khẩu quá giống với Tên đăng nhập."),
    ],
)
def test_a_weak_password_is_refused_in_words(administrator, password, reason):
    fields = {"username": "canbocongan", "password": password}
    assert refused(administrator, **fields) == {"password": [reason]}
