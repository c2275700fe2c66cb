"""Draws a line chart and a bubble map as SVG, readable without colour and without JavaScript."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 190, 36, 84, 12, 24
_WIDE, _NARROW = 560, 350
_TICKS = 4
_MAP_WIDTH, _MAP_HEIGHT, _MARGIN, _RADIUS = 360, 510, 42, 21
#: Bubbles and the names below them do not overlap when the centres are this far apart on one axis.
_ROOM_X, _ROOM_Y = 78, 58


@dataclass(frozen=True)
class Series:
    """One line: its name and a value for each day.

    `last` is the label of the last value; "" shows the value itself.
    """

    name: str
    values: Sequence[int]
    last: str = ""


@dataclass(frozen=True)
class Bubble:
    """A ward on the map: name, text inside, verdict class, position, link, and its `aria-label`."""

    label: str
    inside: str
    kind: str
    latitude: float
    longitude: float
    url: str
    says: str


def for_each_width(draw: Callable[..., SafeString]) -> SafeString:
    """Returns the drawing twice, from `draw(narrow=False)` and, for a phone, `draw(narrow=True)`.

    The style sheet shows the one that fits, so nothing scrolls.
    """
    return format_html(
        '<div class="d-none d-md-block d-print-block">{}</div><div class="d-md-none d-print-none">{}</div>',
        draw(narrow=False),
        draw(narrow=True),
    )


def line_chart(
    days: Sequence[date], series: Sequence[Series], *, title: str, desc: str, narrow: bool = False
) -> SafeString:
    """Returns a chart whose lines have their names at their ends.

    Screen readers read `desc`; the page also shows the numbers in a table.
    """
    return _Lines(days, series, _NARROW if narrow else _WIDE).drawn(f"{title}: {desc}")


def bubble_map(bubbles: Sequence[Bubble], *, title: str) -> SafeString:
    """Returns a map of the wards without borders.

    Each bubble is a link with sign, figure and name.
    """
    placed = _placed(bubbles)
    return format_html(
        '<svg class="chart bubbles" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        _MAP_WIDTH,
        _MAP_HEIGHT,
        title,
        format_html_join("", "{}", ((_bubble(b, x, y),) for b, x, y in placed)),
    )


@dataclass(frozen=True)
class _Lines:
    """A line chart `width` units wide; its letters have the same size at every width."""

    days: Sequence[date]
    series: Sequence[Series]
    width: int

    def drawn(self, says: str) -> SafeString:
        lines = format_html_join("", "{}", ((self._line(n, s),) for n, s in enumerate(self.series)))
        return format_html(
            '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
            self.width,
            _HEIGHT,
            says,
            self._grid(),
            self._months(),
            lines,
        )

    @property
    def top(self) -> int:
        """Returns the top of the value axis: a round multiple of _TICKS that no value exceeds."""
        highest = max((value for series in self.series for value in series.values), default=0)
        step = max(1, -(-highest // _TICKS))
        size: int = 10 ** (len(str(step)) - 1)
        return -(-step // size) * size * _TICKS

    def _x(self, place: int, count: int) -> float:
        return round(_LEFT + place * (self.width - _LEFT - _RIGHT) / max(count - 1, 1), 1)

    def _y(self, value: float) -> float:
        return round(_HEIGHT - _BOTTOM - value * (_HEIGHT - _TOP - _BOTTOM) / self.top, 1)

    def _grid(self) -> SafeString:
        values = range(0, self.top + 1, self.top // _TICKS)
        right = self.width - _RIGHT
        return format_html_join(
            "",
            '<line class="grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
            '<text x="{3}" y="{4}" text-anchor="end">{5}</text>',
            ((_LEFT, right, y, _LEFT - 5, y + 4, v) for v, y in ((v, self._y(v)) for v in values)),
        )

    def _months(self) -> SafeString:
        every = max(1, len(self.days) * 80 // self.width)
        shown = [(place, day) for place, day in enumerate(self.days) if place % every == 0]
        return format_html_join(
            "",
            '<text x="{}" y="{}" text-anchor="middle">{}</text>',
            ((self._x(place, len(self.days)), _HEIGHT - 6, f"{day:%m/%y}") for place, day in shown),
        )

    def _line(self, place: int, series: Series) -> SafeString:
        points = [(self._x(i, len(series.values)), self._y(v)) for i, v in enumerate(series.values)]
        if not points:
            return SafeString()
        path = " ".join(f"{x},{y}" for x, y in points)
        x, y = points[-1]
        return format_html(
            '<polyline class="line line-{}" points="{}"/><circle class="dot-{}" cx="{}" cy="{}" r="3.5"/>'
            '<text class="label" x="{}" y="{}">{} {}</text>',
            place,
            path,
            place,
            x,
            y,
            x + 7,
            y + 4,
            series.last or series.values[-1],
            series.name,
        )


def _placed(bubbles: Sequence[Bubble]) -> list[tuple[Bubble, float, float]]:
    """Scales the positions to the frame, then pushes apart the bubbles that would overlap."""
    if not bubbles:
        return []
    xs = _spread([b.longitude for b in bubbles], _MARGIN, _MAP_WIDTH - _MARGIN)
    ys = _spread([b.latitude for b in bubbles], _MAP_HEIGHT - _MARGIN, _MARGIN)
    spots = [[x, y] for x, y in zip(xs, ys, strict=True)]
    for _round in range(200):
        _push_apart(spots)
    return [(b, round(x, 1), round(y, 1)) for b, (x, y) in zip(bubbles, spots, strict=True)]


def _spread(values: Sequence[float], start: float, end: float) -> list[float]:
    """Scales the values so that the smallest is at `start` and the largest at `end`.

    When all values are equal, they go to the middle.
    """
    low, span = min(values), max(values) - min(values)
    if not span:
        return [(start + end) / 2 for _value in values]
    return [start + (value - low) * (end - start) / span for value in values]


def _push_apart(spots: list[list[float]]) -> None:
    for i, a in enumerate(spots):
        for b in spots[i + 1 :]:
            dx, dy = b[0] - a[0], b[1] - a[1]
            if abs(dx) < _ROOM_X and abs(dy) < _ROOM_Y:
                axis, gap = (1, dy) if _ROOM_Y - abs(dy) < _ROOM_X - abs(dx) else (0, dx)
                step = ((_ROOM_Y if axis else _ROOM_X) - abs(gap)) / 4 * (1 if gap >= 0 else -1)
                a[axis], b[axis] = a[axis] - step, b[axis] + step
    for spot in spots:
        spot[0] = min(max(spot[0], _MARGIN), _MAP_WIDTH - _MARGIN)
        spot[1] = min(max(spot[1], _RADIUS + 2), _MAP_HEIGHT - _RADIUS - 18)


def _bubble(b: Bubble, x: float, y: float) -> SafeString:
    return format_html(
        '<a href="{}" aria-label="{}"><circle class="bubble-{}" cx="{}" cy="{}" r="{}"/>'
        '<text class="inside" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></a>',
        b.url,
        b.says,
        b.kind,
        x,
        y,
        _RADIUS,
        x,
        y + 4,
        b.inside,
        x,
        y + _RADIUS + 12,
        b.label,
    )
