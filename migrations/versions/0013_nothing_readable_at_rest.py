"""What is confidential is enciphered; children are searched for by keyed hashes; a case may be erased; an agency says
whether it is a consulate.

What was written before stays as it is until ``resguardo keys encipher`` has gone through it.

Revision: 0013
After: 0012
Made: 2026-11-28
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SAID = {
    "sqlite": "UPDATE child SET said = CASE kind WHEN 'paper' THEN json_object('number', shown) "
    "ELSE json_object('name', shown, 'birth_date', birth_date) END",
    "postgresql": "UPDATE child SET said = CASE kind WHEN 'paper' THEN jsonb_build_object('number', shown) "
    "ELSE jsonb_build_object('name', shown, 'birth_date', birth_date) END",
}
SHOWN = {
    "sqlite": "UPDATE child SET shown = coalesce(json_extract(said, '$.number'), json_extract(said, '$.name')), "
    "birth_date = json_extract(said, '$.birth_date')",
    "postgresql": "UPDATE child SET shown = coalesce(said ->> 'number', said ->> 'name'), "
    "birth_date = CAST(said ->> 'birth_date' AS date)",
}
ASKED = {
    "sqlite": "UPDATE case_step SET extension_asked = (json_extract(view, '$.extension.until') IS NOT NULL)",
    "postgresql": "UPDATE case_step SET extension_asked = (view #>> '{extension,until}' IS NOT NULL)",
}
ENCIPHERED = """SELECT 1 FROM child_case WHERE CAST(view AS text) LIKE '"rg1.%' LIMIT 1"""
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Change the database."""
    kind = op.get_bind().dialect.name
    op.add_column("child_case", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agency", sa.Column("function", sa.String(), nullable=False, server_default="protection"))
    op.add_column("case_step", sa.Column("extension_asked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(ASKED[kind])
    with op.batch_alter_table("case_step") as steps:
        steps.alter_column("extension_asked", server_default=None)
    op.add_column("child", sa.Column("said", JSON, nullable=True))
    op.add_column("child", sa.Column("born", sa.String(), nullable=True))
    op.execute(SAID[kind])
    op.drop_index(op.f("ix_child_birth_date"), "child")
    with op.batch_alter_table("child") as children:
        children.alter_column("said", nullable=False)
        children.drop_column("shown")
        children.drop_column("birth_date")
    op.create_index(op.f("ix_child_born"), "child", ["born"])
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_number"], ["child_case.number"], name=op.f("fk_legal_hold_case_number_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_case_number"), "legal_hold", ["case_number"])
    op.create_table(
        "erasure",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["child_case.number"], name=op.f("fk_erasure_case_number_child_case")),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_erasure")),
    )


def downgrade() -> None:
    """Take the change back. What is enciphered cannot be read without the keys: refused where there is any."""
    if op.get_bind().execute(sa.text(ENCIPHERED)).first():
        raise RuntimeError("the cases here are enciphered: earlier versions cannot read them")
    kind = op.get_bind().dialect.name
    op.drop_table("erasure")
    op.drop_table("legal_hold")
    op.drop_index(op.f("ix_child_born"), "child")
    op.add_column("child", sa.Column("shown", sa.String(), nullable=True))
    op.add_column("child", sa.Column("birth_date", sa.Date(), nullable=True))
    op.execute(SHOWN[kind])
    with op.batch_alter_table("child") as children:
        children.alter_column("shown", nullable=False)
        children.drop_column("said")
        children.drop_column("born")
    op.create_index(op.f("ix_child_birth_date"), "child", ["birth_date"])
    op.drop_column("agency", "function")
    op.drop_column("case_step", "extension_asked")
    op.drop_column("child_case", "erased_at")
