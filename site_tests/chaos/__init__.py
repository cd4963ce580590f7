"""Commands that are killed, starved and started twice; `python -m site_tests.chaos`."""
