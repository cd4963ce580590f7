#!/usr/bin/env bash
# Keeps the content as it was committed (in REF, HEAD if left out) for the tests: see tools/kept_content.py.
# Does nothing where one is kept already.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
kept=site_tests/kept
[ ! -e "$kept/content" ] || exit 0
mkdir -p "$kept"
git archive "${1:-HEAD}" content | tar -x -C "$kept"
git add "$kept"
echo "$kept: the content of ${1:-HEAD}, for the tests"
