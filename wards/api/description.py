"""Removes English from the generated description of the API, because its readers are Vietnamese."""

import re
from typing import Any

#: Plain ASCII, or the library's sentence about an id, which contains our name of the model.
_ENGLISH = re.compile(r"[\x00-\x7f]*\Z|A unique integer value identifying this ")


def without_english(result: Any, **_kwargs: Any) -> Any:
    """Removes English descriptions by libraries and docstrings: no text of ours is plain ASCII.

    Responses keep an empty text, because the format requires one.
    """
    if isinstance(result, list):
        return [without_english(part) for part in result]
    if not isinstance(result, dict):
        return result
    described = {name: without_english(value) for name, value in result.items()}
    text = described.get("description")
    if isinstance(text, str) and _ENGLISH.match(text) and "content" not in described:
        del described["description"]
    return described
