"""Refuses every #include that the table of folders in docs/architecture.md does not allow.

Usage: include_order.py SOURCE_TREE
"""

import re
import sys
from pathlib import Path

PAGE = "docs/architecture.md"
SUFFIXES = {".cc", ".h"}
EVERYTHING = "all"
# "| `folder/` | what | may use |"; a file may have a row as well.
ROW = re.compile(r"\| `([\w./-]+)` \| .* \| ([^|]+) \|$", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)


class BadTable(Exception):
    """The table contradicts itself or the tree."""


def component_of(path: str) -> str:
    return path.split("/")[0]


def is_test(path: str) -> bool:
    return path.endswith("_test.cc") or "/testing/" in path


class Order:
    """Which row of the table may use which others."""

    def __init__(self, page: str):
        rows = {name.rstrip("/"): users for name, users in ROW.findall(page)}
        if not rows:
            raise BadTable(f"{PAGE}: has no table of folders")
        self._direct = {
            row: self._targets(row, uses, rows) for row, uses in rows.items()
        }
        self._allowed = {row: self._reach(row, ()) for row in rows}

    def rows(self) -> list[str]:
        return list(self._direct)

    def row_of(self, path: str) -> str | None:
        """The row that a path belongs to: its own or that of the nearest folder above it."""
        while path and path not in self._direct:
            path = path.rpartition("/")[0]
        return path or None

    def problem(self, path: str, included: str) -> str | None:
        """Why this file must not include that one; None if it may."""
        row, target = self.row_of(path), self.row_of(included)
        if row is None or target is None:
            missing = path if row is None else included
            return f"no folder of {PAGE} holds {missing}"
        allowed = self._allowed[row]
        if target == row or target in allowed or EVERYTHING in allowed:
            return None
        if is_test(path):
            component = component_of(path)
            mine = (
                used
                for other in self.rows()
                if component_of(other) == component
                for used in self._allowed[other]
            )
            if component_of(target) in {component, *map(component_of, mine)}:
                return None
        return f"{row} may not use {target}"

    @staticmethod
    def _targets(row: str, uses: str, rows: dict[str, str]) -> list[str]:
        targets = []
        for name in (word.strip() for word in uses.split(",")):
            neighbour = f"{row.rpartition('/')[0]}/{name}"
            if neighbour in rows:
                targets.append(neighbour)
            elif name in rows or name == EVERYTHING:
                targets.append(name)
            elif name != "–":
                raise BadTable(f"{PAGE}: `{row}` may use '{name}', which has no row")
        return targets

    def _reach(self, row: str, below: tuple[str, ...]) -> set[str]:
        if row in below:
            raise BadTable(f"{PAGE}: {' uses '.join((*below, row))}")
        reached: set[str] = set()
        for target in self._direct.get(row, []):
            reached |= {target} | self._reach(target, (*below, row))
        return reached


def problems(tree: Path) -> list[str]:
    order = Order((tree / PAGE).read_text())
    found = [
        f"{PAGE}: `{row}` does not exist"
        for row in order.rows()
        if not (tree / row).exists()
    ]
    for component in sorted({component_of(row) for row in order.rows()}):
        for file in sorted((tree / component).rglob("*")):
            if file.suffix not in SUFFIXES:
                continue
            path = file.relative_to(tree).as_posix()
            for included in INCLUDE.findall(file.read_text()):
                # What has no folder is of the system, or made for one board; what is of no component, a library's.
                is_ours = component_of(included) in {
                    component_of(row) for row in order.rows()
                }
                if "/" not in included or not is_ours:
                    continue
                if problem := order.problem(path, included):
                    found.append(f"{path} includes {included}: {problem}")
    return found


def main() -> int:
    try:
        found = problems(Path(sys.argv[1]))
    except BadTable as error:
        found = [str(error)]
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
