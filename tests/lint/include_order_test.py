"""An #include against the order makes the check fail, and so does a table that is not true."""

from pathlib import Path

import pytest
from include_order import PAGE, BadTable, problems

TABLE = """
| folder | what | may use |
|---|---|---|
| `low/` | bottom | – |
| `low/floor/` | above it | low |
| `low/attic.h` | a file with a row | floor |
| `high/` | – | – |
| `high/room/` | another component | high, low/floor |
| `span/` | everything | all |
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write(tmp_path, PAGE, TABLE)
    for folder in ("low/floor", "high/room", "span"):
        (tmp_path / folder).mkdir(parents=True)
    write(tmp_path, "low/attic.h", '#include "low/floor/a.h"\n')
    return tmp_path


def write(tree: Path, path: str, text: str) -> None:
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text(text)


def include(tree: Path, path: str, *included: str) -> list[str]:
    write(tree, path, "".join(f'#include "{name}"\n' for name in included))
    return problems(tree)


def test_what_the_table_allows(tree: Path) -> None:
    assert include(tree, "low/a.cc", "low/a.h", "other/library.h", "generated.h") == []
    assert include(tree, "low/floor/a.cc", "low/a.h", "low/floor/a.h") == []
    assert (
        include(
            tree, "high/room/deeper/a.cc", "high/a.h", "low/floor/a.h", "high/room/a.h"
        )
        == []
    )
    assert include(tree, "high/room/b.h", "low/a.h") == [], "what it names may use it"
    assert include(tree, "span/a.cc", "low/attic.h", "high/room/a.h") == []


@pytest.mark.parametrize(
    ("path", "included", "problem"),
    [
        ("low/a.h", "low/floor/a.h", "low may not use low/floor"),
        ("low/floor/a.cc", "low/attic.h", "low/floor may not use low/attic.h"),
        ("low/floor/deeper/a.cc", "high/room/a.h", "low/floor may not use high/room"),
        ("high/a.cc", "low/a.h", "high may not use low"),
        ("high/room/a.cc", "span/a.h", "high/room may not use span"),
    ],
)
def test_an_arrow_up(tree: Path, path: str, included: str, problem: str) -> None:
    assert include(tree, path, included) == [f"{path} includes {included}: {problem}"]


def test_spelling_is_no_way_around(tree: Path) -> None:
    write(tree, "low/a.cc", "  #  include <low/floor/a.h>\n")
    assert len(problems(tree)) == 1


def test_unit_tests_use_what_their_component_uses(tree: Path) -> None:
    assert include(tree, "low/a_test.cc", "low/attic.h") == []
    assert include(tree, "high/testing/a.h", "low/attic.h") == []
    assert include(tree, "low/b_test.cc", "high/a.h") == [
        "low/b_test.cc includes high/a.h: low may not use high"
    ]


def test_every_folder_has_a_row(tree: Path) -> None:
    write(
        tree,
        PAGE,
        TABLE.replace("| `high/` | – | – |\n", "").replace("| high, low", "| low"),
    )
    assert include(tree, "high/a.cc", "low/a.h") == [
        f"high/a.cc includes low/a.h: no folder of {PAGE} holds high/a.cc"
    ]


def test_every_row_has_a_folder(tree: Path) -> None:
    write(tree, PAGE, TABLE + "| `gone/` | – | low |\n")
    assert problems(tree) == [f"{PAGE}: `gone` does not exist"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "| `low/floor/` | – | cellar |",
            "`low/floor` may use 'cellar', which has no row",
        ),
        (
            "| `low/` | – | low/floor |",
            "low uses low/floor uses low|low/floor uses low uses low/floor",
        ),
    ],
)
def test_a_table_that_contradicts_itself(tree: Path, row: str, problem: str) -> None:
    folder = row.split(" | ")[0]
    kept = [line for line in TABLE.splitlines() if not line.startswith(folder)]
    write(tree, PAGE, "\n".join([*kept, row, ""]))
    with pytest.raises(BadTable, match=problem):
        problems(tree)


def test_a_page_without_the_table(tree: Path) -> None:
    write(tree, PAGE, "# Architecture\n")
    with pytest.raises(BadTable, match="has no table"):
        problems(tree)
