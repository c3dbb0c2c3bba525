#!/usr/bin/env bash
# The table of docs/rules/README.md, written again from the rules: fails when that changes it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

page=docs/rules/README.md
before=$(cat "$page")
TYPEDTASKS_WRITE=1 dotnet run --project tests/Analyzers.Tests -c "${CONFIGURATION:-Release}" -- --filter-class '*RuleTableTests' >/dev/null
if [[ $before != "$(cat "$page")" ]]; then
  echo "$page was out of date; it has been rewritten: commit it" >&2
  exit 1
fi
echo "$page is up to date"
