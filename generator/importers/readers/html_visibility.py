"""What a reader of a page does not see: hidden, struck, white, off the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from generator.importers.readers.html_styles import Values

NO_TEXT = {"script", "style", "template", "title", "head"}
"""Elements whose content is no text of the page."""
GLOSSES = {"rt", "rp", "rtc"}
STRUCK = {"s", "strike", "del"}
FAR = re.compile(r"-\s*\d{3,}(?:\.\d+)?\s*(?:px|pt|em|rem|vw|vh|%)?\Z|-\s*\d{2,}(?:r?em|vw)\Z")
ZERO = re.compile(r"0*(?:\.0+)?(?:[a-z]{2,4}|%)?\Z|0?\.\d+px\Z|0?\.[0-5]\d*pt\Z")
CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%|circle\(\s*0")
COLOR = re.compile(r"#[0-9a-f]{3,8}\Z|(?:rgb|hsl)a?\(|[a-z]+\Z")
PLACED = {"none", "repeat", "center", "left", "right", "top", "bottom", "scroll", "fixed", "cover"}
PLACED |= {"contain", "initial", "inherit", "unset", "local", "auto", "transparent"}
HIDDEN = "hidden text"


@dataclass(frozen=True, slots=True)
class State:
    """What an element has from those around it."""

    why: str | None = None
    sure: bool = True
    visible: bool = True
    size_zero: bool = False
    color: str = ""
    ground: str = "white"
    pre: bool = False
    lists: Values = field(default_factory=dict)


def with_colors(node: HtmlElement, own: Values, state: State) -> State:
    ground = own.get("background-color") or _first_color(own.get("background", ""))
    ground = ground or (node.get("bgcolor") or "").lower()
    if "url(" in own.get("background", "") or "gradient" in own.get("background", ""):
        ground = "a picture"
    color = own.get("color") or (node.get("color") or "").lower() or state.color
    visible = own.get("visibility")
    size = own.get("font-size")
    return replace(
        state,
        color=_color(color),
        ground=_color(ground) if ground not in ("", "transparent", "inherit") else state.ground,
        visible=state.visible if visible in (None, "inherit") else visible == "visible",
        size_zero=state.size_zero if size in (None, "inherit") else _zero(size, state),
    )


def _zero(size: str, state: State) -> bool:
    relative = size.endswith(("%", "em")) and not size.endswith("rem")
    return bool(ZERO.match(size)) or (relative and state.size_zero)


def why_hidden(node: HtmlElement, own: Values) -> tuple[str | None, bool]:
    """Why an element's text is no part of the document, and whether that is sure."""
    if node.tag in GLOSSES:
        return "a gloss", True
    if node.get("hidden") is not None and "display" not in own:
        return HIDDEN, True
    if node.tag == "dialog" and node.get("open") is None and "display" not in own:
        return HIDDEN, True
    if own.get("display") == "none" or own.get("opacity") in ("0", "0.0", "0%", ".0"):
        return HIDDEN, True
    if node.tag in STRUCK and own.get("text-decoration", "x") != "none":
        return "struck text", False
    if "line-through" in own.get("text-decoration", "") + own.get("text-decoration-line", ""):
        return "struck text", False
    return _off_page(own), False


def _off_page(own: Values) -> str | None:
    if own.get("position") in ("absolute", "fixed"):
        if any(FAR.match(own.get(side, "")) for side in ("left", "top")):
            return "text off the page"
        if CLIPPED.match(own.get("clip", "") or own.get("clip-path", "")):
            return "text off the page"
    return "text off the page" if FAR.match(own.get("text-indent", "")) else None


def why_unseen(state: State) -> tuple[str | None, bool]:
    """Why text right inside an element is not seen, and whether that is sure."""
    if not state.visible:
        return HIDDEN, True
    if state.size_zero:
        return "text of size 0", False
    if state.color and (state.color == "transparent" or state.color == state.ground):
        return "text in the colour of its ground", False
    return None, True


def _first_color(value: str) -> str:
    words = re.findall(r"(?:rgb|hsl)a?\([^)]*\)|\S+", value)
    return next((word for word in words if COLOR.match(word) and word not in PLACED), "")


def _color(value: str) -> str:
    """A colour in one form, as far as it is white, black or transparent."""
    value = "".join(value.split())
    if re.fullmatch(
        r"#f{3,8}|white|rgba?\(255,255,255(?:,1(?:\.0)?)?\)|hsl\(\d+,\d+%,100%\)", value
    ):
        return "white"
    if value == "transparent" or re.fullmatch(r"rgba\(.*,0(?:\.0+)?\)|#.{3}0|#.{6}00", value):
        return "transparent" if len(value) in (5, 9) or not value.startswith("#") else value
    if re.fullmatch(r"#0{3,6}|black|rgb\(0,0,0\)", value):
        return "black"
    return value
