"""Puts the site's shell into the wheel, as `generator/shell`: templates, overrides and mkdocs.yml.

All else about the package stands in pyproject.toml.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
MOVED = (
    # The hook lies beside the shell, and the content wherever the user has it.
    ("hooks: [generator/bridge.py]\n", "hooks: [../bridge.py]\n"),
    ("watch: [content, templates, overrides]\n", "watch: [templates, overrides]\n"),
)


class BuildWithShell(build_py):
    """The package's modules, then the shell; a checkout (`pip install -e`) has it already."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        shell = Path(self.build_lib) / "generator/shell"
        shutil.rmtree(shell, ignore_errors=True)
        for folder in ("templates", "overrides"):
            shutil.copytree(ROOT / folder, shell / folder)
        settings = (ROOT / "mkdocs.yml").read_text("utf-8")
        for here, there in MOVED:
            if here not in settings:
                raise ValueError(f"mkdocs.yml has no line {here!r}")
            settings = settings.replace(here, there)
        (shell / "mkdocs.yml").write_text(settings, "utf-8")


setup(cmdclass={"build_py": BuildWithShell})
