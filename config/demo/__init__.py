"""The demonstration: invented people around the facts of the article (product §6). Deterministic."""
