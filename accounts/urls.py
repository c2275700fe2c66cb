"""URLs of the app accounts (sign-in itself belongs to allauth)."""

from django.urls import path

from accounts.views import tokens

app_name = "accounts"
urlpatterns = [
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/new/", tokens.token_create, name="token-create"),
    path("tokens/<slug:token_key>/revoke/", tokens.token_revoke, name="token-revoke"),
]
