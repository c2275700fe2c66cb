"""The last touch on the API's description: what its readers see is Vietnamese."""

import re
from typing import Any

#: Plain ASCII, or what the library says of every id around our name for the thing.
_ENGLISH = re.compile(r"[\x00-\x7f]*\Z|A unique integer value identifying this ")


def without_english(result: Any, **_kwargs: Any) -> Any:
    """Take away what libraries and our docstrings say in English; no word of ours is plain ASCII.

    Responses keep an empty text: the format asks for one.
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
