#!/usr/bin/env bash
# Makes .venv with what building (`build`) or testing (`dev`) needs; does nothing where it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-build}

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

apt_install() { # packages, for a Debian or Ubuntu on which we may install
  command -v apt-get >/dev/null || fail "install by hand: $*"
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || fail "these packages are needed: sudo apt-get install $*"
    sudo=(sudo -n)
  fi
  printf 'setup: installing %s\n' "$*" >&2
  local log; log=$(mktemp)
  { "${sudo[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y \
      --no-install-recommends "$@"; } >"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "apt-get failed for: $*"; }
  rm -f "$log"
}

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"; return
    fi
  done
  return 1
}

stamp() { cat requirements/"$1".txt pyproject.toml tools/setup.sh | sha256sum | cut -d' ' -f1; }

python=$(find_python) || { apt_install python3 python3-venv; python=$(find_python) || fail "Python 3.11 or later is needed"; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv

installed=$(cat .venv/.installed 2>/dev/null || true)
if [ "$installed" != "dev $(stamp dev)" ] && [ "$installed" != "$kind $(stamp "$kind")" ]; then
  printf 'setup: Python environment in .venv (some minutes the first time)\n' >&2
  [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$python" -m venv .venv; }
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/"$kind".txt
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  printf '%s %s\n' "$kind" "$(stamp "$kind")" >.venv/.installed
fi

[ "$kind" = dev ] || exit 0
if grep -qx 'ID=ubuntu' /etc/os-release; then
  # Ubuntu's chromium is a snap, which does not see the tests' temporary folders.
  command -v google-chrome >/dev/null || .venv/bin/python -m playwright install --with-deps chromium
else
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || apt_install chromium
fi
# Without a Chinese font Chromium draws boxes, and what overflows or is too faint is not seen.
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || apt_install fontconfig fonts-noto-cjk
command -v java >/dev/null || apt_install default-jre-headless
{ command -v node && command -v npm; } >/dev/null || apt_install nodejs npm
"$python" tools/fetch_npm.py .venv/npm <requirements/npm.txt
