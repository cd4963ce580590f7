"""An answer for the terminal, and as JSON."""

from __future__ import annotations

from generator.outputs import json_bytes
from generator.search.engine import Answer, Result

MOST = 20


def answer_json(answer: Answer) -> str:
    """`{"query", "results": [{"id", "kind", "title", "url", "tier", "missing"}], …}`, as Answer has it."""
    data = {
        "query": answer.query,
        "results": [_result_json(result) for result in answer.results],
        "left_out": list(answer.left_out),
        "nearest": answer.nearest,
        "pieces": list(answer.pieces),
        "below": [_result_json(result) for result in answer.below],
        "successors": list(answer.successors),
        "predecessors": list(answer.predecessors),
        "excluded": list(answer.excluded),
    }
    return json_bytes(data).decode()


def _result_json(result: Result) -> dict[str, object]:
    return {
        "id": result.record.id,
        "kind": result.record.kind,
        "title": result.record.title,
        "url": result.record.address,
        "tier": result.tier,
        "missing": list(result.missing),
    }


def answer_text(answer: Answer) -> str:
    """The first results with the sentences that have the query's words."""
    lines = []
    if answer.excluded:
        return f"只写了不要的词：{'、'.join(answer.excluded)}；还要写一个要找的词\n"
    if answer.left_out:
        lines.append(f"各处都没有：{'、'.join(answer.left_out)}")
    apart = f"拆开来找：{'｜'.join(answer.pieces)}"
    if answer.nearest:
        near = apart if answer.pieces else "没有一处含有全部词语；下面各含有其中一部分："
        lines.append(near if answer.results else "没有找到")
    names = {result.record.id: result.record.title for result in answer.results}
    lines += [f"前身：{names.get(key, key)}" for key in answer.predecessors]
    for result in answer.results[:MOST]:
        lines += _result_lines(result)
    if len(answer.results) > MOST:
        lines.append(f"……共 {len(answer.results)} 条")
    if answer.below:
        lines.append(apart)
    for result in answer.below:
        lines += _result_lines(result)
    return "\n".join(lines) + "\n" if lines else ""


def _result_lines(result: Result) -> list[str]:
    lacks = f"\t没有：{'、'.join(result.missing)}" if result.missing else ""
    texts = dict(result.record.parts)
    places = [f"\t{place}\t{texts[place]}" for place in result.places[:3] if place]
    return [f"{result.record.id}\t{result.record.title}{lacks}", *places]
