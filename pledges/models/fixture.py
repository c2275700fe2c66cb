"""The common base of boxes and boards: both hang in a public place of a group and are checked regularly."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords
from foundation.dated import Dated
from wards.models import InGroup, NeighbourhoodGroup


class Fixture(InGroup, Dated):
    """Base of a tip-off box and of a hotline board, from its installation until its removal."""

    group: models.ForeignKey[NeighbourhoodGroup, NeighbourhoodGroup]
    place = models.CharField(_("nơi đặt"), max_length=200)

    class Meta:
        abstract = True

    class Audit(AuditWords):
        name = ("group__name", "place")

    def __str__(self) -> str:
        return f"{self.group} · {self.place}"

    def get_absolute_url(self) -> str:
        """Returns the page of all boxes and boards of the group, with their findings."""
        return reverse("pledges:fixture-detail", args=[self.group_id])

    def get_list_url(self) -> str:
        return self.get_absolute_url()

    @property
    def findings(self) -> Any:
        """Related manager of the findings, each valid from its day until the next; the installation is the first."""
        raise NotImplementedError
