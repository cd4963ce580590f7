"""Who is responsible."""

from generator.agencies import read_clause, task_parties
from generator.content import Content


def test_every_printed_name_of_2020(content: Content) -> None:
    """All names in brackets are agencies or known placeholders; 27 and 28 name nobody."""
    tasks = content.notices[0].notice.tasks
    readings = [task_parties(task, content.registry) for task in tasks]
    assert [i for i, r in enumerate(readings, 1) if not r.parties] == [27, 28]
    assert all(r.open for r in readings[:26])
    agencies = {p.agency for r in readings for p in r.parties if p.agency}
    others = {p.printed for r in readings for p in r.parties if not p.agency}
    assert len(agencies) == 29
    assert others == {"省级有关部门", "有关省级部门", "重庆市和四川省有关部门"}


def test_first_is_the_first(content: Content) -> None:
    """One name stands first, and it is the one that is printed first."""
    reading, unknown = read_clause("（公安部、发展改革委、省级有关部门等负责）", content.registry)
    assert [(p.agency, p.first) for p in reading.parties] == [
        ("mps", True),
        ("ndrc", False),
        (None, False),
    ]
    assert unknown == ()


def test_unknown_names_are_told(content: Content) -> None:
    """A name that nobody knows is kept and reported."""
    reading, unknown = read_clause("（公安部、不存在部负责）", content.registry)
    assert [p.printed for p in reading.parties] == ["公安部", "不存在部"]
    assert (unknown, reading.open) == (("不存在部",), False)


def test_an_unknown_form_is_told() -> None:
    """A clause in a form that is not known is reported whole."""
    from generator.agencies import Registry

    reading, unknown = read_clause("（由甲办理）", Registry(agencies=(), others=()))
    assert (reading.parties, unknown) == ((), ("（由甲办理）",))


def test_successions_are_symmetric(content: Content) -> None:
    """Each successor names its predecessor, with the same date."""
    steps = {(a.id, s.id, s.date) for a in content.registry.agencies for s in a.successors}
    back = {(s.id, a.id, s.date) for a in content.registry.agencies for s in a.predecessors}
    assert steps == back and ("cbirc", "nfra", "2023-05-18") in steps
