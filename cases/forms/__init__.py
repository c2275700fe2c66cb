"""What may be typed about people, in Vietnamese."""
