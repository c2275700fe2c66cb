"""Screens of imports, from the upload to the result."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Submission
from accounts.permissions import Role
from cases.enums import AuditAction
from cases.models import Person
from exchange.batches import start
from exchange.models import ImportBatch
from exchange.registry import importables
from pledges.enums import AuditAction as PledgeAction
from pledges.models import Household
from tests.assertions import (
    HIDDEN,
    assert_audited,
    assert_hidden,
    assert_nothing_audited,
    assert_refused,
    statuses,
)
from tests.exchange.views.conftest import KINDS, LIST, url
from tests.factories.cases import PersonFactory, in_letters
from tests.factories.wards import GroupFactory
from tests.workbooks import book, household_row, only, person_row, sent

MAY = {Role.OFFICER, Role.CHIEF}
OTHERS = set(Role) - MAY


@pytest.fixture
def upload(officer_client, group):
    def rows(*rows, kind="people", client=officer_client, **options):
        return client.post(url("import-upload", kind), {"file": sent(book(*rows, **options))})

    return rows


@pytest.fixture
def batch(officer, group):
    """Kept since a moment, with one new person."""
    people = importables()[0]
    return start(by=officer, importable=people, file_name="ds.xlsx", content=book(person_row()))


def many(count):
    return [
        person_row(name=f"Giàng A {in_letters(n)}", number=f"010090{n:06d}") for n in range(count)
    ]


class TestWhoMay:
    def test_police_of_a_ward_import(self, client_as):
        clients = {role: client_as(role) for role in MAY}
        pages = {
            role: client.get(reverse(LIST)).content.decode() for role, client in clients.items()
        }
        offered = {
            role: [url("import-upload", kind) in page for kind in KINDS]
            for role, page in pages.items()
        }
        assert offered == {role: [True, True] for role in MAY}
        opened = {
            role: [client.get(url("import-upload", kind)).status_code for kind in KINDS]
            for role, client in clients.items()
        }
        assert opened == {role: [200, 200] for role in MAY}

    @pytest.mark.parametrize("name", ["import-upload", "import-template", "export-create"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_others_find_no_page(self, name, kind, client_as):
        found = {role: statuses(client_as(role), f"exchange:{name}", kind) for role in OTHERS}
        assert found == dict.fromkeys(OTHERS, HIDDEN)

    def test_others_find_no_list(self, client_as):
        found = {role: client_as(role).get(reverse(LIST)).status_code for role in OTHERS}
        assert found == dict.fromkeys(OTHERS, 404)

    def test_a_group_head_finds_nothing(self, group_head, client_of):
        client = client_of(group_head)
        for address in (
            reverse(LIST),
            url("import-upload", "households"),
            url("export-create", "households"),
        ):
            assert client.get(address).status_code == 404

    def test_nobody_in_particular_is_sent_to_the_sign_in(self, client, db):
        for address in (
            reverse(LIST),
            url("import-upload", "people"),
            url("export-create", "people"),
        ):
            assert client.get(address).status_code == 302

    def test_an_unknown_kind_is_not_found(self, officer_client):
        assert_hidden(officer_client, "exchange:import-upload", "dossiers")

    def test_the_menu_leads_to_the_list(self, officer_client):
        page = officer_client.get(reverse(LIST)).content.decode()
        assert f'href="{reverse(LIST)}"' in page


class TestUpload:
    def test_the_form_takes_files_and_says_how(self, officer_client):
        page = officer_client.get(url("import-upload", "people")).content.decode()
        assert 'enctype="multipart/form-data"' in page
        assert "Ô trống giữ nguyên giá trị đang lưu." in page
        assert "CCCD 12 số hoặc CMND 9 số" in page

    def test_a_good_file_leads_to_its_preview(self, upload):
        response = upload(person_row())
        assert response.status_code == 302
        assert response["Location"] == url("import-preview", ImportBatch.objects.get().pk)
        assert Person.objects.count() == 0

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"Ho ten;", "Đây không phải tệp Excel .xlsx. Mở bằng Excel rồi “Lưu thành” .xlsx."),
            (
                b"PK\x03\x04",
                "Tệp bị hỏng hoặc tải lên chưa trọn. Mở thử bằng Excel, lưu lại rồi tải lên.",
            ),
            (b"", "Tệp trống, không có nội dung. Chọn lại tệp .xlsx đã ghi dữ liệu."),
        ],
    )
    def test_a_file_that_is_no_list_is_refused_beside_the_field(
        self, content, told, officer_client
    ):
        response = officer_client.post(url("import-upload", "people"), {"file": sent(content)})
        assert_refused(response, file=told)
        assert ImportBatch.objects.count() == 0

    def test_no_file_is_refused(self, officer_client):
        assert_refused(
            officer_client.post(url("import-upload", "people")), file="Chọn tệp Excel cần nhập."
        )

    def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(self, officer_client):
        response = officer_client.post(
            url("import-upload", "people"), {"file": sent(bytes(50 * 1024 * 1024))}
        )
        assert response.status_code == 413
        assert "20 MB" in response.content.decode()

    def test_a_file_that_is_a_little_too_large_is_refused_beside_the_field(self, officer_client):
        response = officer_client.post(
            url("import-upload", "people"), {"file": sent(bytes(21 * 1024 * 1024))}
        )
        assert_refused(
            response,
            file="Tệp 21 MB, lớn hơn mức 20 MB. Bỏ hình ảnh hoặc chia thành nhiều tệp theo tổ, thôn.",
        )

    @pytest.mark.parametrize(("over", "status"), [(0, 302), (1, 422)])
    def test_the_limit_is_the_settings(self, over, status, upload, settings):
        settings.IMPORT_MAX_BYTES = len(book(person_row())) - over
        assert upload(person_row()).status_code == status

    def test_every_mistake_of_the_sheet_is_told(self, upload):
        response = upload({"Họ và tên": "Giàng A Páo", "Diện thoại bàn": "0912"})
        told = response.context["form"].errors["file"]
        assert "Không tìm thấy dòng tiêu đề" in told[0]
        response = upload({"Họ và tên": "Giàng A Páo", "Giới tính": "nam"})
        assert [sentence[:16] for sentence in response.context["form"].errors["file"]] == [
            "Thiếu cột “Dân t",
            "Thiếu cột “Tổ, t",
            "Thiếu cột “Cư tr",
            "Thiếu cột “Diện ",
        ]

    def test_sent_twice_it_is_kept_once(self, officer_client, group):
        form = {"submission": str(uuid.uuid4())}
        places = {
            officer_client.post(
                url("import-upload", "people"), form | {"file": sent(book(person_row()))}
            )["Location"]
            for _time in range(2)
        }
        assert (len(places), ImportBatch.objects.count()) == (1, 1)


class TestPreview:
    def test_it_shows_what_would_be_saved(self, officer_client, batch):
        page = officer_client.get(url("import-preview", batch.pk)).content.decode()
        assert "Giàng A Páo" in page
        assert "Lưu 1 dòng mới, 0 dòng thay đổi" in page
        assert "ds.xlsx" in page

    def test_errors_stand_with_row_column_and_fix_and_nothing_can_be_saved(
        self, upload, officer_client
    ):
        preview = upload(person_row(born="31/02/1990"))["Location"]
        page = officer_client.get(preview).content.decode()
        assert "Dòng 2" in page
        assert "Ngày sinh" in page
        assert "Không có ngày 31/02/1990 trong lịch." in page
        assert "disabled" in page
        assert "Chưa lưu được: sửa các lỗi dưới đây" in page

    def test_changes_are_shown_from_old_to_new(self, upload, officer_client, group):
        PersonFactory(
            group=group, full_name="Lò Văn A", id_number="010090000011", occupation="Thợ xây"
        )
        preview = upload(only(number="010090000011", name="Lò Văn A", job="Lái xe"))["Location"]
        page = officer_client.get(preview).content.decode()
        assert "<del>Thợ xây</del>" in page
        assert "<ins>Lái xe</ins>" in page

    def test_cells_are_shown_as_text(self, upload, officer_client):
        preview = upload(person_row(name="Giàng <script>alert(1)</script>"))["Location"]
        page = officer_client.get(preview).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page

    def test_nobody_else_finds_it(self, batch, client_of, chief, outsider, committee, nobody):
        for user in (chief, outsider, committee, nobody):
            assert_hidden(client_of(user), "exchange:import-preview", batch.pk)
            assert client_of(user).post(url("import-discard", batch.pk)).status_code == 404
        assert ImportBatch.objects.get() == batch
        assert Person.objects.count() == 0

    def test_it_expires(self, officer_client, batch, settings):
        past = timezone.now() - timedelta(minutes=settings.IMPORT_KEEP_MINUTES + 1)
        ImportBatch.objects.update(uploaded_at=past)
        assert_hidden(officer_client, "exchange:import-preview", batch.pk)
        assert Person.objects.count() == 0

    def test_whoever_lost_the_post_confirms_nothing(self, officer, batch, client_of):
        officer.postings.update(valid_to=timezone.localdate())
        assert_hidden(client_of(officer), "exchange:import-preview", batch.pk)

    def test_a_given_up_upload_is_gone(self, officer_client, batch):
        response = officer_client.post(url("import-discard", batch.pk))
        assert response["Location"] == url("import-upload", "people")
        assert ImportBatch.objects.count() == 0

    def test_giving_up_needs_a_post(self, officer_client, batch):
        assert officer_client.get(url("import-discard", batch.pk)).status_code == 405

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_page_costs_the_same_for_any_number(
        self, rows, upload, officer_client, django_assert_num_queries
    ):
        address = upload(*many(rows))["Location"]
        officer_client.get(address)
        with django_assert_num_queries(8):
            officer_client.get(address)


class TestConfirm:
    def confirm(self, client, batch, **form):
        return client.post(url("import-preview", batch.pk), form, follow=True)

    def test_the_list_is_saved_and_the_result_shown(self, officer_client, officer, batch):
        response = self.confirm(officer_client, batch)
        assert response.redirect_chain == [(url("import-result", batch.pk), 302)]
        page = response.content.decode()
        assert "Đã lưu danh sách." in page
        assert "Đã lưu trọn danh sách" in page
        assert Person.objects.get().full_name == "Giàng A Páo"
        assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer)

    def test_a_double_click_saves_once(self, officer_client, officer, batch):
        form = {"submission": str(uuid.uuid4())}
        first, second = (self.confirm(officer_client, batch, **form) for _click in range(2))
        assert first.redirect_chain == second.redirect_chain
        assert Person.objects.count() == 1
        assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer)

    def test_two_windows_save_once(self, officer_client, officer, batch):
        for _window in range(2):
            self.confirm(officer_client, batch, submission=str(uuid.uuid4()))
        assert Person.objects.count() == 1
        assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer)

    def test_a_confirmed_preview_leads_to_its_result(self, officer_client, batch):
        self.confirm(officer_client, batch)
        response = officer_client.get(url("import-preview", batch.pk))
        assert response["Location"] == url("import-result", batch.pk)

    def test_what_is_faulty_now_is_refused_and_shown_again(
        self, officer_client, batch, other_group
    ):
        PersonFactory(group=other_group, full_name="Bí Mật", id_number="010090000001")
        response = self.confirm(officer_client, batch)
        assert_refused(
            response,
            on_top="Chưa lưu dòng nào: còn 1 dòng có lỗi. Sửa trong tệp Excel rồi tải lên lại.",
        )
        page = response.content.decode()
        assert "Số định danh này đã có hồ sơ trong hệ thống." in page
        assert "Bí Mật" not in page
        assert_nothing_audited()

    def test_a_refused_confirmation_may_be_sent_again(self, officer_client, batch, other_group):
        stranger = PersonFactory(group=other_group, id_number="010090000001")
        form = {"submission": str(uuid.uuid4())}
        assert self.confirm(officer_client, batch, **form).status_code == 422
        assert Submission.objects.count() == 0
        stranger.delete()
        assert self.confirm(officer_client, batch, **form).status_code == 200

    def test_households_are_saved_too(self, upload, officer_client, officer):
        response = upload(household_row(), kind="households")
        officer_client.post(response["Location"])
        assert Household.objects.get().code == "01-0001"
        assert_audited(PledgeAction.HOUSEHOLDS_IMPORTED, by=officer)

    def test_the_list_page_remembers_the_own_imports(self, officer_client, chief, batch, client_of):
        self.confirm(officer_client, batch)
        result = url("import-result", batch.pk)
        assert result in officer_client.get(reverse(LIST)).content.decode()
        assert result not in client_of(chief).get(reverse(LIST)).content.decode()


class TestResult:
    def test_there_is_none_before_confirmation(self, officer_client, batch):
        assert officer_client.get(url("import-result", batch.pk)).status_code == 404

    def test_nobody_else_finds_it(self, officer_client, batch, client_of, chief, outsider):
        officer_client.post(url("import-preview", batch.pk))
        for user in (chief, outsider):
            assert client_of(user).get(url("import-result", batch.pk)).status_code == 404

    def test_the_page_has_its_budget(self, officer_client, batch, django_assert_num_queries):
        officer_client.post(url("import-preview", batch.pk))
        officer_client.get(url("import-result", batch.pk))
        with django_assert_num_queries(4):
            officer_client.get(url("import-result", batch.pk))


class TestListPage:
    @pytest.mark.parametrize("groups", [1, 30])
    def test_the_list_costs_the_same_for_any_number(
        self, groups, ward, officer_client, django_assert_num_queries
    ):
        GroupFactory.create_batch(groups, ward=ward)
        officer_client.get(reverse(LIST))
        with django_assert_num_queries(4):
            officer_client.get(reverse(LIST))

    @pytest.mark.parametrize(("kind", "queries"), [("people", 5), ("households", 6)])
    @pytest.mark.parametrize("groups", [1, 30])
    def test_the_upload_form_costs_the_same_for_any_number(
        self, groups, kind, queries, ward, officer_client, django_assert_num_queries
    ):
        GroupFactory.create_batch(groups, ward=ward)
        officer_client.get(url("import-upload", kind))
        with django_assert_num_queries(queries):
            officer_client.get(url("import-upload", kind))
