"""The demonstration: invented people around one newspaper article's facts, deterministic."""
