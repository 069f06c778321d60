"""Since when the bytes of a paper are needed by no record: the term before they are taken away counts from there.

Revision: 0025
After: 0024
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "object_unneeded",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_object_unneeded")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("object_unneeded")
