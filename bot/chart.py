"""The last days as a picture: questions, answered share and median latency, one above the other.

The only writing in it are digits, which need neither shaping nor a direction; what each colour
means is told beside the picture, in the reader's language.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from bot.state.questions import Day

WIDTH, HEIGHT = 1080, 1080
MARGIN_LEFT, MARGIN = 130, 40
GAP = 60  # between the panels, room for the dates under the last
PANELS = 3
BLUE, GREEN, ORANGE = "#1c7ed6", "#2f9e44", "#f08c00"
PAPER, LINE, INK = "#ffffff", "#dee2e6", "#495057"
FONT_SIZE = 28
MOST_DATES = 8

Box = tuple[int, int, int, int]  # left, top, right, bottom


def draw_days(days: Sequence[Day]) -> bytes:
    """Draw the days, the first at the left.

    Args:
        days: At least one.

    Returns:
        A PNG file.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(FONT_SIZE)
    asked = [float(day.asked) for day in days]
    shares = [100 * day.answered / day.asked if day.asked else None for day in days]
    times = [day.median_ms for day in days]
    _bars(draw, font, _box(0), asked, _round_up(max(asked)), BLUE, "{:,.0f}")
    _bars(draw, font, _box(1), shares, 100.0, GREEN, "{:.0f}%")
    longest = max((time for time in times if time is not None), default=0.0)
    _bars(draw, font, _box(2), times, _round_up(longest), ORANGE, "{:,.0f}")
    _dates(draw, font, days)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _box(panel: int) -> Box:
    height = (HEIGHT - 2 * MARGIN - PANELS * GAP) // PANELS
    top = MARGIN + panel * (height + GAP)
    return MARGIN_LEFT, top, WIDTH - MARGIN, top + height


def _bars(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    box: Box,
    values: Sequence[float | None],
    top_value: float,
    colour: str,
    form: str,
) -> None:
    """A bar a day, none where there is no value; lines at nothing, the half and the top."""
    left, top, right, bottom = box
    for part in (0.0, 0.5, 1.0):
        y = bottom - part * (bottom - top)
        draw.line((left, y, right, y), LINE, 2)
        draw.text((left - 14, y), form.format(part * top_value), INK, font, anchor="rm")
    step = (right - left) / len(values)
    for at, value in enumerate(values):
        if value:
            x = left + at * step
            y = bottom - min(value / top_value, 1.0) * (bottom - top)
            draw.rectangle((x + 0.15 * step, y, x + 0.85 * step, bottom), colour)


def _dates(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    days: Sequence[Day],
) -> None:
    """Day and month under the last panel, some of them, today always."""
    left, _, right, bottom = _box(PANELS - 1)
    step = (right - left) / len(days)
    every = -(-len(days) // MOST_DATES)
    for back, day in enumerate(reversed(days)):
        if back % every == 0:
            x = right - (back + 0.5) * step
            draw.text((x, bottom + 12), f"{day.date.day}/{day.date.month}", INK, font, anchor="mt")


def _round_up(value: float) -> float:
    """The next of 2, 4, 10, 20, 40, 100 and so on, whose half is a whole number too."""
    top = 2.0
    while top < value:
        top *= 2.5 if str(int(top))[0] == "4" else 2
    return top
