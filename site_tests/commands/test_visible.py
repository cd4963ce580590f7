"""What a hostile source says is seen on the terminal, and not obeyed."""

import pytest

from generator.commands.options import visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[2Jx", "\\u001b[2Jx"),
        ("a\u202eb", "a\\u202eb"),
        ("\x9b31m\x07", "\\u009b31m\\u0007"),
        ("a\rb", "a\\u000db"),
        ("一、虚构\n\ta\r\n", "一、虚构\n\ta\r\n"),
    ],
)
def test_escapes_are_shown(text: str, seen: str) -> None:
    """Controls and marks of direction stand as escapes; line ends and tabs stay."""
    assert visible(text) == seen
