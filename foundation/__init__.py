"""What every floor stands on: Vietnamese text, encryption, dated rows, versions, value checks. No models of its own."""
