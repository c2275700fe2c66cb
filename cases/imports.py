"""The list of people: its columns, how a person is recognised, and what the ledger refuses."""

import copy
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from cases.actions.decisions import term_rules
from cases.actions.imports import (
    ChangedPerson,
    NewPerson,
    checked_people,
    export_people,
    import_people,
)
from cases.actions.people import (
    check_changed_birth,
    check_own_values,
    first_day_of_status,
    number_taken,
)
from cases.actions.statuses import first_period
from cases.enums import Drug, Ethnicity, ResidenceKind, Route, Sex
from cases.models import Person, Residence, StatusPeriod
from cases.models.person import EDITABLE, ID_NUMBER_INDEX
from cases.queries.likeness import (
    Birth,
    Identity,
    Likeness,
    identity,
    likeness,
    may_be_one,
)
from cases.queries.people_list import with_course
from cases.statuses import PersonStatus
from cases.validators import check_happened_to, check_id_number, id_number_warnings
from exchange.columns import Column, DayCell, IdNumberCell, PhoneCell, column_of
from exchange.places import GroupCell
from exchange.registry import Importable
from exchange.resource import Draft, Errors, LedgerResource, Preview, errors_of
from exchange.table import row_number
from foundation.crypto import blind_index
from foundation.text import bare_number, name_key
from foundation.validators import check_phone

_COURSE = (
    "group",
    "residence_kind",
    "address",
    "since",
    "status",
    "status_from",
    "decision_number",
    "decision_date",
    "issuer",
    "unusual_reason",
)


class PersonResource(LedgerResource):
    """The list of people. A person is recognised by identity number or by name, birth and group.

    Only a person stored without an identity number is recognised by name, birth and group, and only
    by the exact name: "Sáng" and "Sàng" are two people, about whom a note is made.
    """

    sheet_name = "Người"
    shown = ("full_name", "birth_date", "birth_year", "id_number", "group", "status")
    satisfied_by = {"birth_date": "birth_year"}

    full_name = column_of(
        Person,
        "full_name",
        hint=gettext_lazy("Đủ họ, tên đệm, tên."),
        example="Giàng A Mẫu",
        aliases=("họ tên",),
    )
    other_name = column_of(Person, "other_name")
    birth_date = column_of(
        Person,
        "birth_date",
        hint=gettext_lazy("dd/mm/yyyy. Không rõ ngày thì để trống và ghi Năm sinh."),
        example=date(1990, 3, 5),
    )
    birth_year = column_of(
        Person, "birth_year", hint=gettext_lazy("Chỉ ghi khi không rõ ngày sinh.")
    )
    sex = column_of(Person, "sex", example=Sex.MALE)
    ethnicity = column_of(Person, "ethnicity", example=Ethnicity.MONG, required=True)
    id_number = column_of(
        Person,
        "id_number",
        "Số định danh",
        IdNumberCell(),
        hint=gettext_lazy("CCCD 12 số hoặc CMND 9 số, định dạng ô Văn bản."),
        example="010090012345",
        aliases=("số cccd", "cccd", "số định danh cá nhân", "số cccd/cmnd"),
    )
    phone = column_of(
        Person,
        "phone",
        cell=PhoneCell(),
        example="0912000111",
        aliases=("số điện thoại", "sđt"),
    )
    occupation = column_of(Person, "occupation", example="Lao động tự do")
    group = Column(
        "Tổ, thôn",
        GroupCell(),
        hint=gettext_lazy("Ghi tên như trang “Giá trị cho phép” của tệp mẫu."),
        required=True,
        fixed=True,
        aliases=("tổ dân phố", "tổ/thôn", "thôn", "tổ", "tổ dân phố, thôn"),
    )
    residence_kind = column_of(
        Residence,
        "kind",
        hint=gettext_lazy("Để trống là thường trú."),
        example=ResidenceKind.PERMANENT,
        fixed=True,
    )
    address = column_of(Residence, "address", example="Số nhà 12", fixed=True)
    since = Column(
        "Cư trú từ ngày",
        DayCell(),
        hint=gettext_lazy("dd/mm/yyyy"),
        example=date(2022, 1, 15),
        required=True,
        fixed=True,
        aliases=("từ ngày cư trú",),
    )
    status = column_of(StatusPeriod, "status", example=PersonStatus.ADDICT, fixed=True)
    status_from = Column(
        "Diện từ ngày",
        DayCell(),
        hint=gettext_lazy("dd/mm/yyyy. Để trống là ngày quyết định, không có thì ngày cư trú."),
        example=date(2023, 6, 1),
        fixed=True,
        aliases=("từ ngày",),
    )
    decision_number = column_of(
        StatusPeriod,
        "decision_number",
        hint=gettext_lazy("Bắt buộc, trừ diện nghi vấn sử dụng."),
        example="25/QĐ-UBND",
        fixed=True,
        aliases=("số qđ",),
    )
    decision_date = column_of(
        StatusPeriod,
        "decision_date",
        hint=gettext_lazy("dd/mm/yyyy, không sau ngày bắt đầu diện."),
        example=date(2023, 5, 30),
        fixed=True,
        aliases=("ngày qđ",),
    )
    issuer = column_of(StatusPeriod, "issuer", example="Chủ tịch UBND phường", fixed=True)
    unusual_reason = column_of(
        StatusPeriod,
        "unusual_reason",
        "Lý do đặc biệt",
        hint=gettext_lazy("Chỉ ghi khi được hỏi, ví dụ người chưa đủ 12 tuổi."),
        fixed=True,
    )
    drug = column_of(Person, "drug", "Loại ma túy", example=Drug.HEROIN)
    route = column_of(Person, "route", example=Route.INJECT)
    first_use_year = column_of(Person, "first_use_year")
    past_rehab_count = column_of(
        Person,
        "past_rehab_count",
        "Số lần đã cai nghiện",
        hint=gettext_lazy("Trước khi lập hồ sơ này."),
    )
    education = column_of(Person, "education")

    def prepare(self) -> None:
        self.places.offer(self.by, self.permission)

    @property
    def places(self) -> GroupCell:
        cell: GroupCell = self.columns["group"].widget
        return cell

    def example(self) -> dict[str, Any]:
        return super().example() | {"group": next(iter(self.places.groups), None)}

    # --- known people ----------------------------------------------------------------------------

    def look_up(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Reads the people whom rows may mean, and numbers in use elsewhere (four statements)."""
        numbers = {self._index(row) for row in rows} - {None}
        years = {self._born(row)[1] for row in rows} - {None}
        own = Person.objects.all().visible_to(self.by, self.permission)
        meant = Q(id_number_index__in=numbers) | Q(birth_year__in=years)
        people = list(with_course(own.filter(meant)))
        self.by_number = {p.id_number_index: p for p in people if p.id_number_index}
        self.by_name: dict[Identity, list[Person]] = {}
        self.by_likeness: dict[Likeness, list[Person]] = {}
        for person in people:
            self.by_name.setdefault(identity(person), []).append(person)
            self.by_likeness.setdefault(likeness(person), []).append(person)
        taken = Person.objects.filter(id_number_index__in=numbers)
        self.elsewhere = set(taken.values_list("id_number_index", flat=True)) - set(self.by_number)
        self.rows_of: dict[Any, int] = {}
        self.new_rows: dict[Likeness, list[tuple[int, Person]]] = {}
        self.rules = term_rules()

    def find(self, row: Mapping[str, Any]) -> Draft | None:
        person = self.by_number.get(self._index(row) or "") or self._without_number(row)
        return Draft.known(row_number(row), person, stored_values(person)) if person else None

    def _without_number(self, row: Mapping[str, Any]) -> Person | None:
        """Returns the only person without a number who has the row's name, birth and group."""
        who = name_key(self.cell_of(row, "full_name") or ""), self._born(row)
        there = self._unnumbered(who, self.cell_of(row, "group"))
        return there[0] if len(there) == 1 else None

    def _unnumbered(self, who: Identity, group: int | None) -> list[Person]:
        same = [person for person in self.by_name.get(who, ()) if not person.id_number]
        return [person for person in same if _stay(person).group_id == group]

    def _index(self, row: Mapping[str, Any]) -> str | None:
        number = bare_number(self.cell_of(row, "id_number") or "")
        return blind_index(ID_NUMBER_INDEX, number) or None

    def _born(self, row: Mapping[str, Any]) -> Birth:
        day = self.cell_of(row, "birth_date")
        return day, day.year if day else self.cell_of(row, "birth_year")

    # --- checking --------------------------------------------------------------------------------

    def normalise(self, draft: Draft) -> None:
        """Removes blanks from numbers, and the birth year where the birth date already gives it."""
        for name, tidy in (("id_number", check_id_number), ("phone", check_phone)):
            with suppress(ValidationError):
                draft.values[name] = tidy(draft.values.get(name) or "") or None
        day, year = draft.values.get("birth_date"), draft.values.get("birth_year")
        if day and year == day.year:
            draft.values["birth_year"] = None
        elif day and draft.stored is not None and draft.stored["birth_date"] is None:
            draft.values["birth_year"] = None  # the stored year only replaced the date

    def check_new(self, draft: Draft) -> Errors:
        person = Person(**self._person_values(draft.values), officer=self.by)
        errors = errors_of(
            lambda: check_own_values(person=person, trusted=("officer",)),
            lambda: self._check_days(draft, person),
            lambda: self._check_status(draft, person),
            lambda: self._check_once(draft, person),
        )
        self._note_what_is_odd(draft, person)
        self._note_who_is_alike(draft, person)
        if draft.values.get("status_from") is None and "status_from" in errors:
            wrong = errors.pop("status_from")  # the day that replaces it has the error
            if draft.values.get("decision_date"):
                errors.setdefault("decision_date", wrong)
        return errors

    def check_known(self, draft: Draft) -> Errors:
        trial = copy.copy(draft.existing)
        for name, value in self._person_values(draft.changes).items():
            setattr(trial, name, value)
        return errors_of(
            lambda: check_own_values(person=trial, trusted=("officer",)),
            lambda: check_changed_birth(old=draft.existing, new=trial),
            lambda: self._check_once(draft, trial),
        )

    def _check_days(self, draft: Draft, person: Person) -> None:
        if since := draft.values.get("since"):
            check_happened_to(person, since, "since")

    def _check_status(self, draft: Draft, person: Person) -> None:
        values = draft.values
        if not values.get("since") or not values.get("status"):
            return
        first_period(
            person=person,
            status=values["status"],
            on_day=self._status_from(values),
            issuer=values.get("issuer") or "",
            decision_number=values.get("decision_number") or "",
            decision_date=values.get("decision_date"),
            unusual_reason=values.get("unusual_reason") or "",
            rules=self.rules,
        )

    def _status_from(self, values: Mapping[str, Any]) -> date:
        return first_day_of_status(
            given=values.get("status_from"),
            decided=values.get("decision_date"),
            since=values["since"],
        )

    def _check_once(self, draft: Draft, person: Person) -> None:
        """Raises ValidationError for birth values that differ, or a person's second row or file."""
        errors: dict[str, str] = {}
        if draft.values.get("birth_date") and draft.values.get("birth_year"):
            errors["birth_year"] = _(
                "Năm sinh không khớp với ngày sinh. Bỏ trống một trong hai cột."
            )
        index = blind_index(ID_NUMBER_INDEX, person.id_number or "")
        who = index or (identity(person), draft.values.get("group"))
        first = self.rows_of.setdefault(who, draft.row)
        if first != draft.row:
            errors["id_number" if index else "full_name"] = _(
                "Cùng một người với dòng %(row)d. Chỉ giữ một dòng."
            ) % {"row": first}
        elif index in self.elsewhere:
            errors["id_number"] = number_taken()
        elif (
            not index
            and draft.stored is None
            and self._unnumbered(identity(person), draft.values.get("group"))
        ):
            errors["full_name"] = _(
                "Nhiều hồ sơ cùng họ tên, ngày sinh trong tổ này mà không có số định danh; sửa trên màn hình."
            )
        if errors:
            raise ValidationError(errors)

    def _note_what_is_odd(self, draft: Draft, person: Person) -> None:
        warnings = id_number_warnings(person.id_number or "", person.birth_year, person.sex)
        draft.notes += [("id_number", warning) for warning in warnings]

    def _note_who_is_alike(self, draft: Draft, person: Person) -> None:
        """Notes a stored person or an earlier row of the same or a similar name and birth year."""
        stored = self.by_likeness.get(likeness(person), ())
        earlier = self.new_rows.setdefault(likeness(person), [])
        if self.by_name.get(identity(person)):
            sentence = _(
                "Trùng họ tên và ngày sinh với một hồ sơ đã có; kiểm tra có phải cùng một người."
            )
        elif any(may_be_one(person, other) for other in stored):
            sentence = _(
                "Tên gần giống một hồ sơ đã có, cùng năm sinh; kiểm tra có phải cùng một người."
            )
        else:
            rows = [row for row, other in earlier if may_be_one(person, other)]
            sentence = _(
                "Tên gần giống dòng %(row)d, cùng năm sinh; kiểm tra có phải cùng một người."
            )
            sentence = sentence % {"row": rows[0]} if rows else ""
        earlier.append((draft.row, person))
        if sentence:
            draft.notes.append(("full_name", sentence))

    # --- writing and exporting -------------------------------------------------------------------

    def prepared(self, preview: Preview) -> Callable[[], None]:
        new = checked_people(
            officer=self.by, new=[self._new_person(draft) for draft in preview.new]
        )
        changed = [
            ChangedPerson(draft.existing, self._person_values(draft.changes))
            for draft in preview.changed
        ]

        def write() -> None:
            import_people(by=self.by, new=new, changed=changed)

        return write

    def _new_person(self, draft: Draft) -> NewPerson:
        values = draft.values
        course = {name: values[name] for name in _COURSE if values.get(name) is not None}
        course |= {"group": self.places.groups[values["group"]]}
        course["status_from"] = self._status_from(values)
        return NewPerson(values=self._person_values(values), **course)

    def _person_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: value for name, value in values.items() if name in EDITABLE and value is not None
        }

    def exported(self) -> list[Draft]:
        people = with_course(Person.objects.all().visible_to(self.by, self.permission))
        return [
            Draft.known(row, person, stored_values(person)) for row, person in enumerate(people, 2)
        ]

    def record_export(self, drafts: Sequence[Draft], reason: str) -> None:
        groups = [_stay(draft.existing).group_id for draft in drafts]
        export_people(by=self.by, groups=groups, reason=reason)


def stored_values(person: Person) -> dict[str, Any]:
    """Returns a known person's values by column; a value that was never filled in is None."""
    stay = _stay(person)
    values = {name: getattr(person, name, None) for name in PersonResource.fields}
    if person.birth_date:
        values["birth_year"] = None
    values |= {
        "group": stay.group_id,
        "residence_kind": stay.kind,
        "address": stay.address,
        "since": stay.valid_from,
    }
    for period in getattr(person, "open_statuses"):  # noqa: B009 - set by with_course; at most one
        values |= {
            "status": period.status,
            "status_from": period.valid_from,
            "issuer": period.issuer,
            "decision_number": period.decision_number,
            "decision_date": period.decision_date,
            "unusual_reason": period.unusual_reason,
        }
    return {name: None if value == "" else value for name, value in values.items()}


def _stay(person: Person) -> Residence:
    stays: list[Residence] = getattr(person, "open_stays")  # noqa: B009 - set by with_course
    return stays[0]


PEOPLE = Importable(
    kind="people",
    label=gettext_lazy("Hồ sơ người"),
    about=gettext_lazy(
        "Người trong diện quản lý: nhân thân, nơi cư trú, diện hiện tại và quyết định."
    ),
    rules=(
        gettext_lazy(
            "Người đã có hồ sơ được nhận ra theo số định danh; không có số thì theo đúng họ tên (kể cả dấu), "
            "ngày sinh và tổ, thôn. Tên gần giống chỉ được nhắc, không bị coi là một người."
        ),
        gettext_lazy("Ô trống giữ nguyên giá trị đang lưu."),
        gettext_lazy(
            "Nơi cư trú và diện quản lý của người đã có hồ sơ không thay đổi bằng Excel: dùng “Chuyển nơi cư trú”, "
            "“Chuyển diện” trên trang hồ sơ."
        ),
    ),
    edit=Permission.EDIT_PEOPLE,
    view=Permission.VIEW_PEOPLE,
    resource=PersonResource,
    icon="users",
    list_url_name="cases:person-list",
)

#: The lists of this app; apps.py registers each of them.
IMPORTS = (PEOPLE,)
