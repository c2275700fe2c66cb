"""A reason without a day is refused too: a comparison with NULL is not false, and let it pass."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('criteria', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recognition',
            name='recognition_revoked_with_reason',
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revocation_reason', ''), ('revoked_on__isnull', True)), models.Q(('revoked_on__gt', models.F('decided_on')), ('revoked_on__isnull', False), models.Q(('revocation_reason', ''), _negated=True)), _connector='OR'), name='recognition_revoked_with_reason'),
        ),
    ]
