"""The flow map: the questionnaire as a picture, with somebody's way through it lit. Pure."""

from matching.flow.chart import Chart, Node, NodeKind, chart_of, chart_of_topic
from matching.flow.svg import svg
from matching.flow.tall import tall
from matching.flow.way import State
from matching.flow.whole import whole

__all__ = ["Chart", "Node", "NodeKind", "State", "chart_of", "chart_of_topic", "svg", "tall", "whole"]
