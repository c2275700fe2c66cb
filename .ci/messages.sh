#!/bin/sh
# Translations: placeholders and syntax by msgfmt, then compiled. Vietnamese is the language of the source:
# locale/en is complete, locale/vi holds only what other packages leave untranslated and is written by hand.
set -eu
cd "$(dirname "$0")/.."
for catalogue in locale/*/LC_MESSAGES/*.po; do
    msgfmt --check --check-format -o /dev/null "$catalogue"
done
.venv/bin/python manage.py compilecatalogues
