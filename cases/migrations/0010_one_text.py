"""Stored names, numbers and decisions become the text that forms, imports and the API store now."""

from django.db import migrations

from foundation.crypto import blind_index
from foundation.stored_text import clean_table, tidy_phone
from foundation.text import bare_number, clean, fold, name_sort_key


def _index(person, before):
    """The blind index of the number, computed anew only where the number changed."""
    if person.id_number == before["id_number"]:
        return before["id_number_index"]
    return blind_index("person.id_number", person.id_number) or None


KEYS = {
    "search_key": lambda person, _before: fold(f"{person.full_name} {person.other_name}"),
    "sort_key": lambda person, _before: name_sort_key(person.full_name),
    "id_number_index": _index,
}


def clean_texts(apps, _schema_editor):
    def model(name):
        return apps.get_model("cases", name)

    names = ("full_name", "other_name", "occupation", "birthplace", "home_town")
    clean_table(
        model("Person"),
        dict.fromkeys(names, clean) | {"id_number": bare_number, "phone": tidy_phone},
        KEYS,
    )
    for name, fields in (
        ("Residence", ("address",)),
        ("StatusPeriod", ("decision_number", "issuer")),
        ("Treatment", ("provider", "decision_number")),
        ("Dossier", ("number", "close_reason")),
        ("Support", ("provider",)),
        ("Handover", ("answer",)),
    ):
        clean_table(model(name), dict.fromkeys(fields, clean))


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_who_entered_what")]

    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]
