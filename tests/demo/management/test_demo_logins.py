"""What `make run` prints for whoever wants to try the product."""

from io import StringIO

from django.core.management import call_command

from demo.logins import DEMO_LOGINS, DEMO_PASSWORD


def printed() -> list[str]:
    out = StringIO()
    call_command("demo_logins", stdout=out)
    return out.getvalue().splitlines()


def test_the_password_stands_first():
    assert printed()[0] == f"Mật khẩu chung của dữ liệu minh họa: {DEMO_PASSWORD}"


def test_every_login_has_a_line_with_its_role():
    assert [line.split(maxsplit=1) for line in printed()[1:]] == [list(one) for one in DEMO_LOGINS]


def test_the_logins_are_those_of_the_issue():
    assert [username for username, _words in DEMO_LOGINS] == [
        "canbo",
        "canbo2",
        "truongca",
        "totruong",
        "yte",
        "ubnd",
        "banchidao",
        "thamdinh",
        "kiemtra",
        "quantri",
    ]
