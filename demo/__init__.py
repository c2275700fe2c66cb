"""The demonstration: invented people around the facts of one newspaper article. Deterministic."""
