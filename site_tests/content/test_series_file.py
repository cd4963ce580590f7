"""`series.yml`: which sites are official, and what the site says of itself, are the owner's to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.problems import ContentError
from generator.vocabulary import load_words
from generator.website.site_words import site_text
from site_tests.conftest import ROOT

HOSTS = "official_hosts: [www.gov.cn, www.ndrc.gov.cn]"


def edited(corpus: Path, *changes: tuple[str, str]) -> Path:
    """The corpus with texts of its series.yml changed."""
    path = corpus / "series.yml"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return corpus


MEMBER = '{id: "9003", number: 屿规〔9003〕5号, state: seen'


@pytest.mark.parametrize(
    ("hosts", "address", "official"),
    [
        ("[www.yunyu.example]", "https://www.yunyu.example/9003", True),
        ("[www.yunyu.example]", "https://www.gov.cn/9003", False),
        ("[www.yunyu.example]", "http://www.yunyu.example/9003", False),
        ("[www.yunyu.example]", "https://www.yunyu.example.evil.example/9003", False),
        ("[www.yunyu.example]", "https://www.yunyu.example:444/9003", False),
        ("[www.yunyu.example]", "https://a@www.yunyu.example/9003", False),
        ("[]", "https://www.gov.cn/9003", False),
    ],
)
def test_official_is_what_the_series_names(
    corpus: Path, hosts: str, address: str, official: bool
) -> None:
    """A member's official page stands on a site that the series names, and on no other."""
    page = f"{MEMBER}, official_url: '{address}', official_url_state: seen"
    content = edited(corpus, (HOSTS, f"official_hosts: {hosts}"), (MEMBER, page))
    if official:
        member = load_content(content).series.member("9003")
        assert member and member.official_url == address
        return
    with pytest.raises(ContentError, match="not an official site") as error:
        load_content(content)
    assert "official_hosts of series.yml names" in str(error.value)


@pytest.mark.parametrize(
    "host", ["https://www.yunyu.example", "*.example", "localhost", "a b.example", "1", "x.:80"]
)
def test_a_host_is_a_plain_name(corpus: Path, host: str) -> None:
    """An address, a pattern, a port or a word without a dot is no name of a site."""
    with pytest.raises(ContentError, match="names of machines, such as"):
        load_content(edited(corpus, (HOSTS, f"official_hosts: ['{host}']")))


@pytest.mark.parametrize(
    "lead", ["{issuer}的事", "从{first", "{first.x}", "{{first}}", "{0}", "{}"]
)
def test_a_lead_has_no_other_places(corpus: Path, lead: str) -> None:
    """A place that nothing fills is a Problem at its line, and no traceback of the build."""
    with pytest.raises(ContentError, match="a text whose only braces are") as error:
        load_content(edited(corpus, (HOSTS, f"{HOSTS}\nsite:\n  lead: '{lead}'")))
    assert error.value.problems[0].line == 9


def test_what_the_site_says_of_itself(corpus: Path) -> None:
    """The owner's words stand where there are some, filled with the years; else general ones."""
    words = load_words(ROOT / "templates")
    own = site_text(load_content(corpus), words)
    assert own.brand == words.say("home.name")
    assert "云屿国规划院每年发通知" in own.lead and "9001年至9003年" in own.lead
    assert own.lead_en == "" and len(own.hints) == len(words.table("search_hints"))
    site = "site:\n  brand: 渡运\n  lead: '{first}到{last}'\n  lead_en: '{tasks} tasks'\n  hints: [一, 二]"
    said = site_text(load_content(edited(corpus, (HOSTS, f"{HOSTS}\n{site}"))), words)
    assert (said.brand, said.lead, said.hints) == ("渡运", "9001到9003", ("一", "二"))
    tasks = len(load_content(corpus).latest.notice.tasks)
    assert said.lead_en == f"{tasks} tasks"
