"""Who looked for a child by name is kept; so is who did so unusually often. A notice may be of no case.

Revision: 0021
After: 0020
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEPT = "who searched stays on record: it is never changed or deleted"

SQLITE = tuple(
    f"CREATE TRIGGER person_search_{act} BEFORE {act.upper()} ON person_search BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER person_search_{name} BEFORE {act} ON person_search FOR EACH {each} "
    f"EXECUTE FUNCTION refuse_change('{KEPT}')"
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def upgrade() -> None:
    """Change the database."""
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.alter_column("case_number", existing_type=sa.String(), nullable=True)
    op.create_table(
        "person_search",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_person_search_agency_id_agency")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_person_search_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_search")),
    )
    for column in ("user_id", "agency_id", "at"):
        op.create_index(op.f(f"ix_person_search_{column}"), "person_search", [column])
    op.create_table(
        "search_mark",
        sa.Column("search_id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["person_search.id"], name=op.f("fk_search_mark_search_id_person_search")
        ),
        sa.PrimaryKeyConstraint("search_id", "mark", name=op.f("pk_search_mark")),
    )
    op.create_index(op.f("ix_search_mark_key"), "search_mark", ["key"])
    op.create_table(
        "unusual_searching",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("found", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unusual_searching_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["user_account.id"], name=op.f("fk_unusual_searching_reviewed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_unusual_searching_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unusual_searching")),
    )
    for column in ("user_id", "agency_id", "at"):
        op.create_index(op.f(f"ix_unusual_searching_{column}"), "unusual_searching", [column])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: who searched is lost, and so are the notices of no case."""
    op.drop_table("unusual_searching")
    op.drop_table("search_mark")
    op.drop_table("person_search")
    op.execute("DELETE FROM notice WHERE case_number IS NULL")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.alter_column("case_number", existing_type=sa.String(), nullable=False)
