"""What templates call to show figures."""

from markupsafe import Markup

from directory.pages.templating import said
from directory.wording import words
from insight.blueprint import bp
from insight.charts import draw
from insight.figure import Column, Figure, Value, value_said

ALT = words("%(title)s. %(finding)s The same numbers are in the table below.")


@bp.app_template_global("picture_of")
def picture_of(figure: Figure) -> Markup:
    """The picture of a figure that has one, with what it shows for people who do not see it."""
    if figure.chart is None:
        return Markup("")
    alt = said(ALT._replace(values={"title": figure.title, "finding": said(figure.finding)}))
    return draw(figure.chart, figure.id, alt, said)


@bp.app_template_global("value_of")
def value_of(value: Value, column: Column) -> str:
    """A value of a figure's table in the reader's language."""
    return value_said(value, column, said)
