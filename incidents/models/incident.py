"""Incidents (vụ), the people involved, what was seized, and patrols."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.enums import Drug
from cases.models.person import Person
from foundation.audited import AuditWords
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded
from foundation.versions import Versioned
from incidents.enums import Act
from wards.models import InGroup, NeighbourhoodGroup
from wards.models.scope import ScopedQuerySet


class IncidentQuerySet(ScopedQuerySet["Incident"]):
    """Rows are visible to users who hold VIEW_HOTSPOTS where the group lies."""

    group_path = "group"
    view_permission = Permission.VIEW_HOTSPOTS


class Incident(InGroup, Versioned, Recorded):
    """An outline of one drug case found in a group on a day, without operational files."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="incidents", verbose_name=_("tổ, thôn")
    )
    happened_on = models.DateField(_("ngày xảy ra"), db_index=True)
    summary = EncryptedTextField(_("tóm tắt"), blank=True, context="incident.summary")
    plants_destroyed = models.PositiveIntegerField(_("số cây có chất ma túy đã nhổ bỏ"), default=0)
    plants_area_m2 = models.PositiveIntegerField(_("diện tích đã nhổ bỏ (m²)"), default=0)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("vụ việc")
        verbose_name_plural = _("vụ việc")
        ordering = ("-happened_on", "-pk")
        indexes = [models.Index(fields=["group", "happened_on"])]

    class Privacy:
        sensitive = ("summary",)
        plain = (
            "id",
            "version",
            "group",
            "happened_on",
            "plants_destroyed",
            "plants_area_m2",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        former_labels = ("cases.incident",)

    def __str__(self) -> str:
        return f"{self.happened_on} · {self.group}"


class IncidentPartQuerySet(ScopedQuerySet["IncidentAct"]):
    """A row is visible to the users who may see its incident."""

    group_path = "incident__group"
    view_permission = Permission.VIEW_HOTSPOTS


class IncidentAct(Recorded):
    """One act found in the incident."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="acts", verbose_name=_("vụ việc")
    )
    act = models.CharField(_("hành vi"), max_length=9, choices=Act.choices)

    objects = IncidentPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("hành vi")
        verbose_name_plural = _("hành vi")
        constraints = [
            models.UniqueConstraint(fields=["incident", "act"], name="act_once_per_incident")
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "incident", "act", "recorded_by", "recorded_at")

    class Audit(AuditWords):
        former_labels = ("cases.incidentact",)

    def __str__(self) -> str:
        return self.get_act_display()


class SeizedSubstance(Recorded):
    """The amount of one substance that was seized in the incident, in grams."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="seized", verbose_name=_("vụ việc")
    )
    substance = models.CharField(_("chất"), max_length=12, choices=Drug.choices)
    grams = models.DecimalField(_("khối lượng (gam)"), max_digits=12, decimal_places=3)

    objects = IncidentPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("tang vật")
        verbose_name_plural = _("tang vật")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "substance"], name="substance_once_per_incident"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="substance_weighs_something"),
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "incident", "substance", "grams", "recorded_by", "recorded_at")

    class Audit(AuditWords):
        former_labels = ("cases.seizedsubstance",)

    def __str__(self) -> str:
        return f"{self.grams} g {self.get_substance_display()}"


class IncidentPerson(Recorded):
    """A person in an incident: whether arrested, from when to when wanted, and where they live."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="people", verbose_name=_("vụ việc")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("hồ sơ người"),
    )
    name = EncryptedTextField(_("họ và tên"), context="incident_person.name")
    is_arrested = models.BooleanField(_("bị bắt"), default=True)
    resident_group = models.ForeignKey(
        NeighbourhoodGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offending_residents",
        verbose_name=_("cư trú tại tổ, thôn"),
    )
    wanted_from = models.DateField(_("truy nã từ ngày"), null=True, blank=True)
    wanted_to = models.DateField(_("hết truy nã"), null=True, blank=True)

    objects = IncidentPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("người trong vụ việc")
        verbose_name_plural = _("người trong vụ việc")
        indexes = [models.Index(fields=["resident_group"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_from__isnull=True, wanted_to__isnull=True)
                | Q(
                    wanted_from__isnull=False,
                    wanted_to__isnull=False,
                    wanted_from__lt=F("wanted_to"),
                ),
                name="wanted_from_until",
            ),
            models.UniqueConstraint(fields=["incident", "person"], name="person_once_per_incident"),
        ]

    class Privacy:
        sensitive = ("name", "person")
        plain = (
            "id",
            "incident",
            "is_arrested",
            "resident_group",
            "wanted_from",
            "wanted_to",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        former_labels = ("cases.incidentperson",)

    def __str__(self) -> str:
        return f"{self.incident_id}"


class PatrolQuerySet(ScopedQuerySet["Patrol"]):
    """Rows are visible to users who hold VIEW_HOTSPOTS where the group lies."""

    group_path = "group"
    view_permission = Permission.VIEW_HOTSPOTS


class Patrol(InGroup, models.Model):
    """One patrol of the police through a group."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="patrols", verbose_name=_("tổ, thôn")
    )
    patrolled_on = models.DateField(_("ngày tuần tra"))
    officers = models.PositiveSmallIntegerField(_("số người"), default=2)
    note = models.CharField(_("kết quả"), max_length=300, blank=True)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name = _("tuần tra")
        verbose_name_plural = _("tuần tra")
        ordering = ("-patrolled_on", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(officers__gte=1), name="patrol_has_officers")
        ]

    class Privacy:
        sensitive = ("note",)
        plain = ("id", "group", "patrolled_on", "officers")

    class Audit(AuditWords):
        former_labels = ("cases.patrol",)

    def __str__(self) -> str:
        return f"{self.group} {self.patrolled_on}"
