"""What guards an account was changed is kept.

Revision: 0022
After: 0021
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEPT = "what guarded an account stays on record: it is never changed or deleted"

SQLITE = tuple(
    f"CREATE TRIGGER account_change_{act} BEFORE {act.upper()} ON account_change "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER account_change_{name} BEFORE {act} ON account_change FOR EACH {each} "
    f"EXECUTE FUNCTION refuse_change('{KEPT}')"
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "account_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_account_change_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_change")),
    )
    op.create_index(op.f("ix_account_change_user_id"), "account_change", ["user_id"])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: what was changed is lost."""
    op.drop_table("account_change")
