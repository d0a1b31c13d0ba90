"""WCAG's contrast ratio, and the colours of each mode as the compiled style sheet has them."""

import re

from django.conf import settings

STYLES = settings.BASE_DIR / "portal/static/compiled/portal.css"
DARK = r"@media screen and \(prefers-color-scheme: ?dark\)\{:root\{([^}]*)\}"


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    """The custom properties of light and of dark; dark is light with its own on top."""
    css = STYLES.read_text(encoding="utf-8-sig")
    dark = re.search(DARK, css)
    assert dark, "the style sheet has no dark mode"
    plain = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    light = _properties(";".join(re.findall(r":root\{([^}]*)\}", plain)))
    return {"light": light, "dark": {**light, **_properties(dark[1])}}


def colour(palette: dict[str, str], name: str) -> str:
    """The colour behind a name, through any names it refers to."""
    value = palette[name]
    while reference := re.match(r"var\(--([\w-]+)", value):
        value = palette[reference[1]]
    return value


def _properties(block: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"--([\w-]+):([^;]+)", block)}


def _luminance(hexadecimal: str) -> float:
    digits = hexadecimal.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
