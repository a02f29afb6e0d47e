"""`flask insight …`."""

from flask.cli import AppGroup

insight_cli = AppGroup("insight", help="What the enquiries and the directory say together.")
