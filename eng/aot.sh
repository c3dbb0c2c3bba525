#!/usr/bin/env bash
# ./do aot: publishes samples/NativeAotWorker as a native binary, lets a JIT producer send it 1,000 tasks over a real Redis, and
# holds outcome, warnings, size, start and memory to their targets. Everything it starts listens on 127.0.0.1 and ends with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/install.sh
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

max_binary=15000000 # bytes
max_start=100       # ms, from exec to the first line of the first handler
max_idle=40000000   # bytes of resident memory
starts=5            # the fastest counts: what else the machine does can only add to it

sample=samples/NativeAotWorker
out=artifacts/aot
journal=$out/journal.txt
failures=0

if [[ $(uname -sm) != 'Linux x86_64' ]]; then
  echo "./do aot: the native worker is proved on linux-x64, not on $(uname -sm)"
  exit 1
fi
missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v gcc >/dev/null || command -v clang >/dev/null || missing+=(gcc libc6-dev) # ILC compiles, gcc or clang links
if ((${#missing[@]})); then apt_install "${missing[@]}"; fi

fail() {
  echo "  FAILED: $*"
  failures=$((failures + 1))
}

pids=()
stop_all() {
  local pid
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
}
trap stop_all EXIT

# --- Publish. Whatever the native compiler warns of is shown; what comes from our code fails. ------------------------------
publish() {
  rm -rf "$out" "$sample"/Worker/obj/Release/net10.0/linux-x64/native # an up-to-date binary would warn of nothing
  mkdir -p "$out"
  dotnet build $sample/Producer -c Release -v q -clp:NoSummary
  # The warnings of others do not stop it here: they are judged below, one by one.
  dotnet publish $sample/Worker -c Release -r linux-x64 -o "$out/worker" -v q \
    -p:IlcTreatWarningsAsErrors=false -p:MSBuildTreatWarningsAsErrors=false -p:TrimmerSingleWarn=false 2>&1 | tee "$out/publish.log"
  warnings=$(grep -E 'warning [A-Z]+[0-9]+' "$out/publish.log" | sort -u || true)
  ours=$(grep -E "TypedTasks|Weather|$PWD" <<<"$warnings" || true)
  if [[ -n $ours ]]; then fail "$(wc -l <<<"$ours") warnings are ours"; fi
}

# --- Redis, on whatever port is free. ------------------------------------------------------------------------------------
start_redis() {
  local try
  for try in {1..20}; do
    port=$((20000 + RANDOM % 20000))
    redis-server --port $port --bind 127.0.0.1 --save '' --appendonly no --dir "$out" >"$out/redis.log" 2>&1 &
    redis=$!
    while kill -0 $redis 2>/dev/null; do
      if grep -q 'Ready to accept connections' "$out/redis.log"; then
        pids+=("$redis")
        return
      fi
      sleep 0.02
    done
  done
  echo "no redis-server could be started; its last words:"
  cat "$out/redis.log"
  exit 1
}

producer() {
  dotnet $sample/Producer/bin/Release/net10.0/Weather.Producer.dll --redis "127.0.0.1:$port" --journal "$journal" "$@"
}

# --- One task waits, the worker is executed, the handler writes down when it ran. ----------------------------------------------
start_worker() {
  local id started ran
  id=$(producer --only-one)
  started=${EPOCHREALTIME/./}
  WEATHER_JOURNAL=$journal "$out/worker/NativeAotWorker" --redis "127.0.0.1:$port" >>"$out/worker.log" 2>&1 &
  worker=$!
  pids+=("$worker")
  while ! grep -q "$id" "$journal" 2>/dev/null; do
    if ! kill -0 "$worker" 2>/dev/null; then
      echo "the worker ended before its first task:"
      cat "$out/worker.log"
      exit 1
    fi
    sleep 0.05
  done
  ran=$(grep -m 1 "$id" "$journal" | cut -d ' ' -f 4)
  start_times+=($((($(date -d "$ran" +%s%6N) - started) / 1000)))
}

stop_worker() {
  local code=0
  kill -TERM "$worker"
  wait "$worker" || code=$?
  if ((code != 0)); then fail "the worker ended with exit code $code after SIGTERM"; fi
}

# A figure of /proc/<worker>/status, in bytes.
memory() {
  echo $(($(sed -nE "s/^$1:\s+([0-9]+) kB/\1/p" "/proc/$worker/status") * 1024))
}

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1000000 }'; }

publish
start_redis
start_times=()
for ((n = 1; n < starts; n++)); do
  start_worker
  stop_worker
done
start_worker
echo
producer || fail 'not every task settled as it should'
idle=$(memory VmRSS) peak=$(memory VmHWM)
stop_worker

size=$(stat -c %s "$out/worker/NativeAotWorker")
mapfile -t start_times < <(printf '%s\n' "${start_times[@]}" | sort -n)
fastest=${start_times[0]}
((size <= max_binary)) || fail "the binary has $size bytes"
((fastest <= max_start)) || fail "the first task ran $fastest ms after exec"
((idle <= max_idle)) || fail "the idle worker holds $idle bytes of memory"

echo
printf '  %-22s %10s   target %s\n' \
  'binary' "$(megabytes "$size")" "$(megabytes $max_binary)" \
  'exec to first task' "$fastest ms" "$max_start ms   (all starts: ${start_times[*]})" \
  'resident memory, idle' "$(megabytes "$idle")" "$(megabytes $max_idle)   (peak: $(megabytes "$peak"))" \
  'trim and AOT warnings' "$(grep -c . <<<"$warnings" || true)" "0 of ours"
if [[ -n $warnings ]]; then sed 's/^/    /' <<<"$warnings"; fi
if ((failures)); then
  tail -n 30 "$out/worker.log" | sed 's/^/    worker: /'
  echo "./do aot: $failures failed"
  exit 1
fi
echo '  the native worker does its work'
