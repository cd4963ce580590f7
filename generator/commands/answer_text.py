"""An answer for the terminal, and as JSON."""

from __future__ import annotations

from generator.outputs import json_bytes
from generator.search.engine import Answer

MOST = 20


def answer_json(answer: Answer) -> str:
    """`{"query", "results": [{"id", "kind", "title", "url", "tier", "missing"}], …}`, as Answer has it."""
    data = {
        "query": answer.query,
        "results": [
            {
                "id": result.record.id,
                "kind": result.record.kind,
                "title": result.record.title,
                "url": result.record.address,
                "tier": result.tier,
                "missing": list(result.missing),
            }
            for result in answer.results
        ],
        "left_out": list(answer.left_out),
        "nearest": answer.nearest,
        "successors": list(answer.successors),
        "predecessors": list(answer.predecessors),
        "excluded": list(answer.excluded),
    }
    return json_bytes(data).decode()


def answer_text(answer: Answer) -> str:
    """The first results with the sentences that have the query's words."""
    lines = []
    if answer.excluded:
        return f"只写了不要的词：{'、'.join(answer.excluded)}；还要写一个要找的词\n"
    if answer.left_out:
        lines.append(f"各处都没有：{'、'.join(answer.left_out)}")
    if answer.nearest:
        lines.append("没有完全符合的；下面是最接近的：" if answer.results else "没有找到")
    names = {result.record.id: result.record.title for result in answer.results}
    lines += [f"前身：{names.get(key, key)}" for key in answer.predecessors]
    for result in answer.results[:MOST]:
        lacks = f"\t没有：{'、'.join(result.missing)}" if result.missing else ""
        lines.append(f"{result.record.id}\t{result.record.title}{lacks}")
        texts = dict(result.record.parts)
        lines += [f"\t{place}\t{texts[place]}" for place in result.places[:3] if place]
    if len(answer.results) > MOST:
        lines.append(f"……共 {len(answer.results)} 条")
    return "\n".join(lines) + "\n" if lines else ""
