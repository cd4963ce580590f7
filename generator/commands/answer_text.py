"""An answer for the terminal, and as JSON."""

from __future__ import annotations

from generator.model.words import WordKind
from generator.outputs import json_bytes
from generator.search.engine import Answer, Result
from generator.search.near import Also
from generator.website.vocabulary import Vocabulary

MOST = 20


def answer_json(answer: Answer) -> str:
    """`{"query", "results": [{"id", "kind", "title", "url", "tier", "missing"}], …}`, as Answer has it."""
    data = {
        "query": answer.query,
        "results": [_result_json(result) for result in answer.results],
        "left_out": list(answer.left_out),
        "nearest": answer.nearest,
        "pieces": list(answer.pieces),
        "also": [{"asked": a.asked, "texts": list(a.texts), "kind": a.kind} for a in answer.also],
        "pages": list(answer.pages),
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


def answer_text(answer: Answer, words: Vocabulary) -> str:
    """The first results with the sentences that have the query's words."""
    lines = []
    between = words.say("marks.list")
    if answer.excluded:
        return words.say("answer.only_excluded", words=between.join(answer.excluded)) + "\n"
    if answer.left_out:
        lines.append(words.say("answer.left_out", words=between.join(answer.left_out)))
    pieces = words.say("search.between_pieces").join(answer.pieces)
    apart = words.say("answer.apart", pieces=pieces)
    if answer.nearest and (answer.results or not answer.pages):
        near = apart if answer.pieces else words.say("answer.partly")
        lines.append(near if answer.results else words.say("answer.none"))
    other = [_other_words(also, words) for also in answer.also]
    if answer.nearest:
        lines += other
    if answer.pages:
        pages = between.join(words.say(f"search_pages.{page}") for page in answer.pages)
        lines.append(words.say("answer.answered_by", pages=pages))
    names = {result.record.id: result.record.title for result in answer.results}
    for key in answer.predecessors:
        lines.append(words.say("answer.predecessor", name=names.get(key, key)))
    for result in answer.results[:MOST]:
        lines += _result_lines(result, words)
    if len(answer.results) > MOST:
        lines.append(words.say("answer.all", count=len(answer.results)))
    if answer.below:
        lines += [apart, *other]
    for result in answer.below:
        lines += _result_lines(result, words)
    return "\n".join(lines) + "\n" if lines else ""


def _other_words(also: Also, words: Vocabulary) -> str:
    texts = words.say("marks.list").join(also.texts)
    if also.kind == WordKind.LOCAL:
        return words.say("answer.also_local", word=also.asked, texts=texts)
    return words.say("answer.also", word=also.asked, texts=texts)


def _result_lines(result: Result, words: Vocabulary) -> list[str]:
    missing = words.say("marks.list").join(result.missing)
    lacks = "\t" + words.say("answer.lacking", words=missing) if missing else ""
    texts = dict(result.record.parts)
    places = [f"\t{place}\t{texts[place]}" for place in result.places[:3] if place]
    return [f"{result.record.id}\t{result.record.title}{lacks}", *places]
