"""The MkDocs hook: `mkdocs build` and `mkdocs serve` write the docs folder first, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from generator.build import outputs_of, theme_settings, write_outputs
from generator.content import load_content
from generator.errors import ContentError
from generator.sitebuild import repository


def on_pre_build(config: MkDocsConfig) -> None:
    """Writes the docs folder from the content, unless a caller has written it already."""
    settings: dict[str, Any] = config.extra.setdefault("keytasks", {})
    if settings.get("written"):
        return
    root = Path(config.config_file_path).parent
    try:
        content = load_content(Path(settings.get("content") or root / "content"))
        settings.update(theme_settings(content))
        outputs = outputs_of(content, root / "templates", repository=repository(root))
        write_outputs(outputs, Path(config.docs_dir))
    except ContentError as error:
        raise BuildError(str(error)) from error


def on_serve(server: Any, config: MkDocsConfig, builder: object) -> Any:
    """The docs folder is written by every build: watching it would build for ever."""
    server.unwatch(config.docs_dir)
    return server
