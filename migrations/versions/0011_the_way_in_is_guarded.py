"""Failed sign-ins are counted for each typed e-mail and each address.

Revision: 0011
After: 0010
Made: 2026-11-28
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(op.f("ix_sign_in_attempts_since"), "sign_in_attempts", ["since"])


def downgrade() -> None:
    """Take the change back: what failed is forgotten."""
    op.drop_index(op.f("ix_sign_in_attempts_since"), "sign_in_attempts")
    op.drop_table("sign_in_attempts")
