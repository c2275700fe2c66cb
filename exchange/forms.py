"""Forms of imports and exports, with their labels and errors in Vietnamese."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from foundation.forms import LineField

_MEGABYTE = 1024 * 1024


class UploadForm(forms.Form):
    """The workbook to import, of limited size. `exchange.excel` reads its content."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Chọn tệp Excel cần nhập."),
            "empty": _("Tệp trống, không có nội dung. Chọn lại tệp .xlsx đã ghi dữ liệu."),
        },
    )

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        size, most = sent.size or 0, settings.IMPORT_MAX_BYTES
        if size > most:
            raise forms.ValidationError(
                _(
                    "Tệp %(size)d MB, lớn hơn mức %(most)d MB. Bỏ hình ảnh hoặc chia thành nhiều tệp theo tổ, thôn."
                ),
                params={"size": -(-size // _MEGABYTE), "most": most // _MEGABYTE},
            )
        return sent


class ExportForm(forms.Form):
    """The reason of an export, which the access log records."""

    reason = LineField(
        label=_("Lý do xuất"),
        max_length=200,
        help_text=_("Ghi vào nhật ký truy cập. Ví dụ: rà soát hồ sơ quý IV theo kế hoạch số 12."),
        error_messages={"required": _("Ghi lý do xuất danh sách.")},
    )
