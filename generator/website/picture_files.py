"""Pictures as SVG files of their own, for slides: title, key and source stand in the picture."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from generator.addresses import picture_address
from generator.edition import Edition
from generator.outputs import OutputFile
from generator.website.matrix_views import Matrix, matrix_of
from generator.website.site_words import site_text


def picture_files(environment: Environment, edition: Edition) -> Iterator[OutputFile]:
    """A file for each notice whose agencies and tasks are drawn; the other pictures are tables."""
    for notice in edition.notices:
        matrix = matrix_of(notice, edition.content.registry)
        if matrix and matrix.drawn:
            svg = _drawn(environment, edition, matrix)
            yield OutputFile(picture_file(f"matrix-{notice.id}"), svg.encode())


def picture_file(picture: str) -> str:
    """Where a picture's file is, by the picture's id."""
    return f"{picture_address(picture)}{picture}.svg"


def _drawn(environment: Environment, edition: Edition, matrix: Matrix) -> str:
    words, notice, content = edition.words, matrix.notice, edition.content
    fiction = words.say("frame.fiction_mark") if content.series.fiction else ""
    source = words.say(
        "pictures.source",
        number=notice.number or words.say("notices.no_document"),
        site=site_text(content, words).brand,
        state=words.table("text_states")[notice.state].text,
    )
    title = fiction + words.say("matrix.file_title", notice=notice.name)
    module = environment.get_template("macros/matrix_file.html").make_module()
    return str(module.whole(matrix, title, source))  # type: ignore[attr-defined]
