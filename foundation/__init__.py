"""Base of every app: Vietnamese text, encryption, dated rows, versions, value checks; no models."""
