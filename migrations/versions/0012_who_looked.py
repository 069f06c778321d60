"""Who looked at a case is kept; so is who looked at unusually many.

Revision: 0012
After: 0011
Made: 2026-11-28
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEPT = "who looked at a case stays on record: it is never changed or deleted"

SQLITE = tuple(
    f"CREATE TRIGGER case_look_{act} BEFORE {act.upper()} ON case_look BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER case_look_{name} BEFORE {act} ON case_look FOR EACH {each} EXECUTE FUNCTION refuse_change('{KEPT}')"
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "case_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("which", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_case_look_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["child_case.number"], name=op.f("fk_case_look_case_number_child_case")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_case_look_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_look")),
    )
    for column in ("case_number", "user_id", "at"):
        op.create_index(op.f(f"ix_case_look_{column}"), "case_look", [column])
    op.create_table(
        "unusual_reading",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("found", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unusual_reading_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["user_account.id"], name=op.f("fk_unusual_reading_reviewed_by_user_account")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_unusual_reading_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unusual_reading")),
    )
    for column in ("user_id", "agency_id", "at"):
        op.create_index(op.f(f"ix_unusual_reading_{column}"), "unusual_reading", [column])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: who looked is lost."""
    op.drop_table("unusual_reading")
    op.drop_table("case_look")
