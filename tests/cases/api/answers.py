"""What a refusal says, in words that tests compare."""

PEOPLE, DOSSIERS, VISITS = "/api/v1/people/", "/api/v1/dossiers/", "/api/v1/visits/"
NOT_FOUND = (404, {None: "Không tìm thấy."})


def refusal(response) -> tuple[int, dict]:
    """(status, {field: message}) of an answer in the one error shape."""
    errors = response.json()["errors"]
    assert all(set(error) == {"field", "message", "code"} for error in errors)
    return response.status_code, {error["field"]: error["message"] for error in errors}


def codes(response) -> dict:
    return {error["field"]: error["code"] for error in response.json()["errors"]}
