"""Templates use the names that their contexts have, and all of them."""

from dataclasses import fields

import pytest
from jinja2 import Environment, meta, nodes

from generator.vocabulary import load_words
from generator.website import contexts
from generator.website.contexts import Context
from generator.website.templates import template_environment
from site_tests.conftest import ROOT

TEMPLATES = ROOT / "templates"
SHARED = {"english", "link", "site"}
CLASSES = [c for c in vars(contexts).values() if hasattr(c, "template")]
CONTEXTS: dict[str, type[Context]] = {c.template: c for c in CLASSES}


@pytest.fixture(scope="module")
def environment() -> Environment:
    """The environment in which pages are rendered."""
    return template_environment(TEMPLATES, load_words(TEMPLATES))


def names_in(environment: Environment, source: str) -> set[str]:
    """The names that a template takes from outside: neither set in it nor there for all."""
    tree = environment.parse(source)
    # What is set in a branch counts as undeclared; targets of loops and macros' arguments do not.
    sets = nodes.List([node.target for node in tree.find_all((nodes.Assign, nodes.AssignBlock))])
    own = {name.name for name in sets.find_all(nodes.Name)}
    own |= {macro.name for macro in tree.find_all(nodes.Macro)}
    return meta.find_undeclared_variables(tree) - own - set(environment.globals)


def test_every_template_has_a_context() -> None:
    """One class for each template of a page, and no class for a template that is not there."""
    assert {path.name for path in (TEMPLATES / "pages").iterdir()} == set(CONTEXTS)
    assert len(CLASSES) == len(CONTEXTS)


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_a_template_uses_what_it_is_given(environment: Environment, name: str) -> None:
    """Every name that it uses is in its context, and every field of that is used."""
    used = names_in(environment, (TEMPLATES / "pages" / name).read_text("utf-8"))
    given = {field.name for field in fields(CONTEXTS[name])}
    assert used - SHARED == given


def test_macros_take_all_by_argument(environment: Environment) -> None:
    """A macro is handed what it shows: none reads a name of the page around it."""
    for path in sorted((TEMPLATES / "macros").iterdir()):
        assert names_in(environment, path.read_text("utf-8")) == set(), path.name


def test_a_name_too_many_is_noticed(environment: Environment) -> None:
    """The check can fail: a name that nobody gives is seen, one that is set in place is not."""
    assert names_in(environment, "{% set own = view %}{{ own.x }}{{ other }}") == {"view", "other"}
    assert contexts.HomePage.template == "home.md"
