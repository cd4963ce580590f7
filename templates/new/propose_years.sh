#!/usr/bin/env bash
# Proposes what `keytasks import --missing --report REPORT` wrote, as a pull request to the default branch.
#
#   bash propose_years.sh REPORT
#
# BEFORE_COMMIT names a command to run on the new branch, if there is one. Needs a clean checkout but for
# content/, the remote `origin`, and gh with a token that may push and open pull requests. The branch is named by the texts: the same texts are proposed once, whatever the time at
# which they were fetched, and not again once a person has closed the proposal. Nothing is ever forced.
set -euo pipefail
report=$1
most=50000 # bytes of the report in the pull request, which holds 65,536 characters in all

trap 'say error "Not proposed 没有提出" "A command failed, see above; run this again. 有命令失败，见上文；请再运行一次。"' ERR

say() { printf '::%s title=%s::%s\n' "$1" "$2" "$3"; } # a line that GitHub shows beside the run

# The report's beginning, its last code block closed; never half a character.
beginning() {
  local text
  text=$(head -c "$most" "$report" | iconv -c -f UTF-8 -t UTF-8 || true)
  printf '%s\n' "$text"
  [ "$(wc -c <"$report")" -le "$most" ] && return
  fence=$({ grep -oE '^`{3,}' <<<"$text" || true; } | awk '{ open = open == "" ? $0 : ($0 == open ? "" : open) } END { print open }')
  [ -z "$fence" ] || printf '%s\n' "$fence"
  printf '\nThe rest stands in the summary of the run. 其余见运行摘要：%s\n' \
    "${GITHUB_SERVER_URL:-}/${GITHUB_REPOSITORY:-}/actions/runs/${GITHUB_RUN_ID:-}"
}

# Numbers of pull requests from branches of this repository itself: `--state` and what gh knows besides.
proposals() {
  gh pr list "$@" --limit 200 --json number,headRefName,isCrossRepository \
    --jq '.[] | select(.isCrossRepository | not) | select(.headRefName | startswith("years-")) | "#\(.number)"'
}

git add content
texts=$(git diff --cached --raw --no-renames --abbrev=40 -- 'content/notices/*/notice.md' | awk '{ print $4, $6 }')
if [ -z "$texts" ]; then
  say notice "Nothing new 没有新的年份" "What happened to each year stands in the summary. 各年情况见摘要。"
  exit 0
fi
branch="years-$(git hash-object --stdin <<<"$texts" | cut -c1-12)"
before=$(proposals --head "$branch" --state all) # by itself: a question that fails is no answer
if [ -n "$before" ]; then
  say notice "Proposed before 已经提过" "See the pull request from $branch. 见来自 $branch 的合并请求。"
  exit 0
fi
open=$(proposals --state open | paste -sd ' ' -)

gh auth setup-git
there=$(git ls-remote origin "refs/heads/$branch")
if [ -n "$there" ]; then
  echo "$branch is there already, without a pull request"
else
  git switch --quiet --create "$branch"
  [ -z "${BEFORE_COMMIT:-}" ] || "$BEFORE_COMMIT"
  git -c user.name="github-actions[bot]" -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
    commit --quiet --message "content: years from their official pages"
  git push --quiet origin "$branch"
fi
body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  printf 'Read each text beside its official page, then merge. 请对照官方网页读过再合并。\n\n'
  [ -z "$open" ] || printf 'Still open from earlier runs 以前提出、还开着的：%s\n\n' "$open"
  beginning
} >"$body"
if said=$(gh pr create --head "$branch" --body-file "$body" --title "Years from their official pages 从官方网页收入的年份" 2>&1); then
  printf '%s\n' "$said"
  exit 0
fi
printf '%s\n' "$said" >&2
case $said in
  *"not permitted to create"*)
    say error "No pull request was opened 没有提出合并请求" \
      "Settings > Actions > General: allow GitHub Actions to create pull requests, then run this again. 仓库设置 Actions > General 里允许 Actions 创建合并请求，再运行一次。" ;;
  *)
    say error "No pull request was opened 没有提出合并请求" \
      "The branch $branch is there; run this again, or open it by hand. 分支 $branch 已经推送，请再运行一次，或手动提出。" ;;
esac
exit 1
