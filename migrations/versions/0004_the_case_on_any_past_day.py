"""The case on any past day: what each write left is kept, and from when until when each report stood.

Cases that exist keep their present state as that of their last write; what came before it is not known.

Revision: 0004
After: 0003
Made: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = "what a case was is only added to: it is never changed or deleted"
TABLES = ("state_kept", "step_kept")

SQLITE = tuple(
    f"CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for table in TABLES
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change('{KEPT}')"
    for table in TABLES
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)

BACKFILL = (
    # A case with a line in its ledger: the state is that of the last one. (A case without any cannot be.)
    "INSERT INTO state_kept (case_number, sequence, at, edition, view) "
    "SELECT c.number, c.sequence, l.at, c.edition, c.view FROM child_case c "
    "JOIN ledger_entry l ON l.case_number = c.number AND l.sequence = c.sequence",
    "INSERT INTO step_kept (case_number, key, sequence, view) "
    "SELECT s.case_number, s.key, c.sequence, s.view FROM case_step s JOIN child_case c ON c.number = s.case_number",
    "UPDATE filed_report SET stands_from = sequence WHERE stands",
)


def upgrade() -> None:
    """Change the database."""
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")
    op.create_table(
        "state_kept",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("view", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["child_case.number"], name=op.f("fk_state_kept_case_number_child_case")
        ),
        sa.PrimaryKeyConstraint("case_number", "sequence", name=op.f("pk_state_kept")),
    )
    op.create_index(op.f("ix_state_kept_at"), "state_kept", ["at"], unique=False)
    op.create_table(
        "step_kept",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("view", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["child_case.number"], name=op.f("fk_step_kept_case_number_child_case")
        ),
        sa.PrimaryKeyConstraint("case_number", "key", "sequence", name=op.f("pk_step_kept")),
    )
    # A plain ALTER TABLE, not a batch: SQLite's batch makes the table anew, and would lose its triggers.
    op.add_column("filed_report", sa.Column("stands_from", sa.Integer(), nullable=True))
    op.add_column("filed_report", sa.Column("stands_until", sa.Integer(), nullable=True))
    run(BACKFILL, BACKFILL)
    run(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back: what was known of past days is lost."""
    op.drop_column("filed_report", "stands_until")
    op.drop_column("filed_report", "stands_from")
    op.drop_table("step_kept")
    op.drop_table("state_kept")


def run(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    """Run the statements of the database at hand."""
    for statement in postgresql if op.get_bind().dialect.name == "postgresql" else sqlite:
        op.execute(statement)
