"""People comment on a proposal to change the guidelines.

Revision: 0005
After: 0004
Made: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "proposal_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["user_account.id"], name=op.f("fk_proposal_comment_author_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_comment")),
    )
    op.create_index(op.f("ix_proposal_comment_proposal"), "proposal_comment", ["proposal"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_proposal_comment_proposal"), "proposal_comment")
    op.drop_table("proposal_comment")
