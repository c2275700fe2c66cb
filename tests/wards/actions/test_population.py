"""What places declared."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tests.assertions import assert_audited
from tests.factories.wards import GroupFactory
from wards.actions.population import record_population
from wards.enums import AuditAction
from wards.models import FigureChange, PopulationFigure

DAY = date(2024, 6, 15)


def declare(by, **fields):
    return record_population(**{"by": by, "counted_on": DAY, "source": "sổ hộ"} | fields)


def test_a_group_declares_its_households(group, officer, ward):
    figure = declare(officer, group=group, households=153, residents=612)
    assert (figure.households, figure.residents, figure.groups) == (153, 612, None)
    event = assert_audited(AuditAction.POPULATION_RECORDED, by=officer, target=figure)
    assert event.unit_id == ward.pk


def test_a_figure_of_a_group_re_scores_that_group(group, officer, ward):
    GroupFactory(ward=ward)
    declare(officer, group=group, households=153)
    assert list(FigureChange.objects.values_list("group", "from_day")) == [(group.pk, DAY)]


def test_a_figure_of_a_ward_reaches_the_groups_that_came_later_and_none_that_left_before(
    ward, other_ward, officer
):
    came, left = GroupFactory(ward=ward), GroupFactory(ward=ward)
    came.placements.update(valid_from=date(2025, 7, 1))
    left.placements.update(valid_to=DAY)
    declare(officer, ward=ward, households=50)
    assert list(FigureChange.objects.values_list("group", "from_day")) == [(came.pk, DAY)]


def test_a_figure_of_year_203_is_refused(group, officer):
    with pytest.raises(ValidationError) as error:
        declare(officer, group=group, households=153, counted_on=date(203, 6, 15))
    assert error.value.message_dict == {
        "counted_on": ["Ngày không được trước 01/01/1900. Kiểm tra lại năm."]
    }


def test_a_figure_of_a_ward_re_scores_all_its_groups(group, other_group, ward, officer):
    second = GroupFactory(ward=ward)
    declare(officer, ward=ward, groups=30)
    changed = FigureChange.objects.values_list("group", flat=True)
    assert set(changed) == {group.pk, second.pk}


def test_a_second_figure_of_the_day_corrects_the_first(group, officer):
    declare(officer, group=group, households=153)
    declare(officer, group=group, households=154)
    assert PopulationFigure.objects.get().households == 154


def test_a_correction_keeps_what_stood_before_in_the_log(group, officer):
    declare(officer, group=group, households=153)
    PopulationFigure.objects.update(households=150)
    before = PopulationFigure.objects.get()
    figure = declare(officer, group=group, households=154)
    assert figure.pk == before.pk


def test_a_figure_has_one_place(ward, group, officer):
    for places in ({}, {"ward": ward, "group": group}):
        with pytest.raises(ValidationError, match="đúng một nơi"):
            declare(officer, households=1, **places)


def test_a_figure_says_something(group, officer):
    with pytest.raises(ValidationError, match="ít nhất một số liệu"):
        declare(officer, group=group)


def test_zero_is_a_figure(group, officer):
    assert declare(officer, group=group, households=0).households == 0


def test_a_figure_is_not_of_tomorrow(group, officer):
    with time_machine.travel("2024-06-15 23:30+07:00"), pytest.raises(ValidationError) as error:
        declare(officer, group=group, households=1, counted_on=date(2024, 6, 16))
    assert list(error.value.error_dict) == ["counted_on"]


def test_a_figure_names_its_source(group, officer):
    with pytest.raises(ValidationError) as error:
        declare(officer, group=group, households=1, source="  ")
    assert list(error.value.error_dict) == ["source"]
