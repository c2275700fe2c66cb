"""Dashboards: one file for each, with its view model and the function that builds it."""
