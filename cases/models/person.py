"""A person in the case ledger, and the rule that says which users may see the person."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.enums import Drug, Education, Ethnicity, Route, Sex, TreatmentForm
from cases.statuses import MANAGED_STATUSES
from foundation.constraints import CheckBeside
from foundation.crypto import blind_index
from foundation.dated import OPEN
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded
from foundation.text import bare_number, clean, fold, mask_name, mask_number, name_sort_key
from foundation.validators import YEARS, between
from foundation.versions import Versioned
from wards.models import GroupPlacement
from wards.models.scope import Officer, ScopedQuerySet, reach_of

ID_NUMBER_INDEX = "person.id_number"
BORN_TOO_EARLY = _("Năm sinh phải từ 1900.")
#: The permissions of a clinic, which cover only the people whom it treats.
OF_TREATMENT = (Permission.VIEW_TREATED_PEOPLE, Permission.RECORD_TREATMENT)


class PersonQuerySet(ScopedQuerySet["Person"]):
    """People are visible by the group of their open residence.

    A clinic sees only people who have or had a course of substitution treatment.
    """

    group_path = "residences__group"
    view_permission = Permission.VIEW_PEOPLE

    def in_groups(self, groups: Iterable[int] | models.QuerySet[Any]) -> Self:
        return self.filter(residences__valid_to=OPEN, residences__group__in=groups)

    def visible_to(self, user: Officer, permission: Permission | None = None) -> Self:
        if permission in OF_TREATMENT:
            there = self.model._default_manager.all().in_groups(reach_of(user, permission).groups())
            return self.visible_to(user).filter(pk__in=there.values("pk"))
        if permission is not None:
            return super().visible_to(user, permission)
        reach, clinic = (
            reach_of(user, Permission.VIEW_PEOPLE),
            reach_of(user, Permission.VIEW_TREATED_PEOPLE),
        )
        if not clinic:
            return self.in_groups(reach.groups()) if reach else self.none()
        treated = self.in_groups(clinic.groups()).filter(
            pk__in=self.model._default_manager.filter(
                treatments__form=TreatmentForm.SUBSTITUTION
            ).values("pk")
        )
        return (
            treated
            if not reach
            else self.filter(
                models.Q(pk__in=treated.values("pk"))
                | models.Q(pk__in=self.in_groups(reach.groups()).values("pk"))
            )
        )

    def managed(self) -> Self:
        """Returns the people whose management has not ended; each has exactly one open status."""
        return self.filter(statuses__valid_to=OPEN, statuses__status__in=MANAGED_STATUSES)

    def with_id_number(self, number: str) -> Self:
        """Finds a person by exact number through the blind index; without a number, none."""
        index = blind_index(ID_NUMBER_INDEX, bare_number(number))
        return self.filter(id_number_index=index) if index else self.none()


class Person(Versioned, Recorded):
    """A person suspected of use, managed, in treatment or after rehabilitation (Form 05)."""

    full_name = models.CharField(_("họ và tên"), max_length=120)
    other_name = models.CharField(_("tên gọi khác"), max_length=120, blank=True)
    search_key = models.CharField(max_length=260, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    birth_date = models.DateField(
        _("ngày sinh"),
        null=True,
        blank=True,
        help_text=_("Không rõ ngày thì chỉ ghi năm sinh."),
    )
    birth_year = models.PositiveSmallIntegerField(
        _("năm sinh"),
        null=True,
        blank=True,
        validators=between(*YEARS, too_little=BORN_TOO_EARLY),
        help_text=_("Bỏ trống khi đã ghi ngày sinh."),
    )
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex.choices)
    ethnicity = models.CharField(
        _("dân tộc"), max_length=2, choices=Ethnicity.choices, default=Ethnicity.KINH
    )
    id_number = EncryptedTextField(
        _("số định danh (CCCD, CMND)"),
        max_length=20,
        blank=True,
        context="person.id_number",
        help_text=_(
            "CCCD 12 chữ số hoặc CMND cũ 9 chữ số. Lưu mã hóa, chỉ hiện vài số đầu và cuối."
        ),
    )
    id_number_index = models.CharField(max_length=40, editable=False, null=True, unique=True)  # noqa: DJ001 - NULL = no number; unique needs it
    phone = EncryptedTextField(_("điện thoại"), max_length=20, blank=True, context="person.phone")
    occupation = models.CharField(_("nghề nghiệp"), max_length=120, blank=True)
    guardians = EncryptedTextField(
        _("cha mẹ, người giám hộ"),
        max_length=2000,
        blank=True,
        context="person.guardians",
        help_text=_("Cần ghi với người dưới 18 tuổi."),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people_in_charge",
        verbose_name=_("cán bộ phụ trách"),
    )
    # The background that Form 05 asks for.
    birthplace = models.CharField(_("nơi sinh"), max_length=200, blank=True)
    home_town = models.CharField(_("quê quán"), max_length=200, blank=True)
    education = models.CharField(
        _("trình độ văn hóa"), max_length=12, choices=Education.choices, blank=True
    )
    first_use_year = models.PositiveSmallIntegerField(
        _("năm sử dụng lần đầu"), null=True, blank=True, validators=between(*YEARS)
    )
    drug = models.CharField(
        _("loại ma túy sử dụng"), max_length=12, choices=Drug.choices, blank=True
    )
    route = models.CharField(
        _("hình thức sử dụng"), max_length=8, choices=Route.choices, blank=True
    )
    past_rehab_count = models.PositiveSmallIntegerField(
        _("số lần đã cai nghiện trước khi lập hồ sơ này"),
        default=0,
        blank=True,
        validators=between(0, 50),
        help_text=_("Các lần cai ghi trong hồ sơ này được đếm thêm, không ghi lại ở đây."),
    )
    has_psychosis = models.BooleanField(_("có biểu hiện loạn thần"), default=False)
    convictions = EncryptedTextField(
        _("tiền án, tiền sự về ma túy"),
        max_length=2000,
        blank=True,
        context="person.convictions",
    )
    note = EncryptedTextField(
        _("ghi chú"),
        max_length=2000,
        blank=True,
        context="person.note",
        help_text=_("Không ghi bí mật nhà nước, cơ sở bí mật hay nội dung chuyên án."),
    )
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False, editable=False)

    #: Set by `namesakes`: the name is the same, not only similar.
    has_same_name: bool

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = _("người")
        ordering = ("sort_key", "pk")
        indexes = [models.Index(fields=["sort_key", "id"])]
        constraints = [
            CheckBeside(
                condition=models.Q(  # a CHECK passes when "year = NULL", so neither may be NULL
                    birth_date__isnull=False,
                    birth_year__isnull=False,
                    birth_year=models.F("birth_date__year"),
                )
                | models.Q(birth_date__isnull=True, birth_year__isnull=False),
                name="person_born_once",
                beside=("birth_date",),
                violation_error_message=_("Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."),
            ),
            CheckBeside(
                condition=models.Q(birth_year__range=YEARS),
                name="person_born_in_living_memory",
                beside=("birth_date", "birth_year"),
                violation_error_message=BORN_TOO_EARLY,
            ),
        ]

    class Privacy:
        sensitive = (
            "full_name",
            "other_name",
            "search_key",
            "sort_key",
            "birth_date",
            "ethnicity",
            "id_number",
            "id_number_index",
            "phone",
            "guardians",
            "birthplace",
            "home_town",
            "convictions",
            "note",
            "first_use_year",
            "drug",
            "route",
            "past_rehab_count",
            "has_psychosis",
        )
        plain = (
            "id",
            "version",
            "birth_year",
            "sex",
            "occupation",
            "officer",
            "education",
            "is_demo",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("cases:person-detail", args=[self.pk])

    def get_list_url(self) -> str:
        return reverse("cases:person-list")

    def clean(self) -> None:
        """Derives the search, sort and look-up values; every action calls it before saving."""
        self.full_name, self.other_name = clean(self.full_name), clean(self.other_name)
        self.search_key = fold(f"{self.full_name} {self.other_name}")
        self.sort_key = name_sort_key(self.full_name)
        self.id_number = bare_number(self.id_number or "")
        self.id_number_index = blind_index(ID_NUMBER_INDEX, self.id_number) or None
        if self.birth_date:
            self.birth_year = self.birth_date.year

    @property
    def masked_name(self) -> str:
        return mask_name(self.full_name)

    @property
    def masked_id_number(self) -> str:
        return mask_number(self.id_number)

    def get_unit_id(self) -> int | None:
        """Returns the ward whose access log has the person's events: where they live today."""
        placed = GroupPlacement.objects.in_force(timezone.localdate()).filter(
            group__residences__person=self.pk, group__residences__valid_to=OPEN
        )
        return placed.values_list("ward_id", flat=True).first()


#: The fields that a form, the API or an import may set on a person: all that are not derived.
EDITABLE = tuple(
    field.name for field in Person._meta.concrete_fields if field.editable and not field.primary_key
)


def reason_field(*, context: str) -> EncryptedTextField:
    """Returns the field of a row with the reason for what is possible but unusual about it."""
    return EncryptedTextField(
        _("lý do của trường hợp đặc biệt"), max_length=200, blank=True, context=context
    )


class OfPerson:
    """Mixin of models with a `person`: their events are in the access log of the person's ward."""

    person: Person

    def get_unit_id(self) -> int | None:
        return self.person.get_unit_id()
