#!/usr/bin/env bash
# The one script. A verb is a function below with "## its sentence" on the same line; help prints those.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
solution=TypedTasks.sln
configuration=${CONFIGURATION:-Release}
results=artifacts/test-results

do_help() { ## print this list
  sed -n 's/^do_\([a-z]*\)() { ## /\1|/p' do | sort | awk -F'|' '{ printf "  ./do %-8s %s\n", $1, $2 }'
  echo "On Windows (Git Bash) plain 'dotnet build' and the suites that need no Redis work alone."
}

do_demo() { ## run samples/Quickstart: ./do demo [--redis host:port]
  dotnet run --project samples/Quickstart -c "$configuration" -- "$@"
}

do_build() { ## build everything; a warning is an error
  dotnet build $solution -c "$configuration"
}

do_test() { ## run every suite, or those whose name contains a word: ./do test [Redis]
  source eng/test.sh
  install_what_tests_need
  do_build
  run_suites "${1:-}"
}

do_accept() { ## accept changed snapshots: *.received.* becomes *.verified.*
  local received count=0
  while IFS= read -r -d '' received; do
    mv -- "$received" "${received/.received./.verified.}"
    echo "accepted ${received/.received./.verified.}"
    count=$((count + 1))
  done < <(find tests \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -name '*.received.*' -print0)
  echo "$count accepted"
}

do_format() { ## format the source
  dotnet format whitespace $solution
  dotnet format style $solution
}

do_verify() { ## fail on a warning, on unformatted source, on generated files that are out of date
  do_build
  dotnet format whitespace $solution --no-restore --verify-no-changes
  # Each eng/verify-*.sh regenerates or checks something committed (the table of rules, the wire of the samples) and fails on a difference.
  local check
  for check in eng/verify-*.sh; do
    if [[ -e $check ]]; then bash "$check"; fi
  done
}

do_api() { ## write the public API of the libraries to their PublicAPI.Unshipped.txt; read the diff
  source eng/api.sh
  write_public_api
}

do_aot() { ## publish the native worker, run it against a real Redis, hold its size and speed to their targets
  bash eng/aot.sh "$@"
}

do_bench() { ## measure beside the peers: ./do bench [scenario] [--list], compare <rev>, micro, generator
  source eng/bench.sh
  run_bench "$@"
}

do_sim() { ## live through N simulated worlds: ./do sim N [--from seed]; one with its history: --seed S; what it catches: --faults; a real Redis: --redis N
  if [[ ${1:-} == --redis ]]; then command -v redis-server >/dev/null || { source eng/install.sh && apt_install redis-server; }; fi
  dotnet run --project tests/Simulation -c Release -- "$@"
}

do_chaos() { ## real processes, a real Redis, and all that goes wrong: ./do chaos [word] [--list | --brief | --write]
  command -v redis-server >/dev/null || { source eng/install.sh && apt_install redis-server; }
  dotnet run --project tests/Chaos -c Release -- "$@"
}

do_soak() { ## hours in minutes: a mixed load, and whether heaps or Redis grow: ./do soak [minutes, 35]; fewer are a smoke
  command -v redis-server >/dev/null || { source eng/install.sh && apt_install redis-server; }
  dotnet run --project tests/Soak -c Release -- "$@"
}

do_model() { ## hold Redis to the in-memory broker by N random programs: ./do model [N] [--seed s]
  local seed=1
  if [[ ${2:-} == --seed ]]; then seed=$3; fi
  MODEL_SEQUENCES=${1:-400} MODEL_SEED=$seed dotnet run --project tests/Model.Tests -c "$configuration" -- --no-ansi --progress off
}

do_fuzz() { ## mutated envelopes, payloads, replies and contracts: ./do fuzz [minutes, 1] [--seed s] [--target t] [--list], or --replay file
  dotnet run --project tests/Fuzz -c Release -- "$@"
}

do_sources() { ## every rule over the 3.7 million lines of Debian's mono source: ./do sources [one method in n becomes a task]
  source eng/sources.sh
  analyze_sources "$@"
}

verb=${1:-help}
if ! declare -F "do_$verb" >/dev/null; then
  echo "./do: no verb '$verb'" >&2
  do_help >&2
  exit 2
fi
"do_$verb" "${@:2}"
