"""Forms about people, with their labels and errors in Vietnamese."""
