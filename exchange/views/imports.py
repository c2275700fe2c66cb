"""Screens of imports and exports: choose a list, upload, check the preview, confirm, result."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.forms import BaseForm, Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.base import View

from accounts.http import OfficerRequest
from accounts.middleware import form_owner
from accounts.permissions import Permission
from exchange.actions.uploads import discard_upload, keep_upload
from exchange.batches import Checked, check, confirm, preview_of, rows_of
from exchange.forms import ExportForm, UploadForm
from exchange.models import ImportBatch
from exchange.pages import page_of
from exchange.registry import Importable, importable_or_404, importables_for, label_of
from wards.views.base import ActionFormView, GivesBackMixin, RequiresMixin, visible_or_404

_RECENT = 5


class ImportList(RequiresMixin, TemplateView):
    """Shows the lists that the user may import and the last five lists that the user imported."""

    request: OfficerRequest
    permission = Permission.IMPORT_DATA
    template_name = "exchange/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = ImportBatch.objects.all().visible_to(self.request.user)
        confirmed = own.filter(confirmed_at__isnull=False).order_by("-confirmed_at")
        return super().get_context_data(**kwargs) | {
            "title": _("Nhập, xuất Excel"),
            "lists": importables_for(self.request.user, Permission.IMPORT_DATA),
            "batches": [(label_of(batch.kind), batch) for batch in confirmed[:_RECENT]],
            "samples": _samples(),
        }


class OfOneKind(RequiresMixin):
    """Base of pages about one kind of list, which the URL names; 404 if the user may not use it."""

    importable: Importable

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.importable = importable_or_404(kwargs["kind"], request.user, self.permission)


class ImportUpload(OfOneKind, ActionFormView):
    permission = Permission.IMPORT_DATA
    template_name = "exchange/import_upload.html"
    form_class = UploadForm
    submit_label = _("Tải lên và xem lại")
    success_message = _("Đã đọc tệp; chưa lưu dòng nào.")

    @classmethod
    def most_bytes_of_file(cls) -> int:
        """Returns how long the workbook may be; a request that is longer is not read (config/reading.py)."""
        return settings.IMPORT_MAX_BYTES

    def get_title(self) -> str:
        return _("Nhập từ Excel: %(list)s") % {"list": self.importable.label}

    rows: str

    def prepare(self, form: BaseForm) -> None:
        sent = form.cleaned_data["file"]
        sent.seek(0)  # a first try may have read it
        self.rows = rows_of(by=self.request.user, importable=self.importable, content=sent.read())

    def submit(self, form: BaseForm) -> str:
        batch = keep_upload(
            owner=self.request.user,
            kind=self.importable.kind,
            file_name=form.cleaned_data["file"].name,
            content=self.rows,
        )
        return reverse("exchange:import-preview", args=[batch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        resource = self.importable.resource(self.request.user, self.permission)
        return super().get_context_data(**kwargs) | {
            "importable": self.importable,
            "columns": resource.columns.values(),
            "may_export": self.importable
            in importables_for(self.request.user, Permission.EXPORT_DATA),
        }


class ImportTemplate(OfOneKind, View):
    """Downloads a workbook with headers and one example row."""

    permission = Permission.IMPORT_DATA

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        resource = self.importable.resource(self.request.user, self.permission)
        return _workbook(resource.template(), f"mau-{self.importable.kind}")


class ExportCreate(OfOneKind, GivesBackMixin[ExportForm]):
    """Asks for a reason, records the export in the access log, then returns the workbook."""

    request: OfficerRequest
    permission = Permission.EXPORT_DATA
    template_name = "exchange/export_create.html"
    form_class = ExportForm

    def form_valid(self, form: ExportForm) -> HttpResponse:
        resource = self.importable.resource(self.request.user, self.permission)
        drafts = resource.exported()
        resource.record_export(drafts, form.cleaned_data["reason"])
        name = f"{self.importable.kind}-{timezone.localdate():%Y%m%d}"
        return _workbook(resource.workbook(drafts), name)

    def form_invalid(self, form: ExportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": _("Xuất Excel: %(list)s") % {"list": self.importable.label},
            "importable": self.importable,
            "submit_label": _("Xuất và tải về"),
            "form_owner": form_owner(self.request.user.pk),
        }


class OfOneBatch(RequiresMixin):
    """Base of pages about one upload; only its sender sees it, while they may import that list."""

    permission = Permission.IMPORT_DATA

    @cached_property
    def batch(self) -> ImportBatch:
        return visible_or_404(ImportBatch.objects.all(), self.request, pk=self.kwargs["pk"])

    @cached_property
    def importable(self) -> Importable:
        return importable_or_404(self.batch.kind, self.request.user, self.permission)


class ImportPreview(OfOneBatch, ActionFormView):
    """Shows what confirming the upload would change. Confirming writes the rows, once only."""

    template_name = "exchange/import_preview.html"
    form_class = Form
    success_message = _("Đã lưu danh sách.")
    checked: Checked | None = None

    def get_title(self) -> str:
        return _("Xem lại trước khi lưu: %(list)s") % {"list": self.importable.label}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.batch.is_confirmed:
            return redirect("exchange:import-result", self.batch.pk)
        return super().get(request, *args, **kwargs)

    def prepare(self, form: BaseForm) -> None:
        if not self.batch.is_confirmed:
            self.checked = check(by=self.request.user, importable=self.importable, batch=self.batch)

    def submit(self, form: BaseForm) -> str:
        batch = confirm(
            by=self.request.user,
            importable=self.importable,
            batch=self.batch,
            checked=self.checked,
        )
        return reverse("exchange:import-result", args=[batch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        resource = self.importable.resource(self.request.user, self.permission)
        page = page_of(preview_of(self.batch, resource), resource)
        context = {
            "batch": self.batch,
            "importable": self.importable,
            "page": page,
            "discard_key": uuid4(),
        }
        return super().get_context_data(**kwargs) | context


class ImportDiscard(OfOneBatch, ActionFormView):
    """Deletes an upload that its sender gives up, by a button of the preview."""

    http_method_names = ["post"]
    form_class = Form
    success_message = _("Đã bỏ tệp; chưa lưu dòng nào.")

    def submit(self, form: BaseForm) -> str:
        kind = self.importable.kind
        discard_upload(batch=self.batch)
        return reverse("exchange:import-upload", args=[kind])


class ImportResult(OfOneBatch, TemplateView):
    """Shows how many rows a confirmed import saved; 404 before it is confirmed."""

    request: OfficerRequest
    template_name = "exchange/import_result.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.batch.is_confirmed:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "title": _("Kết quả nhập: %(list)s") % {"list": self.importable.label},
            "batch": self.batch,
            "importable": self.importable,
            "list_url": reverse(self.importable.list_url_name),
        }


class ImportSample(RequiresMixin, View):
    """Downloads a sample workbook of the demonstration.

    Only the listed samples are served, so no other file can be reached by its name.
    """

    permission = Permission.IMPORT_DATA

    def get(self, request: HttpRequest, name: str) -> FileResponse:
        if name not in _samples():
            raise Http404
        path = settings.IMPORT_SAMPLES / f"{name}.xlsx"
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _samples() -> list[str]:
    if not settings.DEMO:
        return []
    return sorted(path.stem for path in settings.IMPORT_SAMPLES.glob("*.xlsx"))


def _workbook(content: bytes, name: str) -> HttpResponse:
    """Returns the workbook as a download that no browser or proxy stores."""
    response = HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )
    response["Cache-Control"] = "no-store"
    return response
