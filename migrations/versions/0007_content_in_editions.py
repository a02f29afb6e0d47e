"""Content in editions: texts, versions, editions, the draft, proposals, vignettes

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PATHWAYS = "('advice', 'early_help', 'safeguarding', 'emergency')"


def upgrade() -> None:
    op.create_table(
        "content_text",
        sa.Column("hash", AutoString(length=64), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_content_text")),
    )
    op.create_table(
        "content_version",
        sa.Column("version", AutoString(length=12), nullable=False),
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_content_version")),
    )
    create_edition()
    create_draft_and_proposal()
    create_vignette()


def create_edition() -> None:
    op.create_table(
        "content_edition",
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", AutoString(length=12), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("back_to", sa.Integer(), nullable=True),
        sa.Column("shipped", AutoString(length=12), nullable=False),
        sa.Column("what", AutoString(length=500), nullable=False),
        sa.Column("reason", AutoString(length=500), nullable=True),
        sa.Column("drafters", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", AutoString(length=36), nullable=False),
        sa.Column("account_name", AutoString(), nullable=False),
        sa.Column("second_id", AutoString(length=36), nullable=True),
        sa.Column("second_name", AutoString(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint("trim(what) <> ''", name=op.f("ck_content_edition_what_not_blank")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_content_edition_number_positive")),
        sa.CheckConstraint("(second_id IS NULL) = (second_name IS NULL)", name=op.f("ck_content_edition_second_named")),
        sa.CheckConstraint(
            "second_id IS NULL OR second_id <> account_id", name=op.f("ck_content_edition_second_is_another")
        ),
        sa.CheckConstraint(
            "second_id IS NULL OR COALESCE(trim(reason), '') <> ''", name=op.f("ck_content_edition_second_with_reason")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["content_version.version"], name=op.f("fk_content_edition_version_content_version")
        ),
        sa.PrimaryKeyConstraint("area", "number", name=op.f("pk_content_edition")),
    )
    with op.batch_alter_table("content_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_edition_version"), ["version"], unique=False)


def create_draft_and_proposal() -> None:
    op.create_table(
        "content_draft",
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("base", AutoString(length=12), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("what", AutoString(length=500), nullable=False),
        sa.Column("drafters", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["base"], ["content_version.version"], name=op.f("fk_content_draft_base_content_version")
        ),
        sa.PrimaryKeyConstraint("area", name=op.f("pk_content_draft")),
    )
    op.create_table(
        "content_proposal",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("version", AutoString(length=12), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("back_to", sa.Integer(), nullable=True),
        sa.Column("what", AutoString(length=500), nullable=False),
        sa.Column("reason", AutoString(length=500), nullable=False),
        sa.Column("drafters", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", AutoString(length=36), nullable=False),
        sa.Column("account_name", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", AutoString(), nullable=True),
        sa.Column("closed_why", AutoString(length=500), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'published', 'taken back', 'turned down')",
            name=op.f("ck_content_proposal_state_known"),
        ),
        sa.CheckConstraint("trim(what) <> ''", name=op.f("ck_content_proposal_what_not_blank")),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_content_proposal_reason_not_blank")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (state = 'waiting')", name=op.f("ck_content_proposal_closed_when_not_waiting")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["content_version.version"], name=op.f("fk_content_proposal_version_content_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_proposal")),
    )
    with op.batch_alter_table("content_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_proposal_area"), ["area"], unique=False)


def create_vignette() -> None:
    op.create_table(
        "content_vignette",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("title", AutoString(length=200), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("at_least", AutoString(), nullable=False),
        sa.Column("at_most", AutoString(), nullable=False),
        sa.Column("account_id", AutoString(length=36), nullable=False),
        sa.Column("account_name", AutoString(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_id", AutoString(length=36), nullable=True),
        sa.Column("signed_name", AutoString(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'signed off', 'withdrawn')", name=op.f("ck_content_vignette_state_known")
        ),
        sa.CheckConstraint(f"at_least IN {PATHWAYS}", name=op.f("ck_content_vignette_at_least_known")),
        sa.CheckConstraint(f"at_most IN {PATHWAYS}", name=op.f("ck_content_vignette_at_most_known")),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_content_vignette_title_not_blank")),
        sa.CheckConstraint(
            "(signed_id IS NULL) = (signed_name IS NULL)", name=op.f("ck_content_vignette_signed_named")
        ),
        sa.CheckConstraint("(signed_id IS NULL) = (signed_at IS NULL)", name=op.f("ck_content_vignette_signed_dated")),
        sa.CheckConstraint(
            "signed_id IS NULL OR signed_id <> account_id", name=op.f("ck_content_vignette_signed_by_another")
        ),
        sa.CheckConstraint(
            "state <> 'signed off' OR signed_id IS NOT NULL", name=op.f("ck_content_vignette_signed_off_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_vignette")),
    )
    with op.batch_alter_table("content_vignette", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_vignette_area"), ["area"], unique=False)


def downgrade() -> None:
    for table in (
        "content_vignette",
        "content_proposal",
        "content_draft",
        "content_edition",
        "content_version",
        "content_text",
    ):
        op.drop_table(table)
