# ./do bench: installs what is compared with, builds it, measures. Sourced by ./do, which stands in the root of the repository.

source eng/install.sh

# The peers from ordinary packages: Debian, npm, NuGet (the last by the build).
install_peers() {
  local packages=()
  command -v redis-server >/dev/null || packages+=(redis-server)
  /usr/bin/python3 -c 'import celery, redis, hiredis' 2>/dev/null || packages+=(python3-celery python3-redis python3-hiredis)
  /usr/bin/python3 -c 'import rq' 2>/dev/null || packages+=(python3-rq)
  ruby -e 'require "sidekiq"; require "hiredis"' 2>/dev/null || packages+=(ruby-sidekiq ruby-hiredis)
  command -v node >/dev/null || packages+=(nodejs)
  if ((${#packages[@]})); then apt_install "${packages[@]}"; fi
  # By itself: some packages of nodejs bring npm along and conflict with Debian's.
  command -v npm >/dev/null || apt_install npm
  if [[ ! -e bench/peers/bullmq/node_modules/.package-lock.json || bench/peers/bullmq/package-lock.json -nt bench/peers/bullmq/node_modules/.package-lock.json ]]; then
    (cd bench/peers/bullmq && npm ci --ignore-scripts --no-audit --no-fund)
  fi
}

run_bench() {
  case ${1:-} in
    generator) dotnet run --project bench/TypedTasks.Bench.Generator -c Release ;;
    micro) dotnet run --project bench/TypedTasks.Bench.Micro -c Release -- "${@:2}" ;;
    *)
      install_peers
      dotnet build bench/TypedTasks.Bench -c Release -v q -clp:NoSummary
      dotnet bench/TypedTasks.Bench/bin/Release/net10.0/TypedTasks.Bench.dll "$@"
      ;;
  esac
}
