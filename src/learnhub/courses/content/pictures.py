"""Pictures of a lesson: they exist, are what they say, and can do no harm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from learnhub.courses.content.records import PictureBlock
from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown import Picture
from learnhub.kit.words import N_

_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:svg|webp)")
_SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
_FRAMES = {"svg", "g", "defs", "use", "symbol", "clipPath", "mask", "title", "desc"}
_COLOURS = {"linearGradient", "radialGradient", "stop"}
_DRAWING = _SHAPES | _FRAMES | _COLOURS
_HARMFUL = re.compile(r"<!(?!--)|<\?(?!xml )|\bon[a-z]+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)", re.I)


@dataclass(slots=True)
class Pictures:
    """The pictures beside one lesson. `folder` ends with a slash; each file is looked at once."""

    files: Mapping[str, bytes]
    folder: str
    used: set[str]
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(self, picture: Picture, faults: FileFaults) -> PictureBlock:
        path = self.folder + picture.file
        content = self.files.get(path, b"")
        if not picture.alt.strip():
            faults.add(
                picture.line,
                N_("The picture has no words for people who cannot see it."),
                N_("Say in the square brackets what happens in the picture."),
            )
        if not _FILE_NAME.fullmatch(picture.file):
            faults.add(
                picture.line,
                N_("“%(file)s” is not the name of a picture beside this text."),
                N_("Write a name of small letters, digits and hyphens, ending in .svg or .webp."),
                file=picture.file,
            )
        elif not content:
            faults.add(
                picture.line,
                N_("There is no picture %(path)s."),
                N_("Put the file beside this text, or correct its name."),
                path=path,
            )
        elif path not in self.used:
            self.used.add(path)
            self.sizes[path] = _size(content, path, faults.all.of(path))
        width, height = self.sizes.get(path, (0, 0))
        return PictureBlock(picture.line, picture.file, picture.alt, width, height, len(content))


def _size(content: bytes, path: str, faults: FileFaults) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) and a fault when the file is not such a picture."""
    size = _drawing_size(content, faults) if path.endswith(".svg") else _webp_size(content)
    if size is None:
        faults.add(
            1,
            N_("This file cannot be read as a picture."),
            N_("Save it again as SVG with width and height, or as WebP."),
        )
    return size or (0, 0)


def _drawing_size(content: bytes, faults: FileFaults) -> tuple[int, int] | None:
    try:
        text = content.decode()
        if _HARMFUL.search(text):
            _refuse_drawing(faults, N_("The drawing holds something that runs or is loaded."))
            return 0, 0
        root = ElementTree.fromstring(text)
        size = round(float(root.attrib["width"])), round(float(root.attrib["height"]))
    except (UnicodeDecodeError, ElementTree.ParseError, KeyError, ValueError, OverflowError):
        return None
    tags = {str(element.tag).rpartition("}")[2] for element in root.iter()}
    if tags & {"text", "tspan"}:
        _refuse_drawing(faults, N_("The drawing holds text, which cannot be translated."))
    elif not tags <= _DRAWING:
        _refuse_drawing(faults, N_("The drawing holds something that is not a shape."))
    return size if min(size) > 0 else None


def _refuse_drawing(faults: FileFaults, says: str) -> None:
    faults.add(1, says, N_("Save it as a plain SVG of shapes: no text, script, style or image."))


def _webp_size(content: bytes) -> tuple[int, int] | None:
    """From the header of any of the three kinds of WebP."""
    if len(content) < 30 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    match content[12:16]:
        case b"VP8X":
            return _number(content[24:27]) + 1, _number(content[27:30]) + 1
        case b"VP8L":
            bits = _number(content[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return _number(content[26:28]) & 0x3FFF, _number(content[28:30]) & 0x3FFF
    return None


def _number(content: bytes) -> int:
    return int.from_bytes(content, "little")
