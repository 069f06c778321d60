"""What was recorded stays.

The ledger is only ever added to, and a report that was filed is never changed (it may only stop to stand).
The database itself refuses the rest, whoever asks: our own code, an operator's console, a restored script.

Revision: 0002
After: 0001
Made: 2026-11-24
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LEDGER = "the ledger is only added to: write a new entry that corrects the old one"
REPORT = "a filed report is never changed or deleted: withdraw it and file another"
KEPT = ("id", "case_number", "sequence", "step_key", "round", "name", "data", "author", "filed_at")
"""Every column of a filed report but ``stands``."""

SQLITE = (
    f"CREATE TRIGGER ledger_entry_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, '{LEDGER}'); END",
    f"CREATE TRIGGER ledger_entry_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, '{LEDGER}'); END",
    "CREATE TRIGGER filed_report_update BEFORE UPDATE ON filed_report WHEN "
    + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)
    + f" BEGIN SELECT RAISE(ABORT, '{REPORT}'); END",
    f"CREATE TRIGGER filed_report_delete BEFORE DELETE ON filed_report BEGIN SELECT RAISE(ABORT, '{REPORT}'); END",
)

POSTGRESQL = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_ARGV[0]; END $$",
    "CREATE TRIGGER ledger_entry_change BEFORE UPDATE OR DELETE ON ledger_entry "
    f"FOR EACH ROW EXECUTE FUNCTION refuse_change('{LEDGER}')",
    "CREATE TRIGGER ledger_entry_truncate BEFORE TRUNCATE ON ledger_entry "
    f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('{LEDGER}')",
    "CREATE TRIGGER filed_report_update BEFORE UPDATE ON filed_report FOR EACH ROW WHEN ("
    + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in KEPT)
    + f") EXECUTE FUNCTION refuse_change('{REPORT}')",
    "CREATE TRIGGER filed_report_delete BEFORE DELETE ON filed_report "
    f"FOR EACH ROW EXECUTE FUNCTION refuse_change('{REPORT}')",
    "CREATE TRIGGER filed_report_truncate BEFORE TRUNCATE ON filed_report "
    f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('{REPORT}')",
)

UNDO_SQLITE = tuple(
    f"DROP TRIGGER {table}_{act}" for table in ("ledger_entry", "filed_report") for act in ("update", "delete")
)
UNDO_POSTGRESQL = ("DROP FUNCTION refuse_change() CASCADE",)


def run(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    """Run the statements of the database at hand."""
    for statement in postgresql if op.get_bind().dialect.name == "postgresql" else sqlite:
        op.execute(statement)


def upgrade() -> None:
    """Change the database."""
    run(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back."""
    run(UNDO_SQLITE, UNDO_POSTGRESQL)
