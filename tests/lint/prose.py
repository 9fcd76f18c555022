"""Checks the project's Markdown pages, or wraps them.

    prose.py [--write] FOLDER

Lines have at most 120 columns, but for tables, code, headings and what has no place to break. Links to files of the
project lead somewhere. `--write` wraps every paragraph and list entry that is too wide; it leaves all others alone.
"""

import argparse
import re
import sys
import textwrap
from pathlib import Path

COLUMNS = 120
SKIPPED_FOLDERS = {"build", "node_modules", ".git"}
# Lines that are never wrapped: headings, tables, quotations, pictures, HTML.
FIXED = re.compile(r"\s*(#|\||>|!\[|<)")
ENTRY = re.compile(r"(\s*)([-*]|\d+\.)\s+")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def pages(folder: Path) -> list[Path]:
    found = folder.rglob("*.md")
    return sorted(
        page
        for page in found
        if not SKIPPED_FOLDERS & set(page.relative_to(folder).parts)
    )


def blocks(lines: list[str]):
    """Yields (is_prose, lines): paragraphs and list entries one by one; all else, code above all, as it stands."""
    paragraph: list[str] = []
    in_code = False
    for line in lines:
        fence = line.lstrip().startswith("```")
        indented = line.startswith("    ") and not paragraph
        prose = (
            not (fence or in_code or indented or FIXED.match(line))
            and line.strip() != ""
        )
        if paragraph and (not prose or ENTRY.match(line)):
            yield True, paragraph
            paragraph = []
        if prose:
            paragraph.append(line)
        else:
            yield False, [line]
        in_code ^= fence
    if paragraph:
        yield True, paragraph


def wrapped(paragraph: list[str]) -> list[str]:
    entry = ENTRY.match(paragraph[0])
    first = entry.group(0) if entry else re.match(r"\s*", paragraph[0]).group(0)
    text = " ".join(line.strip() for line in paragraph)[len(first.lstrip()) :]
    # What stands in backticks stays on one line, as do links.
    solid = re.sub(
        r"`[^`]*`|\]\([^)]*\)", lambda found: found.group(0).replace(" ", "\0"), text
    )
    lines = textwrap.wrap(
        solid,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\0", " ") for line in lines]


def rewrite(lines: list[str]) -> list[str]:
    result = []
    for prose, block in blocks(lines):
        too_wide = prose and any(len(line) > COLUMNS for line in block)
        result += wrapped(block) if too_wide else block
    return result


def problems(page: Path, lines: list[str]):
    number = 0
    for prose, block in blocks(lines):
        for line in block:
            number += 1
            if prose and len(line) > COLUMNS and wrapped([line]) != [line]:
                yield f"{page}:{number}: {len(line)} columns, {COLUMNS} are the most; prose.py --write wraps them"
            for target, _ in (
                LINK.findall(line) if prose or line.startswith("|") else ()
            ):
                if (
                    "://" not in target
                    and not target.startswith("mailto:")
                    and not (page.parent / target).exists()
                ):
                    yield f"{page}:{number}: there is no {target}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="wrap what is too wide")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    found = []
    for page in pages(arguments.folder):
        lines = page.read_text(encoding="utf-8").splitlines()
        if arguments.write:
            lines = rewrite(lines)
            page.write_text("\n".join(lines) + "\n", encoding="utf-8")
        found += problems(page, lines)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
