"""Money received stays as it was written: the database itself refuses to change or remove it."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION payments_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a payment is never changed or removed: corrections are new rows';
END $$;
CREATE TRIGGER payments_stay BEFORE UPDATE OR DELETE ON payments_payment
    FOR EACH ROW EXECUTE FUNCTION payments_stay();
CREATE TRIGGER payments_table_stays BEFORE TRUNCATE ON payments_payment
    FOR EACH STATEMENT EXECUTE FUNCTION payments_stay();
"""
SQLITE = [
    """
    CREATE TRIGGER payments_stay_as_they_are BEFORE UPDATE ON payments_payment
    BEGIN SELECT RAISE(ABORT, 'a payment is never changed: corrections are new rows'); END
    """,
    """
    CREATE TRIGGER payments_stay BEFORE DELETE ON payments_payment
    BEGIN SELECT RAISE(ABORT, 'a payment is never removed: corrections are new rows'); END
    """,
]


def make_append_only(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        else:
            for statement in SQLITE:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(make_append_only, migrations.RunPython.noop)]
