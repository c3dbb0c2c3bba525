#!/usr/bin/env bash
# The samples keep their wire: the build compared each with its TypedTasks.Contract.txt; here messages of the first contracts must
# still run on today's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

check() { # the golden contract, today's
  if ! dotnet run --project src/CommandLine -c "${CONFIGURATION:-Release}" -- \
    contract check --from "tests/golden/contracts/$1.txt" --to "$2/TypedTasks.Contract.txt" --direction old-to-new; then
    echo "$2: messages that the sample once sent would not run any more" >&2
    exit 1
  fi
}

for contract in samples/*/TypedTasks.Contract.txt samples/*/*/TypedTasks.Contract.txt; do
  folder=${contract%/*}
  project=$(basename "$folder"/*.csproj .csproj)
  check "$project" "$folder"
done
echo "the samples keep their wire"
