"""The sample workbooks name groups and a campaign that the demonstration has."""

import pytest

from accounts.models import User
from accounts.permissions import Permission
from exchange.registry import importables


@pytest.mark.parametrize(
    ("one", "rows"), [*zip(importables(), (4, 3), strict=True)], ids=["people", "households"]
)
def test_an_officer_of_the_demonstration_can_import_the_faultless_one(one, rows, demo, settings):
    resource = one.resource(User.objects.get(username="canbo"), Permission.IMPORT_DATA)
    content = (settings.IMPORT_SAMPLES / "tep-dung.xlsx").read_bytes()
    found = resource.preview(resource.format.read(content))
    assert (found.problems, len(found.new)) == ([], rows)
