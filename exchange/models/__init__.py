"""Uploaded lists between preview and confirmation."""

from exchange.models.import_batch import ImportBatch

__all__ = ["ImportBatch"]
