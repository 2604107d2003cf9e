import re
from pathlib import Path

import pytest

from learnhub.courses.content.course import AUDIENCES, TOPICS
from learnhub.courses.content.lessons import DECREE_224, DIGCOMP_3
from learnhub.kit.markdown import TONES
from learnhub.kit.words import LANGUAGES
from learnhub.quizzes.content.records import FORMS
from learnhub.studio.content import new_course, read_all, read_folder
from learnhub.studio.rules import limits, pictures
from tests.content_samples import BANK, COURSE, DRAWING, TEXT, changed, sample_files, told
from tests.programme_samples import ENGLISH, programme_files
from tests.programme_samples import changed as programmes_changed

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_a_draft_holds_a_course_with_everything_that_belongs_to_it() -> None:
    folder, faults = read_all(sample_files())
    assert told(faults) == []
    [draft] = folder.courses
    assert draft.course.key == COURSE
    assert [question.key for question in draft.checks["hang-up"]] == ["caller"]
    assert len(draft.banks["hang-up"]) == 6
    assert [test.key for test in draft.tests] == ["final"]
    assert draft.terms == {"otp"}


def test_terms_lead_to_the_terms_in_their_meanings() -> None:
    files = sample_files()
    for language, word in (("vi", "dãy số"), ("en", "number")):
        path = f"glossary.{language}.md"
        text = files[path].decode().replace(word, f"[{word}](term:pin)", 1)
        text = text.replace("Dãy số", "[Dãy số](term:pin)")
        files[path] = f"{text}\n## PIN {{#pin}}\n\nABC.\n\n## SIM {{#sim}}\n\nABC.\n".encode()
    folder, faults = read_all(files)
    assert told(faults) == []
    [draft] = folder.courses
    assert draft.terms == {"otp", "pin"}


def test_all_faults_of_all_files_come_at_once_and_in_order() -> None:
    files = changed(TEXT, "Then they call again.", "*Then* they call `again`!")
    files[BANK] = files[BANK].replace(b"- [x] Only", b"- Only")
    files["glossary.vi.md"] = b"# T\n\n## OTP\n\nA.\n"
    _, faults = read_all(files)
    found = told(faults)
    assert found == sorted(found, key=lambda fault: fault[:2])
    assert {path for path, _, _ in found} >= {TEXT, BANK, "glossary.vi.md"}
    assert len([line for path, line, _ in found if (path, line) == (TEXT, 24)]) == 3


def test_a_folder_without_any_course_is_told() -> None:
    draft, faults = read_all({})
    assert draft.courses == ()
    assert told(faults) == [("course.toml", 1, "There is no course in this folder.")]


def test_a_broken_course_does_not_hide_the_next() -> None:
    files = sample_files() | {"broken/course.toml": b"x"}
    draft, faults = read_all(files)
    assert [read.course.key for read in draft.courses] == [COURSE]
    assert [path for path, _, _ in told(faults)] == ["broken/course.toml"]


def test_a_stray_file_beside_the_courses_is_a_warning() -> None:
    _, faults = read_all(sample_files() | {"glosary.en.md": b"", "README.md": b"", "LICENSE.md": b""})
    assert faults.errors == []
    assert told(faults.warnings) == [("glosary.en.md", 1, "Nothing uses this file.")]


def test_programmes_are_read_with_the_courses_of_their_folder() -> None:
    draft, faults = read_all(programme_files())
    assert told(faults) == []
    assert draft.programmes is not None
    assert [programme.key for programme in draft.programmes] == ["first-steps", "required-set"]


@pytest.mark.parametrize("words", ["For everybody at home", "For officials"])
def test_the_words_of_a_programme_keep_the_limits_of_its_audience(words: str) -> None:
    files = programmes_changed(ENGLISH, f"{words}.", f"{words}{' and more' * 15}! One. Two. Three.")
    _, faults = read_all(files)
    says = ["An exclamation mark raises the voice.", "The paragraph has 4 sentences, at most 3."]
    if words == "For everybody at home":
        says.insert(1, "A sentence has 34 words, at most 24: “For everybody at home and …”")
    assert [fault[2] for fault in told(faults)] == says


def test_a_content_folder_is_read_whole(tmp_path: Path) -> None:
    assert read_folder(write(tmp_path, sample_files())) == sample_files()


def test_one_course_is_read_with_the_glossary_beside_it(tmp_path: Path) -> None:
    second = {path.replace(COURSE, "second"): text for path, text in sample_files().items()}
    write(tmp_path, sample_files() | second)
    assert read_folder(tmp_path / COURSE) == sample_files()


def test_hidden_files_and_links_are_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "content", sample_files())
    secret = write(tmp_path / "secret", {"key.md": b"secret"})
    (folder / COURSE / "key.md").symlink_to(secret / "key.md")
    (folder / "linked").symlink_to(secret, target_is_directory=True)
    write(folder, {".git/config": b"x", f"{COURSE}/.DS_Store": b"x"})
    assert read_folder(folder) == sample_files()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        read_folder(tmp_path / "nowhere")


def test_a_new_course_passes_the_check(tmp_path: Path) -> None:
    made = new_course(tmp_path / "my-course")
    folder, faults = read_all(read_folder(tmp_path))
    assert told(faults) == []
    [draft] = folder.courses
    assert draft.course.languages == LANGUAGES
    assert len(draft.course.lessons) == 2
    assert {str(path.relative_to(tmp_path)) for path in made} == set(draft.course.files)


def test_two_new_courses_may_stand_side_by_side(tmp_path: Path) -> None:
    new_course(tmp_path / "first-one")
    new_course(tmp_path / "second-one")
    _, faults = read_all(read_folder(tmp_path))
    assert told(faults) == []


def test_a_new_course_overwrites_nothing(tmp_path: Path) -> None:
    new_course(tmp_path / "my-course")
    with pytest.raises(FileExistsError):
        new_course(tmp_path / "my-course")


def test_a_new_course_needs_an_id_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="My Course"):
        new_course(tmp_path / "My Course")
    assert list(tmp_path.iterdir()) == []


# docs/authoring.md cannot drift from what is read


def examples() -> dict[str, str]:
    """The examples of the guide by the heading over them."""
    found = re.findall(r"^## (\S+)\n\n```\w+\n(.*?)^```", GUIDE.read_text(), re.DOTALL | re.M)
    return dict(found)


MORE_QUESTIONS = """
## Who may know your code? {#never-tell}

- [ ] A caller
  > No caller needs it.
- [x] Only you
  > Right.
"""
MORE_FACTS = """
[items.bank-asks]
type = "true-false"
section = "long-password"
difficulty = 1
misconceptions = ["banks-ask", ""]

[items.lost-phone]
type = "order"
section = "do-it"
difficulty = 2

[items.words]
type = "match"
section = "long-password"
difficulty = 1

[items.report]
type = "text"
section = "do-it"
difficulty = 1

[items.never-tell]
type = "single"
section = "long-password"
difficulty = 1
misconceptions = ["callers-may", ""]
"""


def in_words(text: str, words: str) -> str:
    """The same headings and paragraphs in another language: each says these words."""
    return re.sub(r"(?m)^(#* ?)[^{\n]+?( \{.*\})?$", rf"\1{words}\2", text)


def course_of_the_guide() -> dict[str, bytes]:
    """The examples as one course and what stands beside it; only what they leave out is added."""
    guide = examples()
    script = "Neighbours, this week many people get calls. " * 20
    lesson = guide["lesson.en.md"].replace("Neighbours, this week…", script)
    files = {
        "glossary.en.md": guide["glossary.en.md"]
        + "\n## password {#password}\n\nA secret word that opens an account.\n",
        "programmes.toml": guide["programmes.toml"].replace('"information-security"', '"guide"'),
        "contacts.toml": guide["contacts.toml"],
        "guide/course.toml": guide["course.toml"].replace('= "vi"', '= "en"'),
        "guide/course.en.md": guide["course.en.md"],
    }
    for name in ("programmes", "contacts"):
        words = guide[f"{name}.en.md"]
        files |= {
            f"{name}.en.md": words,
            f"{name}.vi.md": in_words(words, "Dành cho mọi nhà."),
            f"{name}.id.md": in_words(words, "Untuk semua orang."),
        }
    for key, question in (("passwords-and-otp", "never-tell"), ("scam-calls", "read-me-the-code")):
        folder = f"guide/{key}"
        facts = guide["lesson.toml"] + MORE_FACTS
        files |= {
            f"{folder}/lesson.toml": facts.replace("never-tell", question),
            f"{folder}/lesson.en.md": lesson,
            f"{folder}/bank.en.md": guide["bank.en.md"] + MORE_QUESTIONS.replace("never-tell", question),
            f"{folder}/lesson.vi.mp3": "sound",
            f"{folder}/four-words.svg": DRAWING.replace("FFF8E6", f"FFF8E{len(key) % 10}"),
        }
    return {path: text.encode() for path, text in files.items()}


def test_the_examples_of_the_guide_are_a_course_without_faults() -> None:
    folder, faults = read_all(course_of_the_guide())
    assert told(faults) == []
    [draft] = folder.courses
    assert len(draft.course.lessons) == 2
    assert {question.type for question in draft.banks["passwords-and-otp"]} == FORMS.keys() - {"multiple"}
    assert folder.programmes is not None
    assert [(programme.key, programme.audience) for programme in folder.programmes] == [
        ("household-minimum", "household"),
        ("required-set", "official"),
    ]
    assert folder.contacts is not None
    assert {contact.kind for contact in folder.contacts.contacts} == {"phone", "sms", "web", "own"}
    assert draft.tests[0].must_pass == (("passwords-and-otp/never-tell", "scam-calls/read-me-the-code"),)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(TOPICS, id="topics"),
        pytest.param([f'"{name}"' for name in AUDIENCES], id="audiences"),
        pytest.param([f"`{name}`" for name in FORMS], id="types of questions"),
        pytest.param([f"[!{tone.upper()}]" for tone in TONES], id="call-outs"),
        pytest.param([", ".join(DECREE_224), ", ".join(DIGCOMP_3)], id="competences"),
        pytest.param([f"# one of: {', '.join(TOPICS)}", "after-pass", "always", "never"], id="choices"),
    ],
)
def test_the_guide_names_everything_that_may_be_written(names: list[str]) -> None:
    guide = GUIDE.read_text()
    assert [name for name in names if name not in guide] == []


def test_the_guide_states_the_limits_that_are_held() -> None:
    vi, en, officials = (
        limits.FOR_EVERYBODY["vi"],
        limits.FOR_EVERYBODY["en"],
        limits.FOR_OFFICIALS["vi"],
    )
    shortest, longest = limits.LOUDSPEAKER_SECONDS
    pace = limits.WORDS_A_MINUTE
    rows = [
        f"longest {vi.longest} syllables (vi), {en.longest} words (id, en); "
        f"mean over a lesson {vi.mean} (vi), {en.mean} (id, en)",
        f"longest {officials.longest} (vi, id, en); mean {officials.mean}",
        f"| paragraph | {limits.PARAGRAPH_SENTENCES} sentences |",
        f"| list | {limits.POINTS} points, {limits.STEPS} for numbered steps |",
        f"| feedback of an option | {limits.FEEDBACK_WORDS} words |",
        f"| message card | {limits.MESSAGE_CARD_LETTERS} characters |",
        f"{shortest} to {longest} seconds at {pace['vi']} syllables a minute (vi), "
        f"{pace['en']} words a minute (id, en)",
        f"| picture | {pictures.PICTURE_KIB} KB, each file used once",
        f"| bank | {limits.BANK_QUESTIONS} questions or more a lesson; together at least twice",
    ]
    guide = GUIDE.read_text()
    assert [row for row in rows if row not in guide] == []
