"""Changes of single values in series.yml: comments, order and form of all the rest stay."""

from __future__ import annotations

import yaml

KEY = "official_url_state"


def with_page_seen(text: str, member_id: str) -> str:
    """The text of series.yml with the member's official page as seen; as it was if it is so already."""
    member = _member(yaml.compose(text, Loader=yaml.SafeLoader), member_id)
    if member is None:
        return text
    for key, value in member.value:
        if key.value == KEY and value.value != "seen":
            start, end = value.start_mark.index, value.end_mark.index
            return f"{text[:start]}seen{text[end:]}"
    return text


def _member(root: yaml.Node | None, member_id: str) -> yaml.MappingNode | None:
    """The mapping of the member with this id under `members`, of the first series or of one of `others`."""
    if not isinstance(root, yaml.MappingNode):
        return None
    for key, members in root.value:
        if key.value == "others" and isinstance(members, yaml.SequenceNode):
            for other in members.value:
                if found := _member(other, member_id):
                    return found
        if key.value != "members" or not isinstance(members, yaml.SequenceNode):
            continue
        for member in members.value:
            ids = [v.value for k, v in member.value if k.value == "id"]
            if ids == [member_id]:
                return member if isinstance(member, yaml.MappingNode) else None
    return None
