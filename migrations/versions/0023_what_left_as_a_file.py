"""What left as a file is kept: cases, and lists of work.

Revision: 0023
After: 0020
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEPT = "what left as a file stays on record: it is never changed or deleted"

TABLES = ("case_export", "list_export")

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


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "case_export",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("addresses", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_case_export_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["child_case.number"], name=op.f("fk_case_export_case_number_child_case")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_case_export_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_export")),
    )
    for column in ("case_number", "user_id", "seal", "sha256", "at"):
        op.create_index(op.f(f"ix_case_export_{column}"), "case_export", [column])
    op.create_table(
        "list_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_list_export_agency_id_agency")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_list_export_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_export")),
    )
    for column in ("user_id", "agency_id", "at"):
        op.create_index(op.f(f"ix_list_export_{column}"), "list_export", [column])
    op.add_column("unusual_reading", sa.Column("what", sa.String(), nullable=False, server_default="looked"))
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: what left as a file is not known any more."""
    op.drop_column("unusual_reading", "what")
    op.drop_table("list_export")
    op.drop_table("case_export")
