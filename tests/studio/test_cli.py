import pytest
from click.testing import CliRunner

from learnhub.studio.cli import group
from tests.factories.content import COURSE, FOLDER, write_files


@pytest.fixture
def folder(tmp_path):
    return write_files(tmp_path / "course_content")


def run(database, *arguments):
    return CliRunner().invoke(group, [str(argument) for argument in arguments], obj=database)


def test_check_says_what_it_read(folder):
    result = run(None, "check", folder)
    assert result.exit_code == 0
    assert f"{COURSE}: 7 lessons, 3 languages" in result.output
    assert "0 errors, 0 warnings" in result.output


def test_check_counts_what_it_read(tmp_path):
    run(None, "new", tmp_path / "radio")
    lines = run(None, "check", tmp_path).output.splitlines()
    assert lines[-7:-3] == [
        "1 courses, 2 lessons, complete in en, id, vi",
        "10 questions (1 match, 1 multiple, 1 order, 4 single, 1 text, 2 true-false), "
        "2 check-yourself questions",
        "0 pictures, 0 loudspeaker scripts, 6 recordings missing",
        "en: 240 words, sentences of 7.5 on average, 13 at most",
    ]
    lesson = tmp_path / "radio" / "clear-sound" / "lesson.id.md"
    lesson.unlink()
    assert "1 courses, 2 lessons, complete in en, vi" in run(None, "check", tmp_path).output


def test_check_names_file_line_and_what_to_write(folder):
    bank = folder / COURSE / "scam-calls" / "bank.en.md"
    bank.write_text(bank.read_text().replace("- [x] ", "- [ ] ", 1))
    result = run(None, "check", folder)
    assert result.exit_code == 1
    assert f"{COURSE}/scam-calls/bank.en.md:" in result.output


def test_publish_then_export_gives_every_byte_back(database, folder, tmp_path):
    (folder / "LICENSE.md").write_text("Free for all.\n")
    assert "1 published, 0 unchanged" in run(database, "publish", folder).output
    target = tmp_path / "exported"
    assert run(database, "export", target).exit_code == 0
    for path in (path for path in target.rglob("*") if path.is_file()):
        assert path.read_bytes() == (folder / path.relative_to(target)).read_bytes()
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    exported = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert names == exported


def test_publish_again_says_unchanged(database, folder):
    run(database, "publish", folder)
    assert "0 published, 1 unchanged" in run(database, "publish", folder).output


def test_a_fault_publishes_nothing_and_the_site_keeps_what_it_has(database, folder):
    run(database, "publish", folder)
    course = folder / COURSE / "course.toml"
    course.write_text(course.read_text().replace('"first-hour"', '"no-such-lesson"', 1))
    result = run(database, "publish", folder)
    assert result.exit_code == 1
    assert "Nothing was published" in result.output
    assert "0 published, 1 unchanged" in run(database, "publish", FOLDER).output


def test_export_refuses_a_folder_with_something_in_it(database, tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    result = run(database, "export", tmp_path)
    assert result.exit_code == 1
    assert "is not empty" in result.output


def test_a_new_course_passes_the_check(tmp_path):
    target = tmp_path / "my-course"
    assert run(None, "new", target).exit_code == 0
    result = run(None, "check", target)
    assert "0 errors" in result.output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("Bad Name", "small letters", id="not an id"),
        pytest.param("taken", "exists already", id="taken"),
    ],
)
def test_a_new_course_needs_a_free_good_name(tmp_path, name, said):
    (tmp_path / "taken").mkdir()
    result = run(None, "new", tmp_path / name)
    assert result.exit_code == 1
    assert said in result.output
