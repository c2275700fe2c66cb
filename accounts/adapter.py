"""Adapts allauth to the product: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


class OfficerAdapter(DefaultAccountAdapter):
    """Accounts are opened and closed by the administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Shows a closed account a message on the sign-in page, once the password is right.

        Without this, allauth would lead to a page of its own.
        """
        messages.error(
            request, _("Tài khoản này đang bị khóa. Liên hệ quản trị hệ thống của đơn vị.")
        )
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")
