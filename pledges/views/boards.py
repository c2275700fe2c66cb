"""Screens to put up, inspect and take down a hotline board."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pledges.actions.boards import inspect_board, install_board, remove_board
from pledges.forms import BoardInspectionForm, NewBoardForm, RemovalForm
from pledges.models import HotlineBoard
from pledges.views.fixtures import FixtureFindingView, FixtureInstall, OneFixtureView


class BoardCreate(FixtureInstall):
    form_class = NewBoardForm
    action_label = _("Lắp bảng đường dây nóng")
    success_message = _("Đã ghi bảng mới.")

    def run_action(self, **values: Any) -> None:
        install_board(by=self.request.user, **values)


class BoardInspect(FixtureFindingView):
    fixtures = HotlineBoard.objects.all()
    form_class = BoardInspectionForm
    action_label = _("Kiểm tra bảng")
    success_message = _("Đã ghi lần kiểm tra.")

    def run_action(self, **values: Any) -> None:
        inspect_board(by=self.request.user, board=self.fixture, **values)


class BoardRemove(OneFixtureView):
    fixtures = HotlineBoard.objects.all()
    form_class = RemovalForm
    action_label = _("Gỡ bảng")
    intro = _("Từ ngày gỡ, tổ, thôn không còn bảng này; các lần kiểm tra vẫn được giữ.")
    submit_label = _("Ghi đã gỡ")
    success_message = _("Đã ghi gỡ bảng.")

    def run_action(self, **values: Any) -> None:
        remove_board(by=self.request.user, board=self.fixture, **values)
