"""A small course of one lesson in two languages without any fault, to be broken in one place."""

from collections.abc import Iterable, Mapping

from learnhub.courses.content import CourseSource, read_course, read_glossary
from learnhub.kit.faults import Fault, Faults
from learnhub.studio.content import read_all

COURSE = "safe-calls"
LESSON = f"{COURSE}/hang-up"
TOML = f"{COURSE}/course.toml"
PAGE = f"{COURSE}/course.en.md"
FACTS = f"{LESSON}/lesson.toml"
TEXT = f"{LESSON}/lesson.en.md"
SOURCE = f"{LESSON}/lesson.vi.md"
BANK = f"{LESSON}/bank.en.md"
SOURCE_BANK = f"{LESSON}/bank.vi.md"
PICTURE = f"{LESSON}/hang-up.svg"
WORDS = "glossary.en.md"

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">'
    '<path d="M0 0h640v360H0z" fill="#FFF8E6"/></svg>\n'
)

_FILES = {
    "glossary.vi.md": """\
# Từ điển

## mã OTP {#otp}

Dãy số dùng một lần. Không đọc cho ai.
""",
    WORDS: """\
# Glossary

## one-time code (OTP) {#otp}

A number that works once. Never tell it to anyone.
""",
    TOML: """\
source_language = "vi"
topic = "information-security"
icon = "shield"
audiences = ["household", "official"]
lessons = ["hang-up"]

[[test]]
id = "final"
pass_percent = { household = 60, official = 80 }
attempts_per_day = { official = 3 }
wait_minutes = 0
review = "after-pass"
draw = [
  { lesson = "hang-up", items = { household = 2, official = 3 }, difficulty = [1, 2] },
]
must_pass = [["hang-up/never-tell", "hang-up/first-step"]]
""",
    f"{COURSE}/course.vi.md": """\
# Cuộc gọi an toàn

Cúp máy trước, gọi lại sau.

## Dành cho ai {#for-whom}

Mọi người có điện thoại.

## Học xong làm được gì {#outcomes}

- Tôi biết cúp máy.
- Tôi biết gọi lại.
""",
    PAGE: """\
# Safe calls

Hang up first, call back later.

## For whom {#for-whom}

Everyone with a phone.

## What you will be able to do {#outcomes}

- I can hang up.
- I can call back.
""",
    FACTS: """\
minutes = 15
verified_on = 2026-11-21
review_by = 2027-06-30
owner = "information-security-editor"
sources = ["S40", "S43"]
competences = ["decree224:safety", "digcomp3:safety"]

[[audio]]
language = "vi"
file = "lesson.vi.mp3"
seconds = 95
speaker_consents = true

[items.never-tell]
type = "single"
section = "first-hang-up"
difficulty = 1
misconceptions = ["politeness", "", "hurry"]

[items.first-step]
type = "true-false"
section = "first-hang-up"
difficulty = 2
misconceptions = ["", "fear"]

[items.good-signs]
type = "multiple"
section = "first-hang-up"
difficulty = 1
misconceptions = ["", "", "trust-in-numbers"]

[items.steps]
type = "order"
section = "do-it"
difficulty = 2

[items.pairs]
type = "match"
section = "do-it"
difficulty = 1

[items.report]
type = "text"
section = "do-it"
difficulty = 3
""",
    f"{LESSON}/lesson.vi.md": """\
# Cúp máy trước

Tôi biết cúp máy rồi gọi lại.

## Cúp máy {#first-hang-up}

[Mã OTP](term:otp) là của **riêng mình**. Xem [bài này](lesson:hang-up).

![Ông cụ bấm nút đỏ trên điện thoại](hang-up.svg)

> [!WARNING]
> Người thật thà không hỏi mã.

- Dừng lại.
- Hít thở.

### Có người gọi hỏi mã. Nên làm gì? {#caller}

- [ ] Đọc mã cho họ
  > Họ lấy được tiền. Cúp máy.
- [x] Cúp máy
  > Đúng. Gọi ai là do mình chọn.

Rồi họ gọi lại lần nữa.

## Làm thật {#do-it}

1. Lưu số của ngân hàng.
2. Gọi thử số ấy.

## Ghi nhớ {#remember}

Cúp máy trước, gọi lại sau.

## Tin nhắn {#message-card}

Dừng lại. Cúp máy. Gọi lại số đã lưu. Kể cho cả nhà nghe.

## Loa {#loudspeaker}

"""
    + "Bà con cúp máy rồi gọi lại nhé. " * 30
    + "\n",
    TEXT: """\
# Hang up first

I can hang up and call back.

## Hang up {#first-hang-up}

A [one-time code](term:otp) is **yours** alone. See [this lesson](lesson:hang-up).

![An old man presses the red button of his phone](hang-up.svg)

> [!WARNING]
> Nobody honest asks for your code.

- Stop.
- Breathe.

### A caller asks for the code. What do you do? {#caller}

- [ ] Read it out
  > They could take your money. Hang up.
- [x] Hang up
  > Right. You choose whom you call.

Then they call again.

## Do it for real {#do-it}

1. Save the number of your bank.
2. Call that number.

## Remember {#remember}

Hang up first, call back later.

## Message card {#message-card}

Stop. Hang up. Call the number that you saved. Tell your family.

## Loudspeaker {#loudspeaker}

"""
    + "Neighbours, hang up and call back. " * 26
    + "\n",
    f"{LESSON}/bank.vi.md": """\
# Câu hỏi: Cúp máy trước

## Ai được biết mã? {#never-tell}

- [ ] Ngân hàng gọi tới
  > Ngân hàng không cần mã.
- [x] Chỉ mình mình
  > Đúng. Mã là của riêng mình.
- [ ] Công an gọi tới
  > Công an không hỏi mã.

> Không ai cần mã để giúp.

## Cúp máy là việc đầu tiên. {#first-step}

- [x] Đúng
  > Phải. Cúp máy rồi tính.
- [ ] Sai
  > Nói thêm là cho họ thêm thì giờ.

## Chọn hai dấu hiệu tốt. {#good-signs}

- [x] Họ cho mình thời gian
  > Đúng. Không giục là dấu hiệu tốt.
- [x] Họ mời mình tự gọi lại
  > Đúng. Tự gọi lại là cách kiểm tra.
- [ ] Màn hình hiện số của ngân hàng, trông rất quen
  > Số trên màn hình giả được.

## Xếp các bước theo thứ tự. {#steps}

1. Cúp máy.
2. Gọi lại.

> Dừng trước, hỏi sau.

## Ghép từ với nghĩa. {#pairs}

| Từ | Nghĩa |
|---|---|
| OTP | mã dùng một lần |
| PIN | số bí mật ngắn |

> Cả hai là của riêng mình.

## Gọi số nào để báo? {#report}

- = 156
- = số 156

> Gọi không mất tiền.
""",
    BANK: """\
# Questions: Hang up first

## Who may know the code? {#never-tell}

- [ ] The bank that calls
  > A bank does not need it.
- [x] Only myself
  > Right. The code is yours.
- [ ] The police that call
  > The police do not ask for it.

> Nobody needs your code to help you.

## To hang up is the first step. {#first-step}

- [x] True
  > Right. Hang up, then think.
- [ ] False
  > To talk on gives them time.

## Choose two good signs. {#good-signs}

- [x] They give you time
  > Right. No hurry is a good sign.
- [x] They let you call back
  > Right. Calling back is a test.
- [ ] The screen shows the number of your bank
  > A number can be faked.

## Put the steps in order. {#steps}

1. Hang up.
2. Call back.

> Stop first, ask later.

## Match the word with its meaning. {#pairs}

| Word | Meaning |
|---|---|
| OTP | a code that works once |
| PIN | a short secret number |

> Both are yours alone.

## Which number takes reports? {#report}

- = 156
- = number 156

> The call is free.
""",
    PICTURE: DRAWING,
    f"{LESSON}/lesson.vi.mp3": "sound",
}


def sample_files() -> dict[str, bytes]:
    return {path: text.encode() for path, text in _FILES.items()}


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    """The sample with one place of one file written differently."""
    files = sample_files()
    text = files[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return files | {path: text.replace(old, new).encode()}


def line_of(files: Mapping[str, bytes], path: str, words: str) -> int:
    """The line on which these words first stand; "" is the first line."""
    before, found, _ = files[path].decode().partition(words or "\n")
    assert found == (words or "\n"), f"{words!r} does not stand in {path}"
    return before.count("\n") + 1


def told(faults: Iterable[Fault]) -> list[tuple[str, int, str]]:
    """Where each fault is and what it says. Its advice is complete, too."""
    assert all(fault.mend.english for fault in faults)
    return [(fault.path, fault.line, fault.says.english) for fault in faults]


def read(files: Mapping[str, bytes]) -> tuple[CourseSource | None, Faults]:
    faults = Faults()
    return read_course(COURSE, files, read_glossary(files, faults), faults), faults


def read_well(files: Mapping[str, bytes]) -> CourseSource:
    """A course without any fault."""
    course, faults = read(files)
    assert told(faults) == []
    assert course is not None
    return course


def told_of(files: Mapping[str, bytes]) -> list[tuple[str, int, str]]:
    """Every fault of a whole content folder."""
    _, faults = read_all(files)
    return told(faults)
