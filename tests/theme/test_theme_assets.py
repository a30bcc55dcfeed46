"""The theme's own files."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.theme import Theme

import techdigest_theme

FOLDER = Path(techdigest_theme.__file__).parent
SHEETS = sorted((FOLDER / "assets/stylesheets").glob("*.css"))
SCRIPTS = sorted((FOLDER / "assets/javascripts").glob("*.js"))
LUMINANCE = (0.2126, 0.7152, 0.0722)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, from `#rrggbb` or `#rgb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip(LUMINANCE, linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    css = (FOLDER / "assets/stylesheets/tokens.css").read_text()
    light, dark = re.findall(r"^ *\[data-md-color-scheme[^{]*\{([^}]*--td-paper:[^}]*)\}", css, re.MULTILINE)
    blocks = {"light": light, "dark": dark}
    return {name: dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", block)) for name, block in blocks.items()}


def test_every_text_colour_reads_on_every_ground_it_stands_on() -> None:
    for name, colours in palettes().items():
        assert len(colours) > 20, name
        inks = {
            key: colours[key]
            for key in ("--td-ink", "--td-ink-soft", "--td-link", "--td-seal", "--td-verified", "--td-stale")
        }
        for ground in ("--td-paper", "--td-paper-raised", "--td-wash"):
            for ink, value in inks.items():
                assert contrast(value, colours[ground]) >= 4.5, (name, ink, ground)
        assert contrast(colours["--td-seal"], colours["--td-seal-wash"]) >= 4.5, name
        code = {
            key: value for key, value in colours.items() if re.fullmatch(r"--md-code-(fg|hl-\w+)-color", key)
        }
        for ink, value in code.items():
            assert contrast(value, colours["--td-wash"]) >= 4.5, (name, ink)


def test_no_file_of_the_theme_names_another_host() -> None:
    for path in [*SHEETS, *SCRIPTS, *FOLDER.rglob("*.html")]:
        for address in re.findall(r"https?://[^\s\"'<>)]+", path.read_text()):
            # The link to Material in the footer leads there when it is followed, and only then.
            assert address == "https://squidfunk.github.io/mkdocs-material/", (path.name, address)


def test_fonts_are_the_system_s() -> None:
    theme = Theme(name="techdigest")
    assert theme["font"] is False
    for path in SHEETS:
        assert not re.search(r"url\((?![\"']?#)", path.read_text()), path.name  # but for a page's own SVG


def test_custom_properties_are_defined_before_they_are_used() -> None:
    css = "".join(path.read_text() for path in SHEETS)
    inline = "".join(re.findall(r'style="(.+?)"', (FOLDER / "graph.html").read_text()))
    inline = re.sub(r"\{\{.+?\}\}", "0", inline)
    used = set(re.findall(r"var\((--td-[\w-]+)", css))
    assert used <= set(re.findall(r"(--td-[\w-]+):", css + inline))


def test_the_theme_stands_on_material() -> None:
    theme = Theme(name="techdigest")
    assert any(Path(folder).parent.name == "material" for folder in theme.dirs)
    assert {"404.html", "sitemap.xml"} <= theme.static_templates
