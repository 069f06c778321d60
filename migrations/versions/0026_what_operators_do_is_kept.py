"""What whoever runs the installation does on the machine itself is kept.

Revision: 0026
After: 0025
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEPT = "what an operator did stays on record: it is never changed or deleted"

SQLITE = tuple(
    f"CREATE TRIGGER operator_act_{act} BEFORE {act.upper()} ON operator_act BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER operator_act_{name} BEFORE {act} ON operator_act FOR EACH {each} "
    f"EXECUTE FUNCTION refuse_change('{KEPT}')"
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)

POINTS_AT = {"user_id": "user_account.id", "agency_id": "agency.id", "case_number": "child_case.number"}


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "operator_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        *(sa.Column(column, sa.String(), nullable=True) for column in POINTS_AT),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [target], name=op.f(f"fk_operator_act_{column}_{target.partition('.')[0]}")
            )
            for column, target in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_act")),
    )
    for column in ("agency_id", "case_number", "at"):
        op.create_index(op.f(f"ix_operator_act_{column}"), "operator_act", [column])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: what operators did is lost."""
    op.drop_table("operator_act")
