from django.db import migrations, models

import foundation.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_one_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="answer",
            field=foundation.fields.EncryptedTextField(
                blank=True, context="submission.answer", default="", verbose_name="trả lời"
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="asked",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="đã hỏi"
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="status",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="mã trả lời"),
        ),
    ]
