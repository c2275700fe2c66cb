"""The model of uploaded lists."""

from exchange.models.import_batch import ImportBatch

__all__ = ["ImportBatch"]
