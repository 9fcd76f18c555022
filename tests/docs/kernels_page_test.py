"""The CTest test `docs.kernels`: does what docs/kernels.md says, in a copy of the source tree.

`python kernels_page_test.py SOURCES ASSAY FOLDER`: ASSAY is the program of the build that the page takes for granted, FOLDER
is for the copy. The page's blocks, in their order:

    ```cpp kernels/mine/mine.h     that file has these contents
    ```sh                          these commands are given, one a line, from the top of the tree; each must succeed
    ```text                        the last command's output; numbers may be others, but no text, and N/N stays N/N
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

PAGE = "docs/kernels.md"
MOST_COMMANDS = 9
FEWEST_OUTPUTS = 5  # bits, counts of both boards, flash, benchmark
TABLE = "docs/operators.md"
ROW = "| FULLY_CONNECTED | mine |"  # how many cases the new kernel computed: the page and TABLE must agree
PREPARED = "./assay build"  # not run, but counted: the program of the build that runs this test stands for it


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


def run(command: str, folder: pathlib.Path) -> str:
    print(f"$ {command}", flush=True)
    # No variable may turn the copy's program to another agent or image.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSAY_")}
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
        sys.exit(f"{PAGE}: this command ended with {done.returncode}: {command}")
    return done.stdout


def expect(expected: str, output: str, command: str) -> None:
    wanted, got = shape(expected), shape(output)
    if wanted == got:
        return
    for line in wanted:
        if line not in got:
            print(f"on the page, but not put out: {line}")
    for line in got:
        if line not in wanted:
            print(f"put out, but not on the page: {line}")
    sys.exit(f"{PAGE}: the output is another than the page shows: {command}")


def main() -> None:
    source, assay, folder = map(pathlib.Path, sys.argv[1:])
    shutil.rmtree(folder, ignore_errors=True)
    copy_tree(source, folder)
    # As PREPARED leaves it; the page's other build does not make this program anew.
    programs = folder / "build/host/bin"
    programs.mkdir(parents=True)
    shutil.copy2(assay, programs / "assay")

    found = blocks((folder / PAGE).read_text(encoding="utf-8"))
    commands: list[str] = []
    outputs = 0
    output = None
    for kind, text in found:
        if kind.startswith("cpp "):
            path = folder / kind.removeprefix("cpp ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "sh":
            for command in text.replace("\\\n", "").splitlines():
                commands.append(command)
                if command != PREPARED:
                    output = run(command, folder)
        elif kind == "text":
            if output is None:
                sys.exit(f"{PAGE}: an output without its command: {text}")
            expect(text, output, commands[-1])
            output = None
            outputs += 1
    rows = [
        [
            line
            for line in (folder / file).read_text("utf-8").splitlines()
            if line.startswith(ROW)
        ]
        for file in (PAGE, TABLE)
    ]
    if len(rows[0]) != 1 or rows[0] != rows[1]:
        sys.exit(f"{PAGE} says {rows[0]}, {TABLE} says {rows[1]}")
    if outputs < FEWEST_OUTPUTS:
        sys.exit(
            f"{PAGE}: {len(commands)} commands and {outputs} outputs were found; are they still marked as such?"
        )
    if len(commands) > MOST_COMMANDS:
        sys.exit(
            f"{PAGE}: {len(commands)} commands, at most {MOST_COMMANDS} were wanted"
        )
    print(f"{len(commands)} commands, {outputs} outputs as the page shows them")
    shutil.rmtree(folder)


main()
