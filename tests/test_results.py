"""Results are renewed a section at a time, and only by a run that says where and when it was."""

from pathlib import Path

from tests.results import renew


def test_results_are_renewed_a_section_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "results.md"
    renew(file, "one", "a day", "| 1 |")
    renew(file, "two", "a day", "| 2 |")
    renew(file, "one", "another day", "| 3 |")
    renew(file, "two", "", "| 4 |")
    assert file.read_text() == "# one\n\nanother day\n\n| 3 |\n\n# two\n\na day\n\n| 2 |\n"
