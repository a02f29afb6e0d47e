"""Charts, specified as plain data and drawn as SVG on the server. Pure but for the drawing itself."""

from insight.charts.bars import Swing, bars, stacked_bars, tornado
from insight.charts.chart import Chart
from insight.charts.distribution import bins_of, distribution
from insight.charts.drawing import NotDrawn, draw, svg
from insight.charts.heat_map import heat_map
from insight.charts.lines import lines
from insight.charts.xmr_chart import xmr_chart

__all__ = [
    "Chart",
    "NotDrawn",
    "Swing",
    "bars",
    "bins_of",
    "distribution",
    "draw",
    "heat_map",
    "lines",
    "stacked_bars",
    "svg",
    "tornado",
    "xmr_chart",
]
