"""Revisions know their record and their order; letters to providers

Revision ID: 0006
Revises: 0005
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CHUNK = 1000
OWNERS = ("service_id", "location_id", "organization_id")
WHOLE = ("service", "organization", "location")
TAXONOMY = ("taxonomy", "taxonomy_term")


def upgrade() -> None:
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True))
        batch_op.add_column(sa.Column("place", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(batch_op.f("ix_revision_record_id"), ["record_id"], unique=False)
    name_records()

    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_review_request_token_hash"), type_="unique")
        batch_op.drop_column("token_hash")
    op.create_table(
        "review_letter",
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("request_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["review_request.id"], name=op.f("fk_review_letter_request_id_review_request")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_review_letter")),
    )
    with op.batch_alter_table("review_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_letter_request_id"), ["request_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("review_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_letter_request_id"))
    op.drop_table("review_letter")
    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True))
    op.execute("UPDATE review_request SET token_hash = id")
    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.alter_column("token_hash", nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_review_request_token_hash"), ["token_hash"])
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_record_id"))
        batch_op.drop_column("place")
        batch_op.drop_column("record_id")


def name_records() -> None:
    """Say of what was written before now which record it is part of, and what was changed together."""
    connection = op.get_bind()
    rows = iter(connection.execute(sa.text("SELECT * FROM revision ORDER BY changed_at")).all())
    update = sa.text("UPDATE revision SET record_id = :record_id, change_id = :change_id WHERE id = :id")
    told = _told(rows)
    while chunk := list(islice(told, CHUNK)):
        connection.execute(update, chunk)


def _told(rows: Iterator[Any]) -> Iterator[dict[str, Any]]:
    """Revisions without a change's id are one change where the same person wrote them within the same second."""
    last, together = None, None
    for row in rows:
        written = (str(row.changed_at)[:19], row.changed_by)
        together = together if written == last else row.id
        last = written
        yield {"id": row.id, "record_id": _record(row), "change_id": row.change_id or together}


def _record(row: Any) -> str | None:
    if row.table_name in WHOLE:
        return str(row.row_id)
    if row.table_name in TAXONOMY:
        return None
    changes = row.changes if isinstance(row.changes, dict) else json.loads(row.changes)
    held = (value for name in OWNERS for value in changes.get(name, ()) if value)
    return next(held, None) or row.service_id
