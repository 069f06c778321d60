"""A report is corrected by a new version: which one it replaces, and why.

Revision: 0008
After: 0007
Made: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REPORT = "a filed report is never changed or deleted: withdraw it and file another"
BEFORE = ("id", "case_number", "sequence", "step_key", "round", "name", "data", "author", "filed_at")
NOW = (*BEFORE, "corrects", "reason")


def upgrade() -> None:
    """Change the database."""
    # A plain ALTER TABLE, not a batch: SQLite's batch makes the table anew, and would lose its triggers.
    op.add_column("filed_report", sa.Column("corrects", sa.Integer(), nullable=True))
    op.add_column("filed_report", sa.Column("reason", sa.String(), nullable=False, server_default=""))
    guard(NOW)


def downgrade() -> None:
    """Take the change back: what was corrected keeps its versions, without the reasons."""
    guard(BEFORE)
    op.drop_column("filed_report", "reason")
    op.drop_column("filed_report", "corrects")


def guard(columns: tuple[str, ...]) -> None:
    """Let the database refuse to change any of ``columns``."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER filed_report_update ON filed_report")
        changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
        op.execute(
            f"CREATE TRIGGER filed_report_update BEFORE UPDATE ON filed_report FOR EACH ROW WHEN ({changed}) "
            f"EXECUTE FUNCTION refuse_change('{REPORT}')"
        )
        return
    op.execute("DROP TRIGGER filed_report_update")
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    op.execute(
        f"CREATE TRIGGER filed_report_update BEFORE UPDATE ON filed_report WHEN {changed} "
        f"BEGIN SELECT RAISE(ABORT, '{REPORT}'); END"
    )
