"""Counts as bars: lines of text, and a picture.

Owns how bars look; knows nothing of minutes.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kb.layout import Look, columns, one_line

Counts = Sequence[tuple[str, int]]
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDEST = 60  # columns of the longest bar
_STEP = 3.0  # columns of a count of one, at the most
_WIDTH, _HEIGHT, _TOP, _LEFT, _BELOW = 760, 160, 44, 40, 32  # of the picture, in pixels
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#767676}.title{font-size:15px}rect{fill:#4c7fb8}"
    "line{stroke:#767676;stroke-opacity:.4}"  # to be seen on light and on dark ground
)


def bar_lines(counts: Counts, look: Look) -> Iterator[str]:
    """A line for each count: its name, a bar, the number.  Without a screen the bars are plain ASCII."""
    most = max((count for _, count in counts), default=0)
    head = max((columns(name) for name, _ in counts), default=0)
    room = max(1, min(_WIDEST, look.width - head - len(f"{most:,}") - 4))
    scale = min(_STEP, room / most) if most else 0.0
    for name, count in counts:
        bar = _blocks(count * scale) if look.screen else "#" * (max(1, round(count * scale)) if count else 0)
        yield f"{look.paint(name, 'date')}{' ' * (head - columns(name))}  {bar}{' ' if bar else ''}{count:,}"


def _blocks(length: float) -> str:
    """A bar in eighths of a column; what is not zero is always seen."""
    eighths = max(1, round(length * 8)) if length else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def bar_picture(title: str, counts: Counts) -> str:
    """The counts as an SVG picture: upright bars, each with its name and number to point at."""
    most = max((count for _, count in counts), default=0) or 1
    step = (_WIDTH - 2 * _LEFT) / max(1, len(counts))
    base = _TOP + _HEIGHT
    shapes = [
        f'<text class="title" x="{_LEFT}" y="24">{escape(one_line(title))}</text>',
        f'<text x="{_LEFT - 6}" y="{_TOP + 4}" text-anchor="end">{most:,}</text>',
        f'<line x1="{_LEFT}" y1="{base}" x2="{_WIDTH - _LEFT}" y2="{base}"/>',
    ]
    labels = _spaced([name for name, _ in counts], step)
    for n, (name, count) in enumerate(counts):
        x, height = _LEFT + n * step, _HEIGHT * count / most
        shapes.append(
            f'<rect x="{x + step * 0.1:.1f}" y="{base - height:.1f}" width="{step * 0.8:.1f}" '
            f'height="{height:.1f}"><title>{escape(name)}: {count:,}</title></rect>'
        )
        if n in labels:
            shapes.append(f'<text x="{x + step * 0.1:.1f}" y="{base + 18}">{escape(labels[n])}</text>')
    size = f'width="{_WIDTH}" height="{base + _BELOW}" viewBox="0 0 {_WIDTH} {base + _BELOW}"'
    body = "\n".join(shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<style>{_STYLE}</style>\n{body}\n</svg>\n'


def _spaced(names: Sequence[str], step: float) -> dict[int, str]:
    """The labels of the axis by position: each year at its first bar, unless it runs into the one before."""
    labels: dict[int, str] = {}
    free = 0.0
    for n, name in enumerate(names):
        if (n == 0 or name[:4] != names[n - 1][:4]) and n * step >= free:
            labels[n] = name[:4]
            free = n * step + 36
    return labels
