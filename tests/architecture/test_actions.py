"""Every write is an action of one shape: keyword-only, `by=`, one transaction, an audit event inside."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from accounts.audit import known_actions
from tests.architecture.house import APPS, ROOT

#: Not acts of a person, and why.
NOT_ACTIONS = {
    "cases.actions.asking": "the questions that the actions about people ask, write nothing",
    "cases.actions.decisions": "the checks and terms of decisions, write nothing",
    "cases.actions.ends": "the checks of recorded ends that the actions about people share, write nothing",
    "cases.actions.papers": "the forms that facts are in a dossier are filed inside other actions",
    "pledges.actions.fixtures": "the steps that the actions of boxes and boards share",
    "wards.actions.changes": "the dirty log and the events of a list are appended inside other actions",
}
#: Public all the same without `by`: who acts is told by whoever calls them, or nobody acts.
WITHOUT_ACTOR = {
    "accounts.actions.pruning.prune_expired": "the machine's own work",
    "accounts.actions.sign_in.record_failure": "nobody is signed in yet",
    "cases.actions.people.check_changed_birth": "a check, writes nothing",
    "cases.actions.people.check_own_values": "a check, writes nothing",
    "cases.actions.people.number_taken": "a sentence, writes nothing",
    "cases.actions.people.first_stay": "builds a row that is not saved",
    "cases.actions.statuses.first_period": "builds a row that is not saved",
    "cases.actions.people.first_day_of_status": "a rule, writes nothing",
    "cases.actions.statuses.first_status": "a step of registering, which audits it",
    "cases.actions.imports.checked_people": "builds rows that are not saved",
    "criteria.actions.snapshots.forget_empty_wards": "a step of correcting, which audits it",
    "criteria.actions.snapshots.rescore_changed": "the machine's own work",
    "criteria.actions.snapshots.take_daily": "the machine's own work",
    "criteria.actions.snapshots.take_snapshots": "the machine's own work",
    "pledges.actions.boxes.check_minutes": "a check, writes nothing",
    "pledges.actions.households.refuse_ended": "a check, writes nothing",
    "pledges.actions.imports.checked_household": "builds a row that is not saved",
    "pledges.actions.imports.checked_households": "builds rows that are not saved",
    "pledges.actions.pledges.check_signature": "a check, writes nothing",
    "pledges.actions.pledges.end_earlier": "a step of signing, which audits it",
    "reports.actions.issuing.draw_report": "draws a paper, writes nothing",
    "exchange.actions.uploads.close_upload": "a step of importing, which audits it",
    "exchange.actions.uploads.discard_upload": "nothing was imported",
    "exchange.actions.uploads.keep_upload": "nothing is imported yet",
    "wards.actions.loading.load_rows": "a step of loading units or rules, which audits it",
}


def action_modules():
    for app in APPS:
        for path in sorted((ROOT / app / "actions").rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if path.name != "__init__.py" and name not in NOT_ACTIONS:
                yield name


def public_functions(module_name):
    module = importlib.import_module(module_name)
    return [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module_name and not name.startswith("_")
    ]


def name_of(action) -> str:
    return f"{action.__module__}.{action.__name__}"


ACTIONS = [function for name in action_modules() for function in public_functions(name)]
WITH_ACTOR = [action for action in ACTIONS if "by" in inspect.signature(action).parameters]


def called_names(function) -> set[str]:
    """Names called by the function, through private functions of its module as well."""
    tree = ast.parse(Path(inspect.getsourcefile(inspect.unwrap(function))).read_text())
    bodies = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found: set[str] = set()
    todo = [function.__name__]
    while todo:
        for node in ast.walk(bodies[todo.pop()]):
            if isinstance(node, ast.Call):
                name = (
                    node.func.id
                    if isinstance(node.func, ast.Name)
                    else getattr(node.func, "attr", "")
                )
                if name in bodies and name not in found:
                    todo.append(name)
                found.add(name)
    return found


@pytest.mark.parametrize("action", ACTIONS, ids=name_of)
def test_an_action_takes_keywords_only(action):
    kinds = {p.kind for p in inspect.signature(action).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("action", ACTIONS, ids=name_of)
def test_an_action_takes_who_acts(action):
    assert (action in WITH_ACTOR) is (name_of(action) not in WITHOUT_ACTOR)


def test_the_exceptions_exist():
    assert set(WITHOUT_ACTOR) - {name_of(action) for action in ACTIONS} == set()


@pytest.mark.parametrize("action", WITH_ACTOR, ids=name_of)
def test_an_action_leaves_an_audit_event(action):
    audited = {"record", "record_by_unit"} | {
        other.__name__ for other in WITH_ACTOR if other is not action
    }
    assert called_names(action) & audited


def test_every_audit_label_is_used_somewhere_and_registered():
    source = "\n".join(
        p.read_text()
        for app in APPS
        for p in (ROOT / app).rglob("*.py")
        if p.name not in {"enums.py", "apps.py"}
    )
    members = {}
    for app in APPS:
        if (
            ROOT / app / "actions"
        ).is_dir() and app != "exchange":  # its actions are told by the ledgers
            enum = importlib.import_module(f"{app}.enums").AuditAction
            members |= {member.value: f"AuditAction.{member.name}" for member in enum}
    assert set(known_actions()) == set(members)
    assert {name for name in members.values() if name not in source} == set()
