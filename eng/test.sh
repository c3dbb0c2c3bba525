# ./do test, in two halves: install what the suites need, then run them and add up their TRX files.
# Plain enough for the bash 3.2 of macOS. Sourced by ./do, which sets $configuration and $results and stands in the root of the repository.

source eng/install.sh

install_what_tests_need() {
  case "$(uname -s)" in
    MINGW* | MSYS* | CYGWIN*)
      echo "Windows: the suites that need Redis, Python or Node want Linux or macOS (WSL works). Build with 'dotnet build'"
      echo "and run one of the others alone, for instance: dotnet run --project tests/Architecture.Tests"
      ;;
  esac

  local packages=()
  command -v redis-server >/dev/null || packages+=(redis-server)
  /usr/bin/python3 -c 'import msgpack' 2>/dev/null || packages+=(python3-msgpack)
  /usr/bin/python3 -c 'import cryptography' 2>/dev/null || packages+=(python3-cryptography)
  command -v node >/dev/null || packages+=(nodejs)
  if ((${#packages[@]})); then apt_install "${packages[@]}"; fi
  # By itself: some packages of nodejs bring npm along and conflict with Debian's.
  command -v npm >/dev/null || apt_install npm

  if [[ -e tests/interop/package-lock.json ]]; then
    if command -v npm >/dev/null; then
      (cd tests/interop && npm ci --no-audit --no-fund)
    else
      echo "missing: npm; the interop suite will fail"
    fi
  fi
}

# Runs every suite whose name contains $1 on each of its frameworks. The numbers come from the TRX files alone. A suite
# that reports no test, leaves no TRX or ends badly without a failed test counts as one failure, so 0 failed means green.
run_suites() {
  local word=$1
  # The suites start servers of their own on free ports; what the shell points at is none of their business.
  unset REDIS_HOST REDIS_PORT REDIS_URL REDIS_PASSWORD REDISCLI_AUTH
  rm -rf "$results"
  mkdir -p "$results"

  # Those that mostly compute run beside those that mostly wait; those that hold a time to its limit run alone.
  run_lane computing "$word" &
  run_lane waiting "$word"
  wait $!
  run_lane alone "$word"

  local counts=("$results"/*.counts)
  if [[ ! -e ${counts[0]} ]]; then
    echo "no suite is called *$word*"
    return 1
  fi

  local passed=0 failed=0 skipped=0 ok bad not
  while read -r ok bad not; do
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + not))
  done < <(cat "${counts[@]}")
  echo
  echo "$passed passed, $failed failed$( ((skipped)) && echo ", $skipped skipped" || true)"
  ((failed == 0))
}

lane_of() {
  case $1 in
    *.Analyzers.Tests | *.Generators.Tests | *.Model.Tests | *.Package.Tests) echo computing ;;
    *.Chaos.Tests | *.Simulation.Tests) echo alone ;;
    *) echo waiting ;;
  esac
}

# The suites of one lane whose name contains $2, one after the other.
run_lane() {
  local project name framework
  shopt -s nocasematch # ./do test redis
  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    grep -q '<OutputType>Exe</OutputType>' "$project" || continue # a library that suites share
    grep -q '<ProjectType>Test</ProjectType>' "$project" || continue # a program that a suite starts
    [[ $name == *"$2"* && $(lane_of "$name") == "$1" ]] || continue
    for framework in $(sed -nE 's:.*<TargetFrameworks?>(.*)</TargetFrameworks?>.*:\1:p' "$project" | tr ';' ' '); do
      run_suite
    done
  done
}

# One suite on one framework: a line for it, and its numbers in a file. Reads the variables of run_lane.
run_suite() {
  local folder=${project%/*} report=$name.$framework.trx log=$results/$name.$framework.log code=0
  # A suite ends before the compiler's counting of what is hot pays; the simulation alone runs the same code for long enough.
  local counting=0
  if [[ $(lane_of "$name") == alone ]]; then counting=1; fi
  # They allocate much and keep little: with 64 MB for what is new, collections are a quarter as many.
  DOTNET_TieredPGO=$counting DOTNET_GCgen0size=0x4000000 dotnet "$folder/bin/$configuration/$framework/$name.dll" --results-directory "$results" --no-ansi --progress off \
    --report-xunit-trx --report-xunit-trx-filename "$report" >"$log" 2>&1 </dev/null || code=$?

  local ok bad not
  ok=$(counter passed) bad=$(counter failed) not=$(counter notExecuted)
  local trouble=
  if [[ -z $ok ]]; then
    trouble="left no TRX (exit code $code)" ok=0 bad=1 not=0
  elif ((ok + bad == 0)); then
    trouble='reported no test' bad=1
  elif ((code != 0 && bad == 0)); then
    trouble="ended with exit code $code" bad=1
  fi

  echo "$ok $bad $not" >"$results/$name.$framework.counts"
  printf '%-34s %-8s %5d passed %3d failed %3d skipped  %s\n' "$name" "$framework" "$ok" "$bad" "$not" "$trouble"
  if ((bad)); then sed 's/^/    /' "$log"; fi
}

# One number of the TRX summary; nothing when there is no TRX.
counter() {
  sed -nE "s/.*<Counters ([^>]* )?$1=\"([0-9]+)\".*/\2/p" "$results/$report" 2>/dev/null || true
}
