"""What every command shares: what a person can put right is said in a sentence on standard error, with exit code 2."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from sqlalchemy.exc import DatabaseError

from directory.ages import AgeNotUnderstood
from directory.errors import DirectoryError


class Refused(click.ClickException):
    exit_code = 2


def told_in_words(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a person can put right into a sentence instead of a traceback."""

    @wraps(command)
    def careful(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (DirectoryError, AgeNotUnderstood) as error:
            raise Refused(str(error)) from error
        except DatabaseError as error:
            reason = str(error.orig).splitlines()[0] if error.orig else type(error).__name__
            raise Refused(
                f"The database could not be used ({reason}). Has `flask directory set-up` been run?"
            ) from error

    return careful
