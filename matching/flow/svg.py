"""A drawing as SVG: with attributes only, no styles, so that it looks the same in a page, in a file and on paper.

Pure. What a mark means is said by its shape and by words as well as by its colour. A part that is not lit keeps enough
contrast to be read.
"""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from directory.wording import Words
from matching.entries import PathwayId
from matching.flow.chart import Node
from matching.flow.drawing import Drawing, Label, Look, Placed, Wire
from matching.flow.lettering import width_of
from matching.flow.way import State

Say = Callable[[Words | str], str]
Address = Callable[[Node], str | None]
FONT = "'Atkinson Hyperlegible Next', 'Libertinus Serif', sans-serif"
INK, SOFT, LINE, PAPER, TEAL = "#16262a", "#4f6064", "#9fb0b1", "#ffffff", "#0b5a63"
COLOURS = {
    PathwayId.EMERGENCY: ("#a8172c", "#fdeef0"),
    PathwayId.SAFEGUARDING: ("#8a5a00", "#fdf1da"),
    PathwayId.EARLY_HELP: ("#0b5a63", "#e7f2f2"),
    PathwayId.ADVICE: ("#1c6b3c", "#e4f3e9"),
}
"""Of a pathway: its dark colour, and the tint behind it."""
NOTHING = ("#6b7b7e", "#eef2f2")
LEADING = 1.28
FADED = (State.DIM, State.NOT_ASKED)


def nowhere(_node: Node) -> str | None:
    """No link: for a file of its own."""
    return None


def svg(
    drawing: Drawing, title: str, description: str, *, address: Address = nowhere, say: Say = str, prefix: str = ""
) -> Markup:
    """The picture. `address` gives what a node links to, `say` puts words into the reader's language.

    `prefix` goes before every id, where two pictures are on one page.
    """
    parts = [
        *map(_wire, drawing.wires),
        *map(_label, drawing.labels),
        *(_linked(_box(one, say, prefix), address(one.node)) for one in drawing.placed),
    ]
    opened = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="rd-flowmap" viewBox="0 0 {0:g} {1:g}" width="{0:g}"'
        ' height="{1:g}" role="group" aria-labelledby="{7}flow-title {7}flow-about" font-family="{2}" fill="{3}">'
        '<title id="{7}flow-title">{4}</title><desc id="{7}flow-about">{5}</desc>'
        '<rect width="{0:g}" height="{1:g}" fill="{6}"/>'
    ).format(round(drawing.width, 1), round(drawing.height, 1), FONT, INK, title, description, PAPER, prefix)
    return opened + Markup("\n").join(parts) + Markup("\n</svg>\n")


def colours(leads: PathwayId | None) -> tuple[str, str]:
    return COLOURS[leads] if leads else NOTHING


def shape(leads: PathwayId | None, x: float, y: float, size: float, state: State = State.PLAIN) -> Markup:
    """The mark of a pathway about a point: a circle, a diamond, a triangle, a square; a ring where nothing follows."""
    colour = colours(leads)[0]
    fill = PAPER if state in FADED or leads is None else colour
    dashes = Markup(' stroke-dasharray="2 1.500"') if state is State.NOT_ASKED else Markup("")
    style = Markup(' fill="{}" stroke="{}" stroke-width="1.500"{}').format(fill, colour, dashes)
    return _outline(leads, x, y, size / 2, style)


def _outline(leads: PathwayId | None, x: float, y: float, r: float, style: Markup) -> Markup:
    if leads is None or leads is PathwayId.ADVICE:
        radius = r * 0.9 if leads else r * 0.5
        return Markup('<circle cx="{:g}" cy="{:g}" r="{:g}"{}/>').format(_n(x), _n(y), _n(radius), style)
    if leads is PathwayId.EMERGENCY:
        r *= 0.88
        return Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}"{}/>').format(
            _n(x - r), _n(y - r), _n(2 * r), _n(2 * r), style
        )
    corners = (
        [(x, y - r), (x + r, y + r * 0.85), (x - r, y + r * 0.85)]
        if leads is PathwayId.SAFEGUARDING
        else [(x, y - r * 1.1), (x + r * 1.1, y), (x, y + r * 1.1), (x - r * 1.1, y)]
    )
    points = " ".join(f"{_n(a):g},{_n(b):g}" for a, b in corners)
    return Markup('<polygon points="{}"{}/>').format(points, style)


def _box(one: Placed, say: Say, prefix: str) -> Markup:
    drawn = {
        Look.STATION: _station,
        Look.HEADING: _plain,
        Look.ROW: _row,
        Look.PILL: _pill,
        Look.SEAT: _seat,
        Look.END: _end,
    }[one.look](one, say)
    return Markup('<g id="{}{}" data-state="{}">{}</g>').format(prefix, one.node.id, one.node.state, drawn)


def _linked(drawn: Markup, href: str | None) -> Markup:
    if href is None:
        return drawn
    return Markup('<a href="{}">{}</a>').format(href, drawn)


def _station(one: Placed, _say: Say) -> Markup:
    x, y = one.x + 11, one.y + 11
    state = one.node.state
    fill = TEAL if state is State.LIT else PAPER
    dashes = Markup(' stroke-dasharray="3 2"') if state in (State.WAITING, State.NOT_ASKED) else Markup("")
    ring = Markup('<circle cx="{:g}" cy="{:g}" r="8" fill="{}" stroke="{}" stroke-width="3"{}/>')
    room = max(width_of(line, one.size, bold=True) for line in one.lines)
    behind = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" fill="{}"/>').format(
        _n(one.x + 23), _n(one.y), _n(room + 8), _n(one.height), PAPER
    )
    return behind + ring.format(_n(x), _n(y), fill, TEAL, dashes) + _words(one, one.x + 28, bold=True)


def _plain(one: Placed, _say: Say) -> Markup:
    return _words(one, one.x, bold=True)


def _row(one: Placed, _say: Say) -> Markup:
    x, y = one.mark or (one.x, one.middle)
    lit = one.node.state is State.LIT
    back = _back(one, colours(one.node.leads)) if lit else Markup("")
    plain = not lit or one.node.leads
    mark = shape(one.node.leads, x, y, one.size * 0.95, one.node.state) if plain else _tick(x, y)
    return back + mark + _words(one, one.x + 22, bold=lit)


def _tick(x: float, y: float) -> Markup:
    """What was chosen and leads nowhere by itself."""
    drawn = Markup('<path d="M{:g} {:g}l3.500 3.500 6-7.500" fill="none" stroke="{}" stroke-width="2.200"/>')
    return drawn.format(_n(x - 5), _n(y), INK)


def _back(one: Placed, pair: tuple[str, str]) -> Markup:
    """The light behind what is lit, with an edge."""
    frame = Markup(
        '<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="4" fill="{}" stroke="{}" stroke-width="1.500"/>'
    )
    return frame.format(_n(one.x), _n(one.y), _n(one.width), _n(one.height), pair[1], pair[0])


def _pill(one: Placed, _say: Say) -> Markup:
    lit = one.node.state in (State.LIT, State.PLAIN)
    back = _back(one, (TEAL, "#e7f2f2") if lit else (LINE, PAPER))
    return back + _words(one, one.x + 10, bold=True)


def _seat(one: Placed, say: Say) -> Markup:
    x, y = one.mark or (one.x + one.width / 2, one.middle)
    lit = one.node.state is State.LIT
    back = _back(one, colours(one.node.leads)) if lit else Markup("")
    told = Markup("<title>{}</title>").format(say(one.node.words))
    return told + back + shape(one.node.leads, x, y, one.size, one.node.state)


def _end(one: Placed, _say: Say) -> Markup:
    dark, tint = colours(one.node.leads)
    faded = one.node.state in FADED
    x, y = one.mark or (one.x + 17, one.middle)
    mark = Markup(' fill="{}" stroke="none"').format(dark if faded else PAPER)
    back = _back(one, (dark, tint if faded else dark))
    colour = dark if faded else PAPER
    return back + _outline(one.node.leads, x + 4, y, 9, mark) + _words(one, one.x + 34, bold=True, colour=colour)


def _words(one: Placed, x: float, *, bold: bool, colour: str | None = None) -> Markup:
    """The lines of a box, the small ones below. `one.mark` or its top says where the first stands."""
    step = one.size * LEADING
    first = (one.mark[1] if one.mark else one.y + 2.5 + step / 2) + one.size * 0.35
    ink = colour or (SOFT if one.node.state in FADED else INK)
    lines = [(line, first + step * place, one.size) for place, line in enumerate(one.lines)]
    last = first + step * (len(one.lines) - 1)
    less = one.size - 2
    lines += [(line, last + step * 0.95 + less * LEADING * place, less) for place, line in enumerate(one.small)]
    return Markup(" ").join(_text(line, x, y, size, bold and size == one.size, ink) for line, y, size in lines)


def _text(line: str, x: float, y: float, size: float, bold: bool, ink: str) -> Markup:
    weight = Markup(' font-weight="700"') if bold else Markup("")
    return Markup('<text x="{:g}" y="{:g}" font-size="{:g}" fill="{}"{}>{}</text>').format(
        _n(x), _n(y), size, ink, weight, line
    )


def _label(label: Label) -> Markup:
    return _text(label.text, label.x, label.y, label.size, label.bold, INK)


def _wire(wire: Wire) -> Markup:
    colour = colours(wire.leads)[0] if wire.leads else TEAL if wire.thick else LINE
    lit = wire.state is State.LIT
    width = 4 if wire.thick else 2.4 if lit else 1
    faint = Markup("") if wire.thick or lit else Markup(' stroke-opacity="0.55"')
    drawn = Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>')
    dots = _dots(wire, colour) if wire.leads and not wire.thick else Markup("")
    return drawn.format("".join(_path(wire)), colour, width, faint) + dots


def _dots(wire: Wire, colour: str) -> Markup:
    x, y = wire.points[-1]
    return Markup('<circle cx="{:g}" cy="{:g}" r="3.500" fill="{}"/>').format(_n(x), _n(y), colour)


def _path(wire: Wire) -> Iterator[str]:
    (x, y), *rest = wire.points
    yield f"M{_n(x):g} {_n(y):g}"
    for a, b in rest:
        half = (x + a) / 2
        yield (
            f"C{_n(half):g} {_n(y):g} {_n(half):g} {_n(b):g} {_n(a):g} {_n(b):g}"
            if wire.curved
            else f"L{_n(a):g} {_n(b):g}"
        )
        x, y = a, b


def _n(value: float) -> float:
    return round(value, 1)


def mark_alone(leads: PathwayId) -> Markup:
    """The mark of a pathway by itself, to stand before its name; the name says what it means."""
    opened = Markup(
        '<svg class="rd-pathmark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
    )
    style = Markup(' fill="currentColor"')
    return opened + _outline(PathwayId(leads), 8, 8, 7, style) + Markup("</svg>")
