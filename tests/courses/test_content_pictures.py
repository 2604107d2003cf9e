import pytest

from learnhub.courses.content import (
    CourseSource,
    PictureBlock,
)
from tests.content_samples import (
    LESSON,
    PICTURE,
    SOURCE,
    TEXT,
    changed,
    read,
    read_well,
    sample_files,
    told,
)


def drawing(inside: str, frame: str = 'width="640" height="360"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(
            drawing("<script>x()</script>"),
            "The drawing holds something that is not a shape.",
            id="a script",
        ),
        pytest.param(
            drawing('<g onload="x()"/>'),
            "The drawing holds something that runs or is loaded.",
            id="a handler",
        ),
        pytest.param(
            drawing('<use href="https://a.vn/x.svg#a"/>'),
            "The drawing holds something that runs or is loaded.",
            id="a file from outside",
        ),
        pytest.param(
            b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"),
            "The drawing holds something that runs or is loaded.",
            id="an entity",
        ),
        pytest.param(drawing("<image/>"), "The drawing holds something that is not a shape.", id="an image"),
        pytest.param(
            drawing("<text>OTP</text>"),
            "The drawing holds text, which cannot be translated.",
            id="letters",
        ),
        pytest.param(drawing("", ""), "This file cannot be read as a picture.", id="no size"),
        pytest.param(b"<svg", "This file cannot be read as a picture.", id="half a drawing"),
        pytest.param(b"\xff\xd8", "This file cannot be read as a picture.", id="a photo"),
    ],
)
def test_a_drawing_that_is_not_plain_is_told(content: bytes, says: str) -> None:
    _, faults = read(sample_files() | {PICTURE: content})
    assert told(faults) == [(PICTURE, 1, says)]


@pytest.mark.parametrize(
    "inside",
    [
        '<!-- a hand --><path d="M0 0"/>',
        '<defs><linearGradient id="a"/></defs><path fill="url(#a)"/><use href="#a"/>',
    ],
)
def test_a_plain_drawing_is_accepted(inside: str) -> None:
    _, faults = read(sample_files() | {PICTURE: drawing(inside)})
    assert told(faults) == []


WEBP = {
    "lossy": b"VP8 " + bytes(10) + (640).to_bytes(2, "little") + (360).to_bytes(2, "little"),
    "lossless": b"VP8L" + bytes(5) + (639 | 359 << 14).to_bytes(4, "little") + bytes(9),
    "extended": b"VP8X" + bytes(8) + (639).to_bytes(3, "little") + (359).to_bytes(3, "little"),
}


@pytest.mark.parametrize("kind", WEBP)
def test_a_webp_tells_its_size(kind: str) -> None:
    course = picture_in_webp(b"RIFF\0\0\0\0WEBP" + WEBP[kind])
    picture = course.lessons[0].texts["en"].sections[0].blocks[1]
    assert isinstance(picture, PictureBlock)
    assert (picture.width, picture.height) == (640, 360)


def picture_in_webp(content: bytes) -> CourseSource:
    files = sample_files()
    for path in (TEXT, SOURCE):
        files[path] = files[path].replace(b"hang-up.svg", b"hang-up.webp")
    del files[PICTURE]
    return read_well(files | {f"{LESSON}/hang-up.webp": content})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param(
            "(hang-up.svg)",
            "(../hang-up.svg)",
            "“../hang-up.svg” is not the name of a picture beside this text.",
            id="a picture elsewhere",
        ),
        pytest.param(
            "(hang-up.svg)",
            "(hang-up.png)",
            "“hang-up.png” is not the name of a picture beside this text.",
            id="another kind of picture",
        ),
        pytest.param(
            "(hang-up.svg)",
            "(ring.svg)",
            "There is no picture safe-calls/hang-up/ring.svg.",
            id="no such picture",
        ),
        pytest.param(
            "[An old man presses the red button of his phone]",
            "[]",
            "The picture has no words for people who cannot see it.",
            id="no words",
        ),
    ],
)
def test_a_wrong_picture_is_told_where_it_is_shown(old: str, new: str, says: str) -> None:
    _, faults = read(changed(TEXT, old, new))
    assert (TEXT, 9, says) in told(faults)
