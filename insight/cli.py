"""`flask insight …`."""

from flask.cli import AppGroup

from insight.flow_commands import show_flow
from insight.quality_commands import keep_quality_today

insight_cli = AppGroup("insight", help="What the enquiries and the directory say together.")

insight_cli.add_command(show_flow)
insight_cli.add_command(keep_quality_today)
