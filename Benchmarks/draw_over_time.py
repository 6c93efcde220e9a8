"""Draws the table that Benchmarks/over-time prints as an SVG: for each client a bar every ten
seconds, granted requests upwards, refused ones downwards."""

import sys
from html import escape

WIDTH, HEIGHT, LEFT, TOP, GAP = 860, 190, 56, 46, 58
GRANTED, REFUSED, INK, LINE = "#3b6fb6", "#d1495b", "#26303f", "#c7cedd"


def rows() -> list[list[int]]:
    """Granted and refused of the one client and the other, for each ten seconds."""
    found = []
    for line in sys.stdin:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and cells[0][:1].isdigit():
            found.append([int(cell) for cell in cells[1:]])
    return found


def text(x: float, y: float, words: str, size: int = 12, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{INK}">'
        f"{escape(words)}</text>"
    )


def panel(
    top: float, title: str, granted: list[int], refused: list[int], scale: float
) -> list[str]:
    step = (WIDTH - LEFT - 20) / len(granted)
    zero = top + max(granted) * scale + 6
    parts = [text(LEFT, top - 12, f"{title}: {sum(granted)} granted, {sum(refused)} refused", 14)]
    for place, (good, bad) in enumerate(zip(granted, refused)):
        x = LEFT + place * step + 3
        for count, y, colour in (
            (good, zero - good * scale, GRANTED),
            (bad, zero, REFUSED),
        ):
            if count:
                size = f'width="{step - 6:.1f}" height="{count * scale:.1f}"'
                parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{colour}"/>')
        parts.append(text(x + step / 2 - 3, zero - good * scale - 3, str(good), 10, "middle"))
        if bad:
            parts.append(text(x + step / 2 - 3, zero + bad * scale + 11, str(bad), 10, "middle"))
    parts.append(f'<path d="M{LEFT} {zero:.1f}H{WIDTH - 20}" stroke="{LINE}"/>')
    return parts


def main() -> None:
    table = rows()
    loop_good, loop_bad, good, bad = (list(column) for column in zip(*table))
    scale = (HEIGHT - 40) / (max(loop_good + good) + max(loop_bad + bad + [1]))
    second = TOP + scale * (max(loop_good) + max(loop_bad)) + GAP
    height = round(second + scale * (max(good) + max(bad)) + 44)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Helvetica, Arial, sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *panel(TOP, "A typical loop", loop_good, loop_bad, scale),
        *panel(second, "liblabelf", good, bad, scale),
    ]
    step = (WIDTH - LEFT - 20) / len(table)
    for place in range(0, len(table) + 1):
        parts.append(text(LEFT + place * step, height - 8, f"{place * 10} s", 10, "middle"))
    parts.append("</svg>")
    print("\n".join(parts))


if __name__ == "__main__":
    main()
