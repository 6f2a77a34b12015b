from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from medvirkning.web.sorting import create_function_sql


class Migration(migrations.Migration):
    """What other apps' first migrations need: extensions and the function behind the Norwegian order."""

    initial = True
    dependencies = []
    run_before = [("representatives", "0001_initial"), ("projects", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(create_function_sql(), "DROP FUNCTION norwegian_sort_key(text)"),
    ]
