"""An answer for the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.words import WordKind
from generator.outputs import json_bytes
from generator.search.engine import Answer, Result
from generator.search.near import Also
from generator.search.quotations import Place, Quotation, Run
from generator.vocabulary import Vocabulary

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
        "meant": [{"typed": typed, "texts": list(texts)} for typed, texts in answer.meant],
        "nowhere": list(answer.nowhere),
        "quoted": [_quotation_json(quotation) for quotation in answer.quoted],
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


def _quotation_json(quotation: Quotation) -> dict[str, object]:
    """A quoted sentence; of each run `op` says =, -, +, ~ or . (generator/search/quotations.py)."""
    return {
        "text": quotation.text,
        "verdict": quotation.verdict.value,
        "places": [_place_json(place) for place in quotation.places],
        "elsewhere": [_place_json(place) for place in quotation.elsewhere],
        "rest": list(quotation.rest),
    }


def _place_json(place: Place) -> dict[str, object]:
    return {
        "id": place.record.id,
        "sentence": place.anchor,
        "url": place.record.address,
        "text": place.text,
        "runs": [{"op": run.op, "typed": run.typed, "text": run.text} for run in place.runs],
    }


def answer_text(answer: Answer, words: Vocabulary) -> str:
    """The first results with the sentences that have the query's words."""
    lines = []
    between = words.say("marks.list")
    if answer.excluded:
        return words.say("answer.only_excluded", words=between.join(answer.excluded)) + "\n"
    for quotation in answer.quoted:
        lines += _quotation_lines(quotation, words)
    for typed, texts in answer.meant:
        lines.append(words.say("answer.meant", word=typed, texts=between.join(texts)))
    if answer.left_out:
        lines.append(words.say("answer.left_out", words=between.join(answer.left_out)))
    if answer.nowhere:
        lines.append(words.say("answer.nowhere", words=between.join(answer.nowhere)))
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
        rest = words.say("answer.rest_only", pieces=pieces)
        lines += [apart, *other] if answer.results else [rest]
    for result in answer.below:
        lines += _result_lines(result, words)
    return "\n".join(lines) + "\n" if lines else ""


def _quotation_lines(quotation: Quotation, words: Vocabulary) -> list[str]:
    """A sentence with its verdict, then its places: [-typed-] and {+printed+} where they differ."""
    verdict = words.say(f"quotation_verdicts.{quotation.verdict.value}")
    places = [
        words.say("answer.place", id=place.record.id, anchor=place.anchor, text=_marked(place.runs))
        for place in quotation.places
    ]
    others = [
        words.say("answer.elsewhere", year=place.record.notice, text=_marked(place.runs))
        for place in quotation.elsewhere
    ]
    return [words.say("answer.quoted", verdict=verdict, text=quotation.text), *places, *others]


def _marked(runs: Sequence[Run]) -> str:
    gone = (f"[-{run.typed}-]" if run.typed and run.op in "-~" else "" for run in runs)
    come = (f"{{+{run.text}+}}" if run.text and run.op in "+~." else run.text for run in runs)
    return "".join(f"{a}{b}" for a, b in zip(gone, come, strict=True))


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
