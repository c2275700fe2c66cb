"""One file per dashboard: its view model and the one function that builds it."""
