"""Screens to put up, open, inspect and take down a tip-off box."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pledges.actions.boxes import inspect_box, install_box, open_box, remove_box
from pledges.forms import BoxInspectionForm, BoxOpeningForm, NewBoxForm, RemovalForm
from pledges.models import TipBox
from pledges.views.fixtures import FixtureFindingView, FixtureInstall, OneFixtureView


class BoxCreate(FixtureInstall):
    form_class = NewBoxForm
    action_label = _("Lắp hòm thư tố giác")
    success_message = _("Đã ghi hòm thư mới.")

    def run_action(self, **values: Any) -> None:
        install_box(by=self.request.user, **values)


class BoxOpen(FixtureFindingView):
    fixtures = TipBox.objects.all()
    form_class = BoxOpeningForm
    action_label = _("Mở hòm thư")
    intro = _("Biên bản do hai người cùng lập, ghi cả khi hòm thư trống.")
    success_message = _("Đã ghi biên bản mở hòm thư.")

    def run_action(self, **values: Any) -> None:
        open_box(by=self.request.user, box=self.fixture, **values)


class BoxInspect(FixtureFindingView):
    fixtures = TipBox.objects.all()
    form_class = BoxInspectionForm
    action_label = _("Kiểm tra hòm thư")
    success_message = _("Đã ghi lần kiểm tra.")

    def run_action(self, **values: Any) -> None:
        inspect_box(by=self.request.user, box=self.fixture, **values)


class BoxRemove(OneFixtureView):
    fixtures = TipBox.objects.all()
    form_class = RemovalForm
    action_label = _("Gỡ hòm thư")
    intro = _("Từ ngày gỡ, tổ, thôn không còn hòm thư này; các biên bản vẫn được giữ.")
    submit_label = _("Ghi đã gỡ")
    success_message = _("Đã ghi gỡ hòm thư.")

    def run_action(self, **values: Any) -> None:
        remove_box(by=self.request.user, box=self.fixture, **values)
