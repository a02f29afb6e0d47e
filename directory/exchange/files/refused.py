"""A file that cannot come in as it is. The message names what was found and what would do."""

from directory.errors import DirectoryError
from directory.wording import Words, words

SAVE_AS = words("Save it as an Excel workbook (.xlsx) or as CSV UTF-8, then send that.")


class FileRefused(DirectoryError):
    """The whole file is refused; `words` says what it is and the mend. Nothing of it has been kept."""


def not_a_table(found: Words) -> FileRefused:
    """Refuse a file that is something else altogether, such as a picture, with what to save instead."""
    return FileRefused(words("%(found)s %(mend)s", found=found, mend=SAVE_AS))
