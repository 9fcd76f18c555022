"""The CTest test `docs.pages`: does what the pages say that tell a reader what to type, in a copy of the source tree.

`python pages_test.py SOURCES ASSAY FOLDER`: ASSAY is the program of the build that the pages take for granted, FOLDER is
for the copy. The pages come one after the other, in one copy, so that it is built once. Their blocks, in their order:

    ```cpp kernels/mine/mine.h     that file has these contents
    ```sh                          these commands are given, one a line, from the top of the tree; each must succeed
    ```text                        the last command's output; numbers may be others, but no text, and N/N stays N/N
    ```text and further rows       the same, but the output may have more lines than the page
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

PAGES = {  # how many commands a page may have at most, and outputs at least
    "docs/tutorial.md": (12, 4),
    "docs/kernels.md": (9, 5),  # bits, counts of both boards, flash, benchmark
}
# The table and the page must agree on how many cases the page's kernel computed.
KERNELS_PAGE = "docs/kernels.md"
TABLE = "docs/operators.md"
ROW = "| FULLY_CONNECTED | mine |"
# Not run, but counted: what the build that runs this test has made stands for it.
PREPARED = "./assay build"
FURTHER = "text and further rows"
BUILT = ("bin/assay", "bin/assay-agent-host", "firmware")
SKIPPED = 77  # the exit code that CTest is told to take for it


def copy_tree(source: pathlib.Path, target: pathlib.Path) -> None:
    """Copies what belongs to the project: what git knows or would add; without git, all but builds."""
    listed = subprocess.run(
        ["git", "-C", source, "ls-files", "-z", "-co", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if not (source / ".git").exists() or listed.returncode != 0:
        ignored = shutil.ignore_patterns(".git", "build", "node_modules", "__pycache__")
        shutil.copytree(source, target, ignore=ignored)
        return
    for name in filter(None, listed.stdout.decode().split("\0")):
        if not (source / name).is_file():
            continue  # deleted, but not yet committed so
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / name, target / name)


def blocks(page: str) -> list[tuple[str, str]]:
    """What stands after the opening fence of each block, and the block."""
    return re.findall(r"^```(\S.*)\n((?:.*\n)*?)```$", page, re.MULTILINE)


def shape(output: str) -> list[str]:
    """The output without what may differ between machines: numbers, their units and the width of columns."""
    lines = []
    for line in output.strip().splitlines():
        line = re.sub(r"\b(\d+)/\1\b", "all", line)
        line = re.sub(r"[-+]?\d[\d,]*(\.\d+)?([kMG]?\b|[kMG]/s)", "#", line)
        line = re.sub(r"-{3,}", "---", line)
        lines.append(" ".join(line.split()))
    return lines


def run(page: str, command: str, folder: pathlib.Path) -> str:
    print(f"$ {command}", flush=True)
    # No variable may turn the copy's program to another agent or image; its records stay in the copy.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSAY_")}
    environment["ASSAY_STATE"] = str(folder / "build/state")
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(done.stdout, flush=True)
    if done.returncode != 0:
        sys.exit(f"{page}: this command ended with {done.returncode}: {command}")
    return done.stdout


def expect(page: str, expected: str, output: str, command: str, further: bool) -> None:
    wanted, got = shape(expected), shape(output)
    if wanted == got or (further and set(wanted) <= set(got)):
        return
    for line in wanted:
        if line not in got:
            print(f"on the page, but not put out: {line}")
    for line in got:
        if line not in wanted:
            print(f"put out, but not on the page: {line}")
    sys.exit(f"{page}: the output is another than the page shows: {command}")


def follow(page: str, folder: pathlib.Path) -> None:
    """Does what the page says, and compares."""
    most_commands, fewest_outputs = PAGES[page]
    commands: list[str] = []
    outputs = 0
    output = None
    for kind, text in blocks((folder / page).read_text(encoding="utf-8")):
        if kind.startswith("cpp "):
            path = folder / kind.removeprefix("cpp ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "sh":
            for command in text.replace("\\\n", "").splitlines():
                commands.append(command)
                if command != PREPARED:
                    output = run(page, command, folder)
        elif kind in ("text", FURTHER):
            if output is None:
                sys.exit(f"{page}: an output without its command: {text}")
            expect(page, text, output, commands[-1], further=kind == FURTHER)
            output = None
            outputs += 1
    if outputs < fewest_outputs:
        sys.exit(
            f"{page}: {len(commands)} commands and {outputs} outputs were found; are they still marked as such?"
        )
    if len(commands) > most_commands:
        sys.exit(
            f"{page}: {len(commands)} commands, at most {most_commands} were wanted"
        )
    print(f"{page}: {len(commands)} commands, {outputs} outputs as it shows them")


def boards_not_ready(source: pathlib.Path, assay: pathlib.Path) -> list[str]:
    """Boards that the pages' commands name and that cannot be started here."""
    named = {
        board
        for page in PAGES
        for kind, text in blocks((source / page).read_text(encoding="utf-8"))
        if kind == "sh"
        for board in re.findall(r"--board ([a-z0-9-]+)", text)
    }
    listed = subprocess.run(
        [assay, "boards", "--json"], stdout=subprocess.PIPE, check=True
    )
    for board in json.loads(listed.stdout):
        if board["state"] == "ready":
            named.discard(board["name"])
    return sorted(named)


def check_table(folder: pathlib.Path) -> None:
    rows = [
        [
            line
            for line in (folder / file).read_text("utf-8").splitlines()
            if line.startswith(ROW)
        ]
        for file in (KERNELS_PAGE, TABLE)
    ]
    if len(rows[0]) != 1 or rows[0] != rows[1]:
        sys.exit(f"{KERNELS_PAGE} says {rows[0]}, {TABLE} says {rows[1]}")


def main() -> None:
    source, assay, folder = map(pathlib.Path, sys.argv[1:])
    if missing := boards_not_ready(source, assay):
        print(f"skipped, because boards are not ready (assay boards): {missing}")
        sys.exit(SKIPPED)
    shutil.rmtree(folder, ignore_errors=True)
    copy_tree(source, folder)
    # As PREPARED leaves it; the pages' own builds do not make the program anew.
    for part in BUILT:
        built, copy = assay.parent.parent / part, folder / "build/host" / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if built.is_file():
            shutil.copy2(built, copy)
        else:
            for image in built.glob("*/agent.elf"):
                (copy / image.parent.name).mkdir(parents=True)
                shutil.copy2(image, copy / image.parent.name)
    for page in PAGES:
        follow(page, folder)
    check_table(folder)
    shutil.rmtree(folder)


main()
