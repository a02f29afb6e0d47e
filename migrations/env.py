"""Run migrations on the connection that `directory/migrate.py` opened."""

from typing import Any

from alembic import context
from sqlmodel import SQLModel

import accounts.models  # noqa: F401
import directory.database  # noqa: F401
import insight.models  # noqa: F401
import matching.following.models  # noqa: F401  every table is known before they are compared


def run(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
