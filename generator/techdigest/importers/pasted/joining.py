"""Blocks that belong together, and headings that are none."""

from __future__ import annotations

from techdigest.importers.pasted.model import Block, Kind, Line


def joined(blocks: list[Block]) -> list[Block]:
    """Join code that only blank lines divide, and take a heading that nothing follows for text."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if last and _is_plain_code(block) and _is_plain_code(last) and last.level == block.level:
            gap = range(last.lines[-1].number + 1, block.lines[0].number)
            last.lines += [*(Line(number, "") for number in gap), *block.lines]
        else:
            out.append(block)
    if out and out[-1].kind is Kind.HEADING and out[-1].why:
        out[-1].kind, out[-1].rule, out[-1].why, out[-1].level = Kind.TEXT, "pasted-text", "", 0
    return out


def _is_plain_code(block: Block) -> bool:
    return block.kind is Kind.CODE and block.rule == "pasted-code" and not block.name
