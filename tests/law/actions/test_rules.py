"""Terms of law as shipped: right values on the right days, and no invented law."""

from datetime import date

import pytest

from law.actions.rules import load_rules
from law.enums import AuditAction
from law.models import LegalRule
from law.queries.terms import rules_on
from tests.assertions import assert_audited
from tests.factories.law import LegalRuleFactory
from tests.factories.wards import GroupFactory
from wards.actions.loading import Summary
from wards.models import FigureChange

OLD_LAW, NEW_LAW = date(2026, 6, 30), date(2026, 7, 1)

pytestmark = pytest.mark.django_db


def term(key, day):
    rule = rules_on(day).get(key)
    return (rule.value, rule.unit) if rule else None


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("management_decision", (3, "working_days"), (24, "hours")),
        ("residence_check", (1, "months"), (1, "months")),
        ("illegal_use_term", (12, "months"), (12, "months")),
        ("post_rehab_term", (12, "months"), (12, "months")),
        ("post_rehab_term_compulsory", (24, "months"), (24, "months")),
        ("voluntary_first", (12, "months"), (24, "months")),
        ("voluntary_again", (12, "months"), (36, "months")),
        ("compulsory_first", (24, "months"), (24, "months")),
        ("compulsory_again", (24, "months"), (36, "months")),
        ("handover", (5, "working_days"), (24, "hours")),
        ("box_opening", (14, "days"), (14, "days")),
        ("box_check_validity", None, (90, "days")),
        ("board_check_validity", None, (90, "days")),
        ("suspicion_review", (30, "days"), (30, "days")),
        ("hotspot_recheck", (30, "days"), (30, "days")),
    ],
)
def test_a_term_on_the_last_day_of_the_old_law_and_the_first_of_the_new(rules, key, before, after):
    assert (term(key, OLD_LAW), term(key, NEW_LAW)) == (before, after)


@pytest.mark.parametrize(("day", "law"), [(OLD_LAW, "73/2021/QH14"), (NEW_LAW, "120/2025/QH15")])
def test_the_legal_basis_names_the_law_in_force(rules, day, law):
    for key in ("illegal_use_term", "post_rehab_term", "voluntary_first", "handover"):
        assert law in rules_on(day)[key].legal_basis


def test_a_rule_without_a_source_says_that_it_is_configured(rules):
    configured = LegalRule.objects.filter(is_configured=True)
    assert configured.count() == 9
    assert configured.exclude(legal_basis__startswith="Quy chế nội bộ, cấu hình được").count() == 0


def test_a_rule_with_a_source_names_an_act(rules):
    for rule in LegalRule.objects.filter(is_configured=False):
        assert "/" in rule.legal_basis


def test_the_monthly_residence_check_is_law_until_the_new_law_only(rules):
    before, after = rules_on(OLD_LAW)["residence_check"], rules_on(NEW_LAW)["residence_check"]
    assert before.legal_basis == "Khoản 1 Điều 47 Nghị định 105/2021/NĐ-CP"
    assert (before.is_configured, after.is_configured) == (False, True)


def test_every_key_is_in_force_on_every_day_of_both_laws(rules):
    keys = set(LegalRule.objects.values_list("key", flat=True))
    inspections = {"box_check_validity", "board_check_validity"}  # asked for since July 2026
    assert set(rules_on(date(2022, 1, 1))) == keys - inspections
    assert set(rules_on(date(2026, 6, 30))) == keys - inspections
    assert set(rules_on(date(2026, 7, 1))) == keys
    assert set(rules_on(date(2030, 1, 1))) == keys


def test_a_rule_whose_first_day_was_corrected_does_not_stand_beside_itself(rules):
    LegalRule.objects.filter(key="box_opening").update(valid_from=date(2019, 1, 1))
    assert load_rules() == Summary(created=1, unchanged=25)
    assert LegalRule.objects.get(key="box_opening").valid_from == date(2020, 1, 1)


def test_a_rule_of_a_key_that_is_not_shipped_is_left_alone(rules):
    LegalRuleFactory(key="local")
    load_rules()
    assert LegalRule.objects.filter(key="local").exists()


def test_a_second_load_changes_nothing(db):
    assert load_rules() == Summary(created=26)
    assert load_rules() == Summary(unchanged=26)
    assert_audited(AuditAction.RULES_LOADED, by=None, count=26)


def test_a_rule_that_was_altered_by_hand_is_put_right(rules):
    LegalRule.objects.filter(key="box_opening").update(value=99)
    assert load_rules() == Summary(changed=1, unchanged=25)
    assert LegalRule.objects.get(key="box_opening").value == 14


def test_a_term_put_right_has_the_figures_scored_again_from_its_first_day(rules):
    groups = GroupFactory.create_batch(2)
    FigureChange.objects.all().delete()
    LegalRule.objects.filter(key="box_check_validity").update(value=30)
    load_rules()
    waiting = set(FigureChange.objects.values_list("group", "from_day"))
    assert waiting == {(group.pk, NEW_LAW) for group in groups}


def test_a_wording_put_right_leaves_the_figures_alone(rules):
    GroupFactory()
    FigureChange.objects.all().delete()
    LegalRule.objects.filter(key="box_check_validity").update(label="Tên khác")
    assert load_rules() == Summary(changed=1, unchanged=25)
    assert not FigureChange.objects.exists()
