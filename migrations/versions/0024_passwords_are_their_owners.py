"""A password that an operator gave serves until a day; a session says when it was last used.

Revision: 0024
After: 0020
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database. Passwords of before stay as they are: nobody knows any more who chose them."""
    op.add_column("user_account", sa.Column("password_given_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sign_in_session", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("sign_in_session", "seen_at")
    op.drop_column("user_account", "password_given_until")
