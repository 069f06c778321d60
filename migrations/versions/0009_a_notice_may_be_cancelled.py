"""A notice that waits is cancelled when the consent to share with its recipient is withdrawn.

Revision: 0009
After: 0008
Made: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_column("cancelled_at")
