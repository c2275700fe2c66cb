"""Issued reports, which never change.

A row has number, date, issuer, the PDF with its SHA-256, and the figures that it printed.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission, roles_with
from foundation.audited import AuditWords
from wards.models import Area, GroupPlacement, Posting, Ward
from wards.models.scope import Officer, reach_of


def areas_of(user: Officer, permission: Permission) -> QuerySet[Area, Area]:
    """Returns the areas to which the user is posted today in a role that holds the permission.

    For a user posted to the nation, these are all areas.
    """
    if reach_of(user, permission).everywhere:
        return Area.objects.all()
    posts = Posting.objects.in_force(timezone.localdate()).filter(
        user=user.pk, role__in=roles_with(permission)
    )
    return Area.objects.filter(pk__in=posts.values("area"))


def _knows_people(user: Officer) -> Q:
    """Returns the condition that the user may see the people of a report's ward.

    It is the same rule that `queries.knows_people` applies before a report is issued. The user must
    be posted to that ward, or to the places where all groups that it had on the report's day lie
    today: a posting to one of many groups shows the people of that group only.
    """
    reach = reach_of(user, Permission.VIEW_PEOPLE)
    if reach.everywhere:
        return Q()
    day = OuterRef("as_of")
    groups = GroupPlacement.objects.filter(
        ward=OuterRef("ward"), valid_from__lte=day, valid_to__gt=day
    )
    came_over = Exists(groups) & ~Exists(groups.exclude(group__in=reach.groups()))
    return Q(ward__in=reach.wards) | Q(came_over)


class IssuedReportQuerySet(models.QuerySet["IssuedReport"]):
    """Scopes reports: a ward's to users who may see its reports, an area's to users posted to it.

    A report with exact small counts of people is visible only to users who may see the people.
    """

    def visible_to(self, user: Officer, permission: Permission = Permission.VIEW_REPORTS) -> Self:
        if not reach_of(user, permission):
            return self.none()
        return self.filter(
            Q(ward__in=Ward.objects.visible_to(user, permission))
            | Q(area__in=areas_of(user, permission)),
            Q(is_exact=False) | _knows_people(user),
        )


class IssuedReport(models.Model):
    """One issued report of a ward or an area, as it is stored in the archive."""

    slug = models.CharField(_("loại báo cáo"), max_length=40)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    #: Numbers begin anew every year.
    year = models.PositiveSmallIntegerField(_("năm"))
    ward = models.ForeignKey(
        Ward,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("xã, phường"),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("địa bàn"),
    )
    as_of = models.DateField(_("thời điểm số liệu"))
    is_exact = models.BooleanField(_("ghi đủ số người"), default=False)
    issued_at = models.DateTimeField(_("ban hành lúc"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="issued_reports",
        verbose_name=_("người ban hành"),
    )
    figures = models.JSONField(_("số liệu đã in"))
    file = models.BinaryField(_("tệp PDF"))
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64)

    objects = IssuedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo đã ban hành")
        verbose_name_plural = _("kho báo cáo")
        ordering = ("-issued_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ward__isnull=True) ^ Q(area__isnull=True), name="report_of_one_place"
            ),
            models.UniqueConstraint(
                fields=["ward", "year", "number"], name="report_number_once_a_year_per_ward"
            ),
            models.UniqueConstraint(
                fields=["area", "year", "number"], name="report_number_once_a_year_per_area"
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "slug",
            "number",
            "year",
            "ward",
            "area",
            "as_of",
            "is_exact",
            "issued_at",
            "issued_by",
            "figures",
            "file",
            "sha256",
        )

    class Audit(AuditWords):
        name = ("number", "slug")
        told_with = ("wards.ward", "wards.area")

    def __str__(self) -> str:
        return f"{self.number} · {self.as_of:%d/%m/%Y}"

    @property
    def file_name(self) -> str:
        """Returns the name of the downloaded file, in letters that every system accepts."""
        number, _slash, _symbol = self.number.partition("/")
        return f"{self.slug}_{self.as_of:%Y-%m-%d}_so-{number}-{self.year}.pdf"

    @property
    def place(self) -> Ward | Area | None:
        return self.ward or self.area

    def get_unit_id(self) -> int | None:
        """Returns the ward whose access log records the report; None for a report of an area."""
        return self.ward_id
